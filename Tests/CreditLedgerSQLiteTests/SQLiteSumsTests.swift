#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Testing

    /// Sums of so many customers that several connections share them.
    @Suite("SQLite: sums of accounts")
    struct SQLiteSumsTests {
        private static func populate(
            _ store: SQLiteStore, _ numbers: Range<Int>
        ) async throws {
            let ledger = Ledger(store: store, ids: TimeOrderedIDs(seed: UInt32(numbers.lowerBound)))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in numbers {
                    group.addTask {
                        let customer = try CustomerID("customer \(number)")
                        for _ in 0...number % 3 {
                            _ = try await ledger.createWallet(
                                CreateWallet(currency: .usd, paid: Credits("\(number + 1)")),
                                for: customer)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }

        /// All sums, page by page.
        private static func sums(
            of store: any LedgerStore, by limit: Int
        ) async throws -> [AccountSums] {
            var sums: [AccountSums] = []
            while true {
                let page = try await store.accountSums(
                    of: .after(sums.last?.customer, limit: limit))
                #expect(page.count <= limit)
                if page.isEmpty { return sums }
                sums += page
            }
        }

        @Test(
            "S23: however many read, the sums are those of the journals", arguments: [1, 2, 3, 9])
        func parts(_ readers: Int) async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store(.init(readers: readers))
            try await Self.populate(store, 0..<150)
            // This one has no rows, and folds the journals.
            let folding = FaultyStore(store, plan: .none, seed: 1)
            let expected = try await folding.accountSums(of: .after(nil, limit: .max))
            #expect(expected.count == 150)
            for limit in [20, 64, 65, 149, 150, 151, .max] {
                #expect(try await Self.sums(of: store, by: limit) == expected)
            }
            #expect(try await store.accountSums(of: .after(nil, limit: 0)).isEmpty)
        }

        @Test("S23: who comes meanwhile is left for a later page, and nobody is left out")
        func newcomers() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            try await Self.populate(store, 0..<100)
            let before = Set(try await Self.sums(of: store, by: 50).map(\.customer))
            let writing = Task { try await Self.populate(store, 100..<200) }
            for _ in 0..<10 {
                let customers = try await Self.sums(of: store, by: 70).map(\.customer)
                #expect(zip(customers, customers.dropFirst()).allSatisfy { $0 < $1 })
                #expect(before.isSubset(of: customers))
            }
            try await writing.value
            #expect(try await Self.sums(of: store, by: 70).count == 200)
        }

        @Test("R12: sums that nobody wants any more end with their task")
        func cancelled() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            try await Self.populate(store, 0..<100)
            let asking = Task {
                // Ends when it is cancelled.
                try? await Task.sleep(for: .seconds(600))
                return try await store.accountSums(of: .after(nil, limit: .max))
            }
            asking.cancel()
            let error = await #expect(throws: StoreError.self) { try await asking.value }
            #expect(error?.kind == .cancelled)
        }
    }
#endif
