internal import CreditLedger
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import UnixSignals

/// The parts of the service, put together.
struct ServiceAssembly: Sendable {
    let desk: Desk
    let token: AccessToken
    /// Made once, as it remembers who has signed in.
    let pages: Pages
    let sweepInterval: Duration
    let limits: ConnectionLimits
    let metrics: ServiceMetrics
    let logger: Logger

    init(
        open: OpenStore, token: AccessToken, payments: PaymentMode, sweepInterval: Duration,
        logger: Logger, clock: any LedgerClock = SystemClock(), clocksFile: TestClockFile? = nil,
        limits: ConnectionLimits = ConnectionLimits(), metrics: ServiceMetrics = ServiceMetrics()
    ) throws {
        self.token = token
        self.sweepInterval = sweepInterval
        self.limits = limits
        self.metrics = metrics
        self.logger = logger
        let clocks = try TestClocks(
            store: open.store, file: clocksFile, real: clock, observer: metrics.ledger)
        let live = Ledger(
            store: LiveStore(store: open.store, clocks: clocks), clock: clock,
            ids: LiveIDs(clock: clock), observer: metrics.ledger)
        desk = Desk(
            store: open.store, live: live, clock: clock, clocks: clocks, payments: payments,
            logger: logger, totals: RunningTrialBalance(of: live))
        pages = Pages(desk: desk, token: token, clock: clock)
    }

    /// All APIs, in the order in which they claim paths: the one that claims all is the last.
    var apis: [API] {
        let described = [
            PayPalAPI.api(desk), StripeAPI.api(desk), FlexpriceAPI.api(desk), BillShAPI.api(desk),
            NeutralAPI.api(desk), metrics.api,
        ]
        // The last dialect claims every path, so what is added comes after it.
        return described + [OpenAPIDocument.api(describing: described)]
    }

    /// What answers requests, without a socket: tests call it, too.
    var responder: RouterResponder<ServiceContext> {
        routes.router(pages: pages).buildResponder()
    }

    private var routes: Routes {
        Routes(apis: apis, token: token, metrics: metrics.requests, logger: logger)
    }

    /// What looks after due books.
    var sweeping: Sweeping {
        Sweeping(desk: desk, metrics: metrics.ledger, interval: sweepInterval)
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
            server: .http1(configuration: limits.channel(routes.answers)),
            configuration: limits.server(host: host, port: port, logger: logger),
            services: [sweeping],
            onServerRunning: { channel in
                let address = host.contains(":") ? "[\(host)]" : host
                announce("Listening on http://\(address):\(channel.localAddress?.port ?? port)")
            },
            logger: logger)
    }

    /// Serves until a signal asks for the end; what was accepted is answered first.
    ///
    /// - Parameters:
    ///   - host: the address to listen on.
    ///   - port: the port; 0 takes a free one.
    ///   - shutdown: how long that may take.
    /// - Throws: ``StartFailure`` if the address can't be listened on.
    func run(host: String, port: Int, shutdown: Duration) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [
                application(host: host, port: port), ShutdownBound(limit: shutdown, logger: logger),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = shutdown
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            logger.warning("some requests were not answered in time")
        } catch {
            throw StartFailure(listeningOn: host, port, error)
        }
    }
}
