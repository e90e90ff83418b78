internal import CreditLedger
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// The parts of the service, put together.
struct ServiceAssembly: Sendable {
    let desk: Desk
    let token: AccessToken
    let sweepInterval: Duration
    let logger: Logger

    init(
        open: OpenStore, token: AccessToken, payments: PaymentMode, sweepInterval: Duration,
        logger: Logger, clock: any LedgerClock = SystemClock(), clocksFile: TestClockFile? = nil
    ) throws {
        self.token = token
        self.sweepInterval = sweepInterval
        self.logger = logger
        let clocks = try TestClocks(store: open.store, file: clocksFile, real: clock)
        let live = Ledger(
            store: LiveStore(store: open.store, clocks: clocks), clock: clock, ids: LiveIDs())
        desk = Desk(
            store: open.store, live: live, clocks: clocks, payments: payments, logger: logger,
            totals: RunningTrialBalance(of: live))
    }

    /// All APIs, in the order in which they claim paths: the one that claims all is the last.
    var apis: [API] {
        let described = [
            PayPalAPI.api(desk), StripeAPI.api(desk), FlexpriceAPI.api(desk), BillShAPI.api(desk),
            NeutralAPI.api(desk),
        ]
        // The last dialect claims every path, so what is added comes after it.
        return described + [OpenAPIDocument.api(describing: described)]
    }

    /// What answers requests, without a socket: tests call it, too.
    var responder: RouterResponder<ServiceContext> {
        Routes(apis: apis, token: token).router(pages: Pages(desk: desk, token: token))
            .buildResponder()
    }

    /// The server.
    ///
    /// - Parameters:
    ///   - host: the address to listen on.
    ///   - port: the port; 0 takes a free one.
    /// - Returns: the server, to be run.
    func application(host: String, port: Int) -> some ApplicationProtocol {
        Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            services: [Sweeping(desk: desk, interval: sweepInterval)],
            onServerRunning: { channel in
                announce("Listening on http://\(host):\(channel.localAddress?.port ?? port)")
            },
            logger: logger)
    }

    /// Serves until a signal asks for the end; what was accepted is answered first.
    func run(host: String, port: Int) async throws {
        try await application(host: host, port: port).runService()
    }
}
