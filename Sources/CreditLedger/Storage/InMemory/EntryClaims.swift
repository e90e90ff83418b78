/// What an entry claims and which invoice it takes part in, with their hashes: taken once per
/// commit, before any lock.
struct EntryClaims {
    let key: IdempotencyKey?
    /// What its command claims.
    let claim: Claim?
    /// The invoice that it takes part in, drawn down or not.
    let invoice: InvoiceID?
    private(set) var keyHash = 0
    private(set) var capturedHash = 0
    private(set) var invoiceHash = 0

    init(_ entry: JournalEntry) {
        let command = entry.command
        key = entry.key
        claim = command?.claim
        switch (command, claim) {
        case (_, .drawn(let drawn)): invoice = drawn
        case (_, .captured(let line)): invoice = line.invoice
        case (.reinstate(let reinstate), _): invoice = reinstate.invoice
        default: invoice = nil
        }
        if let key { keyHash = Self.hash(.key(key)) }
        if let claim, case .captured = claim { capturedHash = Self.hash(claim) }
        if let invoice { invoiceHash = Self.hash(invoice) }
    }

    var hasCapture: Bool {
        if case .captured = claim { true } else { false }
    }

    /// The hash by which the entry that has a claim is found; one that draws an invoice down is
    /// found among those that take part in it.
    static func hash(_ claim: Claim) -> Int {
        if case .drawn(let invoice) = claim { return hash(invoice) }
        return claim.hashValue
    }

    static func hash(_ invoice: InvoiceID) -> Int { invoice.hashValue }

    static func hash(_ hold: HoldID) -> Int { hold.hashValue }
}

/// The claims of a commit's entries; most commits have one entry, and allocate nothing for it.
struct CommitClaims {
    private let first: EntryClaims
    private let others: [EntryClaims]

    /// The claims of entries, of which there is at least one.
    init(_ entries: [JournalEntry]) {
        first = EntryClaims(entries[0])
        others = entries.count > 1 ? entries.dropFirst().map(EntryClaims.init) : []
    }

    var count: Int { others.count + 1 }

    subscript(index: Int) -> EntryClaims {
        _read {
            if index == 0 { yield first } else { yield others[index - 1] }
        }
    }
}

/// Which hashes may be among a few: it never says of one of them that it is not.
///
/// Two bits of 64 for each hash; of the first dozen, less than one in ten is asked for in vain. It
/// spares looking at the entries of a customer who has few, at 8 bytes a customer.
struct ClaimFilter {
    private var bits: UInt64 = 0

    private static func bits(of hash: Int) -> UInt64 {
        let hash = UInt64(truncatingIfNeeded: hash)
        return 1 << (hash & 63) | 1 << (hash >> 6 & 63)
    }

    mutating func insert(_ hash: Int) { bits |= Self.bits(of: hash) }

    func mayHave(_ hash: Int) -> Bool { bits & Self.bits(of: hash) == Self.bits(of: hash) }
}
