import Testing

@testable import CreditLedger

/// One way to break a good history, and what must then be named.
struct Breakage: CustomTestStringConvertible, Sendable {
    let name: String
    let expected: Set<Invariant>
    /// The good history.
    let history: @Sendable () throws -> History
    let apply: @Sendable (inout BrokenBook) throws -> Void

    var testDescription: String { name }

    init(
        _ name: String, _ expected: Invariant...,
        apply: @escaping @Sendable (inout BrokenBook) throws -> Void
    ) {
        self.init(name, Set(expected), of: History.twoMonths, apply: apply)
    }

    init(
        _ name: String, _ expected: Set<Invariant>,
        of history: @escaping @Sendable () throws -> History,
        apply: @escaping @Sendable (inout BrokenBook) throws -> Void
    ) {
        self.name = name
        self.expected = expected
        self.history = history
        self.apply = apply
    }

    static var all: [Breakage] {
        entries + claims + grants + movements + purchases + invoices + worths + terminations
            + books + rows + holds + captures + refunds
    }

    static let entries = [
        Breakage("an entry of another customer", .entryOfCustomer) {
            $0.entries[6] = $0.entries[6].changed(customer: try CustomerID("other"))
        },
        Breakage("a missing revision", .revisionsWithoutGaps) {
            $0.entries[9] = $0.entries[9].changed(revision: 11)
        },
        Breakage("an id before the last one", .entryIDsAscend) {
            $0.entries[9] = $0.entries[9].changed(id: $0.entries[3].id)
        },
        Breakage("an instant before the last one", .instantsNeverGoBack) {
            $0.entries[9] = $0.entries[9].changed(instant: $0.entries[3].instant)
        },
        Breakage("a journal that ends before its book", .journalReachesRevision) {
            $0.revision = $0.entries.last?.revision
            $0.entries.removeLast()
        },
        Breakage("a transaction named in two entries", .transactionIDsAscend) { book in
            let first = book.entries[4].transactions[0].id
            try book.change(.voided) { $0.changed(id: first) }
        },
    ]

    static let claims = [
        Breakage("a key used twice", .keyUnique) {
            let context = try Context(key: IdempotencyKey("k"))
            $0.entries[4] = $0.entries[4].changed(context: context)
            $0.entries[6] = $0.entries[6].changed(context: context)
        },
        Breakage("an invoice drawn down twice", .invoiceDrawnOnce) {
            $0.append(command: .drawDown(DrawDown(try History.january())))
        },
    ]

    static let grants = [
        Breakage("an effect on a wallet that was never opened", .walletOpened) {
            $0.append(effects: [.walletActivated(WalletID(high: 1, low: 1))])
        },
        Breakage("a wallet opened twice", .walletOpened) {
            let effects = $0.entries[0].effects.prefix(1)
            $0.append(effects: Array(effects))
        },
        Breakage("a transaction on a grant that was never opened", .grantOpened) {
            try $0.change(.voided) { $0.changed(grant: GrantID(high: 1, low: 1)) }
        },
        Breakage("a transaction in another wallet than its grant", .grantInWallet) { book in
            let bonus = book.history.wallets[1]
            try book.change(.reinstated) { $0.changed(wallet: bonus) }
        },
        Breakage("granted credits in a paid grant", .grantKindMatches) {
            try $0.change(.reinstated) { $0.changed(grantKind: .granted) }
        },
        Breakage("other issued credits than at first", .issuedConstant) {
            try $0.change(.voided) { $0.changed(issued: 101) }
        },
        Breakage("terms with other issued credits than at first", .issuedConstant) { book in
            let opened = book.openedGrant(0)
            book.append(effects: [.grantChanged(opened.changed(issued: 99))])
        },
        Breakage("a grant issued again", .issuedOnce) {
            try $0.change(.reinstated) { $0.changed(kind: .purchased, application: .some(nil)) }
        },
        Breakage("a grant that is opened and never issued", .issuedOnce) {
            let opened = $0.openedGrant(0)
            $0.append(effects: [.grantOpened(opened.changed(id: .unheardOf))])
        },
        Breakage("a closed grant with credits left", .closedGrantIsEmpty) { book in
            let grant = book.openedGrant(0)
            book.append(effects: [.grantClosed(grant.id, .expired)])
        },
    ]

    static let movements = [
        Breakage("promotional credits on the account of paid ones", .movementByTable) {
            // The initial credits: 100 bought and 20 given.
            let transactions = $0.entries[0].transactions.map { $0.changed(kind: .granted) }
            $0.entries[0] = $0.entries[0].changed(transactions: transactions)
        },
        Breakage("fewer than no credits", .creditsNotNegative) {
            try $0.change(.voided) { $0.changed(credits: -7, remaining: $0.remaining + 14) }
        },
        Breakage("a remaining that does not follow", .remainingFollows) {
            try $0.change(.voided) { $0.changed(remaining: $0.remaining - 1) }
        },
        Breakage("a movement that its remaining does not show", .remainingFollows) {
            try $0.change(.voided) { $0.changed(credits: 6) }
        },
        Breakage("a grant overdrawn in a wallet with enough", .remainingWithinIssued) {
            try $0.change(.voided) {
                $0.changed(
                    credits: $0.credits + $0.remaining + 1, remaining: Credits(units: 0) - 1)
            }
        },
        Breakage("a whole wallet overdrawn", .remainingWithinIssued, .accountNotNegative) {
            try $0.change(.voided) { $0.changed(credits: 1_000, remaining: -916) }
        },
        Breakage("a debit without a credit", .debitsEqualCredits) { book in
            let wallet = book.history.wallets[0]
            book.tamper = { verifier in
                guard let place = verifier.wallets.place(of: wallet) else { return }
                verifier.wallets.rows[place].tally.debit(.purchases, 1)
            }
        },
    ]

    static let purchases = [
        Breakage("a pending purchase that moved", .onlySettledMoves) {
            try $0.change(.purchased, .pending) { $0.changed(remaining: 9) }
        },
        Breakage("a void that waits", .onlySettledMoves) {
            try $0.change(.voided) { $0.changed(status: .pending) }
        },
        Breakage("a failed purchase named again", .namedAgainOnce) { book in
            let failed = book.entries[8].transactions
            book.append(transactions: { _ in failed })
        },
        Breakage("a purchase settled with other credits", .namedAgainOnce) {
            try $0.change(.purchased, .failed) { $0.changed(credits: 8) }
        },
    ]

    static let invoices = [
        Breakage("a payment for a line that is not drawn", .appliedToDrawnLine) { book in
            try book.changePlan { try $0.changed(line: LineID("other")) }
        },
        Breakage("more paid than a line's amount", .appliedWithinLine) { book in
            try book.changePlan { try $0.changed(amount: Money("10.01", .usd)) }
        },
        Breakage("credits given back from nowhere", .reinstatedFromApplication) {
            try $0.change(.reinstated) {
                $0.changed(application: $0.application?.changed(undoes: .some(nil)))
            }
        },
        Breakage("more money given back than was paid", .reinstatedWithinApplication) {
            try $0.change(.reinstated) {
                $0.changed(application: try $0.application?.changed(amount: Money("16.01", .usd)))
            }
        },
    ]

    static let books = [
        Breakage("a lot with fewer credits than its journal has", .accountEqualsGrants) {
            $0.breakFold { $0.lots[0].remaining -= 1 }
        },
        Breakage("a lot that is missing", .accountEqualsGrants) {
            $0.breakFold { $0.lots.removeLast() }
        },
        Breakage("a wallet of which more was applied than redeemed", .appliedEqualsRedemptions) {
            $0.breakFold { $0.wallets[0].applied += 1 }
        },
        Breakage("lots out of order", .consumptionOrder) {
            $0.breakFold { $0.lots.swapAt(0, 1) }
        },
        Breakage("a stored book that is not the fold", .storedBookIsFold) {
            $0.breakStored { $0.lots[0].remaining -= 1 }
        },
    ]
}

extension BrokenBook {
    /// The n-th grant of the history as it was opened.
    func openedGrant(_ place: Int) -> OpenedGrant {
        let opened = entries.flatMap(\.effects).compactMap { effect -> OpenedGrant? in
            guard case .grantOpened(let opened) = effect else { return nil }
            return opened
        }
        return opened[place]
    }

    /// Changes what the drawdown says of the line `plan`.
    mutating func changePlan(
        _ change: (LineApplication) throws -> LineApplication
    ) throws {
        let transactions = try entries[4].transactions.map { transaction in
            guard let application = transaction.application, application.line.text == "plan" else {
                return transaction
            }
            return transaction.changed(application: try change(application))
        }
        entries[4] = entries[4].changed(transactions: transactions)
    }
}
