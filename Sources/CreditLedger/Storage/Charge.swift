/// A due top-up that the ledger's collector is to charge, or has attempted to and has not accounted
/// for (R5.5, S19).
///
/// Its grant's payment is ``Payment/chargeAutomatically``, and its purchase is `pending` in the
/// journal, or has failed after an attempt.
public struct StoredCharge: Hashable, Sendable {
    /// The purchase; the collector's idempotency key.
    public let transaction: TransactionID
    /// The grant that waits for it.
    public let grant: GrantID
    /// Whose it is.
    public let customer: CustomerID

    /// A purchase that is to be charged.
    public init(transaction: TransactionID, grant: GrantID, customer: CustomerID) {
        self.transaction = transaction
        self.grant = grant
        self.customer = customer
    }
}

extension JournalEntry {
    /// The charges that wait for the collector from this entry on (S19).
    package var openedCharges: [StoredCharge] {
        effects.compactMap { effect in
            guard case .grantOpened(let opened) = effect,
                opened.shared.value.payment == .chargeAutomatically
            else { return nil }
            return StoredCharge(
                transaction: opened.shared.value.transaction, grant: opened.id,
                customer: customer)
        }
    }
}

/// The right to attempt one charge, until an instant; there is never a value of it.
public enum Lease {}

/// The id under which somebody holds a ``Lease``.
public typealias LeaseID = Identifier<Lease>

/// What a store answers to who asks for the lease of a charge (S20).
public enum LeaseOutcome: Hashable, Sendable {
    /// The asker has it now; attempts of one charge count from 1.
    case granted(attempt: Int)
    /// Somebody has it, perhaps the asker, until then.
    case leased(until: Instant)
    /// There is no such charge, or no longer.
    case noCharge
}
