/// What a command came to, and what was journalled for it.
///
/// The outcome is computed from the journal entry alone, so a replay (R11.3) answers with exactly
/// what the first call did.
public struct Receipt<Outcome: Sendable>: Sendable {
    /// What the command came to.
    public let outcome: Outcome
    /// The entry that the command made, now or the first time; `nil` for a no-op.
    public let entry: JournalEntry?
    /// The entries of what fell due by time just before it, journalled by the same call.
    public let advanced: [JournalEntry]
    /// Whether the command had been done before, and this is its first outcome.
    public let replayed: Bool

    /// A receipt.
    public init(
        outcome: Outcome, entry: JournalEntry?, advanced: [JournalEntry] = [],
        replayed: Bool = false
    ) {
        self.outcome = outcome
        self.entry = entry
        self.advanced = advanced
        self.replayed = replayed
    }

    /// The transactions of the entry, in order; none for a no-op.
    public var transactions: [Transaction] { entry?.transactions ?? [] }
}

extension Receipt: Equatable where Outcome: Equatable {}
extension Receipt: Hashable where Outcome: Hashable {}

/// The grants that a top-up made (R5.1).
public struct IssuedGrants: Hashable, Sendable {
    /// The grant of the paid credits, if any were asked for.
    public let paid: GrantID?
    /// The grant of the granted credits, if any were asked for.
    public let granted: GrantID?

    /// The grants of a top-up.
    public init(paid: GrantID? = nil, granted: GrantID? = nil) {
        self.paid = paid
        self.granted = granted
    }
}
