import CreditLedger

extension SampleJournal {
    /// Holds credits of grants until the far future; a credit is a dollar.
    @discardableResult
    mutating func hold(
        _ parts: [(credits: Credits, from: GrantID)], key: String? = nil
    ) throws(Refusal) -> HoldID {
        var draft = draft()
        let amount = Money(units: parts.reduce(0) { $0 + $1.credits.units }, .usd)
        let hold = Hold(
            id: draft.mint(), feeType: .charge, price: nil, asked: amount,
            createdAt: draft.instant, until: Self.end(0),
            parts: parts.map { part in
                Hold.Part(
                    grant: part.from, wallet: wallet,
                    amount: Money(units: part.credits.units, .usd), credits: part.credits)
            })
        draft.effects.append(.holdOpened(hold))
        holds[hold.id] = hold
        let command = HoldCredits(amount, for: .charge, until: hold.until)
        _ = try write(draft, .hold(command), key: key)
        return hold.id
    }

    /// Moves the end of an open hold an hour later.
    @discardableResult
    mutating func extend(_ id: HoldID) throws(Refusal) -> JournalEntry {
        var draft = draft()
        var until = Self.end(1)
        if var hold = holds[id] {
            hold.until = Instant(unchecked: hold.until.milliseconds + 3_600_000)
            until = hold.until
            holds[id] = hold
            draft.effects.append(.holdChanged(hold))
        }
        return try write(draft, .extendHold(id, until: until), key: nil)
    }

    /// Ends an open hold without using it.
    @discardableResult
    mutating func end(_ id: HoldID, _ end: HoldEnd) throws(Refusal) -> JournalEntry {
        var draft = draft()
        if let hold = holds.removeValue(forKey: id) { draft.effects.append(.holdEnded(hold, end)) }
        return try write(draft, end == .released ? .releaseHold(id) : nil, key: nil)
    }

    /// Captures an open hold for a line, by its grants in their order.
    @discardableResult
    mutating func capture(
        _ id: HoldID, _ credits: Credits, invoice: String, line: String, key: String? = nil
    ) throws(Refusal) -> JournalEntry {
        var draft = draft()
        let capture = CaptureHold(
            id, Money(units: credits.units, .usd), invoice: try InvoiceID(invoice),
            line: try LineID(line))
        if let hold = holds.removeValue(forKey: id) {
            draft.effects.append(.holdEnded(hold, .captured))
            var missing = credits
            for part in hold.parts where missing > 0 {
                let taken = min(missing, part.credits)
                missing -= taken
                lots[part.grant]?.remaining -= taken
                let applied = LineApplication(
                    invoice: capture.invoice, line: capture.line,
                    amount: Money(units: taken.units, .usd), undoes: nil)
                draft.transactions.append(
                    transaction(draft.mint(), .applied, .settled, part.grant, taken, applied))
            }
        }
        return try write(draft, .capture(capture), key: key)
    }

    /// Says that a grant that failed was paid for after all.
    @discardableResult
    mutating func oweRefund(of grant: GrantID) throws(Refusal) -> JournalEntry {
        var draft = draft()
        if let terms = lots[grant]?.terms {
            draft.effects.append(
                .refundOwed(
                    RefundOwed(
                        wallet: wallet, grant: grant, transaction: terms.transaction,
                        amount: terms.price)))
        }
        return try write(draft, .confirmCharge(grant), key: nil)
    }

    /// What the journal last said of each hold that has ended.
    var holdRecords: [HoldID: HoldRecord] {
        var records: [HoldID: HoldRecord] = [:]
        for entry in entries {
            for case .holdEnded(let hold, let end) in entry.effects {
                records[hold.id] = HoldRecord(hold, .ended(end, at: entry.instant))
            }
        }
        return records
    }

    /// What the journal says of a line to one who would capture for it.
    func captureRecord(of line: InvoiceLine) -> CaptureRecord? {
        let part = entries.filter { $0.invoice == line.invoice }
        guard !part.isEmpty else { return nil }
        return CaptureRecord(
            currency: .usd, drawn: part.first { $0.drawn != nil }?.id,
            captured: part.first { $0.captured == line }?.id)
    }

    /// So many hours into the year 2100.
    private static func end(_ hours: Int64) -> Instant {
        Instant(unchecked: 4_102_444_800_000 + hours * 3_600_000)
    }
}
