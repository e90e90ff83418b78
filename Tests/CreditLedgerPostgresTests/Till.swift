#if Postgres
    import CreditLedger
    import CreditLedgerPostgres

    /// A host: a ledger over a store of its own.
    struct Till: Sendable {
        let ledger: Ledger

        init(_ store: any LedgerStore) {
            ledger = Ledger(store: store)
        }

        static func hosts(
            _ count: Int, of schemas: TestSchemas, in name: String
        ) async throws -> [Till] {
            var hosts: [Till] = []
            for _ in 0..<count { hosts.append(Till(try await schemas.store(in: name))) }
            return hosts
        }

        /// A wallet with paid credits.
        func open(_ customer: CustomerID, paid: Credits) async throws {
            _ = try await ledger.createWallet(
                CreateWallet(currency: .usd, paid: paid), for: customer)
        }

        /// An invoice of one line, under a key of its own.
        @discardableResult
        func drawDown(
            _ amount: Int, from customer: CustomerID, invoice: String
        ) async throws -> Bool {
            let line = Invoice.Line(try LineID("line"), .charge, try Money("\(amount)", .usd))
            let receipt = try await ledger.drawDown(
                Invoice(id: InvoiceID(invoice), currency: .usd, lines: [line]), for: customer,
                context: Context(key: IdempotencyKey(invoice)))
            return receipt.replayed
        }

        /// What the customer has, of all wallets.
        func settled(of customer: CustomerID) async throws -> String {
            let balances = try await ledger.snapshot(of: customer).balances
            let sum = balances.reduce(Credits.zero) { $0 + $1.settled }
            return "\(sum)"
        }
    }
#endif
