import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Forecasts")
struct ForecastTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    private typealias Told = (at: String, figure: Credits, causes: [Forecast.Cause])

    private func wallet(
        _ rules: [TopUpRule] = [], grace days: Int64 = 0, expiresAt: String? = nil,
        activation: Activation = .atOnce, granted: Credits = 0
    ) async throws -> WalletID {
        try await ledger.createWallet(
            CreateWallet(
                currency: .usd, activation: activation,
                expiresAt: try expiresAt.map { try Instant($0) }, graceSeconds: days * 86_400,
                rules: rules, granted: granted), for: house.acme
        ).outcome
    }

    @discardableResult
    private func add(
        _ credits: Credits, to wallet: WalletID, from start: String? = nil, to end: String? = nil
    ) async throws -> GrantID {
        let receipt = try await ledger.topUp(
            TopUp(
                wallet, granted: .credits(credits), effectiveAt: start.map { try Instant($0) },
                expiresAt: end.map { try Instant($0) }))
        return try #require(receipt.outcome.granted)
    }

    private func rule(of wallet: WalletID) async throws -> RuleID {
        try #require(try await ledger.wallet(wallet).rules.first?.id)
    }

    /// Expects these steps of a wallet, each with one figure of its balance.
    private func expect(
        _ wallet: WalletID, until end: String, _ figure: KeyPath<Balance, Credits>,
        _ steps: [Told], at location: SourceLocation = #_sourceLocation
    ) async throws {
        let forecast = try await ledger.forecast(of: wallet, until: Instant(end))
        #expect(forecast.steps.map(\.at.description) == steps.map(\.at), sourceLocation: location)
        #expect(
            forecast.steps.map { $0.balance[keyPath: figure] } == steps.map(\.figure),
            sourceLocation: location)
        #expect(forecast.steps.map(\.causes) == steps.map(\.causes), sourceLocation: location)
    }

    @Test("R9.5, R4.4: an expiry with ten days of grace is two steps, without grace it is one")
    func grace() async throws {
        let graceful = try await wallet(grace: 10)
        let one = try await add(10, to: graceful, to: "2026-02-01T00:00:00Z")
        let close = try Instant("2026-02-11T00:00:00Z")
        try await expect(
            graceful, until: "2027-01-01T00:00:00Z", \.closing,
            [
                ("2026-02-01T00:00:00Z", 10, [.grantExpired(one, closesAt: close)]),
                ("2026-02-11T00:00:00Z", 0, [.grantClosed(one, lost: 10)]),
            ])
        let strict = try await wallet()
        let two = try await add(10, to: strict, to: "2026-02-01T00:00:00Z")
        try await expect(
            strict, until: "2027-01-01T00:00:00Z", \.settled,
            [("2026-02-01T00:00:00Z", 0, [.grantClosed(two, lost: 10)])])
    }

    @Test("R9.5: a scheduled grant becomes usable, for which nothing is ever journalled")
    func scheduled() async throws {
        let wallet = try await wallet(granted: 1)
        let later = try await add(20, to: wallet, from: "2026-01-15T00:00:00Z")
        let forecast = try await ledger.forecast(
            of: wallet, until: Instant("2026-01-15T00:00:00Z"))
        #expect(forecast.asOf == house.clock.now)
        #expect(forecast.start.settled == 1)
        #expect(forecast.start.scheduled == 20)
        let step = try #require(forecast.steps.first)
        #expect(step.causes == [.grantEffective(later)])
        #expect(step.balance.settled == 21)
        #expect(step.balance.scheduled == 0)
        #expect(forecast.steps.count == 1)
        #expect(
            try await ledger.forecast(of: wallet, until: Instant("2026-01-14T23:59:59.999Z"))
                .steps.isEmpty)
    }

    @Test("R9.5: a grant whose wallet expires before it becomes effective never becomes so")
    func neverEffective() async throws {
        let wallet = try await wallet(grace: 30, expiresAt: "2026-02-01T00:00:00Z")
        let grant = try await add(5, to: wallet, from: "2026-02-10T00:00:00Z")
        let close = try Instant("2026-03-03T00:00:00Z")
        try await expect(
            wallet, until: "2027-01-01T00:00:00Z", \.closing,
            [
                (
                    "2026-02-01T00:00:00Z", 5,
                    [.walletExpired(closesAt: close), .grantExpired(grant, closesAt: close)]
                ),
                (
                    "2026-03-03T00:00:00Z", 0, [.grantClosed(grant, lost: 5), .walletClosed]
                ),
            ])
    }

    @Test("R9.5, R8.2: a weekly schedule; credits of a week that replace each other are no step")
    func weekly() async throws {
        let lasting = try await wallet([
            TopUpRule(method: .fixed(paid: 2, granted: 5), trigger: .interval(.weekly))
        ])
        let rule = try await rule(of: lasting)
        try await expect(
            lasting, until: "2026-01-22T09:00:00Z", \.expected,
            [
                ("2026-01-08T09:00:00Z", 7, [.schedule(rule, paid: 2, granted: 5)]),
                ("2026-01-15T09:00:00Z", 14, [.schedule(rule, paid: 2, granted: 5)]),
                ("2026-01-22T09:00:00Z", 21, [.schedule(rule, paid: 2, granted: 5)]),
            ])
        let forecast = try await ledger.forecast(
            of: lasting, until: Instant("2026-01-22T09:00:00Z"))
        // Nobody takes the money of the paid ones in a forecast.
        #expect(forecast.steps.last?.balance.pending == 6)

        let brief = try await wallet([
            TopUpRule(
                method: .fixed(paid: nil, granted: 5), trigger: .interval(.weekly),
                timeToLiveSeconds: 7 * 86_400)
        ])
        try await expect(
            brief, until: "2026-06-01T00:00:00Z", \.settled,
            [
                (
                    "2026-01-08T09:00:00Z", 5,
                    [.schedule(try await self.rule(of: brief), paid: nil, granted: 5)]
                )
            ])
    }

    @Test("R9.5: credits that a rule adds in the forecast end in it too, under an id of its own")
    func provisional() async throws {
        let wallet = try await wallet([
            TopUpRule(
                method: .fixed(paid: nil, granted: 5), trigger: .interval(.monthly),
                timeToLiveSeconds: 86_400)
        ])
        let forecast = try await ledger.forecast(
            of: wallet, until: Instant("2026-03-01T08:00:00Z"))
        let instants = ["2026-02-01T09:00:00Z", "2026-02-02T09:00:00Z"]
        #expect(forecast.steps.map(\.at.description) == instants)
        guard case .grantClosed(let grant, lost: 5) = forecast.steps.last?.causes.first else {
            Issue.record("\(forecast.steps)")
            return
        }
        #expect(await code { try await ledger.grant(grant) } == "grantNotFound")
    }

    @Test("R9.5, R8.5: a threshold that fires after an expiry shares its step")
    func threshold() async throws {
        let wallet = try await wallet([
            TopUpRule(method: .target(50, kind: .granted), trigger: .threshold(10, orEqual: false))
        ])
        let rule = try await rule(of: wallet)
        let first = try #require(try await ledger.snapshot(of: house.acme).grants.first?.id)
        try await ledger.changeGrant(
            ChangeGrant(first, expiresAt: .set(Instant("2026-02-01T00:00:00Z"))))
        // 50 expire and 50 are added: no figure changes.
        try await expect(wallet, until: "2027-01-01T00:00:00Z", \.settled, [])
        try await add(3, to: wallet, to: "2026-03-01T00:00:00Z")
        try await expect(
            wallet, until: "2026-02-20T00:00:00Z", \.settled,
            [
                (
                    "2026-02-01T00:00:00Z", 50,
                    [.grantClosed(first, lost: 50), .threshold(rule, paid: nil, granted: 47)]
                )
            ])
    }

    @Test("R9.5, R8.4: a monthly rule to a target adds what is missing by then")
    func target() async throws {
        let wallet = try await wallet([
            TopUpRule(method: .target(20, kind: .granted), trigger: .interval(.monthly))
        ])
        let rule = try await rule(of: wallet)
        let grant = try await add(8, to: wallet, to: "2026-02-15T00:00:00Z")
        try await expect(
            wallet, until: "2026-06-01T00:00:00Z", \.settled,
            [
                ("2026-02-01T09:00:00Z", 20, [.schedule(rule, paid: nil, granted: 12)]),
                ("2026-02-15T00:00:00Z", 12, [.grantClosed(grant, lost: 8)]),
                ("2026-03-01T09:00:00Z", 20, [.schedule(rule, paid: nil, granted: 8)]),
            ])
    }

    @Test("R9.5, R3.2: a wallet that becomes ACTIVE by time, and its threshold with it")
    func activation() async throws {
        let wallet = try await wallet(
            [
                TopUpRule(
                    method: .fixed(paid: 15, granted: nil), trigger: .threshold(9, orEqual: true))
            ],
            activation: .at(Instant("2026-02-01T00:00:00Z")), granted: 9)
        let rule = try await rule(of: wallet)
        let until = try Instant("2027-01-01T00:00:00Z")
        let forecast = try await ledger.forecast(of: wallet, until: until)
        #expect(forecast.start.settled == 9)
        #expect(forecast.start.available == 0)
        #expect(forecast.steps.map(\.at.description) == ["2026-02-01T00:00:00Z"])
        let step = try #require(forecast.steps.first)
        #expect(step.balance.available == 9)
        #expect(step.balance.pending == 15)
        #expect(step.causes == [.walletActivated, .threshold(rule, paid: 15, granted: nil)])
    }

    @Test("R9.5, R4.4c: a payment still awaited at the close is cancelled")
    func awaited() async throws {
        let wallet = try await wallet()
        let receipt = try await ledger.topUp(
            TopUp(
                wallet, paid: .credits(5), payment: .due,
                expiresAt: Instant("2026-02-01T00:00:00Z")))
        let grant = try #require(receipt.outcome.paid)
        try await expect(
            wallet, until: "2027-01-01T00:00:00Z", \.pending,
            [("2026-02-01T00:00:00Z", 0, [.paymentCancelled(grant)])])
    }

    @Test("R9.5, R8.2b: a schedule keeps nine o'clock in Berlin when the clocks change")
    func clockChange() async throws {
        let wallet = try await wallet([
            TopUpRule(
                method: .fixed(paid: nil, granted: 1), trigger: .interval(.weekly),
                startsAt: Instant("2026-03-22T08:00:00Z"), timeZone: "Europe/Berlin")
        ])
        let rule = try await rule(of: wallet)
        let causes: [Forecast.Cause] = [.schedule(rule, paid: nil, granted: 1)]
        try await expect(
            wallet, until: "2026-04-05T06:59:59.999Z", \.settled,
            [("2026-03-22T08:00:00Z", 1, causes), ("2026-03-29T07:00:00Z", 2, causes)])
    }

    @Test("R9.5: no steps for what has passed, for a wallet that ended, and without a book")
    func nothing() async throws {
        let ended = try await wallet(expiresAt: "2026-02-01T00:00:00Z", granted: 5)
        let open = try await wallet(expiresAt: "2026-02-01T00:00:00Z", granted: 5)
        try await ledger.terminateWallet(ended)
        try await expect(ended, until: "2027-01-01T00:00:00Z", \.settled, [])
        for text in ["2020-01-01T00:00:00Z", "2026-01-01T09:00:00Z"] {
            let until = try Instant(text)
            let forecast = try await ledger.forecast(of: open, until: until)
            #expect(forecast.steps.isEmpty)
            #expect(forecast.until == until)
            #expect(try await forecast.start == ledger.balance(of: open))
        }
        let until = try Instant("2027-01-01T00:00:00Z")
        let all = try await ledger.forecasts(of: house.acme, until: until)
        #expect(all.map(\.wallet) == [ended, open])
        #expect(all.map(\.steps.count) == [0, 1])
        #expect(try await ledger.forecasts(of: CustomerID("nobody"), until: until).isEmpty)
    }
}
