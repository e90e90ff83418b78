extension Command: StoredChoice {
    var storedName: String {
        switch self {
        case .createWallet: "createWallet"
        case .activateWallet: "activateWallet"
        case .updateWallet: "updateWallet"
        case .terminateWallet: "terminateWallet"
        case .topUp: "topUp"
        case .settleTopUp: "settleTopUp"
        case .failTopUp: "failTopUp"
        case .voidCredits: "voidCredits"
        case .expireGrant: "expireGrant"
        case .voidGrant: "voidGrant"
        case .changeGrant: "changeGrant"
        case .drawDown: "drawDown"
        case .reinstate: "reinstate"
        case .resumeRule: "resumeRule"
        case .reportUsage: "reportUsage"
        case .hold: "hold"
        case .extendHold: "extendHold"
        case .capture: "capture"
        case .releaseHold: "releaseHold"
        case .confirmCharge: "confirmCharge"
        }
    }

    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        switch self {
        case .createWallet(let wallet): wallet.writeMembers(to: &writer)
        case .activateWallet(let wallet), .terminateWallet(let wallet):
            writer.put("wallet", wallet)
        case .updateWallet(let update): update.writeMembers(to: &writer)
        case .topUp(let topUp): topUp.writeMembers(to: &writer)
        case .settleTopUp(let grant), .expireGrant(let grant), .voidGrant(let grant),
            .confirmCharge(let grant):
            writer.put("grant", grant)
        case .failTopUp(let grant, let reason):
            writer.put("grant", grant)
            writer.put("reason", reason)
        case .voidCredits(let void): void.writeMembers(to: &writer)
        case .changeGrant(let change): change.writeMembers(to: &writer)
        case .drawDown(let drawDown): drawDown.writeMembers(to: &writer)
        case .reinstate(let reinstate): reinstate.writeMembers(to: &writer)
        case .resumeRule(let wallet, let rule):
            writer.put("wallet", wallet)
            writer.put("rule", rule)
        case .reportUsage(let report): report.writeMembers(to: &writer)
        case .hold(let hold): hold.writeMembers(to: &writer)
        case .extendHold(let hold, let until):
            writer.put("hold", hold)
            writer.put("until", until)
        case .capture(let capture): capture.writeMembers(to: &writer)
        case .releaseHold(let hold): writer.put("hold", hold)
        }
    }

    static func readMembers<Reader: StoredReader>(
        of name: String, from reader: inout Reader
    ) throws(StoredFault) -> Command? {
        switch name {
        case "createWallet": .createWallet(try .readMembers(from: &reader))
        case "activateWallet": .activateWallet(try reader.get("wallet"))
        case "updateWallet": .updateWallet(try .readMembers(from: &reader))
        case "terminateWallet": .terminateWallet(try reader.get("wallet"))
        case "topUp": .topUp(try .readMembers(from: &reader))
        case "settleTopUp": .settleTopUp(try reader.get("grant"))
        case "failTopUp":
            .failTopUp(try reader.get("grant"), reason: try reader.get("reason"))
        case "voidCredits": .voidCredits(try .readMembers(from: &reader))
        case "expireGrant": .expireGrant(try reader.get("grant"))
        case "voidGrant": .voidGrant(try reader.get("grant"))
        case "changeGrant": .changeGrant(try .readMembers(from: &reader))
        case "drawDown": .drawDown(try .readMembers(from: &reader))
        case "reinstate": .reinstate(try .readMembers(from: &reader))
        case "resumeRule": .resumeRule(try reader.get("wallet"), try reader.get("rule"))
        case "reportUsage": .reportUsage(try .readMembers(from: &reader))
        case "hold": .hold(try .readMembers(from: &reader))
        case "extendHold": .extendHold(try reader.get("hold"), until: try reader.get("until"))
        case "capture": .capture(try .readMembers(from: &reader))
        case "releaseHold": .releaseHold(try reader.get("hold"))
        case "confirmCharge": .confirmCharge(try reader.get("grant"))
        default: nil
        }
    }
}

extension Context: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("key", ifAny: key)
        writer.put("actor", ifAny: actor)
        writer.put("reason", ifAny: reason)
        writer.put("metadata", metadata, unless: .none)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Context {
        try Context(
            key: reader.find("key"), actor: reader.find("actor"), reason: reader.find("reason"),
            metadata: reader.find("metadata") ?? .none)
    }
}

extension Context.Actor: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("name", name, unless: "")
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Context.Actor {
        try Context.Actor(id: reader.get("id"), name: reader.find("name") ?? "")
    }
}
