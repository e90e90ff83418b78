/// What came of recomputing books from their journals (R10.2).
///
/// It shows whether a journal is consistent, and whether its book and what the store says of its
/// grants follow from it. It does not see what none of them says:
///
/// - the store's lists, its index of owners and the instant at which it says that a book is due;
///   `StoreConformance` of `CreditLedgerTesting` tests how a store keeps them;
/// - a journal whose last entries were cut off together with the book and its revision: what is
///   left is a good shorter history, and only the host's own records know better;
/// - an actor, reason or name that was forged, or an entry rewritten with all that follows from it:
///   entries are not signed.
public struct Verification: Hashable, Sendable {
    /// How many customers' books were verified.
    public package(set) var customers = 0
    /// How many journal entries were folded.
    public package(set) var entries = 0
    /// How many transactions they hold, each counted once.
    public package(set) var transactions = 0
    /// Everything that is not as it must be, by customer, in order of the journal.
    public package(set) var differences: [Difference] = []

    /// Whether everything is as it must be.
    public var isClean: Bool { differences.isEmpty }

    /// Nothing verified yet.
    package init() {}

    /// Adds the result of further customers.
    package mutating func add(_ other: Verification) {
        customers += other.customers
        entries += other.entries
        transactions += other.transactions
        differences += other.differences
    }
}

/// One thing that is not as it must be, and where.
public struct Difference: Hashable, Sendable {
    /// Whose book.
    public let customer: CustomerID
    /// The wallet, if it is about one.
    public let wallet: WalletID?
    /// The grant, if it is about one.
    public let grant: GrantID?
    /// The journal entry, if it is about one.
    public let entry: EntryID?
    /// What does not hold.
    public let invariant: Invariant
    /// What there should be.
    public let expected: String
    /// What there is.
    public let found: String

    /// A difference.
    package init(
        customer: CustomerID, wallet: WalletID? = nil, grant: GrantID? = nil,
        entry: EntryID? = nil, _ invariant: Invariant, expected: String, found: String
    ) {
        self.customer = customer
        self.wallet = wallet
        self.grant = grant
        self.entry = entry
        self.invariant = invariant
        self.expected = expected
        self.found = found
    }
}

extension Difference: CustomStringConvertible {
    /// One line for people: the invariant, the place, what there should be and what there is.
    public var description: String {
        let places = [
            "customer \(customer)", wallet.map { "wallet \($0)" }, grant.map { "grant \($0)" },
            entry.map { "entry \($0)" },
        ]
        return "\(invariant.rawValue) (\(places.compactMap(\.self).joined(separator: ", "))): "
            + "expected \(expected), found \(found)"
    }
}

/// Everything that ``Ledger/verify(_:)`` checks; the names are stable.
@nonexhaustive
public enum Invariant: String, Hashable, Sendable, Codable, CaseIterable {
    /// Every entry is of the customer whose journal holds it.
    case entryOfCustomer
    /// Revisions are 1, 2, 3, … without gaps (R11.1).
    case revisionsWithoutGaps
    /// The journal reaches the revision that the store says it has; the store's book is else not
    /// compared.
    case journalReachesRevision
    /// The ids of entries ascend (R11.2).
    case entryIDsAscend
    /// The ids of transactions ascend, and so stand once each, but for R5.2c.
    case transactionIDsAscend
    /// Instants never go back (R2.2).
    case instantsNeverGoBack
    /// An idempotency key stands in one entry (R11.3).
    case keyUnique
    /// An invoice is drawn down by one entry (R6.8).
    case invoiceDrawnOnce
    /// A line is captured for by one entry, before its invoice is drawn down (R9.4d).
    case lineCapturedOnce
    /// Transactions and effects are on wallets that were opened, and opened once.
    case walletOpened
    /// Transactions and effects are on grants that were opened, and opened once.
    case grantOpened
    /// A transaction is in its grant's wallet.
    case grantInWallet
    /// A transaction's credits are of its grant's kind.
    case grantKindMatches
    /// A transaction moves credits as the closed table has it for its kind (R10.1).
    case movementByTable
    /// No transaction moves fewer than no credits.
    case creditsNotNegative
    /// What a grant was issued with never changes, and is what its first transaction adds.
    case issuedConstant
    /// A grant is issued by one transaction, the one that its terms name, and by no fewer.
    case issuedOnce
    /// A purchase that is not settled has moved nothing, and nothing else waits (R5.2).
    case onlySettledMoves
    /// Only a pending purchase is named again: once, settled or failed, otherwise the same (R5.2c).
    case namedAgainOnce
    /// What remains in a grant after a transaction is what remained before it and the movement.
    case remainingFollows
    /// What remains in a grant is between 0 and what was issued.
    case remainingWithinIssued
    /// An account of a wallet is never negative.
    case accountNotNegative
    /// An account of a wallet is the sum of what remains in its grants of that kind.
    case accountEqualsGrants
    /// What a wallet says was applied of it is what stands in its account of redemptions (R9.1).
    case appliedEqualsRedemptions
    /// Debits equal credits in every wallet (R10.1).
    ///
    /// This holds by construction: a transaction names no accounts, the table gives it one of each
    /// side. It proves that the sums were added up right, not that the transactions are: that is
    /// what the other invariants are for.
    case debitsEqualCredits
    /// What is applied pays a line of an invoice that was drawn down, or is captured for.
    case appliedToDrawnLine
    /// What captures paid of an invoice, and was not given back, counts as applied when it is drawn
    /// down (R6.9).
    case capturesCount
    /// A hold is opened once, of grants that are there, and ends as it stood (R9.4).
    case holdOpened
    /// What is held of a grant is what its open holds hold, and no more than remains in it (R9.4).
    case heldByHolds
    /// A capture applies its sum, in the order of the hold's parts, and no more than these hold
    /// (R9.4b).
    case captureWithinHold
    /// Money is owed back once, as much as was asked for, for a top-up that failed (R5.5c).
    case refundOwedOnce
    /// All that is applied to a line is not more than its amount.
    case appliedWithinLine
    /// What is reinstated undoes an application of the same grant and line (R7.2).
    case reinstatedFromApplication
    /// What is reinstated is not more than its application took, in credits and in money (R7.1).
    case reinstatedWithinApplication
    /// What is applied, held or given back is worth the credits that it moves (R1.4, R6.5, R7.2,
    /// R9.4).
    case worthMatches
    /// A wallet that terminates has nothing left, and awaits no payment (R3.3).
    case terminatedWalletIsEmpty
    /// Nothing changes a terminated wallet or issues into it; what is given back to it is lost at
    /// once (R3.3, R7.3).
    case nothingAfterTermination
    /// A closed grant has nothing left but what is held (R4.4a).
    case closedGrantIsEmpty
    /// The lots of a book stand in consumption order (R4.2).
    case consumptionOrder
    /// The book that the store keeps is the fold of its journal, field by field.
    case storedBookIsFold
    /// What the store says of each grant, open or closed, is what its journal last said, field by
    /// field.
    case storedGrantIsFold
    /// What the store keeps of a customer can be read; what can't be is else not verified.
    case journalReadable
}
