/// How one wallet's balance will change by time alone, and why (R9.5): a step function for a chart.
///
/// It is told from the book as it stands, so it assumes that nobody does anything meanwhile:
/// nothing is used, no awaited payment comes in or fails, no terms change. What expires, what
/// becomes effective, and what the wallet's own rules add is in it.
public struct Forecast: Hashable, Sendable {
    /// The wallet.
    public let wallet: WalletID
    /// The instant that it was made at: now.
    public let asOf: Instant
    /// The last instant that it looks at.
    public let until: Instant
    /// The balance at `asOf`.
    public let start: Balance
    /// Each instant in (`asOf`, `until`] at which a figure of the balance changes, in order.
    ///
    /// An instant at which as much comes as goes, so that every figure stays, is none of them.
    public let steps: [Step]

    /// One change of the balance.
    public struct Step: Hashable, Sendable {
        /// When it changes.
        public let at: Instant
        /// The balance from then on, up to the next step.
        public let balance: Balance
        /// Why, in the order in which it happens (R2.3b).
        public let causes: [Cause]
    }

    /// Why a balance changes at an instant.
    ///
    /// A grant that a rule makes in the forecast itself is not journalled, as
    /// ``Grant/isJournalled`` has it: the id in the cause of its later end is good within this
    /// forecast only, and what journals it gives it another.
    @nonexhaustive
    public enum Cause: Hashable, Sendable {
        /// The wallet expired; its credits, in grace until the close, can't be used (R4.4).
        case walletExpired(closesAt: Instant)
        /// A scheduled grant can be used from now on.
        case grantEffective(GrantID)
        /// A grant expired and is closing, in grace until its close (R4.4).
        ///
        /// Without grace it closes at once, and that alone is the cause.
        case grantExpired(GrantID, closesAt: Instant)
        /// A grant closed, and lost these credits (R4.4a).
        case grantClosed(GrantID, lost: Credits)
        /// A grant closed whose payment was still awaited, which is cancelled (R4.4c).
        case paymentCancelled(GrantID)
        /// A hold lapsed, and what it held is free (R9.4).
        case holdLapsed(HoldID)
        /// The period of a line of unbilled usage ended, so other grants may pay it (R6.2).
        case usagePeriodEnded(UsagePeriod)
        /// Unbilled usage draws on this wallet otherwise than before, for what changed in another
        /// (R9.3).
        case usageMoved
        /// The wallet closed for good (R3.3).
        case walletClosed
        /// The wallet became ACTIVE (R3.2).
        case walletActivated
        /// An interval rule ran and added these credits (R8.2).
        ///
        /// Paid ones whose payment is due are pending, and stay so in the forecast.
        case schedule(RuleID, paid: Credits?, granted: Credits?)
        /// A threshold rule fired and added these credits (R8.5); paid ones as of a schedule.
        case threshold(RuleID, paid: Credits?, granted: Credits?)
    }
}
