extension Effect: StoredChoice {
    var storedName: String {
        switch self {
        case .walletOpened: "walletOpened"
        case .walletChanged: "walletChanged"
        case .walletActivated: "walletActivated"
        case .walletTerminated: "walletTerminated"
        case .rulesReplaced: "rulesReplaced"
        case .rulePaused: "rulePaused"
        case .ruleResumed: "ruleResumed"
        case .grantOpened: "grantOpened"
        case .grantChanged: "grantChanged"
        case .grantReopened: "grantReopened"
        case .grantClosed: "grantClosed"
        case .invoiceDrawn: "invoiceDrawn"
        case .usageReported: "usageReported"
        case .usageCleared: "usageCleared"
        case .holdOpened: "holdOpened"
        case .holdChanged: "holdChanged"
        case .holdEnded: "holdEnded"
        case .ruleFired: "ruleFired"
        case .refundOwed: "refundOwed"
        }
    }

    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        switch self {
        case .walletOpened(let opened): opened.writeMembers(to: &writer)
        case .walletChanged(let wallet, let change):
            writer.put("wallet", wallet)
            writer.put("terms", change.terms)
        case .walletActivated(let wallet): writer.put("wallet", wallet)
        case .walletTerminated(let wallet, let end):
            writer.put("wallet", wallet)
            writer.put("end", end)
        case .rulesReplaced(let wallet, let rules):
            writer.put("wallet", wallet)
            writer.put("rules", rules)
        case .rulePaused(let wallet, let rule), .ruleResumed(let wallet, let rule):
            writer.put("wallet", wallet)
            writer.put("rule", rule)
        case .grantOpened(let opened), .grantChanged(let opened), .grantReopened(let opened):
            opened.writeMembers(to: &writer)
        case .grantClosed(let grant, let door):
            writer.put("grant", grant)
            writer.put("door", door)
        case .invoiceDrawn(let invoice, let captured, let skipped):
            writer.put("invoice", invoice)
            writer.put("captured", list: captured)
            writer.put("skipped", list: skipped)
        case .usageReported(let report): report.writeMembers(to: &writer)
        case .usageCleared(let currency, let periods):
            writer.put("currency", currency)
            writer.put("periods", periods)
        case .holdOpened(let hold), .holdChanged(let hold): hold.writeMembers(to: &writer)
        case .holdEnded(let hold, let end):
            writer.put("hold", hold)
            writer.put("end", end)
        case .ruleFired(let firing): firing.writeMembers(to: &writer)
        case .refundOwed(let refund): refund.writeMembers(to: &writer)
        }
    }

    static func readMembers<Reader: StoredReader>(
        of name: String, from reader: inout Reader
    ) throws(StoredFault) -> Effect? {
        switch name {
        case "walletOpened": .walletOpened(try .readMembers(from: &reader))
        case "walletChanged":
            .walletChanged(
                try reader.get("wallet"), WalletChange(shared: Shared(try reader.get("terms"))))
        case "walletActivated": .walletActivated(try reader.get("wallet"))
        case "walletTerminated":
            .walletTerminated(try reader.get("wallet"), try reader.get("end"))
        case "rulesReplaced": .rulesReplaced(try reader.get("wallet"), try reader.get("rules"))
        case "rulePaused": .rulePaused(try reader.get("wallet"), try reader.get("rule"))
        case "ruleResumed": .ruleResumed(try reader.get("wallet"), try reader.get("rule"))
        case "grantOpened": .grantOpened(try .readMembers(from: &reader))
        case "grantChanged": .grantChanged(try .readMembers(from: &reader))
        case "grantReopened": .grantReopened(try .readMembers(from: &reader))
        case "grantClosed": .grantClosed(try reader.get("grant"), try reader.get("door"))
        case "invoiceDrawn":
            .invoiceDrawn(
                try reader.get("invoice"), captured: try reader.list("captured"),
                skipped: try reader.list("skipped"))
        case "usageReported": .usageReported(try .readMembers(from: &reader))
        case "usageCleared":
            .usageCleared(try reader.get("currency"), try reader.get("periods"))
        case "holdOpened": .holdOpened(try .readMembers(from: &reader))
        case "holdChanged": .holdChanged(try .readMembers(from: &reader))
        case "holdEnded": .holdEnded(try reader.get("hold"), try reader.get("end"))
        case "ruleFired": .ruleFired(try .readMembers(from: &reader))
        case "refundOwed": .refundOwed(try .readMembers(from: &reader))
        default: nil
        }
    }
}

extension OpenedWallet: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("terms", terms)
        writer.put("status", status)
        writer.put("rules", list: rules)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> OpenedWallet {
        try OpenedWallet(
            id: reader.get("id"), shared: Shared(reader.get("terms")),
            status: reader.get("status"), rules: reader.list("rules"))
    }
}

extension OpenedGrant: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("wallet", wallet)
        writer.put("terms", terms)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> OpenedGrant {
        try OpenedGrant(
            id: reader.get("id"), wallet: reader.get("wallet"),
            shared: Shared(reader.get("terms")))
    }
}

extension RuleFiring: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("wallet", wallet)
        writer.put("rule", rule)
        writer.put("ongoing", SignedSum(credits: ongoing))
        writer.put("pending", SignedSum(credits: pending))
        writer.put("threshold", ifAny: threshold)
        writer.put("target", ifAny: target)
        writer.put("missing", ifAny: missing.map { SignedSum(credits: $0) })
        writer.put("paid", ifAny: paid)
        writer.put("granted", ifAny: granted)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> RuleFiring {
        try RuleFiring(
            wallet: reader.get("wallet"), rule: reader.get("rule"),
            ongoing: reader.get("ongoing", as: SignedSum.self).credits,
            pending: reader.get("pending", as: SignedSum.self).credits,
            threshold: reader.find("threshold"), target: reader.find("target"),
            missing: reader.find("missing", as: SignedSum.self)?.credits,
            paid: reader.find("paid"), granted: reader.find("granted"))
    }
}

extension RefundOwed: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("wallet", wallet)
        writer.put("grant", grant)
        writer.put("transaction", transaction)
        writer.put(amount)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> RefundOwed {
        try RefundOwed(
            wallet: reader.get("wallet"), grant: reader.get("grant"),
            transaction: reader.get("transaction"), amount: reader.money())
    }
}
