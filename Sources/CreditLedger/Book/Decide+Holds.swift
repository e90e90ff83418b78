/// Reserving credits, and using or freeing what is reserved (R9.4).
///
/// A hold is planned like an invoice of one line, and what the plan would take is held instead: it
/// stays where it is and nothing else may spend it. A capture takes it in the order of that plan.
/// What a hold frees of a grant that has closed meanwhile expires in the same entry.
extension Draft {
    mutating func hold(_ wanted: HoldCredits) throws(Refusal) {
        let asked = wanted.amount
        guard asked.units > 0, asked.isInRange else {
            throw .invalidAmount(
                field: "amount", value: asked.amount,
                fault: asked.units > 0 ? .outOfRange : .notPositive)
        }
        guard wanted.until > instant else {
            throw .invalidField(
                "until", value: "\(wanted.until)", reason: "is not after now (R9.4)")
        }
        let line = Invoice.Line(Self.heldLine, wanted.feeType, asked, price: wanted.price)
        let plan = book.plan(
            [line], in: asked.currency, periodEnd: nil, minorUnit: 1, at: instant)
        let parts = plan.payments.map { payment in
            let lot = book.lots[payment.lot]
            return Hold.Part(
                grant: lot.grant, wallet: book.wallets[Int(lot.wallet)].id,
                amount: Money(units: payment.amount, asked.currency), credits: payment.credits)
        }
        let held = parts.reduce(into: Int128(0)) { $0 += $1.amount.units }
        guard held == asked.units || wanted.allowsPart && held > 0 else {
            throw .insufficientFunds(
                needed: asked, available: Money(units: held, asked.currency))
        }
        record(
            .holdOpened(
                Hold(
                    id: mint(), feeType: wanted.feeType, price: wanted.price, asked: asked,
                    createdAt: instant, until: wanted.until, parts: parts)))
    }

    /// The line that a hold stands for has no id yet, and its plan looks at none.
    private static let heldLine = LineID(unchecked: "held")

    mutating func extend(
        _ id: HoldID, until: Instant, _ recalled: Recalled
    ) throws(Refusal) {
        var hold = try openHold(id, recalled)
        guard until > hold.until else {
            throw .invalidField(
                "until", value: "\(until)",
                reason: "is not after the hold's end \(hold.until) (R9.4b)")
        }
        hold.until = until
        record(.holdChanged(hold))
    }

    mutating func release(_ id: HoldID, _ recalled: Recalled) throws(Refusal) {
        end(try openHold(id, recalled), .released)
        expireFreed()
    }

    mutating func capture(_ capture: CaptureHold, _ recalled: Recalled) throws(Refusal) {
        let hold = try openHold(capture.hold, recalled)
        let amount = capture.amount
        guard amount.units > 0, amount.isInRange else {
            throw .invalidAmount(
                field: "amount", value: amount.amount,
                fault: amount.units > 0 ? .outOfRange : .notPositive)
        }
        let held = hold.amount
        guard amount.currency == held.currency else {
            throw .currencyMismatch(expected: held.currency, got: amount.currency)
        }
        try checkInvoice(of: capture, recalled)
        guard amount.units <= held.units else {
            throw .insufficientFunds(needed: amount, available: held)
        }
        end(hold, .captured)
        reserve(transactions: hold.parts.count)
        var missing = amount.units
        for part in hold.parts where missing > 0 {
            guard let index = book.index(of: part.grant) else { continue }
            let taken = min(missing, part.amount.units)
            missing -= taken
            let rate = book.wallets[Int(book.lots[index].wallet)].terms.value.rate
            // The whole of a part takes all that it holds (R6.5).
            let credits =
                taken == part.amount.units
                ? part.credits : min(rate.credits(for: taken), part.credits)
            take(
                .applied, credits, from: book.lots[index],
                for: LineApplication(
                    invoice: capture.invoice, line: capture.line,
                    amount: Money(units: taken, amount.currency), undoes: nil))
        }
        expireFreed()
    }

    /// The invoice is in the same currency, not drawn down, and the line is new (R9.4d).
    private func checkInvoice(
        of capture: CaptureHold, _ recalled: Recalled
    ) throws(Refusal) {
        guard let record = recalled.captures[capture.place] else { return }
        guard record.currency == capture.amount.currency else {
            throw .currencyMismatch(expected: record.currency, got: capture.amount.currency)
        }
        if let entry = record.drawn ?? record.captured {
            throw .invoiceAlreadyDrawn(capture.invoice, entry: entry)
        }
    }

    private func openHold(_ id: HoldID, _ recalled: Recalled) throws(Refusal) -> Hold {
        if let index = book.index(of: id) { return book.holds[index] }
        throw recalled.holds[id] == nil ? .holdNotFound(id) : .holdNotOpen(id)
    }
}
