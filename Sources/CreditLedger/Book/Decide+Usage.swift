/// Taking note of what was used and not billed yet (R9.2).
extension Draft {
    /// Replaces what was reported of the period; the same report again is a no-op.
    mutating func report(_ report: UsageReport) throws(Refusal) -> Bool {
        var others: Int128 = 0
        for other in book.usage where other.currency == report.currency {
            guard other.period != report.period else {
                if other == report { return false }
                continue
            }
            others += other.total.units
        }
        // Within this bound the credits for all of it fit 128 bits, at any rate (R9.3).
        guard GridNumber.isInRange(others + report.total.units) else {
            throw .invalidAmount(
                field: "total", value: report.total.amount, fault: .outOfRange)
        }
        record(.usageReported(report))
        return true
    }

    /// Clears the usage that an invoice bills (R9.3).
    mutating func clear(_ usage: BilledUsage, in currency: Currency) {
        guard !book.usage.isEmpty else { return }
        let periods = book.usage.filter { $0.currency == currency && usage.covers($0.period) }
            .map(\.period)
        if !periods.isEmpty { record(.usageCleared(currency, periods)) }
    }
}
