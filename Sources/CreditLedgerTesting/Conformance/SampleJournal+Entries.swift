import CreditLedger

extension SampleJournal {
    /// Creates the wallet with one grant of 1,000,000 credits.
    @discardableResult
    mutating func open(key: String? = nil) throws(Refusal) -> JournalEntry {
        var draft = draft()
        wallet = draft.mint()
        let terms = Shared(Self.walletTerms(named: "Main"))
        draft.effects.append(
            .walletOpened(OpenedWallet(id: wallet, shared: terms, status: .active, rules: [])))
        issue(1_000_000, .granted, payment: nil, source: .initial, into: &draft)
        let command = CreateWallet(currency: .usd, name: "Main", granted: 1_000_000)
        return try write(draft, .createWallet(command), key: key)
    }

    /// Adds a grant; one whose payment is due waits for `settle`.
    @discardableResult
    mutating func topUp(
        _ credits: Credits, _ kind: GrantKind = .paid, payment: Payment = .collected,
        key: String? = nil
    ) throws(Refusal) -> JournalEntry {
        var draft = draft()
        let isPaid = kind == .paid
        issue(credits, kind, payment: isPaid ? payment : nil, source: .topUp, into: &draft)
        let command = TopUp(
            wallet, paid: isPaid ? .credits(credits) : nil,
            granted: isPaid ? nil : .credits(credits), payment: payment)
        return try write(draft, .topUp(command), key: key)
    }

    /// Names the pending transaction of a grant again, settled or failed.
    @discardableResult
    mutating func settle(_ grant: GrantID, fails: Bool = false) throws(Refusal) -> JournalEntry {
        var draft = draft()
        if let lot = lots[grant] {
            lots[grant]?.remaining = fails ? 0 : lot.terms.issued
            draft.transactions.append(
                transaction(
                    lot.terms.transaction, .purchased, fails ? .failed : .settled, grant,
                    lot.terms.issued))
        }
        if fails { draft.effects.append(.grantClosed(grant, .failed)) }
        let command: Command =
            fails ? .failTopUp(grant, reason: "declined") : .settleTopUp(grant)
        return try write(draft, command, key: nil)
    }

    /// Draws an invoice down, one line for each of `parts`, all from one grant; the first if `nil`.
    @discardableResult
    mutating func drawDown(
        _ invoice: String, parts: [Credits] = [10], from grant: GrantID? = nil, key: String? = nil
    ) throws(Refusal) -> JournalEntry {
        var draft = draft()
        let id = try InvoiceID(invoice)
        var lines: [Invoice.Line] = []
        for (index, part) in parts.enumerated() {
            let line = try LineID("line \(index)")
            let amount = Money(units: part.units, .usd)
            lines.append(Invoice.Line(line, .charge, amount))
            guard let grant = grant ?? grants.first else { continue }
            lots[grant]?.remaining -= part
            let applied = LineApplication(invoice: id, line: line, amount: amount, undoes: nil)
            draft.transactions.append(
                transaction(draft.mint(), .applied, .settled, grant, part, applied))
        }
        draft.effects.append(.invoiceDrawn(id, captured: [], skipped: []))
        // An entry of very many transactions has more lines than an invoice may.
        let invoice = try Invoice(
            id: id, currency: .usd, lines: Array(lines.prefix(Invoice.lineLimit)))
        return try write(draft, .drawDown(DrawDown(invoice)), key: key)
    }

    /// Gives back what one transaction took, to a grant that is open or opens again by it.
    @discardableResult
    mutating func reinstate(
        _ applied: Transaction, reopens: Bool = false, key: String? = nil
    ) throws(Refusal) -> JournalEntry {
        var draft = draft()
        guard let lot = lots[applied.grant], let application = applied.application else {
            return try write(draft, nil, key: key)
        }
        if reopens {
            draft.effects.append(
                .grantReopened(
                    OpenedGrant(id: applied.grant, wallet: wallet, shared: Shared(lot.terms))))
        }
        lots[applied.grant]?.remaining += applied.credits
        let back = LineApplication(
            invoice: application.invoice, line: application.line, amount: application.amount,
            undoes: applied.id)
        draft.transactions.append(
            transaction(
                draft.mint(), .reinstated, .settled, applied.grant, applied.credits, back))
        let command = Reinstate(
            application.invoice, lines: [application.line: application.amount])
        return try write(draft, .reinstate(command), key: key)
    }

    /// Gives a grant another name.
    @discardableResult
    mutating func rename(_ grant: GrantID, _ name: String) throws(Refusal) -> JournalEntry {
        var draft = draft()
        if let lot = lots[grant] {
            let terms = Self.grantTerms(like: lot.terms, named: name)
            lots[grant]?.terms = terms
            draft.effects.append(
                .grantChanged(OpenedGrant(id: grant, wallet: wallet, shared: Shared(terms))))
        }
        let command = ChangeGrant(grant, name: .set(name))
        return try write(draft, .changeGrant(command), key: nil)
    }

    /// Expires what remains of a grant.
    @discardableResult
    mutating func expire(_ grant: GrantID) throws(Refusal) -> JournalEntry {
        var draft = draft()
        if let lot = lots[grant], lot.remaining > 0 {
            lots[grant]?.remaining = 0
            draft.transactions.append(
                transaction(draft.mint(), .expired, .settled, grant, lot.remaining))
        }
        draft.effects.append(.grantClosed(grant, .expired))
        return try write(draft, .expireGrant(grant), key: nil)
    }

    /// Names the wallet anew: an entry without transactions and, unless it has a key, without
    /// claims.
    @discardableResult
    mutating func touch(
        _ name: String = "Main", key: String? = nil
    ) throws(Refusal) -> JournalEntry {
        var draft = draft()
        let change = WalletChange(shared: Shared(Self.walletTerms(named: name)))
        draft.effects.append(.walletChanged(wallet, change))
        let command = UpdateWallet(wallet, name: .set(name))
        return try write(draft, .updateWallet(command), key: key)
    }
}

// MARK: Parts of an entry

extension SampleJournal {
    private mutating func issue(
        _ credits: Credits, _ kind: GrantKind, payment: Payment?, source: GrantSource,
        into draft: inout SampleDraft
    ) {
        let grant: GrantID = draft.mint()
        let id: TransactionID = draft.mint()
        let terms = GrantTerms(
            kind: kind, issued: credits, priority: 50, scope: .everything,
            effectiveAt: draft.instant, expiresAt: nil,
            costBasis: Money(units: kind == .paid ? Rate.one.units : 0, .usd), source: source,
            payment: payment, name: "", metadata: .none, transaction: id,
            createdAt: draft.instant)
        let waits = payment?.isDue ?? false
        grants.append(grant)
        lots[grant] = SampleLot(terms: terms, remaining: waits ? 0 : credits)
        draft.effects.append(
            .grantOpened(OpenedGrant(id: grant, wallet: wallet, shared: Shared(terms))))
        draft.transactions.append(
            transaction(
                id, kind == .paid ? .purchased : .granted, waits ? .pending : .settled, grant,
                credits))
    }

    /// A transaction after which the grant's lot stands as it does.
    func transaction(
        _ id: TransactionID, _ kind: TransactionKind, _ status: TransactionStatus,
        _ grant: GrantID, _ credits: Credits, _ application: LineApplication? = nil
    ) -> Transaction {
        Transaction(
            id: id, kind: kind, status: status, wallet: wallet, grant: grant,
            grantKind: lots[grant]?.terms.kind ?? .granted, credits: credits,
            issued: lots[grant]?.terms.issued ?? 0, remaining: lots[grant]?.remaining ?? 0,
            application: application)
    }

    private static func walletTerms(named name: String) -> WalletTerms {
        WalletTerms(
            name: name, externalID: nil, currency: .usd, rate: .one, priority: 50,
            scope: .everything, activation: .atOnce, expiresAt: nil, graceSeconds: 0,
            limits: .none, metadata: .none)
    }

    private static func grantTerms(like terms: GrantTerms, named name: String) -> GrantTerms {
        GrantTerms(
            kind: terms.kind, issued: terms.issued, priority: terms.priority, scope: terms.scope,
            effectiveAt: terms.effectiveAt, expiresAt: terms.expiresAt,
            costBasis: terms.costBasis, source: terms.source, payment: terms.payment, name: name,
            metadata: terms.metadata, transaction: terms.transaction, createdAt: terms.createdAt)
    }
}
