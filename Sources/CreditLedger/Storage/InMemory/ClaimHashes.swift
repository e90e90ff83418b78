/// The hashes by which a customer's record finds an entry again, taken once per commit.
struct ClaimHashes {
    let key: Int?
    /// Of the invoice that the entry takes part in, drawn down or not.
    let invoice: Int?
    /// Of the line that the entry captures for.
    let captured: Int?

    init(_ entry: JournalEntry) {
        key = entry.key.map { Self.hash(.key($0)) }
        invoice = entry.invoice.map { Self.hash($0) }
        captured = entry.captured.map { Self.hash(.captured($0)) }
    }

    /// Of a claim; an invoice that is drawn down is found as one that an entry takes part in.
    static func hash(_ claim: Claim) -> Int {
        if case .drawn(let invoice) = claim { return hash(invoice) }
        return claim.hashValue
    }

    static func hash(_ invoice: InvoiceID) -> Int { invoice.hashValue }

    static func hash(_ hold: HoldID) -> Int { hold.hashValue }
}

/// Which hashes may be among a few: no answer that one is not is ever wrong.
///
/// Two bits of 64 for each hash; of the first dozen, less than one in ten is asked for in vain. It
/// spares looking at the entries of a customer who has few, at 8 bytes a customer.
struct ClaimFilter {
    private var bits: UInt64 = 0

    private static func bits(of hash: Int) -> UInt64 {
        1 << UInt64(truncatingIfNeeded: hash & 63) | 1 << UInt64(truncatingIfNeeded: hash >> 6 & 63)
    }

    mutating func insert(_ hash: Int) { bits |= Self.bits(of: hash) }

    func mayHave(_ hash: Int) -> Bool { bits & Self.bits(of: hash) == Self.bits(of: hash) }
}
