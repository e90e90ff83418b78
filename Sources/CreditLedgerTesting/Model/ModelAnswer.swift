public import CreditLedger

extension ModelLedger {
    /// One double-entry transfer, as the model has it; compare the ledger's own `Transaction`.
    public struct Transaction: Hashable, Sendable {
        /// What it does.
        public let kind: TransactionKind
        /// The grant, counted from 0 over all wallets in order of creation.
        public let grant: Int
        /// The credits that it moves.
        public let credits: Credits
        /// Whether its credits have moved.
        public var status = TransactionStatus.settled
        /// What remains in the grant after it.
        public let remaining: Credits
        /// The line that it pays for or gives back from.
        public var line: LineID?
        /// The money paid or given back; `nil` for other kinds.
        public var amount: Money?
    }

    /// What one command, or one due instant, changed.
    public struct Entry: Hashable, Sendable {
        /// The instant as of which it holds.
        public let instant: Instant
        /// The transactions, in order.
        public let transactions: [Transaction]
    }

    /// What one grant pays of one line.
    public struct Application: Hashable, Sendable {
        /// The grant, counted from 0 in order of creation.
        public let grant: Int
        /// The line.
        public let line: LineID
        /// The money paid.
        public let amount: Money
        /// The credits taken.
        public let credits: Credits
    }

    /// What a hold keeps of one grant.
    public struct Held: Hashable, Sendable {
        /// The grant, counted from 0 in order of creation.
        public let grant: Int
        /// The money that the credits pay.
        public let amount: Money
        /// The credits kept.
        public let credits: Credits
    }

    /// The result of a drawdown, of its preview, or of a capture (of one line).
    public struct Drawn: Hashable, Sendable {
        /// What each grant pays, in consumption order, then the invoice's.
        public let applications: [Application]
        /// Paid by credits, line by line, captured before or now (R6.9).
        public let applied: [Money]
        /// Left to charge, line by line.
        public let due: [Money]
        /// The grants that may pay no line and why, in consumption order.
        public let skipped: [Skipped]
    }

    /// A grant that may pay no line.
    public struct Skipped: Hashable, Sendable {
        /// The grant, counted from 0 in order of creation.
        public let grant: Int
        /// The first condition that leaves no line.
        public let reason: SkipReason
    }

    /// What the model says to a command.
    public struct Answer: Hashable, Sendable {
        /// The instant as of which the command was judged (R2.2).
        public let now: Instant
        /// What time alone journalled before it.
        public let advanced: [Entry]
        /// What became of the command.
        public let outcome: Outcome
    }

    /// What became of a command or a preview.
    public enum Outcome: Hashable, Sendable {
        /// The codes of all that was wrong with it; the ledger must answer with one of them.
        case refused(Set<String>)
        /// It changed nothing, and that is no error.
        case nothing
        /// An invoice drawn again: the first result, and no effect (R6.8).
        case replayed(Drawn)
        /// What a drawdown would give; nothing has changed (R6.7).
        case previewed(Drawn)
        /// It was journalled.
        case journalled(Entry, Result)
    }

    /// What a journalled command answers apart from its transactions.
    public struct Result: Hashable, Sendable {
        /// Of `drawDown` and of `capture`.
        public var drawn: Drawn?
        /// Of `reinstate`: the credits that came back in all.
        public var reinstated: Credits?
        /// Of `reinstate`: the credits of these that were lost at once.
        public var lost: Credits?
        /// Of `confirmCharge`: what is owed back, as the top-up had been cancelled (R5.5c).
        public var refund: Money?
    }
}
