import CreditLedger
import CreditLedgerTesting

/// A store in memory that has lost some entries of every journal, but not what became of them.
struct LossyStore: ForwardingStore {
    let base: any LedgerStore
    /// The revisions of the entries that are lost.
    let lost: Set<Int64>

    func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await base.journal(of: customer, after: revision, limit: limit)
            .filter { !lost.contains($0.revision) }
    }
}
