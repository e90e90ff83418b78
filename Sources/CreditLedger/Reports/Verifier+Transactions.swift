extension Verifier {
    /// Checks the transactions of an entry, one after another.
    mutating func add(_ transactions: [Transaction]) {
        for index in transactions.indices {
            // In place: a copy of a transaction costs a retain for each of its references.
            let wallet = wallets.place(of: transactions.span[index].wallet)
            if let wallet, wallets.rows[wallet].ended != nil {
                checkTermination(at: index, of: transactions)
            }
            add(transactions.span[index], in: wallet)
        }
    }

    /// Checks one transaction and moves its credits.
    private mutating func add(_ transaction: Transaction, in wallet: Int?) {
        guard let grant = grants.place(of: transaction.grant) else {
            name(
                .grantOpened, transaction, expected: "a grant", found: "none of this id")
            return
        }
        if grants.rows[grant].held != 0 || grants.rows[grant].closed != nil {
            touched.append(grant)
        }
        checkTerms(of: transaction, against: grant)
        if let first = grants.rows[grant].issue, grants.rows[grant].transaction == transaction.id {
            guard checkAgain(transaction, after: first, of: grant) else { return }
        } else {
            count(transaction)
            checkIssue(transaction, of: grant)
        }
        guard transaction.status == .settled else { return checkWaiting(transaction) }
        let left = grants.rows[grant].remaining
        move(transaction, of: grant, in: wallet)
        switch transaction.kind {
        case .applied: apply(transaction, of: grant, left: left)
        case .reinstated: reinstate(transaction, of: grant)
        default: break
        }
    }

    mutating func name(
        _ invariant: Invariant, _ transaction: Transaction, expected: String, found: String
    ) {
        name(
            invariant, wallet: transaction.wallet, grant: transaction.grant, expected: expected,
            found: found)
    }

    private mutating func checkTerms(of transaction: Transaction, against place: Int) {
        let (wallet, kind) = (grants.rows[place].wallet, grants.rows[place].kind)
        if transaction.wallet != wallet {
            doubt(wallet, nil)
            name(
                .grantInWallet, transaction, expected: "\(wallet)", found: "\(transaction.wallet)")
        }
        if transaction.grantKind != kind {
            name(
                .grantKindMatches, transaction, expected: kind.rawValue,
                found: transaction.grantKind.rawValue)
        }
        // A purchase of granted credits would enter the account of paid ones, and the other way.
        let movement = transaction.movement
        let side = movement.entersWallet ? movement.credit : movement.debit
        if side != .wallet(transaction.grantKind) {
            name(
                .movementByTable, transaction,
                expected: Account.wallet(transaction.grantKind).rawValue, found: side.rawValue)
        }
        if transaction.issued != grants.rows[place].issued {
            name(
                .issuedConstant, transaction, expected: "\(grants.rows[place].issued)",
                found: "\(transaction.issued)")
        }
        if transaction.credits < 0 {
            name(
                .creditsNotNegative, transaction, expected: "0 or more",
                found: "\(transaction.credits)")
        }
    }

    /// A purchase that waits or has failed moves nothing; nothing else ever waits or fails.
    private mutating func checkWaiting(_ transaction: Transaction) {
        if transaction.kind != .purchased || transaction.remaining != 0 {
            name(
                .onlySettledMoves, transaction, expected: "a purchase with 0 remaining",
                found: "\(transaction.kind.rawValue), \(transaction.status.rawValue), "
                    + "\(transaction.remaining) remaining")
        }
    }

    /// A pending purchase is named once more, as it was but for its outcome.
    ///
    /// - Returns: whether it may move its credits now.
    private mutating func checkAgain(
        _ transaction: Transaction, after first: IssueFacts, of grant: Int
    ) -> Bool {
        grants.rows[grant].issue = IssueFacts(transaction)
        guard first.status == .pending, transaction.status != .pending else {
            name(
                .namedAgainOnce, transaction, expected: "pending, then settled or failed",
                found: "\(first.status.rawValue), then \(transaction.status.rawValue)")
            return false
        }
        guard (first.kind, first.credits) == (transaction.kind, transaction.credits) else {
            name(
                .namedAgainOnce, transaction, expected: "\(first.kind.rawValue) \(first.credits)",
                found: "\(transaction.kind.rawValue) \(transaction.credits)")
            return true
        }
        return true
    }

    /// A grant begins with the one transaction that its terms name, and with all its credits.
    private mutating func checkIssue(_ transaction: Transaction, of grant: Int) {
        guard transaction.kind == .purchased || transaction.kind == .granted else { return }
        let (named, issued) = (grants.rows[grant].transaction, grants.rows[grant].issued)
        guard named == transaction.id else {
            name(
                .issuedOnce, transaction, expected: "\(named)", found: "\(transaction.id)")
            return
        }
        grants.rows[grant].issue = IssueFacts(transaction)
        if transaction.credits != issued {
            name(
                .issuedConstant, transaction, expected: "\(issued)",
                found: "\(transaction.credits)")
        }
    }

    private mutating func move(_ transaction: Transaction, of grant: Int, in wallet: Int?) {
        guard let wallet else {
            name(.walletOpened, transaction, expected: "a wallet", found: "none of this id")
            return
        }
        let movement = transaction.movement
        let enters = movement.entersWallet
        let before = grants.rows[grant].remaining
        let remaining = enters ? before + transaction.credits : before - transaction.credits
        grants.rows[grant].remaining = remaining
        if transaction.remaining != remaining {
            name(
                .remainingFollows, transaction, expected: "\(remaining)",
                found: "\(transaction.remaining)")
        }
        if remaining < 0 || remaining > grants.rows[grant].issued {
            name(
                .remainingWithinIssued, transaction,
                expected: "0 to \(grants.rows[grant].issued)", found: "\(remaining)")
        }
        wallets.rows[wallet].tally.move(transaction.credits, movement)
        guard !enters else { return }
        let account = Account.wallet(transaction.grantKind)
        let balance = wallets.rows[wallet].tally.balance(of: account)
        if balance < 0 {
            name(
                .accountNotNegative, transaction, expected: "0 or more of \(account.rawValue)",
                found: "\(balance)")
        }
    }
}

extension Verifier.IssueFacts {
    fileprivate init(_ transaction: Transaction) {
        self.init(
            kind: transaction.kind, status: transaction.status, credits: transaction.credits)
    }
}
