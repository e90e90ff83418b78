extension Scope: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("feeTypes", feeTypes, unless: [])
        writer.put("prices", prices, unless: [])
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Scope {
        try Scope(
            feeTypes: reader.find("feeTypes") ?? [], prices: reader.find("prices") ?? [])
    }
}

extension GrantTerms: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("kind", kind)
        writer.put("issued", issued)
        writer.put("priority", Int64(priority))
        writer.put("scope", scope, unless: .everything)
        writer.put("effectiveAt", effectiveAt)
        writer.put("expiresAt", ifAny: expiresAt)
        writer.put("costBasis", costBasis)
        switch source {
        case .initial: writer.put("source", "initial")
        case .topUp: writer.put("source", "topUp")
        case .rule: writer.put("source", "rule")
        }
        if case .rule(let rule) = source { writer.put("rule", rule) }
        writer.put("payment", ifAny: payment)
        writer.put("name", name, unless: "")
        writer.put("metadata", metadata, unless: .none)
        writer.put("transaction", transaction)
        writer.put("createdAt", createdAt)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> GrantTerms {
        try GrantTerms(
            kind: reader.get("kind"), issued: reader.get("issued"),
            priority: reader.priority(), scope: reader.find("scope") ?? .everything,
            effectiveAt: reader.get("effectiveAt"), expiresAt: reader.find("expiresAt"),
            costBasis: reader.get("costBasis"), source: reader.source(),
            payment: reader.find("payment"), name: reader.find("name") ?? "",
            metadata: reader.find("metadata") ?? .none, transaction: reader.get("transaction"),
            createdAt: reader.get("createdAt"))
    }
}

extension WalletTerms: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("name", name, unless: "")
        writer.put("externalID", ifAny: externalID)
        writer.put("currency", currency)
        writer.put("rate", rate)
        writer.put("priority", Int64(priority))
        writer.put("scope", scope, unless: .everything)
        writer.put(activation)
        writer.put("expiresAt", ifAny: expiresAt)
        writer.put("graceSeconds", graceSeconds, unless: 0)
        writer.put(limits)
        writer.put("metadata", metadata, unless: .none)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> WalletTerms {
        try WalletTerms(
            name: reader.find("name") ?? "", externalID: reader.find("externalID"),
            currency: reader.get("currency"), rate: reader.get("rate"),
            priority: reader.priority(), scope: reader.find("scope") ?? .everything,
            activation: reader.activation(), expiresAt: reader.find("expiresAt"),
            graceSeconds: reader.graceSeconds(), limits: reader.limits(),
            metadata: reader.find("metadata") ?? .none)
    }
}

extension StoredWriter {
    /// At once is left out.
    mutating func put(_ activation: Activation) {
        var (name, instant): (String?, Instant?) = (nil, nil)
        switch activation {
        case .atOnce: break
        case .onRequest: name = "onRequest"
        case .at(let time): instant = time
        }
        put("activation", ifAny: name)
        put("activatesAt", ifAny: instant)
    }

    mutating func put(_ limits: TopUpLimits) {
        put("minimumTopUp", ifAny: limits.minimum)
        put("maximumTopUp", ifAny: limits.maximum)
    }
}

extension StoredReader {
    mutating func priority() throws(StoredFault) -> Int {
        Int(try get("priority", in: 0...100))
    }

    mutating func graceSeconds() throws(StoredFault) -> Int64 {
        guard let seconds = try find("graceSeconds", as: Int64.self) else { return 0 }
        guard seconds >= 0 else { throw StoredFault("is out of range").inside("graceSeconds") }
        return seconds
    }

    mutating func activation() throws(StoredFault) -> Activation {
        let name: String? = try find("activation")
        let instant: Instant? = try find("activatesAt")
        switch (name, instant) {
        case (nil, let instant?): return .at(instant)
        case (nil, nil): return .atOnce
        case ("onRequest", nil): return .onRequest
        default: throw StoredFault.unknownName.inside("activation")
        }
    }

    mutating func limits() throws(StoredFault) -> TopUpLimits {
        try TopUpLimits(minimum: find("minimumTopUp"), maximum: find("maximumTopUp"))
    }

    fileprivate mutating func source() throws(StoredFault) -> GrantSource {
        switch try get("source", as: String.self) {
        case "initial": .initial
        case "topUp": .topUp
        case "rule": .rule(try get("rule"))
        default: throw StoredFault.unknownName.inside("source")
        }
    }
}

extension Hold: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("feeType", feeType)
        writer.put("price", ifAny: price)
        writer.put(asked)
        writer.put("createdAt", createdAt)
        writer.put("until", until)
        writer.put("parts", parts)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Hold {
        try Hold(
            id: reader.get("id"), feeType: reader.get("feeType"), price: reader.find("price"),
            asked: reader.money(), createdAt: reader.get("createdAt"),
            until: reader.get("until"), parts: reader.get("parts"))
    }
}

extension Hold.Part: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("grant", grant)
        writer.put("wallet", wallet)
        writer.put(amount)
        writer.put("credits", credits)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Hold.Part {
        try Hold.Part(
            grant: reader.get("grant"), wallet: reader.get("wallet"), amount: reader.money(),
            credits: reader.get("credits"))
    }
}
