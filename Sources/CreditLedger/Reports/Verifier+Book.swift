extension Verifier {
    /// Every grant that was opened was issued, or waits to be.
    mutating func checkIssued() {
        for (id, grant) in grants.sorted(by: { $0.key < $1.key })
        where grant.issue == nil && !doubtedGrants.contains(id) {
            name(
                .issuedOnce, wallet: grant.wallet, grant: id, expected: "\(grant.transaction)",
                found: "none")
        }
    }

    /// Debits equal credits in every wallet, whatever moved.
    mutating func checkAccounts() {
        for (id, wallet) in wallets.sorted(by: { $0.key < $1.key })
        where wallet.tally.debits != wallet.tally.credits {
            name(
                .debitsEqualCredits, wallet: id, expected: "credits of \(wallet.tally.debits)",
                found: "\(wallet.tally.credits)")
        }
    }

    /// Compares a book with what the journal says remains in each grant, and with the accounts.
    mutating func checkLots(of book: Book) {
        checkOrder(of: book)
        var open: Set<GrantID> = []
        var sums: [WalletID: Statement.Funds] = [:]
        for lot in book.lots {
            open.insert(lot.grant)
            guard let grant = grants[lot.grant] else {
                name(.grantOpened, grant: lot.grant, expected: "a grant", found: "a lot without")
                continue
            }
            sums[grant.wallet, default: Statement.Funds()].add(lot.remaining, of: grant.kind)
            checkRemaining(lot.grant, grant, found: lot.remaining)
        }
        for (id, grant) in grants.sorted(by: { $0.key < $1.key })
        where grant.remaining != 0 && !open.contains(id) {
            checkRemaining(id, grant, found: 0)
        }
        for (id, wallet) in wallets.sorted(by: { $0.key < $1.key }) {
            let sum = sums[id] ?? Statement.Funds()
            checkSum(id, wallet, .walletPaid, sum.paid)
            checkSum(id, wallet, .walletGranted, sum.granted)
        }
    }

    /// Compares what a book says was applied with the accounts.
    mutating func checkApplied(of book: Book) {
        for wallet in book.wallets {
            let redeemed = wallets[wallet.id]?.tally.balance(of: .redemptions) ?? 0
            guard wallet.applied != redeemed, !doubtedWallets.contains(wallet.id) else { continue }
            name(
                .appliedEqualsRedemptions, wallet: wallet.id,
                expected: "\(redeemed) by the journal", found: "\(wallet.applied) in the book")
        }
    }

    private mutating func checkRemaining(_ id: GrantID, _ grant: GrantFacts, found: Credits) {
        guard found != grant.remaining, !doubtedGrants.contains(id) else { return }
        name(
            .accountEqualsGrants, wallet: grant.wallet, grant: id,
            expected: "\(grant.remaining) by the journal", found: "\(found) in the book")
    }

    private mutating func checkSum(
        _ id: WalletID, _ wallet: WalletFacts, _ account: Account, _ sum: Credits
    ) {
        let balance = wallet.tally.balance(of: account)
        guard balance != sum, !doubtedWallets.contains(id) else { return }
        name(
            .accountEqualsGrants, wallet: id, expected: "\(balance) of \(account.rawValue)",
            found: "\(sum) in its grants")
    }

    /// Checks each neighbour by the keys of R4.2, one by one.
    private mutating func checkOrder(of book: Book) {
        for (first, second) in zip(book.lots, book.lots.dropFirst())
        where !Self.isInOrder(first, second) {
            name(
                .consumptionOrder, grant: second.grant, expected: "\(second.grant) first",
                found: "\(first.grant) before it")
        }
    }

    private static func isInOrder(_ first: Lot, _ second: Lot) -> Bool {
        if first.walletPriority != second.walletPriority {
            return first.walletPriority < second.walletPriority
        }
        if first.priority != second.priority { return first.priority < second.priority }
        if first.expiry != second.expiry { return first.expiry < second.expiry }
        if first.kind != second.kind { return first.kind == .granted }
        if first.effectiveAt != second.effectiveAt {
            return first.effectiveAt < second.effectiveAt
        }
        return first.grant < second.grant
    }
}

extension Statement.Funds {
    fileprivate mutating func add(_ credits: Credits, of kind: GrantKind) {
        switch kind {
        case .paid: paid += credits
        case .granted: granted += credits
        }
    }
}
