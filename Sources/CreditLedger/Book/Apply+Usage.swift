/// Folding what is reserved and what is used but not billed: holds (R9.4) and usage (R9.2).
///
/// A hold's effect carries the hold, so that a fold finds in it all that it sets: the credits held
/// of each lot are the sum of the open holds' parts, before and after.
extension Book {
    mutating func open(_ hold: Hold) {
        holds.append(hold)
        reserve(hold.parts, +)
        nextDue = min(nextDue, hold.until)
    }

    mutating func change(_ hold: Hold) {
        guard let index = index(of: hold.id) else { return }
        reserve(holds[index].parts, -)
        holds[index] = hold
        reserve(hold.parts, +)
    }

    mutating func end(_ hold: Hold, _ end: HoldEnd) {
        if end == .captured { hasCaptured = true }
        guard let index = index(of: hold.id) else { return }
        reserve(holds[index].parts, -)
        holds.remove(at: index)
    }

    private mutating func reserve(
        _ parts: [Hold.Part], _ combine: (Credits, Credits) -> Credits
    ) {
        for part in parts {
            guard let index = index(of: part.grant) else { continue }
            lots[index].held = combine(lots[index].held, part.credits)
        }
    }

    /// Puts a report in the place of the earlier one of its currency and period, or at the end.
    mutating func replaceUsage(with report: UsageReport) {
        if let index = index(ofUsage: report.currency, report.period) {
            usage[index] = report
        } else {
            usage.append(report)
        }
    }

    /// The position of what was reported of a period.
    func index(ofUsage currency: Currency, _ period: UsagePeriod) -> Int? {
        usage.firstIndex { $0.currency == currency && $0.period == period }
    }
}
