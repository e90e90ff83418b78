/// Giving back what a drawdown took, and what captures took before it (R7).
///
/// Credits return to the grants that they came from, last application first, in the very credits
/// that were taken. A grant that has closed meanwhile takes them back and loses them at once
/// through the same door, so that the history shows both and nothing vanishes.
extension Draft {
    mutating func reinstate(_ reinstate: Reinstate, _ recalled: Recalled) throws(Refusal) -> Bool {
        guard let record = recalled.invoices[reinstate.invoice], let currency = record.currency
        else { throw .invoiceNotFound(reinstate.invoice) }
        let lines = reinstate.lines ?? [:]
        for (line, sum) in lines.sorted(by: { $0.key < $1.key }) where sum.units <= 0 {
            throw .invalidAmount(field: "line \(line)", value: sum.amount, fault: .notPositive)
        }
        if let until = reinstate.reopenUntil, until <= instant {
            throw .invalidField("reopenUntil", value: "\(until)", reason: "is not after now (R7.3)")
        }
        let applied = AppliedParts(record)
        try applied.check(lines, of: record.invoice, in: currency)
        let returns = applied.returns(reinstate.lines) { wallet in
            book.index(of: wallet).map { book.wallets[$0].terms.value.rate }
        }
        for part in returns where book.index(of: part.undoes.grant) == nil {
            guard let record = recalled.grants[part.undoes.grant],
                book.index(of: record.wallet) != nil
            else { throw .grantNotFound(part.undoes.grant) }
        }
        guard !returns.isEmpty else { return false }
        reserve(transactions: returns.count)
        var records = recalled.grants
        for part in returns { giveBack(part, until: reinstate.reopenUntil, &records) }
        return true
    }

    private mutating func giveBack(
        _ part: AppliedParts.Return, until: Instant?, _ records: inout [GrantID: GrantRecord]
    ) {
        let grant = part.undoes.grant
        let left = book.index(of: grant).map { book.lots[$0].remaining } ?? 0
        if let index = book.index(of: grant), !book.lots[index].hasClosed {
            move(.reinstated, part, remaining: left + part.credits)
            return
        }
        guard let record = records[grant], let wallet = book.index(of: record.wallet) else {
            return
        }
        let door = book.door(of: record, by: instant)
        var terms = record.terms
        var isOpen = door == nil
        if let until, door == .expired, book.wallets[wallet].status == .active {
            terms.expiresAt = until
            isOpen = true
        }
        if isOpen {
            reopen(record, terms)
            move(.reinstated, part, remaining: left + part.credits)
        } else if let door {
            move(.reinstated, part, remaining: left + part.credits)
            if part.credits > 0 { move(door.loss, part, remaining: left) }
            if record.closure == nil {
                self.record(.grantClosed(grant, door))
                records[grant]?.apply(.grantClosed(grant, door), at: instant)
            }
        }
    }

    private mutating func reopen(_ record: GrantRecord, _ terms: GrantTerms) {
        let shared = terms == record.terms ? record.shared : Shared(terms)
        self.record(
            .grantReopened(OpenedGrant(id: record.id, wallet: record.wallet, shared: shared)))
    }

    /// One half of a return: the credits that come back, or their loss.
    private mutating func move(
        _ kind: TransactionKind, _ part: AppliedParts.Return, remaining: Credits
    ) {
        let origin = part.undoes
        record(
            Transaction(
                id: mint(), kind: kind, status: .settled, wallet: origin.wallet,
                grant: origin.grant, grantKind: origin.grantKind, credits: part.credits,
                issued: origin.issued, remaining: remaining,
                application: LineApplication(
                    invoice: part.application.invoice, line: part.application.line,
                    amount: Money(units: part.amount, part.application.amount.currency),
                    undoes: origin.id)))
    }
}
