import CreditLedger

/// Usage that is not billed yet, and invoices that bill it (R9.2, R9.3).
extension WorkloadGenerator {
    /// The names of periods; few, so that reports replace each other.
    var periods: [UsagePeriod] {
        [.unnamed] + ["2026-01", "2026-02"].compactMap { try? UsagePeriod($0) }
    }

    mutating func reportUsage(
        _ book: ModelBook, at now: Instant
    ) -> Workload.Step.Action {
        if chance(8), let same = book.usage.randomElement(using: &random) {
            return .perform(.reportUsage(same))
        }
        let currency = usedCurrency(book)
        let count = one(of: [0, 1, 1, 1, 2, 2, 3, 4], else: 1)
        var lines = (0..<count).compactMap { line($0, book, at: now, currency) }
        if let first = lines.first, chance(30) {
            let odd: Int128 = one(of: [1, 3_333_333_333, 70_000_000_000_001], else: 1)
            lines[0] = first.with(first.amount.units + odd)
        }
        if let first = lines.first, chance(2) {
            // Alone it is in range, and with another of its currency it is not.
            lines[0] = first.with(99_999_999_000_000 * 1_000_000_000_000)
        }
        let period = one(of: periods, else: .unnamed)
        let report = try? UsageReport(currency: currency, period: period, lines: lines)
        return report.map { .perform(.reportUsage($0)) } ?? .advance
    }

    /// The currency of a wallet that is in use, now and then any.
    mutating func usedCurrency(_ book: ModelBook) -> Currency {
        let wallets = book.wallets.filter { $0.status != .terminated }
        guard chance(94), let wallet = wallets.randomElement(using: &random) else {
            return currency()
        }
        return wallet.currency
    }

    /// An invoice with the lines of the unbilled usage, and one more that makes its total whole.
    mutating func usageInvoice(_ book: ModelBook) -> Invoice? {
        let currency = usedCurrency(book)
        let used = book.usage.filter { $0.currency == currency }.flatMap(\.lines)
        var lines: [Invoice.Line] = []
        for (index, line) in used.enumerated() {
            guard let id = try? LineID("u\(index)") else { continue }
            lines.append(
                Invoice.Line(
                    id, line.feeType, line.amount, price: line.price, periodEnd: line.periodEnd))
        }
        invoiceCount += 1
        return try? Invoice(
            id: InvoiceID("in_\(invoiceCount)"), currency: currency,
            lines: lines.madeWhole(currency))
    }
}

extension Invoice.Line {
    /// The line with another amount.
    func with(_ units: Int128) -> Invoice.Line {
        Invoice.Line(
            id, feeType, Money(units: units, amount.currency), price: price, periodEnd: periodEnd)
    }
}

extension [Invoice.Line] {
    /// With so much more on the last line that the total is a whole number of minor units.
    func madeWhole(_ currency: Currency) -> [Invoice.Line] {
        guard let last else { return self }
        let odd = reduce(Int128(0)) { $0 + $1.amount.units } % currency.minorUnit
        guard odd > 0 else { return self }
        return dropLast() + [last.with(last.amount.units + currency.minorUnit - odd)]
    }
}
