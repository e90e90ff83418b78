internal import CreditLedger
internal import Foundation

/// Where a value stands between the bottom and the top of a chart.
///
/// A chart's coordinates are the one place where an amount becomes a floating-point number; no
/// text is made from those.
struct ValueScale: Sendable {
    struct Tick: Sendable {
        let value: Double
        let label: String
    }

    let top: Double
    let ticks: [Tick]

    /// A scale from 0 to a round number that is not below a value.
    init(highest: Double) {
        let highest = highest > 0 ? highest : 1
        let raw = highest / 5
        var exponent = Int(log10(raw).rounded(.down))
        var factor = [1, 2, 5].first { Double($0) * pow(10, Double(exponent)) >= raw } ?? 10
        if factor == 10 { (factor, exponent) = (1, exponent + 1) }
        let step = Double(factor) * pow(10, Double(exponent))
        let count = max(1, Int((highest / step).rounded(.up)))
        top = Double(count) * step
        ticks = (0...count).map { [factor, exponent] index in
            Tick(
                value: Double(index) * step, label: Self.label(index * factor, exponent: exponent))
        }
    }

    /// A whole number times a power of ten, in few characters: `250,000`, `20 M`, `0.05`.
    static func label(_ number: Int, exponent: Int) -> String {
        guard number != 0 else { return "0" }
        var digits = String(number)
        if exponent >= 0 {
            digits += String(repeating: "0", count: exponent)
            guard digits.count > 7 else { return AmountText.grouped(digits) }
            let unit = min(4, (digits.count - 1) / 3)
            return AmountText.grouped(pointed(digits, shift: 3 * unit)) + "\u{A0}"
                + ["", "k", "M", "bn", "tn"][unit]
        }
        return AmountText.grouped(pointed(digits, shift: -exponent))
    }

    /// Digits with a point so many places from the right, without zeros at the end.
    private static func pointed(_ digits: String, shift: Int) -> String {
        let padded = String(repeating: "0", count: max(0, shift + 1 - digits.count)) + digits
        var fraction = padded.suffix(shift)
        while fraction.last == "0" { fraction.removeLast() }
        return String(padded.dropLast(shift)) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

/// Where an instant stands between the left and the right of a chart.
struct TimeScale: Sendable {
    struct Tick: Sendable {
        let at: Instant
        let label: String
        /// Whether a narrow chart does without it.
        var isMinor = false
    }

    let start: Instant
    let end: Instant

    init(start: Instant, end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    /// 0 at the start, 1 at the end; beyond them below and above.
    func fraction(_ instant: Instant) -> Double {
        let length = end.milliseconds - start.milliseconds
        guard length > 0 else { return instant < start ? -1 : (instant > start ? 2 : 0) }
        return Double(instant.milliseconds - start.milliseconds) / Double(length)
    }

    /// At most nine round instants within it; where some are midnights, those stay in a narrow one.
    var ticks: [Tick] {
        var ticks = roundInstants
        let isMidnight = ticks.map { InstantParts($0.at).clock == "00:00" }
        let isMixed = isMidnight.contains(true) && isMidnight.contains(false)
        for index in ticks.indices {
            ticks[index].isMinor = isMixed ? !isMidnight[index] : index % 2 == 1
        }
        return ticks
    }

    private var roundInstants: [Tick] {
        let hour: Int64 = 3_600_000
        for hours: Int64 in [1, 3, 6, 12, 24, 48, 168, 336] {
            let step = hours * hour
            if (end.milliseconds - start.milliseconds) / step < 8 { return ticks(each: step) }
        }
        for months in [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 24_000] {
            let length = Int64(months) * 30 * 24 * hour
            if (end.milliseconds - start.milliseconds) / length < 8 { return ticks(months: months) }
        }
        return []
    }

    private func ticks(each step: Int64) -> [Tick] {
        let day: Int64 = 86_400_000
        // 1970 began on a Thursday; weeks begin on Mondays.
        let origin = step % (7 * day) == 0 ? 4 * day : 0
        let passed = Double(start.milliseconds - origin) / Double(step)
        var next = Int64(passed.rounded(.up)) * step + origin
        var ticks: [Tick] = []
        while next <= end.milliseconds, let instant = try? Instant(milliseconds: next) {
            let parts = InstantParts(instant)
            let isMidnight = parts.clock == "00:00"
            ticks.append(
                Tick(
                    at: instant,
                    label: isMidnight ? "\(parts.day) \(parts.monthName.prefix(3))" : parts.clock))
            next += step
        }
        return ticks
    }

    private func ticks(months: Int) -> [Tick] {
        let parts = InstantParts(start)
        var index = (parts.year * 12 + parts.month - 1 + months - 1) / months * months
        var ticks: [Tick] = []
        while let instant = Self.month(index), instant <= end {
            let parts = InstantParts(instant)
            let name = parts.monthName.prefix(3)
            if instant >= start {
                let isFirst = ticks.isEmpty || parts.month == 1
                let label =
                    months >= 12 ? "\(parts.year)" : isFirst ? "\(name) \(parts.year)" : "\(name)"
                ticks.append(Tick(at: instant, label: label))
            }
            index += months
        }
        return ticks
    }

    private static func month(_ index: Int) -> Instant? {
        let (year, month) = (String(index / 12), String(index % 12 + 1))
        let padded = String(repeating: "0", count: max(0, 4 - year.count)) + year
        return try? Instant("\(padded)-\(month.count == 1 ? "0" : "")\(month)-01T00:00:00Z")
    }
}

/// Text of coordinates.
enum Coordinate {
    /// With two fractional digits at most, held within what a chart can have.
    static func text(_ value: Double) -> String {
        let hundredths = Int((max(-100_000, min(100_000, value)) * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        guard rest != 0 else { return "\(sign)\(whole)" }
        return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest % 10 == 0 ? rest / 10 : rest)"
    }

    static func percent(_ fraction: Double) -> String { text(fraction * 100) + "%" }
}
