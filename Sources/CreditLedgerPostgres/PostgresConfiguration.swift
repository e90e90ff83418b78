#if Postgres
    public import CreditLedger

    extension PostgresStore {
        /// How a host uses its database.
        public struct Configuration: Sendable {
            /// The schema that holds the ledger, and nothing else.
            public var schema: String
            /// The most connections of this host, at least 1.
            ///
            /// More than the server has processors do not make it faster.
            public var connections: Int
            /// Whether the schema may be made, and be brought to this version's form.
            ///
            /// Without it, a schema that is not of this version is `misconfigured`.
            public var migrates: Bool
            /// A role that is granted what a host needs and nothing more: it can't change the
            /// journal.
            ///
            /// Where it is given, whoever migrates owns the tables, and the hosts connect as this
            /// role.
            public var applicationRole: String?
            /// The clock that the server's is compared with.
            public var clock: any LedgerClock
            /// The most that the two clocks may differ; `nil` to compare nothing, as for manual
            /// clocks.
            ///
            /// A clock that is a day fast would expire credits for good.
            public var clockTolerance: Duration?
            /// How often the clocks are compared.
            public var clockInterval: Duration
            /// The longest that a call waits for a connection.
            public var waitLimit: Duration
            /// The longest that one statement may take, unless the connection string's options say
            /// so.
            public var statementTimeout: Duration
            /// The longest that connecting may take, unless the connection string says so.
            public var connectTimeout: Duration
            /// The most commits that share one transaction, up to 48.
            public var groupLimit: Int

            /// A configuration; every part has a default that fits most hosts.
            public init(
                schema: String = "creditledger", connections: Int = 8, migrates: Bool = true,
                applicationRole: String? = nil, clock: any LedgerClock = SystemClock(),
                clockTolerance: Duration? = .seconds(60), clockInterval: Duration = .seconds(60),
                waitLimit: Duration = .seconds(10), statementTimeout: Duration = .seconds(30),
                connectTimeout: Duration = .seconds(10), groupLimit: Int = 16
            ) {
                self.schema = schema
                self.connections = connections
                self.migrates = migrates
                self.applicationRole = applicationRole
                self.clock = clock
                self.clockTolerance = clockTolerance
                self.clockInterval = clockInterval
                self.waitLimit = waitLimit
                self.statementTimeout = statementTimeout
                self.connectTimeout = connectTimeout
                self.groupLimit = groupLimit
            }
        }
    }
#endif
