extension Verifier {
    /// Checks one transaction and moves its credits.
    mutating func add(_ transaction: Transaction, in entry: JournalEntry) {
        guard let grant = grants[transaction.grant] else {
            name(
                .grantOpened, transaction, expected: "a grant", found: "none of this id")
            return
        }
        checkTerms(of: transaction, against: grant)
        let pending = purchases[transaction.id]
        if let pending { checkAgain(transaction, after: pending) } else { countTransaction() }
        guard transaction.status == .settled else {
            wait(transaction, isNew: pending == nil)
            return
        }
        purchases[transaction.id] = pending == nil ? nil : transaction
        checkIssue(transaction)
        move(transaction, of: grant)
        checkApplication(of: transaction)
    }

    mutating func name(
        _ invariant: Invariant, _ transaction: Transaction, expected: String, found: String
    ) {
        name(
            invariant, wallet: transaction.wallet, grant: transaction.grant, expected: expected,
            found: found)
    }

    private mutating func checkTerms(of transaction: Transaction, against grant: GrantFacts) {
        if transaction.wallet != grant.wallet {
            doubt(grant.wallet, nil)
            name(
                .grantInWallet, transaction, expected: "\(grant.wallet)",
                found: "\(transaction.wallet)")
        }
        if transaction.grantKind != grant.kind {
            name(
                .grantKindMatches, transaction, expected: grant.kind.rawValue,
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
        if transaction.issued != grant.issued {
            name(
                .issuedConstant, transaction, expected: "\(grant.issued)",
                found: "\(transaction.issued)")
        }
        if transaction.credits < 0 {
            name(
                .creditsNotNegative, transaction, expected: "0 or more",
                found: "\(transaction.credits)")
        }
    }

    /// A purchase that waits or has failed moves nothing; nothing else ever waits or fails.
    private mutating func wait(_ transaction: Transaction, isNew: Bool) {
        purchases[transaction.id] = transaction
        if transaction.kind != .purchased {
            name(
                .onlySettledMoves, transaction, expected: "a settled transaction",
                found: "\(transaction.kind.rawValue), \(transaction.status.rawValue)")
        }
        if transaction.remaining != 0 {
            name(
                .onlySettledMoves, transaction, expected: "0 remaining",
                found: "\(transaction.remaining)")
        }
        if isNew { checkIssue(transaction) }
    }

    private mutating func checkAgain(_ transaction: Transaction, after first: Transaction) {
        if first.status != .pending || transaction.status == .pending {
            name(
                .namedAgainOnce, transaction, expected: "pending, then settled or failed",
                found: "\(first.status.rawValue), then \(transaction.status.rawValue)")
        }
        let isSame =
            (first.kind, first.grant, first.credits)
            == (transaction.kind, transaction.grant, transaction.credits)
        if !isSame {
            name(
                .namedAgainOnce, transaction,
                expected: "\(first.kind.rawValue) \(first.credits) on \(first.grant)",
                found: "\(transaction.kind.rawValue) \(transaction.credits) on \(transaction.grant)"
            )
        }
    }

    /// A grant begins with the one transaction that its terms name, and with all its credits.
    private mutating func checkIssue(_ transaction: Transaction) {
        guard transaction.kind == .purchased || transaction.kind == .granted,
            let grant = grants[transaction.grant]
        else { return }
        if grant.transaction != transaction.id {
            name(
                .issuedOnce, transaction, expected: "\(grant.transaction)",
                found: "\(transaction.id)")
        } else if transaction.credits != grant.issued {
            name(
                .issuedConstant, transaction, expected: "\(grant.issued)",
                found: "\(transaction.credits)")
        }
    }

    private mutating func move(_ transaction: Transaction, of grant: GrantFacts) {
        guard wallets[transaction.wallet] != nil else {
            name(.walletOpened, transaction, expected: "a wallet", found: "none of this id")
            return
        }
        let movement = transaction.movement
        let remaining =
            movement.entersWallet
            ? grant.remaining + transaction.credits : grant.remaining - transaction.credits
        grants[transaction.grant]?.remaining = remaining
        if transaction.remaining != remaining {
            name(
                .remainingFollows, transaction, expected: "\(remaining)",
                found: "\(transaction.remaining)")
        }
        if remaining < 0 || remaining > grant.issued {
            name(
                .remainingWithinIssued, transaction, expected: "0 to \(grant.issued)",
                found: "\(remaining)")
        }
        wallets[transaction.wallet]?.tally.move(transaction.credits, movement)
        let account = Account.wallet(transaction.grantKind)
        let balance = wallets[transaction.wallet]?.tally.balance(of: account) ?? 0
        if balance < 0, !movement.entersWallet {
            name(
                .accountNotNegative, transaction, expected: "0 or more of \(account.rawValue)",
                found: "\(balance)")
        }
    }
}
