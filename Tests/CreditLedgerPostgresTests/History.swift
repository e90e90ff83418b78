#if Postgres
    import CreditLedger

    @testable import CreditLedgerTesting

    /// A history with something of everything, written by hand.
    enum History {
        static let customer = "acme"

        /// Writes it entry by entry.
        static func write(to store: any LedgerStore) async throws {
            let ids = TimeOrderedIDs(seed: 7)
            for stage in try SampleJournal.history(SampleJournal(customer, ids: ids)) {
                let outcome = try await store.commit(stage.commit(nextDue: .latest))
                guard outcome == .committed else { throw StoreError(.corrupt, "\(outcome)") }
            }
        }
    }
#endif
