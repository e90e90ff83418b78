/// What is left of one grant in its book: the words that change, and a reference to the terms.
///
/// A book keeps the lots of all its wallets in one array in consumption order (R4.2), so a drawdown
/// is one pass. The fields that order and filter are copied out of the terms, so that the pass
/// follows no reference.
package struct Lot: Hashable, Sendable {
    package let grant: GrantID
    /// What remains, held credits included; 0 while the payment is awaited.
    package var remaining: Credits
    package var held: Credits
    /// What it was issued with.
    package let issued: Credits
    package var terms: Shared<GrantTerms>
    /// From when on it can be used.
    package var effectiveAt: Instant
    /// The earlier of its own and its wallet's expiry, or `never` (R4.4).
    package var expiry: Instant
    /// `expiry` plus the wallet's grace, or `never`.
    package var closesAt: Instant
    /// Its wallet's position in the book.
    package let wallet: Int32
    package var walletPriority: UInt8
    package var priority: UInt8
    package let kind: GrantKind
    /// Whether its payment is awaited.
    package var isAwaited: Bool
    /// Whether neither its scope nor its wallet's limits anything.
    package var isUnscoped: Bool
    /// Whether its close has passed: what is left in it is held, and expires with its holds
    /// (R4.4a).
    package var hasClosed: Bool

    package init(
        grant: GrantID, remaining: Credits, held: Credits, terms: Shared<GrantTerms>,
        effectiveAt: Instant, expiry: Instant, closesAt: Instant, wallet: Int32,
        walletPriority: UInt8, priority: UInt8, kind: GrantKind, isAwaited: Bool,
        isUnscoped: Bool = false, hasClosed: Bool = false
    ) {
        self.grant = grant
        self.remaining = remaining
        self.held = held
        self.issued = terms.value.issued
        self.terms = terms
        self.effectiveAt = effectiveAt
        self.expiry = expiry
        self.closesAt = closesAt
        self.wallet = wallet
        self.walletPriority = walletPriority
        self.priority = priority
        self.kind = kind
        self.isAwaited = isAwaited
        self.isUnscoped = isUnscoped
        self.hasClosed = hasClosed
    }

    package var unheld: Credits { remaining - held }

    /// Whether time lets it be used: `effectiveAt <= now < expiry` (R2.1).
    package func isUsable(at now: Instant) -> Bool {
        effectiveAt <= now && now < expiry && !isAwaited
    }

    package func status(at now: Instant) -> GrantStatus {
        if isAwaited { return .pending }
        if expiry <= now { return .closing }
        return now < effectiveAt ? .scheduled : .active
    }
}
