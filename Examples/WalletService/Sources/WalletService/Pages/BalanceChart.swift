internal import CreditLedger

/// A wallet's balance over time: its past by the journal, its future by the forecast.
struct BalanceChart: Sendable {
    static let top = 28.0
    static let bottom = 208.0

    struct ValueTick: Sendable {
        let line: String
        let text: String
        let value: String
    }

    struct TimeTick: Sendable {
        let place: String
        let when: String
        let anchor: String
        let isMinor: Bool
    }

    let chartID: String
    let heading: String
    let summary: String
    let valueTicks: [ValueTick]
    let timeTicks: [TimeTick]
    let nowPlace: String
    let nowAnchor: String
    let restWidth: String
    let pastLine: String
    let pastArea: String
    let futureLine: String
    let futureArea: String
    /// The line with awaited payments on top, if there are any.
    let awaitedLine: String?
    let since: Moment
    let isCut: Bool

    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - wallet: whose it is; its id keeps this chart's ids apart from others' on the page.
    ///   - past: what remained in it, oldest first.
    ///   - forecast: what will remain if nobody does anything.
    ///   - isCut: whether there was a past before the first step.
    init(of wallet: Wallet, past: [BalanceStep], forecast: Forecast, isCut: Bool) {
        let now = forecast.asOf
        // A wallet that is created with credits never had none.
        let isFilledAtOnce = past.count > 1 && past[0].at == past[1].at
        let past = isFilledAtOnce ? Array(past.dropFirst()) : past
        let begin = min(past.first?.at ?? now, now)
        let end = Self.end(of: forecast, since: begin)
        let time = TimeScale(start: begin, end: end)
        let shown = forecast.steps.filter { $0.at <= end }
        let future =
            [BalanceStep(at: now, remaining: forecast.start.remaining)]
            + shown.map { BalanceStep(at: $0.at, remaining: $0.balance.remaining) }
        let expected =
            [BalanceStep(at: now, remaining: forecast.start.withPending)]
            + shown.map { BalanceStep(at: $0.at, remaining: $0.balance.withPending) }
        let highest = (past + future + expected).map(\.remaining).max() ?? 0
        let values = ValueScale(highest: highest.approximate)
        let nowFraction = max(0, min(1, time.fraction(now)))
        let pastPath = StepLine(past, until: now, time: time, values: values)
        let futurePath = StepLine(future, until: end, time: time, values: values)
        let isAwaited = expected != future
        chartID = "balance-\(wallet.id)"
        heading = "Balance of \(wallet.title) over time"
        summary = Self.summary(past: past, future: future, now: now, end: end)
        valueTicks = values.ticks.map { Self.tick($0, of: values) }
        timeTicks = time.ticks.map { Self.tick($0, of: time) }
        nowPlace = Coordinate.percent(nowFraction)
        nowAnchor = nowFraction > 0.9 ? "end" : (nowFraction < 0.1 ? "start" : "middle")
        restWidth = Coordinate.percent(1 - nowFraction)
        (pastLine, pastArea) = (pastPath.line, pastPath.area)
        (futureLine, futureArea) = (futurePath.line, futurePath.area)
        awaitedLine =
            isAwaited ? StepLine(expected, until: end, time: time, values: values).line : nil
        since = Moment(begin)
        self.isCut = isCut
    }

    /// How far a chart looks ahead: as far as its next few steps, and not much farther than it
    /// looks back.
    static func end(of forecast: Forecast, since begin: Instant) -> Instant {
        let now = forecast.asOf.milliseconds
        let day: Int64 = 86_400_000
        let past = now - begin.milliseconds
        let steps = forecast.steps.map { $0.at.milliseconds - now }
        let soonest = steps.prefix(3).last.map { $0 + $0 / 10 } ?? 0
        let reach = max(soonest, min(max(past, 30 * day), steps.last.map { $0 + $0 / 10 } ?? 0))
        let length = max(reach, past / 5, day)
        let end = min(now + length, forecast.until.milliseconds)
        return (try? Instant(milliseconds: end)) ?? forecast.until
    }

    private static func tick(_ tick: ValueScale.Tick, of scale: ValueScale) -> ValueTick {
        let y = bottom - (bottom - top) * tick.value / scale.top
        return ValueTick(
            line: Coordinate.text(y), text: Coordinate.text(y + 4), value: tick.label)
    }

    private static func tick(_ tick: TimeScale.Tick, of scale: TimeScale) -> TimeTick {
        let fraction = scale.fraction(tick.at)
        return TimeTick(
            place: Coordinate.percent(fraction), when: tick.label,
            anchor: fraction > 0.94 ? "end" : (fraction < 0.06 ? "start" : "middle"),
            isMinor: tick.isMinor)
    }

    private static func summary(
        past: [BalanceStep], future: [BalanceStep], now: Instant, end: Instant
    ) -> String {
        let credits = past.map(\.remaining)
        let low = AmountText.credits(credits.min() ?? 0)
        let high = AmountText.credits(credits.max() ?? 0)
        let current = AmountText.credits(future.first?.remaining ?? 0)
        let last = AmountText.credits(future.last?.remaining ?? 0)
        return """
            Since \(Moment(past.first?.at ?? now).day) between \(low) and \(high) credits; now \
            \(current). If nobody does anything, \(last) will remain on \(Moment(end).day).
            """
    }
}

extension Balance {
    fileprivate var withPending: Credits { remaining + pending }
}
