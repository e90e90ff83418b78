/// The primitives that touch one grant: issue, take, close. Nothing else moves credits.
extension Draft {
    /// A grant to be made.
    struct Issue {
        var kind: GrantKind
        var credits: Credits
        var payment: Payment?
        var priority = WalletTerms.defaultPriority
        var scope = Scope.everything
        var effectiveAt: Instant
        var expiresAt: Instant?
        var costBasis: Money
        var source: GrantSource
        var name = ""
        var metadata = Metadata.none
    }

    /// Makes a grant in a wallet, with the transaction that fills it or, where its payment is due,
    /// waits to (R5.1, R5.2).
    mutating func issue(_ issue: Issue, wallet: Int) {
        let grant: GrantID = mint()
        let transaction: TransactionID = mint()
        let id = book.wallets[wallet].id
        let terms = GrantTerms(
            kind: issue.kind, issued: issue.credits, priority: issue.priority, scope: issue.scope,
            effectiveAt: issue.effectiveAt, expiresAt: issue.expiresAt,
            costBasis: issue.costBasis, source: issue.source, payment: issue.payment,
            name: issue.name, metadata: issue.metadata, transaction: transaction,
            createdAt: instant)
        let isDue = issue.payment?.isDue ?? false
        record(.grantOpened(OpenedGrant(id: grant, wallet: id, shared: Shared(terms))))
        record(
            Transaction(
                id: transaction, kind: issue.kind == .paid ? .purchased : .granted,
                status: isDue ? .pending : .settled, wallet: id, grant: grant,
                grantKind: issue.kind, credits: issue.credits, issued: issue.credits,
                remaining: isDue ? 0 : issue.credits, application: nil))
    }

    /// Takes credits out of an open lot.
    mutating func take(
        _ kind: TransactionKind, _ credits: Credits, from lot: Lot,
        for application: LineApplication? = nil
    ) {
        let id: TransactionID = mint()
        record(book.taking(kind, credits, from: lot, id, for: application))
    }

    /// Takes credits out of the lot at a place, without a copy of it.
    mutating func take(
        _ kind: TransactionKind, _ credits: Credits, at place: Int,
        for application: LineApplication? = nil
    ) {
        let id: TransactionID = mint()
        record(book.taking(kind, credits, from: book.lots[place], id, for: application))
    }

    /// Names an awaited purchase again, with its outcome (R5.2c).
    mutating func conclude(_ lot: Lot, _ status: TransactionStatus) {
        let terms = lot.terms.value
        record(
            Transaction(
                id: terms.transaction, kind: .purchased, status: status,
                wallet: book.wallets[Int(lot.wallet)].id, grant: lot.grant, grantKind: lot.kind,
                credits: terms.issued, issued: terms.issued,
                remaining: status == .settled ? terms.issued : 0, application: nil))
        if case .rule(let rule) = terms.source { watch.touched.insert(rule) }
    }

    /// Closes a lot: an awaited payment is cancelled, what remains unheld leaves by the door.
    ///
    /// Only time closes a lot of which some is held; whoever else does ends its holds first.
    mutating func close(_ lot: Lot, by door: GrantDoor) {
        guard !lot.isAwaited else {
            conclude(lot, .failed)
            record(.grantClosed(lot.grant, .failed))
            return
        }
        if lot.unheld > 0 { take(door.loss, lot.unheld, from: lot) }
        // What closes but once keeps its first door, whatever becomes of what was held.
        if !lot.hasClosed { record(.grantClosed(lot.grant, door)) }
    }
}

extension Book {
    @inline(__always)
    fileprivate func taking(
        _ kind: TransactionKind, _ credits: Credits, from lot: Lot, _ id: TransactionID,
        for application: LineApplication?
    ) -> Transaction {
        Transaction(
            id: id, kind: kind, status: .settled, wallet: wallets[Int(lot.wallet)].id,
            grant: lot.grant, grantKind: lot.kind, credits: credits, issued: lot.issued,
            remaining: lot.remaining - credits, application: application)
    }
}

extension GrantDoor {
    /// The kind of transaction by which credits leave through it.
    var loss: TransactionKind {
        switch self {
        case .expired, .failed: .expired
        case .voided: .voided
        case .forfeited: .forfeited
        }
    }
}
