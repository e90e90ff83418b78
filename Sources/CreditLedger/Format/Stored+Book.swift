extension Book: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("customer", customer)
        writer.put("revision", revision)
        writer.put("instant", instant.milliseconds)
        writer.put("lastID", ifAny: lastID)
        writer.put("wallets", wallets)
        writer.put("lots", lots)
        writer.put("holds", list: holds)
        writer.put("usage", list: usage)
        writer.put("hasCaptured", hasCaptured, unless: false)
        writer.put("nextDue", nextDue.milliseconds)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Book {
        var book = Book(customer: try reader.get("customer"))
        book.revision = try reader.get("revision", in: 0...Int64.max)
        book.instant = Instant(unchecked: try reader.get("instant"))
        book.lastID = try reader.find("lastID")
        book.wallets = try reader.get("wallets")
        book.lots = try reader.get("lots")
        book.holds = try reader.list("holds")
        book.usage = try reader.list("usage")
        book.hasCaptured = try reader.find("hasCaptured") ?? false
        book.nextDue = Instant(unchecked: try reader.get("nextDue"))
        // The engine looks a lot's wallet up by its position.
        guard book.lots.allSatisfy({ book.wallets.indices.contains(Int($0.wallet)) }) else {
            throw StoredFault("names a wallet that is not there").inside("lots")
        }
        return book
    }
}

extension WalletState: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("terms", terms.value)
        writer.put("status", status)
        writer.put("createdAt", createdAt)
        writer.put("end", ifAny: end)
        writer.put("rules", list: rules)
        writer.put("pastTerms", list: pastTerms)
        writer.put("applied", SignedSum(credits: applied))
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> WalletState {
        try WalletState(
            id: reader.get("id"), terms: Shared(reader.get("terms")),
            status: reader.get("status"), createdAt: reader.get("createdAt"),
            end: reader.find("end"), rules: reader.list("rules"),
            pastTerms: reader.list("pastTerms"),
            applied: reader.applied())
    }
}

extension StoredReader {
    /// A sum over all time, which stays far from what 128 bits can hold.
    fileprivate mutating func applied() throws(StoredFault) -> Credits {
        let sum = try get("applied", as: SignedSum.self).credits
        guard sum.units.magnitude < 1 << 120 else {
            throw StoredFault("is out of range").inside("applied")
        }
        return sum
    }
}

extension WalletState.Ended: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("at", at)
        writer.put("by", by)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> WalletState.Ended {
        try WalletState.Ended(at: reader.get("at"), by: reader.get("by"))
    }
}

extension WalletState.PastTerm: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("until", until)
        writer.put("expiresAt", ifAny: expiresAt)
        writer.put("graceSeconds", graceSeconds, unless: 0)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> WalletState.PastTerm {
        try WalletState.PastTerm(
            until: reader.get("until"), expiresAt: reader.find("expiresAt"),
            graceSeconds: reader.graceSeconds())
    }
}

/// What is copied out of the terms is read from the terms.
extension Lot: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("grant", grant)
        writer.put("remaining", remaining)
        writer.put("held", held)
        writer.put("terms", terms.value)
        writer.put("expiry", expiry.milliseconds)
        writer.put("closesAt", closesAt.milliseconds)
        writer.put("wallet", Int64(wallet))
        writer.put("walletPriority", Int64(walletPriority))
        writer.put("isAwaited", isAwaited)
        writer.put("isUnscoped", isUnscoped)
        writer.put("hasClosed", hasClosed)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Lot {
        let grant: GrantID = try reader.get("grant")
        let remaining: Credits = try reader.get("remaining")
        let held: Credits = try reader.get("held")
        let terms = Shared(try reader.get("terms", as: GrantTerms.self))
        return try Lot(
            grant: grant, remaining: remaining, held: held, terms: terms,
            effectiveAt: terms.value.effectiveAt,
            expiry: Instant(unchecked: reader.get("expiry")),
            closesAt: Instant(unchecked: reader.get("closesAt")),
            wallet: Int32(reader.get("wallet", in: 0...Int64(Int32.max))),
            walletPriority: UInt8(reader.get("walletPriority", in: 0...100)),
            priority: UInt8(clamping: terms.value.priority), kind: terms.value.kind,
            isAwaited: reader.get("isAwaited"), isUnscoped: reader.get("isUnscoped"),
            hasClosed: reader.get("hasClosed"))
    }
}
