/// Everything of one customer that is open: its wallets, the lots of their grants, and what is
/// awaited.
///
/// The unit of consistency, and the fold of the customer's journal.
///
/// A book holds no history of credits: closed and depleted grants leave it. What stays of a wallet
/// that ended is itself, as its ids stay taken (R3.1), with the times that it had. A book is a
/// plain value; `decide` reads it, `apply` folds an entry into it, and nothing else changes it.
public struct Book: Hashable, Sendable {
    /// Whose book it is.
    public let customer: CustomerID
    /// The number of its journal entries.
    public package(set) var revision: Int64 = 0
    /// The instant of the last entry; time in a book never runs backwards (R2.2).
    package var instant: Instant = .dawn
    /// The id of the last entry, which the next one's must exceed.
    package var lastID: EntryID?
    /// The wallets in order of creation, terminated ones included: their ids stay taken.
    package var wallets: [WalletState] = []
    /// The open lots of all wallets, in consumption order (R4.2).
    package var lots: [Lot] = []
    /// The open holds in order of creation.
    package var holds: [Hold] = []
    /// The unbilled usage, in the order in which its periods were first reported (R9.2).
    package var usage: [UsageReport] = []
    /// Whether anything was ever captured; until then, no invoice has anything applied before it is
    /// drawn down.
    package var hasCaptured = false
    /// No due instant lies in (`instant`, `nextDue`): a lower bound of the next.
    package var nextDue: Instant = .never

    /// A book that has not begun (R2.5).
    public init(customer: CustomerID) {
        self.customer = customer
    }

    /// Whether anything was ever journalled in it.
    public var hasBegun: Bool { revision > 0 }
}

/// One wallet in its book.
///
/// What every drawdown asks of its terms is copied out of them, so that it follows no reference.
package struct WalletState: Hashable, Sendable {
    package let id: WalletID
    /// What its owner chose; its currency and its rate never change (R3.4).
    package var terms: Shared<WalletTerms>
    package let rate: Rate
    package let currency: Currency
    package var status: WalletStatus
    package let createdAt: Instant
    /// How and when it ended.
    package var end: Ended?
    package var rules: [RuleState]
    /// The expiries and graces that it had before, oldest first: by these, grants that were empty
    /// at the time closed as well (R7.3b).
    package var pastTerms: [PastTerm]
    /// Its credits that paid for lines of invoices and were not given back (R9.1).
    package var applied: Credits

    package init(
        id: WalletID, terms: Shared<WalletTerms>, status: WalletStatus, createdAt: Instant,
        end: Ended? = nil, rules: [RuleState], pastTerms: [PastTerm] = [], applied: Credits = 0
    ) {
        self.id = id
        self.terms = terms
        self.rate = terms.value.rate
        self.currency = terms.value.currency
        self.status = status
        self.createdAt = createdAt
        self.end = end
        self.rules = rules
        self.pastTerms = pastTerms
        self.applied = applied
    }

    package struct Ended: Hashable, Sendable {
        package let at: Instant
        package let by: WalletEnd
    }

    package struct PastTerm: Hashable, Sendable {
        package let until: Instant
        package let expiresAt: Instant?
        package let graceSeconds: Int64
    }

    /// Whether its expiry has passed.
    package func isExpired(at now: Instant) -> Bool {
        terms.value.expiresAt.map { $0 <= now } ?? false
    }

    /// Whether its credits can be used and its rules can run.
    package func isRunning(at now: Instant) -> Bool { status == .active && !isExpired(at: now) }
}

extension Book {
    /// The position of a wallet.
    package func index(of wallet: WalletID) -> Int? {
        // Wallets stand in the order of their ids; most customers have one or a few.
        guard wallets.count > 8 else { return wallets.firstIndex { $0.id == wallet } }
        var (low, high) = (0, wallets.count)
        while low < high {
            let middle = (low + high) / 2
            if wallets[middle].id < wallet { low = middle + 1 } else { high = middle }
        }
        return low < wallets.count && wallets[low].id == wallet ? low : nil
    }

    /// The position of an open hold.
    package func index(of hold: HoldID) -> Int? {
        var (low, high) = (0, holds.count)
        while low < high {
            let middle = (low + high) / 2
            if holds[middle].id < hold { low = middle + 1 } else { high = middle }
        }
        return low < holds.count && holds[low].id == hold ? low : nil
    }

    /// The position of an open grant.
    package func index(of grant: GrantID) -> Int? {
        lots.firstIndex { $0.grant == grant }
    }
}
