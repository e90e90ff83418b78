extension Verifier {
    /// Checks one transaction and moves its credits.
    mutating func add(_ transaction: Transaction, in entry: JournalEntry) {
        guard let grant = grants[transaction.grant] else {
            name(
                .grantOpened, transaction, expected: "a grant", found: "none of this id")
            return
        }
        checkTerms(of: transaction, against: grant)
        if grant.issue?.id == transaction.id, let first = grant.issue {
            guard checkAgain(transaction, after: first) else { return }
        } else {
            count(transaction)
            checkIssue(transaction, of: grant)
        }
        guard transaction.status == .settled else { return checkWaiting(transaction) }
        move(transaction, of: grant)
        checkApplication(of: transaction, left: grant.remaining)
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
    private mutating func checkAgain(_ transaction: Transaction, after first: Transaction) -> Bool {
        grants[transaction.grant]?.issue = transaction
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
    private mutating func checkIssue(_ transaction: Transaction, of grant: GrantFacts) {
        guard transaction.kind == .purchased || transaction.kind == .granted else { return }
        guard grant.transaction == transaction.id else {
            name(
                .issuedOnce, transaction, expected: "\(grant.transaction)",
                found: "\(transaction.id)")
            return
        }
        grants[transaction.grant]?.issue = transaction
        if transaction.credits != grant.issued {
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
