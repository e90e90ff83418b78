public import CreditLedger

/// A naive, slow, obviously right ledger of one customer, to compare the real one with.
///
/// It shares no rule with the engine: it keeps every grant for ever in one array, recomputes every
/// sum from scratch, tries every candidate instant when time passes, has an arithmetic and a
/// calendar of its own and follows the words of R6.3 one chain at a time.
///
/// It takes the real `Command`s, with ordinals in place of ids: `Identifier.ordinal` names
/// the n-th wallet, grant or hold of the customer from 0 in order of creation, and the n-th rule of
/// a wallet's present list. It knows no idempotency keys, and schedules in UTC only: a rule in
/// another time zone does not run.
public struct ModelLedger: Sendable {
    /// The book as of its last entry.
    private(set) var book = ModelBook()

    /// A ledger without history.
    public init() {}

    /// The instant of the last entry, if there is one.
    public var lastInstant: Instant? { book.instant }

    /// Advances to `clock`, then does the command.
    public mutating func perform(_ command: Command, at clock: Instant) -> Answer {
        let (now, advanced, present) = advanced(to: clock)
        var trial = present
        let outcome = trial.decide(command, at: now)
        if case .journalled = outcome {
            trial.instant = now
            book = trial
        }
        return Answer(now: now, advanced: advanced, outcome: outcome)
    }

    /// Advances to `clock` and does nothing else.
    public mutating func advance(to clock: Instant) -> [Entry] {
        advanced(to: clock).entries
    }

    /// What a drawdown would give now (R6.7).
    public func preview(_ invoice: Invoice, at clock: Instant) -> Outcome {
        let (now, book) = present(at: clock)
        switch book.earlier(invoice) {
        case .replayed(let drawn): return .previewed(drawn)
        case .some(let refusal): return refusal
        case nil: break
        }
        var faults = ModelFaults()
        book.judge(invoice, &faults)
        guard faults.codes.isEmpty else { return .refused(faults.codes) }
        return .previewed(book.drawn(invoice, at: now))
    }

    /// Everything as of `clock`; nothing is journalled.
    public func view(at clock: Instant) -> View {
        let (now, book) = present(at: clock)
        return book.view(at: now)
    }

    /// The instants in the future of `clock` at which something may fall due, for a workload that
    /// wants to stand just before and just at them.
    package func dueInstants(after clock: Instant) -> [Instant] {
        let (now, book) = present(at: clock)
        return book.candidates(after: now).filter { $0 > now }.sorted()
    }

    /// The grants of the book (closed and depleted ones left out), in consumption order.
    package func openGrants(at clock: Instant) -> [Int] {
        present(at: clock).book.inConsumptionOrder()
    }

    /// The open-ended facts that a workload chooses its next step by.
    package func present(at clock: Instant) -> (now: Instant, book: ModelBook) {
        var copy = self
        let (now, _, present) = copy.advanced(to: clock)
        return (now, present)
    }

    /// Visits every due instant up to `clock` and keeps the book as of the last that changed it.
    ///
    /// The book that it gives is as of now: it may also hold silent closes of empty grants, which
    /// must not outlast a clock that goes back.
    private mutating func advanced(
        to clock: Instant
    ) -> (now: Instant, entries: [Entry], present: ModelBook) {
        guard let last = book.instant else { return (clock, [], book) }
        let now = max(clock, last)
        var trial = book
        var entries: [Entry] = []
        var cursor = last
        while let due = trial.candidates(after: cursor).filter({ $0 > cursor && $0 <= now }).min() {
            if let transactions = trial.visit(due) {
                trial.instant = due
                book = trial
                entries.append(Entry(instant: due, transactions: transactions))
            }
            cursor = due
        }
        return (now, entries, trial)
    }
}

extension Identifier {
    /// The id by which a ``ModelLedger`` and a ``Workload`` name the n-th thing of its kind.
    public static func ordinal(_ index: Int) -> Self {
        Self(high: 0, low: UInt64(max(0, index)))
    }

    /// Which one it is, of an id made by ``ordinal(_:)``.
    package var ordinal: Int { Int(truncatingIfNeeded: low) }
}
