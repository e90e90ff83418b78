#if SQLite
    import CSQLite
    import CreditLedger
    import CreditLedgerSQL
    import Testing

    @testable import CreditLedgerSQLite

    @Suite("SQLite: errors")
    struct SQLiteErrorTests {
        static let kinds: [(Int32, StoreError.Kind)] = [
            (SQLITE_BUSY, .unavailable), (SQLITE_LOCKED, .unavailable),
            (SQLITE_BUSY | 2 << 8, .unavailable), (SQLITE_PROTOCOL, .unavailable),
            (SQLITE_FULL, .unavailable), (SQLITE_NOMEM, .unavailable),
            (SQLITE_IOERR, .unavailable), (SQLITE_IOERR | 4 << 8, .unavailable),
            (SQLITE_INTERRUPT, .cancelled), (SQLITE_NOTADB, .misconfigured),
            (SQLITE_READONLY, .misconfigured), (SQLITE_CANTOPEN, .misconfigured),
            (SQLITE_PERM, .misconfigured), (SQLITE_AUTH, .misconfigured),
            (SQLITE_CORRUPT, .corrupt), (SQLITE_CORRUPT | 1 << 8, .corrupt),
            (SQLITE_CONSTRAINT, .corrupt), (SQLITE_TOOBIG, .corrupt), (SQLITE_ERROR, .corrupt),
        ]

        @Test("R12: each result of SQLite is of the kind that tells who must act", arguments: kinds)
        func kind(_ code: Int32, _ kind: StoreError.Kind) {
            let error = SQLiteError(code)
            #expect(error.storeError.kind == kind)
            #expect(error.storeError.message.hasSuffix("."))
            #expect(error.storeError.underlying?.hasPrefix("SQLite \(code): ") == true)
            let isUnknown = [SQLITE_IOERR, SQLITE_NOMEM].contains(code & 0xFF)
            #expect(error.commitError.kind == (isUnknown ? .outcomeUnknown : kind))
        }

        @Test("R12: no value of a row stands in a message")
        func withoutValues() async throws {
            let connection = try SQLiteSchema.openWriter(.memory, busyMilliseconds: 0)
            let secret = "a very secret name"
            for text in [
                "INSERT INTO books (customer, due) VALUES ($1, 'soon')",
                "INSERT INTO snapshots VALUES ($1, 0, x'')",
                "INSERT INTO charges (customer, transaction_id, grant_id) VALUES ($1, x'', x'')",
                "SELECT customer FROM nowhere WHERE customer = $1",
            ] {
                let error = #expect(throws: StoreError.self) {
                    try connection.execute(SQLStatement(text, [.text(secret)]))
                }
                #expect(error?.kind == .corrupt)
                #expect(error?.description.contains(secret) == false)
                #expect(error?.description.contains("soon") == false)
            }
        }

        @Test(
            "values come back as they were given, whatever their size",
            arguments: [
                "", "a", "ä😀", String(repeating: "x", count: 200_000), "\u{FEFF}é",
            ])
        func texts(_ text: String) throws {
            let connection = try SQLiteConnection(.memory)
            #expect(
                try connection.texts("SELECT $1 UNION ALL SELECT $2", [.text(text), .text("b")])
                    == [text, "b"])
            let high = UInt64(text.utf8.count) &* 0x9E37_79B9_7F4A_7C15
            let found = try connection.rows(
                SQLStatement(
                    "SELECT $1, $2, $3, $4, $5, -7, -500000000000",
                    [
                        .identifier(high: high, low: ~high), .flag(true), .null,
                        .instant(.latest), .integer(.min),
                    ])
            ) { cursor throws(StoreError) in
                let id = try cursor.required(cursor.identifier())
                #expect(id == (high, ~high))
                #expect(try cursor.flag())
                #expect(try cursor.text() == nil)
                #expect(try cursor.instant() == .latest)
                #expect(try cursor.integer() == .min)
                return try cursor.units()
            }
            #expect(found == [-7_500_000_000_000])
        }

        @Test(
            "a column of another type than it should have is corrupt",
            arguments: [
                "1", "'a'", "x'00'", "cast(x'FF' AS TEXT)", "99999999999999999", "5, 1000000000000",
                "-5, 3",
            ])
        func types(_ columns: String) throws {
            let connection = try SQLiteConnection(.memory)
            let statement = SQLStatement("SELECT \(columns)")
            func refusals(
                _ read: (inout SQLiteCursor) throws(StoreError) -> Void
            ) -> StoreError.Kind? {
                do throws(StoreError) {
                    _ = try connection.rows(statement, read)
                    return nil
                } catch {
                    return error.kind
                }
            }
            let isInteger = columns.allSatisfy { "-0123456789, ".contains($0) }
            let isText = columns == "'a'"
            #expect(
                refusals { c throws(StoreError) in _ = try c.text() } == (isText ? nil : .corrupt))
            #expect(
                refusals { c throws(StoreError) in _ = try c.integer() }
                    == (isInteger ? nil : .corrupt))
            #expect(refusals { c throws(StoreError) in _ = try c.identifier() } == .corrupt)
            if columns.contains(",") {
                #expect(refusals { c throws(StoreError) in _ = try c.units() } == .corrupt)
            }
            if columns.hasPrefix("9") {
                #expect(refusals { c throws(StoreError) in _ = try c.instant() } == .corrupt)
            }
        }

        @Test("a statement whose parameters are not as many as its values is not run")
        func parameters() throws {
            let connection = try SQLiteConnection(.memory)
            for values in [[], [SQLValue.null, .null]] {
                let error = #expect(throws: StoreError.self) {
                    try connection.execute(SQLStatement("SELECT $1", values))
                }
                #expect(error?.kind == .corrupt)
            }
        }

        @Test("a statement may be run again while it is being read")
        func nested() throws {
            let connection = try SQLiteConnection(.memory)
            let numbers = "SELECT value FROM json_each('[1,2,3]')"
            let pairs = try connection.rows(SQLStatement(numbers)) {
                cursor throws(StoreError) -> [Int64?] in
                let outer = try cursor.integer()
                return try connection.rows(SQLStatement(numbers)) {
                    cursor throws(StoreError) in try cursor.integer()
                } + [outer]
            }
            #expect(pairs == [[1, 2, 3, 1], [1, 2, 3, 2], [1, 2, 3, 3]])
        }
    }
#endif
