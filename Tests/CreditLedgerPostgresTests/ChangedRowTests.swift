#if Postgres
    import CreditLedger
    import CreditLedgerPostgres
    import Foundation
    import Testing
    import store_hammer

    @Suite(
        "Rows of PostgreSQL changed behind the store's back",
        .enabled(if: HammeredServer.url != nil, "needs CREDITLEDGER_POSTGRES_URL"))
    struct ChangedRowTests {
        /// Changes of rows, each of one customer; `$customer` is its name.
        private static let tamperings = [
            one("applied", set: "credits = credits + 0.000000000001"),
            one("applied", set: "remaining = remaining / 2 + 0.000000000001"),
            one("applied", set: "amount = amount + 1"),
            one("applied", set: "line = 'other'"),
            one("purchased", set: "status = 'pending'"),
            one("voided", set: "grant_id = wallet_id"),
            """
            DELETE FROM transactions WHERE id = (SELECT id FROM transactions
                WHERE customer = $customer AND kind = 'applied' ORDER BY id LIMIT 1)
            """,
            """
            DELETE FROM transactions WHERE customer = $customer AND id = (
                SELECT id FROM transactions WHERE customer = $customer ORDER BY id DESC LIMIT 1)
            """,
            "DELETE FROM entries WHERE customer = $customer AND revision = 5",
            "UPDATE entries SET content = '{}' WHERE customer = $customer AND revision = 5",
            """
            UPDATE entries SET key = 'other' WHERE customer = $customer
                AND revision = (SELECT max(revision) FROM entries
                    WHERE customer = $customer AND key IS NOT NULL)
            """,
            """
            UPDATE entries SET instant = instant - interval '1 year' WHERE customer = $customer
                AND revision = 5
            """,
            """
            DELETE FROM grants WHERE customer = $customer AND id = (SELECT id FROM grants
                WHERE customer = $customer ORDER BY id DESC LIMIT 1)
            """,
            """
            UPDATE grants SET refund_owed = true WHERE customer = $customer
                AND id = (SELECT id FROM grants WHERE customer = $customer ORDER BY id LIMIT 1)
            """,
        ]

        /// A change of one transaction of a kind.
        private static func one(_ kind: String, set change: String) -> String {
            """
            UPDATE transactions SET \(change) WHERE (customer, id, position) = (
                SELECT customer, id, position FROM transactions
                WHERE customer = $customer AND kind = '\(kind)' ORDER BY id LIMIT 1)
            """
        }

        @Test("R10.2: each customer whose rows were changed is named, and no other")
        func named() async throws {
            let server = try HammeredServer()
            let store = try await server.open()
            let count = Self.tamperings.count + 1
            let hammer = try await server.start(
                "--customers", "\(count)", "--callers", "\(count)", "--commands", "50")
            await hammer.wait()
            #expect(try hammer.said().isDone)
            #expect(try await HammerAudit(store, hammer.said()).faults == [])
            // A superuser's session that passes over triggers and foreign keys.
            let session =
                "SET search_path = \(server.schema); SET session_replication_role = replica; "
            var changed: Set<String> = []
            for (number, tampering) in Self.tamperings.enumerated() {
                let name = "customer-\(number)"
                changed.insert(name)
                try await TestServer.run(
                    session + tampering.replacing("$customer", with: "'\(name)'"))
            }
            let result = try await Ledger(store: store).verify()
            #expect(Set(result.differences.map(\.customer.text)) == changed)
            #expect(result.customers == count)
            await store.close()
            try await server.remove()
        }

        @Test("R10.2: rows of the journal are neither changed nor deleted, whoever asks")
        func refused() async throws {
            let server = try HammeredServer()
            let store = try await server.open()
            let hammer = try await server.start("--callers", "4", "--commands", "40")
            await hammer.wait()
            let before = try await Ledger(store: store).verify()
            for table in ["entries", "transactions", "wallets", "grants", "holds"] {
                for statement in [
                    "UPDATE \(table) SET customer = customer", "DELETE FROM \(table)",
                ] {
                    await #expect(throws: StoreError.self, "\(statement)") {
                        try await TestServer.run("SET search_path = \(server.schema); \(statement)")
                    }
                }
            }
            #expect(try await Ledger(store: store).verify() == before)
            await store.close()
            try await server.remove()
        }
    }
#endif
