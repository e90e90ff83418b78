/// Credits of one customer reserved for a line that is not billed yet, until they are captured,
/// released or lapse (R9.4).
///
/// What is held can be spent by nothing else. It still stands in its grants and counts as settled
/// until it is captured.
public struct Hold: Hashable, Sendable, Identifiable {
    /// What is held of one grant.
    public struct Part: Hashable, Sendable {
        /// The grant.
        public let grant: GrantID
        /// Its wallet.
        public let wallet: WalletID
        /// The money that the credits pay, in the currency of the hold.
        public let amount: Money
        /// The credits that are held.
        public let credits: Credits

        package init(grant: GrantID, wallet: WalletID, amount: Money, credits: Credits) {
            self.grant = grant
            self.wallet = wallet
            self.amount = amount
            self.credits = credits
        }
    }

    /// The hold's id.
    public let id: HoldID
    /// What it is for.
    public let feeType: FeeType
    /// The code of the price that it is for, if any.
    public let price: PriceCode?
    /// The money that was asked for; more than ``amount`` where the hold was allowed to be partial.
    public let asked: Money
    /// When it was made.
    public let createdAt: Instant
    /// When it lapses, unless it is captured or released before.
    public package(set) var until: Instant
    /// What it holds of each grant, in the order in which a capture uses them.
    public package(set) var parts: [Part]

    package init(
        id: HoldID, feeType: FeeType, price: PriceCode?, asked: Money, createdAt: Instant,
        until: Instant, parts: [Part]
    ) {
        self.id = id
        self.feeType = feeType
        self.price = price
        self.asked = asked
        self.createdAt = createdAt
        self.until = until
        self.parts = parts
    }

    /// The money that it holds: the most that a capture may take.
    public var amount: Money {
        Money(units: parts.reduce(into: 0) { $0 += $1.amount.units }, asked.currency)
    }

    /// The credits that it holds, in the credits of each part's own wallet.
    ///
    /// They add up to something meaningful only within one wallet.
    public func credits(of wallet: WalletID) -> Credits {
        parts.reduce(into: .zero) { if $1.wallet == wallet { $0 += $1.credits } }
    }
}

/// The id of a ``Hold``.
public typealias HoldID = Identifier<Hold>

/// How a hold ended.
public enum HoldEnd: String, Hashable, Sendable, Codable, CaseIterable {
    /// A part of it, or all, was applied to a line of an invoice; the rest is free.
    case captured
    /// It was released.
    case released
    /// Its time was over.
    case lapsed
    /// All the grants that it held of have been ended: expired, voided or forfeited.
    case grantsEnded
}

/// Where a hold stands.
public enum HoldStatus: Hashable, Sendable {
    /// Its credits are reserved.
    case open
    /// It has ended, at this instant and in this way.
    case ended(HoldEnd, at: Instant)
}

/// A hold as the journal last set it, open or not.
public struct HoldRecord: Hashable, Sendable {
    /// The hold; of one that has ended, as it stood just before.
    public let hold: Hold
    /// Where it stands.
    public let status: HoldStatus

    /// A hold and where it stands.
    public init(_ hold: Hold, _ status: HoldStatus) {
        self.hold = hold
        self.status = status
    }
}
