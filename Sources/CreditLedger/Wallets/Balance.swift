/// What a wallet holds at one instant (R9.1), in credits and in money.
///
/// Every figure is of the wallet's own credits; `worth` figures are in its currency and rounded
/// down to the grid once, of the sum (R1.4).
public struct Balance: Hashable, Sendable {
    /// The wallet.
    public let wallet: WalletID
    /// The instant that the balance is of.
    public internal(set) var asOf: Instant
    /// Money per credit.
    public let rate: Rate
    /// The currency of the worths.
    public let currency: Currency
    /// Remaining paid credits of usable grants.
    public internal(set) var paid: Credits = 0
    /// Remaining granted credits of usable grants.
    public internal(set) var granted: Credits = 0
    /// Credits of usable grants that are held for something.
    public internal(set) var held: Credits = 0
    /// Credits of grants that become effective later.
    public internal(set) var scheduled: Credits = 0
    /// Credits that await their payment.
    public internal(set) var pending: Credits = 0
    /// Credits of expired grants that have not closed, held ones included (R4.4).
    public internal(set) var closing: Credits = 0
    /// `settled - held` while the wallet is ACTIVE, else 0.
    public internal(set) var available: Credits = 0
    /// `available` less what the unbilled usage would take (R9.3); may be negative.
    public internal(set) var ongoing: Credits = 0

    /// Credits that ever paid for lines of invoices, captures included, less what came back of
    /// them.
    public internal(set) var applied: Credits = 0

    /// Remaining credits of usable grants, of both kinds.
    public var settled: Credits { paid + granted }

    /// What awaits payment added to `ongoing`: what a threshold rule looks at (R8.3).
    public var expected: Credits { ongoing + pending }

    /// The money that some of these credits stand for.
    public func worth(of credits: Credits) -> Money {
        // Every grant's worth is below 10^14, so no sum of them leaves 128 bits.
        Money(units: rate.worth(of: credits) ?? .max, currency)
    }

    /// `settled` in money.
    public var worth: Money { worth(of: settled) }
}
