extension CreateWallet: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("currency", currency)
        writer.put("rate", rate)
        writer.put("name", name, unless: "")
        writer.put("externalID", ifAny: externalID)
        writer.put("priority", Int64(priority))
        writer.put("scope", scope, unless: .everything)
        writer.put(activation)
        writer.put("expiresAt", ifAny: expiresAt)
        writer.put("graceSeconds", graceSeconds, unless: 0)
        writer.put(limits)
        writer.put("rules", list: rules)
        writer.put("metadata", metadata, unless: .none)
        writer.put("paid", paid, unless: 0)
        writer.put("granted", granted, unless: 0)
        writer.put("payment", payment)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> CreateWallet {
        let currency: Currency = try reader.get("currency")
        var create = CreateWallet(currency: currency, rate: try reader.get("rate"))
        create.name = try reader.find("name") ?? ""
        create.externalID = try reader.find("externalID")
        create.priority = try reader.priority()
        create.scope = try reader.find("scope") ?? .everything
        create.activation = try reader.activation()
        create.expiresAt = try reader.find("expiresAt")
        create.graceSeconds = try reader.graceSeconds()
        create.limits = try reader.limits()
        create.rules = try reader.list("rules")
        create.metadata = try reader.find("metadata") ?? .none
        create.paid = try reader.find("paid") ?? 0
        create.granted = try reader.find("granted") ?? 0
        create.payment = try reader.get("payment")
        return create
    }
}

extension UpdateWallet: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("wallet", wallet)
        writer.put("name", change: name)
        writer.put("externalID", change: externalID)
        writer.put("priority", change: priority)
        writer.put("feeTypes", change: feeTypes)
        writer.put("prices", change: prices)
        writer.put("activatesAt", change: activatesAt)
        writer.put("expiresAt", change: expiresAt)
        writer.put("graceSeconds", change: graceSeconds)
        writer.put("minimumTopUp", change: minimumTopUp)
        writer.put("maximumTopUp", change: maximumTopUp)
        writer.put("rules", change: rules)
        writer.put("metadata", change: metadata)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> UpdateWallet {
        try UpdateWallet(
            reader.get("wallet"), name: reader.change("name"),
            externalID: reader.change("externalID"), priority: reader.change("priority"),
            feeTypes: reader.change("feeTypes"), prices: reader.change("prices"),
            activatesAt: reader.change("activatesAt"), expiresAt: reader.change("expiresAt"),
            graceSeconds: reader.change("graceSeconds"),
            minimumTopUp: reader.change("minimumTopUp"),
            maximumTopUp: reader.change("maximumTopUp"), rules: reader.change("rules"),
            metadata: reader.change("metadata"))
    }
}

/// A priority that an update sets.
extension Int: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.integer(Int64(self)) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Int {
        guard let number = Int(exactly: try reader.integer()) else {
            throw StoredFault("is out of range")
        }
        return number
    }
}
