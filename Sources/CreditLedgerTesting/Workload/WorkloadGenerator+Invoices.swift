import CreditLedger

/// Invoices, and giving back from them.
extension WorkloadGenerator {
    mutating func drawDown(_ book: ModelBook, at now: Instant) -> Workload.Step.Action {
        let drawn = book.bills.compactMap(\.invoice)
        if chance(4), let earlier = drawn.randomElement(using: &random) {
            return .perform(.drawDown(DrawDown(earlier, clearing: billed(book))))
        }
        let invoice = chance(12) ? usageInvoice(book) : invoice(book, at: now)
        guard let invoice else { return .advance }
        return .perform(.drawDown(DrawDown(invoice, clearing: billed(book))))
    }

    /// Mostly no usage; some periods, which may be unknown, or all.
    mutating func billed(_ book: ModelBook) -> BilledUsage {
        guard chance(book.usage.isEmpty ? 5 : 35) else { return .none }
        if chance(40) { return .all }
        return .periods(Set(periods.filter { _ in chance(50) }))
    }

    mutating func preview(_ book: ModelBook, at now: Instant) -> Workload.Step.Action {
        invoice(book, at: now).map { .preview($0) } ?? .advance
    }

    private mutating func invoice(_ book: ModelBook, at now: Instant) -> Invoice? {
        invoiceCount += 1
        let wallets = book.wallets.filter { $0.status != .terminated }
        let currency =
            chance(93) ? wallets.randomElement(using: &random)?.currency ?? .usd : currency()
        let count = one(of: [0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6], else: 1)
        var lines = (0..<count).compactMap { line($0, book, at: now, currency) }
        if count > 1, chance(25) { lines = unround(lines) }
        let end = maybe(45) { $0.periodEnd(book, at: now) }
        let number = chance(2) ? max(1, invoiceCount - 3) : invoiceCount
        return try? Invoice(
            id: InvoiceID("in_\(number)"), currency: currency, periodEnd: end, lines: lines)
    }

    mutating func line(
        _ index: Int, _ book: ModelBook, at now: Instant, _ currency: Currency
    ) -> Invoice.Line? {
        var units = Int128.random(in: 0...(chance(50) ? 1_200 : 12_000), using: &random)
        if chance(25) { units = units / 100 * 100 }
        if currency.minorDigits == 0 { units /= 100 }
        let price = one(of: ["", "", "p1", "p2", "p3"], else: "")
        return (try? LineID("l\(index)")).map { id in
            Invoice.Line(
                id, one(of: FeeType.allCases, else: .charge),
                Money(units: units * currency.minorUnit, currency), price: try? PriceCode(price),
                periodEnd: maybe(15) { $0.periodEnd(book, at: now) })
        }
    }

    /// Moves half a minor unit or so from the first line to the last: the total stays whole.
    private mutating func unround(_ lines: [Invoice.Line]) -> [Invoice.Line] {
        guard let first = lines.first, let last = lines.last else { return lines }
        let unit = first.amount.currency.minorUnit
        let moved = one(of: [unit / 2, unit / 3, 1], else: 1)
        guard first.amount.units >= moved else { return lines }
        func with(_ line: Invoice.Line, _ change: Int128) -> Invoice.Line {
            Invoice.Line(
                line.id, line.feeType,
                Money(units: line.amount.units + change, line.amount.currency), price: line.price,
                periodEnd: line.periodEnd)
        }
        return [with(first, -moved)] + lines.dropFirst().dropLast() + [with(last, moved)]
    }

    /// The end of a period: often just where a grant expired.
    mutating func periodEnd(_ book: ModelBook, at now: Instant) -> Instant {
        let ends = book.grants.indices.compactMap { book.effectiveExpiry($0) }
            .filter { $0 <= now && $0.later(by: 864_000) > now }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: return one(of: ends, else: now)
        case 5: return one(of: ends, else: now).moved(1)
        case 6: return one(of: ends, else: now).moved(-1)
        case 7: return now
        case 8: return past(now)
        default: return future(now)
        }
    }

    mutating func reinstate(_ book: ModelBook, at now: Instant) -> Workload.Step.Action {
        let open = book.bills.filter { bill in
            bill.lines.contains { bill.stillApplied(to: $0) > 0 }
        }
        guard let unknown = try? InvoiceID("unknown"),
            let bill = (chance(92) ? open : book.bills).randomElement(using: &random)
        else { return .advance }
        if chance(60), let late = open.first(where: { $0.isPaid(byHeldGrantOf: book) }) {
            // It opens again under its hold (R7.3c).
            return .perform(.reinstate(Reinstate(late.id, reopenUntil: future(now))))
        }
        var reinstate = Reinstate(chance(98) ? bill.id : unknown)
        reinstate.reopenUntil = maybe(25) { $0.chance(96) ? $0.future(now) : $0.past(now) }
        guard chance(60) else { return .perform(.reinstate(reinstate)) }
        var sums: [LineID: Money] = [:]
        for line in bill.lines {
            let applied = bill.stillApplied(to: line)
            guard applied > 0 || chance(1), chance(70) else { continue }
            sums[line] = Money(units: part(of: applied, bill.currency), bill.currency)
        }
        if !sums.isEmpty { reinstate.lines = sums }
        return .perform(.reinstate(reinstate))
    }

    private mutating func part(of applied: Int128, _ currency: Currency) -> Int128 {
        let unit = currency.minorUnit
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: return applied
        case 8..<13: return max(1, applied / 2)
        case 13: return 1
        case 14..<18: return min(applied, unit * Int128.random(in: 1...500, using: &random))
        case 18: return applied + unit
        default: return 0
        }
    }
}

extension ModelBook.Bill {
    /// Whether something is still applied to it of a grant that has closed with held credits.
    fileprivate func isPaid(byHeldGrantOf book: ModelBook) -> Bool {
        parts.contains {
            $0.stillApplied > 0 && book.grants[$0.application.grant].stage == .shut
        }
    }
}
