#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import Foundation
    import Testing
    import store_hammer

    @Suite("Rows of a SQLite file changed behind the store's back", .timeLimit(.minutes(15)))
    struct ChangedRowTests {
        /// One way to change rows of `customer-0`, and no others.
        struct Tampering: CustomTestStringConvertible, Sendable {
            let name: String
            let statement: String
            var testDescription: String { name }

            init(_ name: String, _ statement: String) {
                self.name = name
                self.statement = statement
            }

            /// A change of one transaction of a kind.
            init(_ name: String, _ kind: String, set change: String) {
                self.init(
                    name,
                    """
                    UPDATE transactions SET \(change) WHERE (id, position) = (
                        SELECT id, position FROM transactions
                        WHERE customer = 'customer-0' AND kind = '\(kind)' ORDER BY id LIMIT 1)
                    """)
            }
        }

        static let tamperings = [
            Tampering("more credits", "applied", set: "credits_whole = credits_whole + 1"),
            Tampering("a trifle more", "applied", set: "credits_fraction = credits_fraction + 1"),
            Tampering("more remains", "applied", set: "remaining_whole = remaining_whole + 1"),
            Tampering("more was issued", "applied", set: "issued_whole = issued_whole + 1"),
            Tampering("more money", "applied", set: "amount_whole = amount_whole + 1"),
            Tampering("other money", "applied", set: "currency = 'EUR'"),
            Tampering("another line", "applied", set: "line = 'other'"),
            Tampering(
                "another kind", "voided", set: "kind = 'expired', invoice = 'in', line = 'a'"),
            Tampering("a purchase that waits", "purchased", set: "status = 'pending'"),
            Tampering("another grant", "voided", set: "grant_id = zeroblob(16)"),
            Tampering("another wallet", "voided", set: "wallet_id = zeroblob(16)"),
            Tampering("another kind of credits", "voided", set: "grant_kind = 'free'"),
            Tampering(
                "a transaction is gone",
                """
                DELETE FROM transactions WHERE id = (SELECT min(id) FROM transactions
                    WHERE customer = 'customer-0' AND kind = 'applied')
                """),
            Tampering(
                "the newest transaction is gone",
                """
                DELETE FROM transactions WHERE customer = 'customer-0' AND id = (
                    SELECT max(id) FROM transactions WHERE customer = 'customer-0')
                """),
            Tampering(
                "an entry is gone",
                "DELETE FROM entries WHERE customer = 'customer-0' AND revision = 7"),
            Tampering(
                "an entry is another one's",
                """
                UPDATE entries SET customer = 'customer-9' WHERE customer = 'customer-0'
                    AND revision = 7
                """),
            Tampering(
                "an entry without content",
                "UPDATE entries SET content = '{}' WHERE customer = 'customer-0' AND revision = 7"),
            Tampering(
                "an entry that is no JSON",
                "UPDATE entries SET content = '{' WHERE customer = 'customer-0' AND revision = 7"),
            Tampering(
                "an entry with another key",
                """
                UPDATE entries SET key = 'other' WHERE customer = 'customer-0'
                    AND revision = (SELECT max(revision) FROM entries
                        WHERE customer = 'customer-0' AND key IS NOT NULL)
                """),
            Tampering(
                "an entry in the past",
                "UPDATE entries SET instant = 0 WHERE customer = 'customer-0' AND revision = 7"),
            Tampering(
                "a grant's terms",
                """
                UPDATE grants SET terms = replace(terms, '50', '49') WHERE customer = 'customer-0'
                    AND id = (SELECT max(id) FROM grants WHERE customer = 'customer-0')
                """),
            Tampering(
                "a grant that has not closed",
                """
                UPDATE grants SET closed_at = NULL, door = NULL WHERE customer = 'customer-0'
                    AND closed_at IS NOT NULL
                """),
            Tampering(
                "a grant that is owed back",
                """
                UPDATE grants SET refund_owed = 1 WHERE customer = 'customer-0'
                    AND id = (SELECT max(id) FROM grants WHERE customer = 'customer-0')
                """),
            Tampering(
                "a grant that is gone",
                """
                DELETE FROM grants WHERE customer = 'customer-0'
                    AND id = (SELECT max(id) FROM grants WHERE customer = 'customer-0')
                """),
        ]

        private static let history = Task { try await Self.hammered() }

        /// A closed file with some hundred entries of two customers.
        private static func hammered() async throws -> Data {
            let file = try HammeredFile()
            let hammer = try file.start("--customers", "2", "--commands", "25")
            try await file.finish(hammer)
            try await file.audit()
            return try Data(contentsOf: URL(filePath: file.path))
        }

        @Test("R10.2: what was changed is named, with its customer", arguments: tamperings)
        func named(_ tampering: Tampering) async throws {
            let folder = try Folder()
            let path = folder.path("ledger.sqlite")
            try await Self.history.value.write(to: URL(filePath: path))
            let raw = try RawFile(path)
            try raw.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            for table in ["entries", "transactions", "grants"] {
                try raw.run("DROP TRIGGER \(table)_refuse_update")
                try raw.run("DROP TRIGGER \(table)_refuse_delete")
            }
            #expect(try raw.run(tampering.statement) > 0)
            let store = try await SQLiteStore(path: path)
            let result = try await Ledger(store: store).verify()
            let named = Set(result.differences.map(\.customer.text)).subtracting(["customer-9"])
            #expect(named == ["customer-0"], "\(result.differences)")
            await store.close()
        }

        @Test("R10.2: rows of the journal are neither changed nor deleted")
        func refused() async throws {
            let folder = try Folder()
            let path = folder.path("ledger.sqlite")
            try await Self.history.value.write(to: URL(filePath: path))
            let raw = try RawFile(path)
            try raw.run(
                """
                INSERT INTO bases (customer, base, revision) VALUES ('customer-0', zeroblob(16), 1)
                """)
            for table in ["entries", "transactions", "bases", "wallets", "grants", "holds"] {
                for statement in [
                    "UPDATE \(table) SET customer = customer", "DELETE FROM \(table)",
                ] {
                    let error = #expect(throws: RawFile.Refused.self, "\(statement)") {
                        try raw.run(statement)
                    }
                    #expect(error?.description == "the journal is never changed", "\(statement)")
                }
            }
        }

        @Test("R10.2: rows that contradict the rules are refused", arguments: contradictions)
        func contradiction(_ change: String) async throws {
            let folder = try Folder()
            let path = folder.path("ledger.sqlite")
            try await Self.history.value.write(to: URL(filePath: path))
            let raw = try RawFile(path)
            let table = change.hasPrefix("entries") ? "entries" : "transactions"
            let good =
                table == "entries"
                ? """
                SELECT * FROM entries WHERE customer = 'customer-0' ORDER BY revision DESC LIMIT 1;
                UPDATE one SET sequence = NULL, previous = revision, revision = revision + 1,
                    id = randomblob(16), last_id = x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF',
                    key = NULL, invoice = NULL, line = NULL
                """
                : """
                SELECT * FROM transactions WHERE customer = 'customer-0' AND kind = 'applied'
                    LIMIT 1;
                UPDATE one SET position = 1000
                """
            try raw.run("PRAGMA foreign_keys = ON; CREATE TEMP TABLE one AS \(good)")
            // Without the change the row would be taken.
            try raw.run("BEGIN; INSERT INTO \(table) SELECT * FROM one; ROLLBACK")
            try raw.run("UPDATE one SET \(change.drop { $0 != " " })")
            #expect(throws: RawFile.Refused.self) {
                try raw.run("INSERT INTO \(table) SELECT * FROM one")
            }
        }

        static let contradictions = [
            "entries revision = 1, previous = NULL",
            "entries previous = NULL",
            "entries previous = previous - 1",
            "entries previous = previous + 1, revision = revision + 1",
            "entries id = x'01'",
            "entries id = (SELECT id FROM entries LIMIT 1)",
            "entries last_id = x'00000000000000000000000000000000'",
            "entries line = 'a'",
            "entries key = 'wallet'",
            """
            entries (invoice, line) = (SELECT invoice, line FROM entries
                WHERE customer = 'customer-0' AND line = '' LIMIT 1)
            """,
            "entries customer = 'nobody'",
            "transactions revision = 100000",
            "transactions customer = 'nobody'",
            "transactions kind = 'bonus'",
            "transactions kind = 'purchased'",
            "transactions kind = 'granted'",
            "transactions status = 'pending'",
            "transactions grant_kind = 'free'",
            """
            transactions kind = 'voided', undoes = NULL, invoice = NULL, line = NULL,
                amount_whole = NULL, amount_fraction = NULL, currency = NULL,
                credits_whole = 0, credits_fraction = 0
            """,
            "transactions credits_whole = -1",
            "transactions credits_fraction = 1000000000000",
            "transactions remaining_whole = issued_whole + 1",
            "transactions remaining_whole = -1",
            "transactions invoice = NULL",
            "transactions currency = NULL",
            "transactions amount_whole = -1",
            "transactions undoes = x'01'",
            "transactions wallet_id = x'01'",
            "transactions again = 2",
            "transactions position = -1",
        ]
    }
#endif
