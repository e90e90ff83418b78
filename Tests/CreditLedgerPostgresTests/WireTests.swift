#if Postgres
    import CreditLedger
    import CreditLedgerSQL
    import Testing

    @testable import CreditLedgerPostgres

    extension PostgresTests {
        /// Values on their way to the server and back.
        @Suite("The binary form of values")
        struct WireTests {
            private static func echo<Value: WireValue & Sendable, Found: Sendable>(
                _ values: [Value?], as type: String,
                _ read: @escaping @Sendable (inout PostgresRow) throws(StoreError) -> Found
            ) async throws -> [Found] {
                try await TestServer.onThread { () throws(StoreError) in
                    let connection = try TestServer.connection()
                    var found: [Found] = []
                    for value in values {
                        var parameters = WireParameters()
                        parameters.append(value)
                        found += try connection.run("SELECT $1::\(type)", parameters).rows(read)
                    }
                    var parameters = WireParameters()
                    parameters.append(values) { $0 }
                    let text =
                        "SELECT * FROM unnest($1::\(type)[]) WITH ORDINALITY ORDER BY ordinality"
                    let all = try connection.run(text, parameters).rows(read)
                    guard all.count == found.count else { throw StoreError(.corrupt, "\(all)") }
                    return found + all
                }
            }

            @Test("R1: amounts come back to the last digit, and the server reads the same number")
            func amounts() async throws {
                var units: [Int128] = [0, 1, -1, 9_999, 10_000, 100_000_000, 999_999_999_999]
                for exponent in 0..<37 {
                    let power = (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
                    units += [power, power - 1, -power, power &* 7 / 3]
                }
                let values: [Credits?] = units.map { Credits(units: $0) } + [nil]
                let found = try await Self.echo(values, as: "numeric(38, 12)") {
                    (row) throws(StoreError) in try row.units()
                }
                #expect(
                    found == (units.map(Optional.some) + [nil]) + (units.map(Optional.some) + [nil])
                )
                let texts = try await TestServer.onThread { () throws(StoreError) in
                    let connection = try TestServer.connection()
                    var texts: [String?] = []
                    for value in values {
                        var parameters = WireParameters()
                        parameters.append(value)
                        texts += try connection.run("SELECT trim_scale($1)::text", parameters).rows
                        {
                            (row) throws(StoreError) in try row.text()
                        }
                    }
                    return texts
                }
                #expect(texts == values.map { $0?.description })
            }

            @Test("R2.1: instants from the first to the last come back to the millisecond")
            func instants() async throws {
                let values: [Instant?] = [
                    .earliest, .latest, .never, .dawn, Instant(unchecked: 0),
                    Instant(unchecked: -1),
                    Instant(unchecked: 1_767_225_600_123), nil,
                ]
                let found = try await Self.echo(values, as: "timestamptz") {
                    (row) throws(StoreError) in
                    try row.instant()
                }
                #expect(found == values + values)
            }

            @Test("numbers, flags, texts and ids come back as they went")
            func others() async throws {
                let numbers: [Int64?] = [.min, -1, 0, 1, .max, nil]
                let found = try await Self.echo(numbers, as: "bigint") { (row) throws(StoreError) in
                    try row.integer()
                }
                #expect(found == numbers + numbers)
                let texts: [String?] = ["", "a", "é\u{301}🦆", "'; DROP --", nil]
                let read = try await Self.echo(texts, as: "text") { (row) throws(StoreError) in
                    try row.text()
                }
                #expect(read == texts + texts)
                let flags: [Bool?] = [true, false]
                let told = try await Self.echo(flags, as: "boolean") { (row) throws(StoreError) in
                    try row.flag()
                }
                #expect(told == [true, false, true, false])
                let ids: [EntryID?] = [
                    EntryID(high: .max, low: 1), EntryID(high: 0x7000, low: 1 << 63),
                ]
                let seen = try await Self.echo(ids, as: "uuid") { (row) throws(StoreError) in
                    let id: EntryID = try row.id()
                    return id
                }
                #expect(seen == (ids + ids).compactMap(\.self))
            }

            @Test("a column of another type is corrupt, not misread")
            func wrongTypes() async throws {
                let errors = try await TestServer.onThread {
                    () throws(StoreError) -> [StoreError.Kind?] in
                    let connection = try TestServer.connection()
                    func kind(
                        _ text: String, _ read: (inout PostgresRow) throws(StoreError) -> Void
                    ) -> StoreError.Kind? {
                        do throws(StoreError) {
                            _ = try connection.rows(SQLStatement(text), read)
                            return nil
                        } catch {
                            return error.kind
                        }
                    }
                    return [
                        kind("SELECT 'a'::text") { (row) throws(StoreError) in _ = try row.integer()
                        },
                        kind("SELECT 1::bigint") { (row) throws(StoreError) in _ = try row.text() },
                        kind("SELECT NULL::boolean") { (row) throws(StoreError) in
                            _ = try row.flag()
                        },
                        kind("SELECT 'NaN'::numeric") { (row) throws(StoreError) in
                            _ = try row.units()
                        },
                        kind("SELECT 1e-13::numeric") { (row) throws(StoreError) in
                            _ = try row.units()
                        },
                        kind("SELECT 1e30::numeric") { (row) throws(StoreError) in
                            _ = try row.units()
                        },
                        kind("SELECT '2026-01-01 00:00:00.000001Z'::timestamptz") {
                            (row) throws(StoreError) in _ = try row.instant()
                        },
                    ]
                }
                #expect(errors == Array(repeating: .corrupt, count: errors.count))
            }
        }
    }
#endif
