import CreditLedger

/// Draws the steps of one history from a seed.
///
/// It keeps a model of its own, so that most steps can succeed and reach somewhere; a few aim at
/// things that are closed, ended, unknown or out of range.
struct WorkloadGenerator {
    var random: SeededGenerator
    private(set) var clock = Workload.start
    private(set) var model = ModelLedger()
    var invoiceCount = 0
    /// Whether instants are whole days from the start, so that they collide.
    private let isCoarse: Bool

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        isCoarse = Bool.random(using: &random)
    }

    /// The next step of the history.
    mutating func next() -> Workload.Step {
        clock = later()
        let (now, book) = model.present(at: clock)
        let step = Workload.Step(
            at: clock, action: action(in: book, at: now), advancesFirst: chance(30))
        model.follow(step)
        return step
    }

    private mutating func action(in book: ModelBook, at now: Instant) -> Workload.Step.Action {
        if book.wallets.isEmpty, chance(95) { return .perform(createWallet(at: now)) }
        if book.wallets.isEmpty { return reportUsage(book, at: now) }
        let isAwaiting = book.grants.contains { $0.stage == .awaiting }
        let hasPaused = book.wallets.contains { $0.rules.contains(where: \.isPaused) }
        let hasActive = book.wallets.contains { $0.status == .active }
        let hasPending = book.wallets.contains { $0.status == .pending }
        let hasHold = book.holds.contains(where: \.isOpen)
        let few = book.holds.isEmpty || chance(70) ? 0 : 1
        let hasCaptured = book.bills.contains { $0.invoice == nil }
        let weights: [(Int, (inout Self) -> Workload.Step.Action)] = [
            (hasActive ? 0 : 40, { .perform($0.createWallet(at: now)) }),
            (book.wallets.count < 4 ? 6 : 1, { .perform($0.createWallet(at: now)) }),
            (14, { .perform($0.topUp(book, at: now)) }),
            (24, { $0.drawDown(book, at: now) }),
            (3, { $0.preview(book, at: now) }),
            (book.bills.isEmpty ? 0 : 12, { $0.reinstate(book, at: now) }),
            (hasCaptured ? 9 : 0, { $0.drawCapturedDown(book, at: now) }),
            (9, { $0.reportUsage(book, at: now) }),
            (13, { .perform($0.hold(book, at: now)) }),
            (hasHold ? 24 : few, { $0.capture(book) }),
            (hasHold ? 5 : few, { .perform($0.extendHold(book, at: now)) }),
            (hasHold ? 3 : few, { .perform(.releaseHold($0.hold(of: book))) }),
            (5, { .perform($0.voidCredits(book, at: now)) }),
            (5, { .perform($0.endGrant(book, at: now)) }),
            (6, { .perform($0.changeGrant(book, at: now)) }),
            (9, { .perform($0.updateWallet(book, at: now)) }),
            (2, { .perform($0.stretchGrace(book)) }),
            (isAwaiting ? 14 : 1, { .perform($0.conclude(book)) }),
            (1, { .perform(.terminateWallet($0.wallet(of: book))) }),
            (hasPending ? 4 : 1, { .perform(.activateWallet($0.wallet(of: book))) }),
            (hasPaused ? 6 : 1, { .perform($0.resumeRule(book)) }),
            (4, { _ in .advance }),
        ]
        var place = Int.random(in: 0..<weights.reduce(0) { $0 + $1.0 }, using: &random)
        for (weight, make) in weights {
            if place < weight { return make(&self) }
            place -= weight
        }
        return .advance
    }

    /// Where the clock stands next: mostly later, often just where something falls due, now and
    /// then back.
    private mutating func later() -> Instant {
        let hour: Int64 = 3_600_000
        let due = model.dueInstants(after: clock)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<28: return clock
        case 28..<34: return clock.moved(1)
        case 34..<46: return clock.moved(hour * Int64.random(in: 1...20, using: &random))
        case 46..<64: return day(after: clock, 1...2)
        case 64..<72: return day(after: clock, 3...9)
        case 72..<75: return day(after: clock, 20...60)
        case 75..<90: return due.prefix(3).randomElement(using: &random) ?? clock
        case 90..<94: return (due.first ?? clock).moved(-1)
        case 94..<97: return (due.first ?? clock).moved(1)
        default: return clock.moved(-hour * Int64.random(in: 1...60, using: &random))
        }
    }

    /// An instant some days after another; a whole day in a coarse history.
    mutating func day(after instant: Instant, _ days: ClosedRange<Int64>) -> Instant {
        let day: Int64 = 86_400_000
        let later = instant.moved(day * Int64.random(in: days, using: &random))
        guard isCoarse else { return later.moved(Int64.random(in: 0..<day, using: &random)) }
        return Instant(unchecked: later.milliseconds / day * day)
    }

    /// An instant that something may end or begin at: near, far, or where others end as well.
    mutating func future(_ now: Instant) -> Instant {
        let due = model.dueInstants(after: clock)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<5: return due.randomElement(using: &random) ?? day(after: now, 1...5)
        case 5: return (due.randomElement(using: &random) ?? now).moved(1)
        case 6..<11: return day(after: now, 1...5)
        case 11..<19: return day(after: now, 3...40)
        default: return day(after: now, 100...500)
        }
    }

    mutating func past(_ now: Instant) -> Instant {
        chance(30) ? now : day(after: now.moved(-30 * 86_400_000), 0...28)
    }

    mutating func anyInstant(_ now: Instant) -> Instant {
        chance(60) ? future(now) : past(now)
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    /// `value` with the given chance in a hundred, else nothing.
    mutating func maybe<Value>(
        _ percent: Int, _ value: (inout Self) -> Value
    ) -> Value? {
        chance(percent) ? value(&self) : nil
    }

    mutating func one<Value>(of values: [Value], else fallback: Value) -> Value {
        values.randomElement(using: &random) ?? fallback
    }
}

extension Instant {
    func moved(_ milliseconds: Int64) -> Instant {
        Instant(unchecked: self.milliseconds + milliseconds)
    }
}
