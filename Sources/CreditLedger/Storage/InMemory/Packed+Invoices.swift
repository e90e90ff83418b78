// Invoices, reports of usage, holds and their lines in the packed form.

extension PackedWriter {
    mutating func invoice(_ invoice: Invoice) {
        // First, as whoever looks for an invoice looks here.
        text(invoice.id.text)
        currency(invoice.currency)
        let hasEnd = invoice.periodEnd != nil
        number(UInt64(invoice.lines.count) << 1 | (hasEnd ? 1 : 0))
        instant(ifAny: invoice.periodEnd)
        lines(invoice.lines)
    }

    mutating func report(_ report: UsageReport) {
        currency(report.currency)
        text(report.period.text)
        count(report.lines.count)
        lines(report.lines)
    }

    /// Lines of one currency, which stands before them.
    private mutating func lines(_ lines: [Invoice.Line]) {
        for index in lines.indices {
            let line = lines[index]
            text(line.id.text)
            flags(
                PackedFlags(
                    line.feeType == .charge, line.feeType == .commitment, line.price != nil,
                    line.periodEnd != nil))
            text(ifAny: line.price?.text)
            instant(ifAny: line.periodEnd)
            units(line.amount.units)
        }
    }

    mutating func usage(_ usage: BilledUsage) {
        switch usage {
        case .all: number(0)
        case .periods(let periods):
            count(periods.count + 1)
            for period in periods { text(period.text) }
        }
    }

    mutating func captured(_ lines: [CapturedLine]) {
        count(lines.count)
        for line in lines {
            text(line.line.text)
            money(line.amount)
        }
    }

    mutating func hold(_ hold: Hold) {
        id(hold.id)
        flags(PackedFlags(hold.price != nil))
        byte(hold.feeType.packed)
        text(ifAny: hold.price?.text)
        money(hold.asked)
        instant(hold.createdAt)
        instant(hold.until)
        count(hold.parts.count)
        for part in hold.parts {
            id(part.grant)
            id(part.wallet)
            money(part.amount)
            credits(part.credits)
        }
    }
}

extension PackedReader {
    mutating func invoice() -> Invoice {
        let id = InvoiceID(stored: text())
        let currency = currency()
        let head = number()
        let periodEnd = time(if: head & 1 == 1)
        let (lines, total) = lines(Int(truncatingIfNeeded: head >> 1), in: currency)
        return Invoice(
            storedID: id, currency: currency, periodEnd: periodEnd, lines: lines, total: total)
    }

    mutating func report() -> UsageReport {
        let currency = currency()
        let period = period()
        let (lines, total) = lines(count(), in: currency)
        return UsageReport(storedIn: currency, period: period, lines: lines, total: total)
    }

    mutating func period() -> UsagePeriod {
        let text = text()
        return text.isEmpty ? .unnamed : UsagePeriod(TextIdentifier(stored: text))
    }

    private mutating func lines(
        _ count: Int, in currency: Currency
    ) -> (lines: [Invoice.Line], total: Money) {
        var lines: [Invoice.Line] = []
        lines.reserveCapacity(count)
        var total = Credits.zero
        for _ in 0..<count {
            let id = LineID(stored: text())
            var flags = flags()
            let (isCharge, isCommitment) = (flags.next(), flags.next())
            let feeType: FeeType = isCharge ? .charge : isCommitment ? .commitment : .subscription
            let price = text(if: flags.next()).map { PriceCode(stored: $0) }
            let periodEnd = time(if: flags.next())
            let amount = credits()
            total += amount
            lines.append(
                Invoice.Line(
                    id, feeType, Money(units: amount.units, currency), price: price,
                    periodEnd: periodEnd))
        }
        return (lines, Money(units: total.units, currency))
    }

    mutating func usage() -> BilledUsage {
        let head = count()
        guard head > 0 else { return .all }
        var periods: Set<UsagePeriod> = []
        for _ in 1..<head { periods.insert(period()) }
        return .periods(periods)
    }

    mutating func captured() -> [CapturedLine] {
        var lines: [CapturedLine] = []
        for _ in 0..<count() {
            let line = LineID(stored: text())
            lines.append(CapturedLine(line: line, amount: money()))
        }
        return lines
    }

    mutating func hold() -> Hold {
        let holdID: HoldID = id()
        var flags = flags()
        let feeType = FeeType(packed: byte())
        let price = text(if: flags.next()).map { PriceCode(stored: $0) }
        let asked = money()
        let createdAt = time()
        let until = time()
        let count = count()
        var parts: [Hold.Part] = []
        parts.reserveCapacity(count)
        for _ in 0..<count {
            let grant: GrantID = id()
            let wallet: WalletID = id()
            let amount = money()
            parts.append(
                Hold.Part(grant: grant, wallet: wallet, amount: amount, credits: credits()))
        }
        return Hold(
            id: holdID, feeType: feeType, price: price, asked: asked, createdAt: createdAt,
            until: until, parts: parts)
    }
}
