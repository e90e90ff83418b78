internal import ArgumentParser
internal import CreditLedger
internal import Foundation
internal import Logging

/// `wallet-service`: an HTTP service around one ledger.
@main
struct WalletService: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet-service",
        abstract: "Answers four vendors' credit APIs from one ledger.",
        discussion: """
            Without an option of a store, the ledger is kept in wallet-service.sqlite in the working \
            folder. The access token is read from the environment variable ACCESS_TOKEN; on \
            loopback one is made up and printed if it is not set.
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Flag(help: "Keep the ledger in memory, until the service ends.")
    var memory = false

    @Option(help: "Keep the ledger in this SQLite file.")
    var sqlite: String?

    @Option(help: "Keep the ledger in this PostgreSQL database: a URL that libpq takes.")
    var postgres: String?

    @Option(help: "The schema in that database.")
    var schema = "creditledger"

    @Option(help: "What becomes of automatic paid top-ups: settle, decline or manual.")
    var payments = PaymentMode.settle

    @Option(help: "How many seconds lie between two sweeps over due books.")
    var sweepInterval = 60

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
        guard sweepInterval > 0 else { throw ValidationError("--sweep-interval must be above 0.") }
    }

    func run() async throws {
        let token = try self.token()
        let open = try await store.open()
        let logger = Logger(label: "wallet-service")
        do {
            let server = try ServiceAssembly(
                open: open, token: AccessToken(token), payments: payments,
                sweepInterval: .seconds(sweepInterval), logger: logger,
                clocksFile: (testClocks ?? store.clocksPath).map(TestClockFile.init))
            logger.info("starting", metadata: ["store": "\(store.label)"])
            try await server.run(host: host, port: port)
        } catch {
            await open.close()
            throw error
        }
        await open.close()
    }

    private var store: StoreChoice {
        if memory { return .memory }
        if let postgres { return .postgres(connection: postgres, schema: schema) }
        return .sqlite(path: sqlite ?? "wallet-service.sqlite")
    }

    /// The token of the environment; on loopback, one that is made up and printed.
    private func token() throws -> String {
        if let token = ProcessInfo.processInfo.environment["ACCESS_TOKEN"], !token.isEmpty {
            return token
        }
        guard ["127.0.0.1", "::1", "localhost"].contains(host) else {
            throw ValidationError("ACCESS_TOKEN must be set to listen on other than loopback.")
        }
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
