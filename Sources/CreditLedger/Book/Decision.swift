/// What came of a command that was not refused.
package enum Decision: Hashable, Sendable {
    /// It changed something: this entry, already folded into the book.
    case entry(JournalEntry)
    /// It changes nothing: a no-op.
    case unchanged
    /// It was done before: the entry of the first time (R6.8, R11.3).
    case first(JournalEntry)
}

extension Book {
    /// What `command` needs beyond the book before it can be decided for certain.
    ///
    /// Claims are not in it: a first attempt goes without, and the store's answer to the commit tells
    /// when an earlier entry has the key or the invoice.
    package func recall(for command: Command) -> Recall {
        .nothing
    }

    /// Advances to `now`, journalling what fell due by time alone (R2.3), and returns the entries.
    package mutating func advance(to now: Instant, ids: any IDSource) -> [JournalEntry] {
        []
    }

    /// Decides a command on a book that stands advanced to `now`, and folds what it decided.
    ///
    /// - Throws: the ``Refusal``; the book is then unchanged.
    package mutating func decide(
        _ command: Command, _ context: Context, recalled: Recalled, now: Instant,
        ids: any IDSource
    ) throws(Refusal) -> Decision {
        .unchanged
    }

    /// Folds a decided entry: no rule is applied, nothing is decided (R11.1).
    public mutating func apply(_ entry: JournalEntry) {
        revision = entry.revision
    }

    /// What drawing `invoice` down would pay at `now`, on a book that stands advanced to it (R6.7).
    package func preview(_ invoice: Invoice, at now: Instant) -> Drawdown {
        Drawdown(
            invoice: invoice.id, lines: [], applied: .zero(invoice.currency),
            due: invoice.total, applications: [], skipped: [])
    }

    /// The balance of one wallet at `now`, on a book that stands advanced to it (R9.1).
    package func balance(of wallet: Int, at now: Instant) -> Balance {
        let state = wallets[wallet]
        return Balance(
            wallet: state.id, asOf: now, rate: state.terms.rate, currency: state.terms.currency)
    }
}
