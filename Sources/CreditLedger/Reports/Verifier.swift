/// Recomputes what one customer's journal says and names what contradicts itself (R10.2).
///
/// It folds entries one at a time and shares no arithmetic with the engine but the conversions of
/// ``Rate``: it keeps its own sums per account, grant, application and invoice line. What follows
/// from a difference that was named is not named again: sums of a wallet or grant in doubt are no
/// longer compared. Its memory grows with the grants and applications of that one customer.
package struct Verifier {
    let customer: CustomerID
    package private(set) var result = Verification()
    var wallets: [WalletID: WalletFacts] = [:]
    var grants: [GrantID: GrantFacts] = [:]
    var applications: [TransactionID: ApplicationFacts] = [:]
    var invoices: [InvoiceID: InvoiceFacts] = [:]
    /// The open holds.
    var holds: [HoldID: Hold] = [:]
    /// The hold that the entry at hand captures.
    var capturing: CaptureFacts?
    /// The grants that pay in the entry that is being folded.
    var turns: [GrantID: TurnFacts] = [:]
    /// Wallets and grants of which a difference was named.
    private(set) var doubtedWallets: Set<WalletID> = []
    private(set) var doubtedGrants: Set<GrantID> = []
    /// What the effects say of each grant.
    var grantFold = GrantFold()
    /// Whether the journal reached the revision that the store says it has.
    private(set) var isWhole = false
    private var keys: Set<IdempotencyKey> = []
    private var last: JournalEntry?
    private var lastTransaction: TransactionID?
    /// The entry that is being folded.
    private(set) var entry: EntryID?

    struct WalletFacts {
        let currency: Currency
        let rate: Rate
        var tally = AccountTally()
        /// The entry that terminated it.
        var ended: EntryID?
    }

    /// What one drawdown took from one grant so far.
    struct TurnFacts {
        let before: Credits
        var paid: Int128 = 0
    }

    struct GrantFacts {
        let wallet: WalletID
        let kind: GrantKind
        let issued: Credits
        /// The transaction that issues it, by its terms.
        let transaction: TransactionID
        /// What it costs, by its terms.
        let price: Money
        /// That transaction as it was last named.
        var issue: Transaction?
        /// What remains by the movements.
        var remaining: Credits = 0
        /// What the open holds hold of it.
        var held: Credits = 0
        var closed: GrantDoor?
        var isRefundOwed = false
    }

    struct ApplicationFacts {
        let transaction: Transaction
        let application: LineApplication
        var reinstatedCredits: Credits = 0
        var reinstatedMoney: Int128 = 0
    }

    struct InvoiceFacts {
        /// The lines that may be paid; `nil` until the invoice is drawn down.
        var lines: [LineID: Money]?
        /// The currency of what was applied last.
        var currency: Currency?
        /// The lines that were captured for.
        var captured: Set<LineID> = []
        /// What is still applied.
        var applied: [LineID: Int128] = [:]
    }

    /// A verifier of the journal of `customer`, before its first entry.
    package init(_ customer: CustomerID) {
        self.customer = customer
        result.customers = 1
    }

    /// Folds the next entry.
    package mutating func add(_ entry: JournalEntry) {
        self.entry = entry.id
        turns.removeAll(keepingCapacity: true)
        result.entries += 1
        grantFold.add(entry)
        checkPlace(of: entry)
        checkClaims(of: entry)
        for effect in entry.effects { open(effect) }
        beginCapture(entry)
        for (index, transaction) in entry.transactions.enumerated() {
            checkTermination(at: index, of: entry.transactions)
            add(transaction, in: entry)
        }
        endCapture()
        for effect in entry.effects { close(effect) }
        checkClosed(entry)
        checkTerminated(entry)
        last = entry
        self.entry = nil
    }

    /// Ends the journal.
    ///
    /// - Parameters:
    ///   - fold: the book as folding the journal gives it.
    ///   - stored: the book as the store keeps it.
    ///   - revision: the one at which the store says that the journal ends.
    package mutating func finish(fold: Book, stored: Book, revision: Int64) {
        checkIssued()
        checkAccounts()
        checkLots(of: fold)
        checkApplied(of: fold)
        checkHolds(of: fold)
        let reached = last?.revision ?? 0
        guard reached >= revision else {
            name(
                .journalReachesRevision, expected: "entries up to revision \(revision)",
                found: "none after \(reached)")
            // The fold of a part of the journal says nothing of the book.
            return
        }
        isWhole = true
        for difference in BookComparison.differences(expected: fold, found: stored) {
            name(
                .storedBookIsFold, wallet: difference.wallet, grant: difference.grant,
                expected: "\(difference.field) \(difference.expected)",
                found: difference.found)
        }
    }

    /// Names a difference at the entry that is being folded.
    mutating func name(
        _ invariant: Invariant, wallet: WalletID? = nil, grant: GrantID? = nil,
        expected: String, found: String
    ) {
        doubt(wallet, grant)
        result.differences.append(
            Difference(
                customer: customer, wallet: wallet, grant: grant, entry: entry, invariant,
                expected: expected, found: found))
    }

    /// Remembers that sums of a wallet or grant no longer mean anything.
    mutating func doubt(_ wallet: WalletID?, _ grant: GrantID?) {
        if let wallet { doubtedWallets.insert(wallet) }
        if let grant { doubtedGrants.insert(grant) }
    }

    /// Counts a transaction that was not named before; its id follows all that were.
    mutating func count(_ transaction: Transaction) {
        result.transactions += 1
        if let last = lastTransaction, transaction.id <= last {
            name(
                .transactionIDsAscend, transaction, expected: "an id after \(last)",
                found: "\(transaction.id)")
        }
        lastTransaction = max(lastTransaction ?? transaction.id, transaction.id)
    }
}

// MARK: - The place of an entry

extension Verifier {
    private mutating func checkPlace(of entry: JournalEntry) {
        if entry.customer != customer {
            name(.entryOfCustomer, expected: customer.text, found: entry.customer.text)
        }
        let revision = (last?.revision ?? 0) + 1
        if entry.revision != revision {
            name(.revisionsWithoutGaps, expected: "\(revision)", found: "\(entry.revision)")
        }
        guard let last else { return }
        if entry.id <= last.id {
            name(.entryIDsAscend, expected: "an id after \(last.id)", found: "\(entry.id)")
        }
        if entry.instant < last.instant {
            name(
                .instantsNeverGoBack, expected: "\(last.instant) or later",
                found: "\(entry.instant)")
        }
    }

    private mutating func checkClaims(of entry: JournalEntry) {
        if let key = entry.key, !keys.insert(key).inserted {
            name(.keyUnique, expected: "one entry with the key '\(key)'", found: "another")
        }
        if let captured = entry.captured { checkClaim(ofCaptured: captured) }
        if case .drawDown(let drawDown)? = entry.command {
            checkClaim(ofDrawn: drawDown.invoice, entry)
        }
    }
}
