/// What can go wrong between a host and its payment provider, on one call.
public enum PaymentFault: String, Hashable, Sendable, CaseIterable {
    /// A charge is lost on its way: the call throws, and nothing was taken.
    case requestLost
    /// The call throws at once, and the charge arrives only later.
    case requestLate
    /// A charge arrives, and the call throws: its answer was lost.
    case answerLost
    /// A charge arrives, and the answer is that nobody knows yet.
    case answerUnknown
    /// A charge arrives, and its call is not answered until its task is cancelled.
    case noAnswer
    /// Asking for the status throws.
    case statusLost
    /// The status is said to be unknown.
    case statusUnknown
    /// A call reaches the provider late: others may overtake it.
    case slow

    /// Whether it befalls charges rather than questions for their status; one befalls both.
    func befalls(charge: Bool) -> Bool {
        switch self {
        case .requestLost, .requestLate, .answerLost, .answerUnknown, .noAnswer: charge
        case .statusLost, .statusUnknown: !charge
        case .slow: true
        }
    }
}

/// How often each fault befalls the calls to a ``FakePaymentProvider``.
public struct PaymentFaultPlan: Hashable, Sendable {
    /// Percent of calls, by fault; where more than one hundred come together, the first ones in
    /// the order of ``PaymentFault`` have precedence.
    public var percentages: [PaymentFault: Int]
    /// The longest that a late charge is under way, in whole seconds of the provider's clock.
    public var longestDelaySeconds: Int64
    /// Percent of charges that are declined, whatever the card.
    public var declined: Int

    /// A plan of the given percentages.
    public init(
        _ percentages: [PaymentFault: Int], declined: Int = 0, longestDelaySeconds: Int64 = 3_600
    ) {
        self.percentages = percentages
        self.declined = declined
        self.longestDelaySeconds = longestDelaySeconds
    }

    /// Nothing goes wrong.
    public static let none = PaymentFaultPlan([:])

    /// Ten percent of each kind that needs no waiting, and a tenth of the cards is declined.
    public static let stormy = PaymentFaultPlan(
        [
            .requestLost: 10, .requestLate: 10, .answerLost: 10, .answerUnknown: 10,
            .statusLost: 10, .statusUnknown: 10, .slow: 10,
        ], declined: 10)
}
