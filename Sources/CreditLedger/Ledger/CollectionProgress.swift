/// How far a collection of due payments has come.
public struct CollectionProgress: Hashable, Sendable {
    /// A payment that could not be looked at, and why.
    public struct Failure: Hashable, Sendable {
        /// The payment.
        public let transaction: TransactionID
        /// Whose it is.
        public let customer: CustomerID
        /// Why.
        public let error: LedgerError
    }

    /// The payments that were looked at.
    public internal(set) var examined = 0
    /// Those that were charged, or turned out to have been.
    public internal(set) var charged = 0
    /// Those that the provider declined.
    public internal(set) var declined = 0
    /// Those whose outcome is unknown.
    public internal(set) var unknown = 0
    /// Those that were charged after their top-up had been cancelled: that money is owed back.
    public internal(set) var refundsOwed = 0
    /// Those that had to wait: somebody is at them, or their rule is paused.
    public internal(set) var waiting = 0
    /// The first 100 failures; these payments stay due.
    public internal(set) var failures: [Failure] = []
    /// The number of all failures.
    public internal(set) var failureCount = 0

    /// A collection that has not begun.
    public init() {}

    private static let mostFailures = 100

    mutating func count(_ result: PaymentResult) {
        examined += 1
        switch result {
        case .charged: charged += 1
        case .declined: declined += 1
        case .unknown: unknown += 1
        case .refundOwed: refundsOwed += 1
        case .leased, .paused: waiting += 1
        case .cancelled, .notDue: break
        }
    }

    mutating func count(_ failure: Failure) {
        examined += 1
        failureCount += 1
        if failures.count < Self.mostFailures { failures.append(failure) }
    }
}
