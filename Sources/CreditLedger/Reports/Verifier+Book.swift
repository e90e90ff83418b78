extension Verifier {
    /// Every grant that was opened was issued, or waits to be.
    mutating func checkIssued() {
        for place in grants.rows.indices where grants.rows[place].issue == nil {
            let grant = grants.rows[place]
            guard !doubtedGrants.contains(grant.id) else { continue }
            name(
                .issuedOnce, wallet: grant.wallet, grant: grant.id,
                expected: "\(grant.transaction)", found: "none")
        }
    }

    /// Debits equal credits in every wallet, whatever moved.
    mutating func checkAccounts() {
        for place in wallets.rows.indices {
            let (debits, credits) = (
                wallets.rows[place].tally.debits, wallets.rows[place].tally.credits
            )
            guard debits != credits else { continue }
            name(
                .debitsEqualCredits, wallet: wallets.rows[place].id,
                expected: "credits of \(debits)", found: "\(credits)")
        }
    }

    /// Compares a book with what the journal says remains in each grant, and with the accounts.
    mutating func checkLots(of book: Book) {
        checkOrder(of: book)
        for lot in book.lots {
            guard let place = grants.place(of: lot.grant) else {
                name(.grantOpened, grant: lot.grant, expected: "a grant", found: "a lot without")
                continue
            }
            grants.rows[place].hasLot = true
            if let wallet = wallets.place(of: grants.rows[place].wallet) {
                wallets.rows[wallet].inLots.add(lot.remaining, of: grants.rows[place].kind)
            }
            checkRemaining(place, found: lot.remaining)
        }
        for place in grants.rows.indices
        where grants.rows[place].remaining != 0 && !grants.rows[place].hasLot {
            checkRemaining(place, found: 0)
        }
        for place in wallets.rows.indices {
            checkSum(place, .walletPaid, wallets.rows[place].inLots.paid)
            checkSum(place, .walletGranted, wallets.rows[place].inLots.granted)
        }
    }

    /// Compares what a book says was applied with the accounts.
    mutating func checkApplied(of book: Book) {
        for wallet in book.wallets {
            let place = wallets.place(of: wallet.id)
            let redeemed = place.map { wallets.rows[$0].tally.balance(of: .redemptions) } ?? 0
            guard wallet.applied != redeemed, !doubtedWallets.contains(wallet.id) else { continue }
            name(
                .appliedEqualsRedemptions, wallet: wallet.id,
                expected: "\(redeemed) by the journal", found: "\(wallet.applied) in the book")
        }
    }

    private mutating func checkRemaining(_ place: Int, found: Credits) {
        guard found != grants.rows[place].remaining else { return }
        let grant = grants.rows[place]
        guard !doubtedGrants.contains(grant.id) else { return }
        name(
            .accountEqualsGrants, wallet: grant.wallet, grant: grant.id,
            expected: "\(grant.remaining) by the journal", found: "\(found) in the book")
    }

    private mutating func checkSum(_ place: Int, _ account: Account, _ sum: Credits) {
        let id = wallets.rows[place].id
        let balance = wallets.rows[place].tally.balance(of: account)
        guard balance != sum, !doubtedWallets.contains(id) else { return }
        name(
            .accountEqualsGrants, wallet: id, expected: "\(balance) of \(account.rawValue)",
            found: "\(sum) in its grants")
    }

    /// Checks each neighbour by the keys of R4.2, one by one.
    private mutating func checkOrder(of book: Book) {
        for index in book.lots.indices.dropFirst()
        where !Self.isInOrder(book.lots[index - 1], book.lots[index]) {
            let (first, second) = (book.lots[index - 1].grant, book.lots[index].grant)
            name(
                .consumptionOrder, grant: second, expected: "\(second) first",
                found: "\(first) before it")
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
