import CreditLedger

/// Holds, captures, and the drawdown of invoices that were captured for (R9.4, R6.9).
extension WorkloadGenerator {
    /// The largest money there is (R1.1).
    static let most: Int128 = 100_000_000_000_000 * 1_000_000_000_000 - 1

    /// A hold that some grant may be held by; a top-up where there is none, mostly.
    mutating func hold(_ book: ModelBook, at now: Instant) -> Command {
        let usable = book.grants.indices.filter {
            book.status($0, at: now) == .active && worth($0, book) > 0
                && book.wallets[book.grants[$0].wallet].status == .active
        }
        let target = usable.randomElement(using: &random)
        if target == nil, chance(85) { return topUp(book, at: now) }
        var currency = usedCurrency(book)
        if let target, chance(96) { currency = book.wallets[book.grants[target].wallet].currency }
        let worths = usable.filter { book.wallets[book.grants[$0].wallet].currency == currency }
            .map { worth($0, book) }
        let sum = heldSum(target.map { worth($0, book) }, worths, currency)
        let (feeType, price) = chargeable(target, book)
        return .hold(
            HoldCredits(
                Money(units: min(sum, Self.most), currency), for: feeType, price: price,
                until: until(book, at: now), allowsPart: chance(40)))
    }

    private func worth(_ grant: Int, _ book: ModelBook) -> Int128 {
        ModelArithmetic.worth(
            of: book.free(grant), at: book.wallets[book.grants[grant].wallet].rate)
    }

    /// What a grant may pay for, if it is given.
    private mutating func chargeable(
        _ grant: Int?, _ book: ModelBook
    ) -> (FeeType, PriceCode?) {
        let prices = ["", "", "p1", "p2", "p3"].map { try? PriceCode($0) }
        var pairs = FeeType.allCases.flatMap { feeType in prices.map { (feeType, $0) } }
        if let grant, chance(92) {
            let scope = book.grants[grant].scope
            let wallet = book.wallets[book.grants[grant].wallet]
            pairs = pairs.filter { feeType, price in
                let line = ModelLine(feeType: feeType, price: price, amount: 0)
                return line.isCovered(by: scope.feeTypes, scope.prices)
                    && line.isCovered(by: wallet.feeTypes, wallet.prices)
            }
        }
        return one(of: pairs, else: (.charge, nil))
    }

    /// Often some days after a grant closes that is still open.
    private mutating func until(_ book: ModelBook, at now: Instant) -> Instant {
        if chance(3) { return past(now) }
        let closes = book.grants.indices
            .filter { book.status($0, at: now) == .active }.compactMap { book.close($0) }
        guard chance(45), let close = closes.min() else { return future(now) }
        return day(after: close, 1...20)
    }

    /// Often just what a grant, or all grants, can pay.
    private mutating func heldSum(
        _ target: Int128?, _ worths: [Int128], _ currency: Currency
    ) -> Int128 {
        let one = target ?? 5 * currency.minorUnit
        switch Int.random(in: 0..<50, using: &random) {
        case 0..<12: return one
        case 12..<22: return max(1, one / 3)
        case 22..<28: return one + self.one(of: worths, else: 0) / 2
        case 28..<32: return max(1, worths.reduce(0, +))
        case 32..<34: return worths.reduce(0, +) + currency.minorUnit
        case 34..<37: return 1
        case 37: return 0
        default: return Int128.random(in: 1...1_500, using: &random) * currency.minorUnit
        }
    }

    /// Mostly an open hold, best of a grant that has closed; now and then any, or none.
    mutating func hold(of book: ModelBook) -> HoldID {
        let open = book.holds.indices.filter { book.holds[$0].isOpen }
        let late = open.filter { hold in
            book.holds[hold].parts.contains { book.grants[$0.grant].stage == .shut }
        }
        if chance(50), let index = late.randomElement(using: &random) { return .ordinal(index) }
        if chance(92), let index = open.randomElement(using: &random) { return .ordinal(index) }
        return .ordinal(Int.random(in: 0...book.holds.count, using: &random))
    }

    mutating func extendHold(_ book: ModelBook, at now: Instant) -> Command {
        let id = hold(of: book)
        let end = book.holds.indices.contains(id.ordinal) ? book.holds[id.ordinal].until : now
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .extendHold(id, until: end)
        case 1: return .extendHold(id, until: past(now))
        case 2: return .extendHold(id, until: end.moved(1))
        default: return .extendHold(id, until: future(max(now, end)))
        }
    }

    mutating func capture(_ book: ModelBook) -> Workload.Step.Action {
        let id = hold(of: book)
        let hold = book.holds.indices.contains(id.ordinal) ? book.holds[id.ordinal] : nil
        let currency =
            chance(2) ? self.currency() : hold?.terms.amount.currency ?? usedCurrency(book)
        let parts = hold?.parts.map(\.amount.units) ?? []
        let amount = Money(units: min(captured(parts, currency), Self.most), currency)
        guard let (invoice, line) = place(book, currency) else { return .advance }
        return .perform(.capture(CaptureHold(id, amount, invoice: invoice, line: line)))
    }

    private mutating func captured(_ parts: [Int128], _ currency: Currency) -> Int128 {
        let held = parts.reduce(0, +)
        switch Int.random(in: 0..<50, using: &random) {
        case 0..<18: return max(1, held)
        case 18..<24: return max(1, parts.first ?? 1)
        case 24..<32: return max(1, held / 2)
        case 32..<36: return max(1, held - 1)
        case 36..<40: return 1
        case 40: return held + 1
        case 41: return 0
        default:
            let cents = Int128.random(in: 1...900, using: &random) * currency.minorUnit
            return min(max(1, held), cents)
        }
    }

    /// A line to capture for: of a new invoice, or a further one of an invoice to be drawn down.
    private mutating func place(
        _ book: ModelBook, _ currency: Currency
    ) -> (InvoiceID, LineID)? {
        let waiting = book.bills.filter { $0.invoice == nil && $0.currency == currency }
        var bill = chance(65) ? waiting.randomElement(using: &random) : nil
        if chance(3) { bill = book.bills.randomElement(using: &random) }
        let lines = (0...4).compactMap { try? LineID("l\($0)") }
        let free = lines.filter { !(bill?.captured.contains($0) ?? false) }
        guard let line = (chance(95) ? free : lines).randomElement(using: &random) else {
            return nil
        }
        if let bill { return (bill.id, line) }
        invoiceCount += 1
        return (try? InvoiceID("in_\(invoiceCount)")).map { ($0, line) }
    }

    /// Draws, or previews, an invoice that was captured for: its other lines, and these by as much,
    /// by more, or now and then by less.
    mutating func drawCapturedDown(
        _ book: ModelBook, at now: Instant
    ) -> Workload.Step.Action {
        let waiting = book.bills.filter { $0.invoice == nil }
        guard let bill = waiting.randomElement(using: &random) else { return .advance }
        let isFree = bill.captured.allSatisfy { bill.stillApplied(to: $0) == 0 }
        let currency = chance(isFree ? 50 : 97) ? bill.currency : currency()
        let leavesOut = chance(4)
        var lines: [Invoice.Line] = []
        for index in 0...4 {
            guard let line = line(index, book, at: now, currency) else { continue }
            let captured = bill.stillApplied(to: line.id)
            if bill.captured.contains(line.id) {
                if !leavesOut { lines.append(line.with(billed(captured, line))) }
            } else if chance(30) {
                lines.append(line)
            }
        }
        lines = chance(50) ? lines : lines.shuffled(using: &random)
        let invoice = try? Invoice(
            id: bill.id, currency: currency, periodEnd: maybe(25) { $0.periodEnd(book, at: now) },
            lines: lines.madeWhole(currency))
        guard let invoice else { return .advance }
        if chance(12) { return .preview(invoice) }
        return .perform(.drawDown(DrawDown(invoice, clearing: billed(book))))
    }

    private mutating func billed(_ captured: Int128, _ line: Invoice.Line) -> Int128 {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: return captured
        case 8..<12: return captured + 1
        case 12: return max(0, captured - 1)
        default: return captured + line.amount.units
        }
    }
}
