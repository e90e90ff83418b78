#if Postgres
    import CreditLedger
    import Testing

    @testable import CreditLedgerPostgres

    extension PostgresTests {
        /// What a host writes wrongly into its connection string, and what it is told.
        @Suite("Connection strings")
        struct ConnectionStringTests {
            static let secret = "tr0ub4dor"

            /// A string, and the kind of error that it gets.
            static let bad: [(String, StoreError.Kind)] = [
                ("postgresql://nobody:\(secret)@127.0.0.1:1/ledger", .unavailable),
                ("host=/nowhere user=nobody password=\(secret)", .unavailable),
                ("host=nowhere.invalid user=nobody password=\(secret)", .unavailable),
                // An @ in the password, not written as %40: a part of it becomes the host.
                ("postgresql://nobody:correct@\(secret)@127.0.0.1:1/ledger", .unavailable),
                ("postgresql://nobody:1@\(secret):1/ledger", .unavailable),
                ("postgresql://nobody:pa/ss:\(secret)@127.0.0.1/ledger", .misconfigured),
                ("host=localhost password=correct \(secret)", .misconfigured),
                ("host=localhost password='\(secret)", .misconfigured),
                ("postgresql://nobody@127.0.0.1/ledger?pass_word=\(secret)", .misconfigured),
                ("postgresql://nobody@127.0.0.1:\(secret)/ledger", .misconfigured),
                ("postgresql://nobody@127.0.0.1/ledger?sslmode=\(secret)", .misconfigured),
                ("\(secret)", .misconfigured), ("mysql://root:\(secret)@localhost", .misconfigured),
                ("postgresql://[\(secret)", .misconfigured), ("\(secret)\u{0}", .misconfigured),
            ]

            @Test(
                "each gets a clear sentence and a code, and none tells the password", arguments: bad
            )
            func badStrings(_ string: String, _ kind: StoreError.Kind) async throws {
                let error = try #require(
                    await #expect(throws: StoreError.self) {
                        var configuration = PostgresStore.Configuration()
                        configuration.connectTimeout = .seconds(3)
                        _ = try await PostgresStore(string, configuration: configuration)
                    })
                #expect(error.kind == kind, "\(error)")
                #expect(error.message.hasSuffix("."))
                #expect(!error.description.contains(Self.secret))
                #expect(!error.description.contains("nobody"))
            }

            @Test("a user, password or database that the server refuses is misconfigured")
            func refused() async throws {
                try await TestServer.withSchemas { schemas in
                    let role = schemas.name() + "_role"
                    try await TestServer.run("CREATE ROLE \(role) LOGIN PASSWORD '\(Self.secret)'")
                    schemas.alsoDrop(role: role)
                    let good = try TestServer.url(as: role, password: Self.secret)
                    for (string, code) in [
                        (try TestServer.url(as: "nobody_\(role)", password: Self.secret), "28"),
                        (good + " dbname='nowhere \(Self.secret)'", "3D000"),
                        (good + " sslmode=require sslrootcert=/nowhere/\(Self.secret)", nil),
                        // It may connect, but not make a schema.
                        (good, "42501"),
                    ] {
                        let error = try #require(
                            await #expect(throws: StoreError.self) {
                                _ = try await PostgresStore(
                                    string, configuration: .init(schema: role, clockTolerance: nil))
                            })
                        #expect(error.kind == .misconfigured, "\(error)")
                        if let code {
                            #expect(error.underlying?.contains(code) == true, "\(error)")
                        }
                        #expect(!error.description.contains(Self.secret))
                    }
                }
            }

            @Test("what the user sets stands, and what he leaves open gets a bound")
            func defaults() throws {
                let plain = try ConnectionString("host=a", connectTimeout: .seconds(7)).settings
                let value = { (keyword: String) in
                    plain.filter { $0.keyword == keyword }.map(\.value)
                }
                #expect(value("connect_timeout") == ["7"])
                #expect(value("tcp_user_timeout") == ["30000"])
                #expect(value("keepalives_idle") == ["30"])
                #expect(value("client_encoding") == ["UTF8"])
                let own = try ConnectionString(
                    "postgresql://a/b?connect_timeout=3&keepalives_idle=9&client_encoding=LATIN1",
                    connectTimeout: .seconds(7)
                ).settings
                #expect(own.filter { $0.keyword == "connect_timeout" }.map(\.value) == ["3"])
                #expect(own.filter { $0.keyword == "keepalives_idle" }.map(\.value) == ["9"])
                #expect(own.filter { $0.keyword == "client_encoding" }.map(\.value) == ["UTF8"])
            }

            @Test(
                "every class of the server's errors has its kind",
                arguments: [
                    ("40001", StoreError.Kind.unavailable), ("40P01", .unavailable),
                    ("08006", .unavailable),
                    ("40003", .outcomeUnknown), ("28P01", .misconfigured),
                    ("3D000", .misconfigured),
                    ("42501", .misconfigured), ("42P01", .misconfigured), ("53100", .unavailable),
                    ("53300", .unavailable), ("57014", .unavailable), ("57P01", .unavailable),
                    ("57P03", .unavailable), ("25006", .unavailable), ("23505", .corrupt),
                    ("22P02", .corrupt), ("54000", .corrupt), ("XX001", .corrupt),
                    ("58030", .unavailable),
                    ("99999", .unavailable),
                ])
            func states(_ code: String, _ kind: StoreError.Kind) {
                let error = SQLState(code: code).error
                #expect(error.kind == kind)
                #expect(error.message.hasSuffix("."))
                #expect(error.underlying == "SQLSTATE \(code)")
            }
        }
    }
#endif
