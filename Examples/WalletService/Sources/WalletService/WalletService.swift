internal import ArgumentParser
internal import CreditLedger
internal import Foundation
internal import Logging
internal import Metrics
internal import NIOCore

/// `wallet-service`: an HTTP service around one ledger.
@main
struct WalletService: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet-service",
        abstract: "Answers four vendors' credit APIs from one ledger.",
        discussion: """
            Without an option of a store, the ledger is kept in wallet-service.sqlite in the \
            working folder. The access token is read from the environment variable ACCESS_TOKEN; \
            on loopback one is made up and printed if it is not set. The address is printed once \
            requests are answered there. The log goes to standard error, one JSON object a line.
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Flag(help: "Keep the ledger in memory, until the service ends.")
    var memory = false

    @Option(help: ArgumentHelp("Keep the ledger in this SQLite file.", valueName: "file"))
    var sqlite: String?

    @Option(
        help: ArgumentHelp(
            "Keep the ledger in this PostgreSQL database: a URL that libpq takes.",
            valueName: "url"))
    var postgres: String?

    @Option(help: "The schema in that database.")
    var schema = "creditledger"

    @Option(help: "What becomes of automatic paid top-ups: settle, decline or manual.")
    var payments = PaymentMode.settle

    @Option(help: "How many seconds lie between two sweeps over due books.")
    var sweepInterval = 60

    @Option(help: "How many seconds accepted requests have to be answered after SIGTERM.")
    var shutdownSeconds = 10

    @Option(help: "How many connections are open at a time.")
    var maxConnections = 1_024

    @Option(help: "The least level that is logged: debug, info, warning or error.")
    var logLevel = LogLevel.info

    @Option(
        help: """
            Keep test clocks in this file; else they stand beside the SQLite file or, with another \
            store, end with the service.
            """)
    var testClocks: String?

    func validate() throws {
        guard [memory, sqlite != nil, postgres != nil].count(where: \.self) < 2 else {
            throw ValidationError("Only one of --memory, --sqlite and --postgres can be given.")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be within 0...65535.")
        }
        // Beyond these lies nothing that anyone means, and nothing overflows within.
        for (name, value, range) in [
            ("--sweep-interval", sweepInterval, 1...86_400),
            ("--shutdown-seconds", shutdownSeconds, 1...3_600),
            ("--max-connections", maxConnections, 1...1_000_000),
        ] where !range.contains(value) {
            throw ValidationError(
                "\(name) must be within \(range.lowerBound)...\(range.upperBound).")
        }
    }

    func run() async throws {
        let token = try self.token()
        let level = logLevel.level
        let logger = Logger(label: "wallet-service") { _ in JSONLogHandler(level: level) }
        let metrics = ServiceMetrics()
        MetricsSystem.bootstrap(metrics.registry)
        let open = try await opened()
        do {
            let server = try ServiceAssembly(
                open: open, token: AccessToken(token), payments: payments,
                sweepInterval: .seconds(sweepInterval), logger: logger,
                clocksFile: (testClocks ?? store.clocksPath).map(TestClockFile.init),
                limits: limits, metrics: metrics)
            logger.info("starting", metadata: ["store": "\(store.label)"])
            try await server.run(host: host, port: port, shutdown: .seconds(shutdownSeconds))
        } catch {
            await open.close()
            throw error
        }
        await open.close()
        logger.info("stopped")
    }

    private func opened() async throws(StartFailure) -> OpenStore {
        do throws(StoreError) {
            return try await store.open()
        } catch {
            throw StartFailure(opening: store.label, error)
        }
    }

    private var limits: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.connections = maxConnections
        limits.shutdown = .seconds(Int64(shutdownSeconds))
        return limits
    }

    private var store: StoreChoice {
        if memory { return .memory }
        if let postgres { return .postgres(connection: postgres, schema: schema) }
        return .sqlite(path: sqlite ?? "wallet-service.sqlite")
    }

    /// The token of the environment; on loopback, one that is made up and printed.
    private func token() throws(StartFailure) -> String {
        if let token = ProcessInfo.processInfo.environment["ACCESS_TOKEN"], !token.isEmpty {
            return token
        }
        guard ["127.0.0.1", "::1", "localhost"].contains(host) else { throw .tokenIsMissing }
        let token = Self.madeUpToken()
        announce("Access token: \(token)")
        return token
    }

    /// 32 hexadecimal digits out of the system's secure generator.
    private static func madeUpToken() -> String {
        let number = UInt128.random(in: .min ... .max)
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
