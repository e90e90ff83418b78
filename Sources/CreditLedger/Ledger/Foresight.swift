/// A copy of a book that is led into the future, one instant at a time (R9.5).
///
/// It visits what ``Book`` visits when it is advanced, by the same function, so what it sees at an
/// instant is what will stand there if nobody does anything before. It also stops where grants
/// become effective and periods of unbilled usage end, which nothing journals.
///
/// The trap: a weekly rule has 400,000 occurrences up to the last instant there is, whether they
/// add something or not. So what is bounded is the number of stops, not of entries.
struct Foresight {
    /// The most stops of one answer: a weekly rule's of 96 years.
    static let limit = 5_000

    private(set) var book: Book
    /// Everything up to here has been visited.
    private(set) var instant: Instant
    private let ids = TimeOrderedIDs(seed: 0)
    private var stops = 0
    /// What a refusal names: the argument that asked for more than the limit.
    private let field: String

    /// A foresight that begins where a reading ends.
    init(_ reading: Reading, asked field: String) {
        self.book = reading.book
        self.instant = reading.now
        self.field = field
    }

    /// Goes on to `end`, all stops on the way included.
    mutating func advance(to end: Instant) throws(LedgerError) {
        while try next(by: end) != nil {}
    }

    /// Goes to the next stop by `end`; `nil` if there is none.
    ///
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` beyond the limit.
    mutating func next(by end: Instant) throws(LedgerError) -> Stop? {
        let due = book.exactNextDue(after: instant)
        let next = min(
            due, book.nextEffective(after: instant), book.nextPeriodEnd(after: instant))
        guard next <= end else { return nil }
        guard !Task.isCancelled else { throw .cancelled }
        guard stops < Self.limit else {
            throw .refused(
                .invalidField(
                    field, value: "\(end)",
                    reason: "has more than \(Self.limit) due instants before it (R9.5)"))
        }
        stops += 1
        instant = next
        let turning = book.lots.filter { lot in
            lot.expiry == next || lot.effectiveAt == next && lot.isUsable(at: next)
        }
        let entry = due == next ? book.visit(next, recordedAt: next, ids: ids) : nil
        let periods = book.usage.filter { report in
            report.lines.contains { $0.periodEnd == next }
        }
        return Stop(
            instant: next, turning: turning, periods: periods.map(\.period), entry: entry)
    }

    /// How the balances of some wallets change up to `end`; O(stops x wallets x lots).
    ///
    /// - Parameters:
    ///   - wallets: the wallets' positions in the book.
    ///   - end: the last instant to look at.
    /// - Returns: a forecast for each wallet, in the order given.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` beyond the limit of stops.
    mutating func forecasts(
        of wallets: [Int], until end: Instant
    ) throws(LedgerError) -> [Forecast] {
        let now = instant
        let starts = wallets.map { book.balance(of: $0, at: now) }
        var latest = starts
        var steps = wallets.map { _ in [Forecast.Step]() }
        while let stop = try next(by: end) {
            for (place, wallet) in wallets.enumerated() {
                let balance = book.balance(of: wallet, at: stop.instant)
                guard !balance.hasFigures(of: latest[place]) else { continue }
                latest[place] = balance
                steps[place].append(
                    Forecast.Step(
                        at: stop.instant, balance: balance,
                        causes: stop.causes(of: wallet, in: book)))
            }
        }
        return zip(starts, steps).map { start, steps in
            Forecast(wallet: start.wallet, asOf: now, until: end, start: start, steps: steps)
        }
    }
}

extension Book {
    /// The first instant after `instant` at which a grant can be used, or `never`; O(lots).
    fileprivate func nextEffective(after instant: Instant) -> Instant {
        var next = Instant.never
        for lot in lots where instant < lot.effectiveAt && lot.effectiveAt < next {
            if lot.isUsable(at: lot.effectiveAt) { next = lot.effectiveAt }
        }
        return next
    }

    /// The first instant after `instant` at which a line of unbilled usage ends, or `never`.
    fileprivate func nextPeriodEnd(after instant: Instant) -> Instant {
        var next = Instant.never
        for report in usage {
            for line in report.lines {
                if let end = line.periodEnd, instant < end, end < next { next = end }
            }
        }
        return next
    }
}

extension Balance {
    /// Whether all figures are those of another balance, whatever instants the two are of.
    fileprivate func hasFigures(of other: Balance) -> Bool {
        var copy = self
        copy.asOf = other.asOf
        return copy == other
    }
}
