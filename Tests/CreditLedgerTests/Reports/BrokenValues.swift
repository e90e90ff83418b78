@testable import CreditLedger

extension JournalEntry {
    /// The entry with some of its fields otherwise.
    func changed(
        id: EntryID? = nil, customer: CustomerID? = nil, revision: Int64? = nil,
        instant: Instant? = nil, command: Command? = nil, context: Context? = nil,
        transactions: [Transaction]? = nil, effects: [Effect]? = nil
    ) -> JournalEntry {
        JournalEntry(
            id: id ?? self.id, customer: customer ?? self.customer,
            revision: revision ?? self.revision, instant: instant ?? self.instant,
            command: command ?? self.command, context: context ?? self.context,
            transactions: transactions ?? self.transactions, effects: effects ?? self.effects)
    }
}

extension Transaction {
    /// The transaction with some of its fields otherwise.
    func changed(
        id: TransactionID? = nil, kind: TransactionKind? = nil, status: TransactionStatus? = nil,
        wallet: WalletID? = nil, grant: GrantID? = nil, grantKind: GrantKind? = nil,
        credits: Credits? = nil, issued: Credits? = nil, remaining: Credits? = nil,
        application: LineApplication?? = nil
    ) -> Transaction {
        Transaction(
            id: id ?? self.id, kind: kind ?? self.kind, status: status ?? self.status,
            wallet: wallet ?? self.wallet, grant: grant ?? self.grant,
            grantKind: grantKind ?? self.grantKind, credits: credits ?? self.credits,
            issued: issued ?? self.issued, remaining: remaining ?? self.remaining,
            application: application ?? self.application)
    }
}

extension LineApplication {
    /// The application with some of its fields otherwise.
    func changed(
        line: LineID? = nil, amount: Money? = nil, undoes: TransactionID?? = nil
    ) -> LineApplication {
        LineApplication(
            invoice: invoice, line: line ?? self.line, amount: amount ?? self.amount,
            undoes: undoes ?? self.undoes)
    }
}

extension OpenedGrant {
    /// The grant with some of its fields otherwise.
    func changed(
        id: GrantID? = nil, wallet: WalletID? = nil, issued: Credits? = nil
    ) -> OpenedGrant {
        let terms = terms
        let changed = GrantTerms(
            kind: terms.kind, issued: issued ?? terms.issued, priority: terms.priority,
            scope: terms.scope, effectiveAt: terms.effectiveAt, expiresAt: terms.expiresAt,
            costBasis: terms.costBasis, source: terms.source, payment: terms.payment,
            name: terms.name, metadata: terms.metadata, transaction: terms.transaction,
            createdAt: terms.createdAt)
        return OpenedGrant(
            id: id ?? self.id, wallet: wallet ?? self.wallet, shared: Shared(changed))
    }
}

extension GrantID {
    /// A grant that no history has.
    static let unheardOf = GrantID(high: 1, low: 1)
}
