/// Recomputes what one customer's journal says and names what contradicts itself (R10.2).
///
/// It folds entries one at a time and shares no arithmetic with the engine but the conversions of
/// ``Rate``: it keeps its own sums per account, grant, application and invoice line. What follows
/// from a difference that was named is not named again: sums of a wallet or grant in doubt are no
/// longer compared. Its memory grows with the grants and applications of that one customer.
package struct Verifier {
    private(set) var customer: CustomerID
    package private(set) var result = Verification()
    var wallets = FactTable<WalletFacts>()
    var grants = FactTable<GrantFacts>()
    var applications = FactTable<ApplicationFacts>()
    var invoices = InvoiceTable()
    /// The open holds.
    var holds: [HoldID: Hold] = [:]
    /// The hold that the entry at hand captures.
    var capturing: CaptureFacts?
    /// The places of grants that must be looked at when the entry at hand has been folded.
    var touched: [Int] = []
    /// Wallets and grants of which a difference was named.
    private(set) var doubtedWallets: Set<WalletID> = []
    private(set) var doubtedGrants: Set<GrantID> = []
    /// Whether the journal reached the revision that the store says it has.
    private(set) var isWhole = false
    private var keys = TextTable<Command>()
    private var last: LastEntry?
    private var lastTransaction: TransactionID?
    /// The entry that is being folded.
    private(set) var entry: EntryID?

    /// What the next entry follows.
    private struct LastEntry {
        let id: EntryID
        let revision: Int64
        let instant: Instant
    }

    /// A verifier of the journal of `customer`, before its first entry.
    package init(_ customer: CustomerID) {
        self.customer = customer
        result.customers = 1
    }

    /// Goes on to the journal of another customer, in the same space.
    mutating func restart(_ customer: CustomerID) {
        self.customer = customer
        result = Verification()
        result.customers = 1
        wallets.removeAll()
        grants.removeAll()
        applications.removeAll()
        invoices.removeAll()
        keys.removeAll()
        if !holds.isEmpty { holds = [:] }
        if !doubtedWallets.isEmpty { doubtedWallets = [] }
        if !doubtedGrants.isEmpty { doubtedGrants = [] }
        (capturing, isWhole, last, lastTransaction, entry) = (nil, false, nil, nil, nil)
    }

    /// Folds the next entry.
    package mutating func add(_ entry: JournalEntry) {
        self.entry = entry.id
        result.entries += 1
        touched.removeAll(keepingCapacity: true)
        checkPlace(of: entry)
        checkClaims(of: entry)
        let effects = entry.effects
        var closes = false
        for index in effects.indices {
            open(effects.span[index], at: entry.instant)
            closes = closes || effects.span[index].mayClose
        }
        beginCapture(entry)
        add(entry.transactions)
        endCapture()
        if closes { for effect in effects { close(effect) } }
        checkTouched()
        if closes { checkTerminated(effects) }
        last = LastEntry(id: entry.id, revision: entry.revision, instant: entry.instant)
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
            return
        }
        lastTransaction = transaction.id
    }
}

extension Effect {
    /// Whether it ends something, which is looked at once the transactions have moved what was
    /// left.
    fileprivate var mayClose: Bool {
        switch self {
        case .grantClosed, .walletTerminated: true
        default: false
        }
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
        if let key = entry.key, !keys.insert(key).isNew {
            name(.keyUnique, expected: "one entry with the key '\(key)'", found: "another")
        }
        switch entry.command {
        case .capture(let capture): checkClaim(ofCaptured: capture.place)
        case .drawDown(let drawDown): checkClaim(ofDrawn: drawDown.invoice, entry.effects)
        default: break
        }
    }
}
