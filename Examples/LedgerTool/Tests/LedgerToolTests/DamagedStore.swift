import CreditLedger
import CreditLedgerTesting

/// A store of which one customer's book can't be read.
struct DamagedStore: ForwardingStore {
    let base: any LedgerStore

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        guard customer.text != "customer-1" else { throw StoreError(.corrupt, "A row is damaged.") }
        return try await base.load(customer, recalling: recall, unless: revision)
    }
}
