#if Postgres
    import CreditLedger
    import CreditLedgerPostgres
    import Foundation
    import store_hammer

    /// A schema that hammers work on while its server is ill-treated, and all that they have said.
    actor HammeredServer {
        nonisolated let schema: String
        private let folder: URL
        private(set) var log = HammerLog()
        private var runs = 0

        /// The server to use, as told by `CREDITLEDGER_POSTGRES_URL`.
        static let url = ProcessInfo.processInfo.environment["CREDITLEDGER_POSTGRES_URL"]
        /// The command of the shell that restarts it in immediate mode.
        static let restart = ProcessInfo.processInfo.environment["CREDITLEDGER_POSTGRES_RESTART"]
        /// How often it is restarted, as told by `CREDITLEDGER_RESTARTS`, and 5 by default.
        static let restarts = max(
            1, Int(ProcessInfo.processInfo.environment["CREDITLEDGER_RESTARTS"] ?? "") ?? 5)

        init() throws {
            let name = UUID().uuidString.lowercased().replacing("-", with: "")
            schema = "hammered_\(name)"
            folder = FileManager.default.temporaryDirectory.appending(path: schema)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        /// The server's address, with a name by which its back ends are known.
        private nonisolated var address: String {
            let url = Self.url ?? ""
            let name = "application_name=\(schema)"
            guard url.contains("://") else { return "\(url) \(name)" }
            return url + (url.contains("?") ? "&" : "?") + name
        }

        /// A store of this process on the same schema.
        nonisolated func open() async throws -> PostgresStore {
            try await PostgresStore(
                Self.url ?? "", configuration: PostgresStore.Configuration(schema: schema))
        }

        /// Starts a hammer with a seed of its own.
        func start(_ options: String...) throws -> HammerProcess {
            runs += 1
            return try HammerProcess(
                ["postgres", address, "--schema", schema, "--seed", "\(runs)"] + options,
                log: folder.appending(path: "said-\(runs).txt"))
        }

        /// Kills a hammer and keeps what it said.
        func kill(_ hammer: HammerProcess) async throws {
            await hammer.kill()
            log.add(try hammer.said())
        }

        /// Ends about one in three of the hammers' connections.
        nonisolated func terminateSome() async {
            // What can't be asked, as the server is just starting, is left.
            try? await TestServer.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE application_name = '\(schema)' AND random() < 0.3")
        }

        /// Restarts the server as after a loss of power.
        ///
        /// Not by `Process`, which waits until nobody has what it handed down: the server has.
        nonisolated func restart() async throws {
            let command = Self.restart ?? "false"
            try await TestServer.onThread { () throws(StoreError) in
                guard unsafe system("(\(command)) >/dev/null 2>&1") == 0 else {
                    throw StoreError(.misconfigured, "The server was not restarted.")
                }
            }
        }

        /// Takes away the schema and the files.
        func remove() async throws {
            try await TestServer.run(
                "SET client_min_messages = error; DROP SCHEMA IF EXISTS \(schema) CASCADE")
            try? FileManager.default.removeItem(at: folder)
        }
    }
#endif
