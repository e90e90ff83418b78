import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Balances at other times")
struct BalanceAtTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    private func settled(_ wallet: WalletID, at text: String) async throws -> Credits {
        let instant = try Instant(text)
        let balance = try await ledger.balance(of: wallet, at: instant)
        #expect(balance.asOf == instant)
        #expect(balance.wallet == wallet)
        return balance.settled
    }

    @Test("R9.5: the past by the journal, to the millisecond, with all that was done at an instant")
    func past() async throws {
        let wallet = try await house.wallet(granted: 10)
        try house.go(to: "2026-01-03T00:00:00Z")
        try await ledger.topUp(TopUp(wallet, paid: .credits(5)))
        try await ledger.topUp(TopUp(wallet, paid: .credits(7), payment: .due))
        try house.go(to: "2026-01-05T00:00:00Z")
        try await ledger.drawDown(house.invoice("in_1", 4), for: house.acme)
        try house.go(to: "2026-02-01T00:00:00Z")
        try await ledger.terminateWallet(wallet)

        #expect(try await settled(wallet, at: "2026-01-01T08:59:59.999Z") == 0)
        #expect(try await settled(wallet, at: "2026-01-01T09:00:00Z") == 10)
        #expect(try await settled(wallet, at: "2026-01-02T23:59:59.999Z") == 10)
        #expect(try await settled(wallet, at: "2026-01-03T00:00:00Z") == 15)
        #expect(try await settled(wallet, at: "2026-01-05T00:00:00Z") == 11)
        #expect(try await settled(wallet, at: "2026-01-31T23:59:59.999Z") == 11)
        #expect(try await settled(wallet, at: "2026-02-01T00:00:00Z") == 0)
        let third = try await ledger.balance(of: wallet, at: Instant("2026-01-04T00:00:00Z"))
        #expect(third.pending == 7)
        #expect(third.available == 15)
    }

    @Test("R9.5: before its creation a wallet held nothing, in its own currency and rate")
    func beforeCreation() async throws {
        _ = try await house.wallet(granted: 1)
        try house.go(to: "2026-01-10T00:00:00Z")
        let id = try await ledger.createWallet(
            CreateWallet(currency: Currency("JPY"), rate: Rate("150"), granted: 3),
            for: house.acme
        ).outcome
        for text in ["0001-01-01T00:00:00Z", "2026-01-09T23:59:59.999Z"] {
            let instant = try Instant(text)
            let balance = try await ledger.balance(of: id, at: instant)
            #expect(balance.figures == Array(repeating: 0, count: 8))
            #expect(balance.asOf == instant)
            #expect(balance.currency.code == "JPY")
            #expect(try balance.rate == Rate("150"))
        }
        #expect(try await settled(id, at: "2026-01-10T00:00:00Z") == 3)
    }

    @Test("R9.5, R2.4: what fell due by then counts before it is journalled, and is not journalled")
    func notJournalledYet() async throws {
        let wallet = try await house.wallet(granted: 10, expiresAt: "2026-02-01T00:00:00Z")
        try house.go(to: "2026-03-01T00:00:00Z")
        #expect(try await settled(wallet, at: "2026-01-31T23:59:59.999Z") == 10)
        #expect(try await settled(wallet, at: "2026-02-01T00:00:00Z") == 0)
        #expect(try await house.journal().count == 1)
        try await ledger.advance(house.acme)
        #expect(try await settled(wallet, at: "2026-01-31T23:59:59.999Z") == 10)
        #expect(try await settled(wallet, at: "2026-02-01T00:00:00Z") == 0)
    }

    @Test("R9.5: the future has what will expire, what becomes effective and what schedules add")
    func future() async throws {
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 5), trigger: .interval(.monthly))
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule]), for: house.acme
        ).outcome
        try await ledger.topUp(
            TopUp(wallet, granted: .credits(10), expiresAt: Instant("2026-01-20T00:00:00Z")))
        try await ledger.topUp(
            TopUp(wallet, paid: .credits(20), effectiveAt: Instant("2026-01-25T00:00:00Z")))
        #expect(try await settled(wallet, at: "2026-01-19T23:59:59.999Z") == 10)
        #expect(try await settled(wallet, at: "2026-01-20T00:00:00Z") == 0)
        #expect(try await settled(wallet, at: "2026-01-25T00:00:00Z") == 20)
        #expect(try await settled(wallet, at: "2026-02-01T09:00:00Z") == 25)
        #expect(try await settled(wallet, at: "2026-12-31T00:00:00Z") == 75)
        #expect(try await house.journal().count == 3)
        #expect(try await ledger.balance(of: wallet).settled == 10)
    }

    @Test("R9.5, R2.2: a clock that stands behind the book's last entry looks back by the journal")
    func clockBehind() async throws {
        let wallet = try await house.wallet(granted: 10)
        try house.go(to: "2026-01-10T00:00:00Z")
        try await ledger.topUp(TopUp(wallet, granted: .credits(1)))
        try house.go(to: "2026-01-05T00:00:00Z")
        #expect(try await settled(wallet, at: "2026-01-07T00:00:00Z") == 10)
        #expect(try await settled(wallet, at: "2026-01-10T00:00:00Z") == 11)
        #expect(try await settled(wallet, at: "2026-01-12T00:00:00Z") == 11)
    }

    @Test("R9.5: a journal longer than what is read at a time")
    func longJournal() async throws {
        let wallet = try await house.wallet()
        let start = house.clock.now.milliseconds
        for minute in 1...1_010 as ClosedRange<Int64> {
            house.clock.set(try Instant(milliseconds: start + minute * 60_000))
            try await ledger.topUp(TopUp(wallet, granted: .credits(1)))
        }
        for minute in [0, 1, 498, 499, 500, 998, 999, 1_000, 1_009, 1_010] as [Int64] {
            let instant = try Instant(milliseconds: start + minute * 60_000)
            let balance = try await ledger.balance(of: wallet, at: instant)
            #expect(balance.settled.description == "\(minute)")
        }
    }

    @Test("R12: a wallet that there is not, and one of another customer, are not found")
    func unknown() async throws {
        let wallet = try await house.wallet(granted: 10)
        let other = try CustomerID("other")
        let stranger = try await house.wallet(of: other)
        let unknown = try WalletID("00000000-0000-7000-8000-000000000000")
        for text in ["2020-01-01T00:00:00Z", "2026-01-01T09:00:00Z", "2030-01-01T00:00:00Z"] {
            let at = try Instant(text)
            for (id, customer) in [(unknown, nil), (unknown, house.acme), (stranger, house.acme)] {
                let balance = await refusal {
                    try await ledger.balance(of: id, at: at, customer: customer)
                }
                #expect(balance == .walletNotFound(id))
                let forecast = await refusal {
                    try await ledger.forecast(of: id, until: at, customer: customer)
                }
                #expect(forecast == .walletNotFound(id))
            }
            #expect(try await ledger.balance(of: wallet, at: at, customer: house.acme).asOf == at)
        }
    }

    @Test(
        "R9.5: 5,000 due instants ahead are answered, one more is refused, whatever they add",
        arguments: [
            .fixed(paid: nil, granted: 5), .target(5, kind: .granted),
        ] as [TopUpMethod])
    func bound(_ method: TopUpMethod) async throws {
        let rule = try TopUpRule(
            method: method, trigger: .interval(.weekly), timeToLiveSeconds: 7 * 86_400)
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule]), for: house.acme
        ).outcome
        let week: Int64 = 7 * 86_400_000
        let last = try Instant(milliseconds: house.clock.now.milliseconds + 5_000 * week)
        #expect(try await ledger.balance(of: wallet, at: last).settled == 5)
        #expect(try await ledger.forecast(of: wallet, until: last).steps.count == 1)
        let next = try Instant(milliseconds: last.milliseconds + week)
        for beyond in [next, .latest] {
            let reason = "has more than 5000 due instants before it (R9.5)"
            let balance = await refusal { try await ledger.balance(of: wallet, at: beyond) }
            #expect(balance == .invalidField("at", value: "\(beyond)", reason: reason))
            let forecast = await refusal { try await ledger.forecast(of: wallet, until: beyond) }
            #expect(forecast == .invalidField("until", value: "\(beyond)", reason: reason))
            let all = await refusal { try await ledger.forecasts(of: house.acme, until: beyond) }
            #expect(all == .invalidField("until", value: "\(beyond)", reason: reason))
        }
        #expect(try await house.journal().count == 1)
    }

    @Test("R9.5: a journal that lacks an entry is corrupt, wherever the gap is", arguments: 1...3)
    func gap(_ lost: Int64) async throws {
        let wallet = try await house.wallet(granted: 1)
        for day in 2...4 {
            try house.go(to: "2026-01-0\(day)T00:00:00Z")
            try await ledger.topUp(TopUp(wallet, granted: .credits(1)))
        }
        let store = LossyStore(base: house.store.base, lost: [lost])
        let lossy = Ledger(store: store, clock: house.clock)
        let at = try Instant("2026-01-03T12:00:00Z")
        #expect(await code { try await lossy.balance(of: wallet, at: at) } == "corrupt")
        #expect(try await lossy.balance(of: wallet, at: house.clock.now).settled == 4)
    }

    @Test("A cancelled task gets no balance and no forecast")
    func cancelled() async throws {
        let wallet = try await house.wallet(granted: 1)
        let (ledger, now) = (ledger, house.clock.now)
        let codes = await Task {
            unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
            return [
                await code { try await ledger.balance(of: wallet, at: now) },
                await code { try await ledger.forecast(of: wallet, until: now) },
            ]
        }.value
        #expect(codes == ["cancelled", "cancelled"])
    }
}

extension Balance {
    /// All figures, whatever instant they are of.
    var figures: [Credits] {
        [paid, granted, held, scheduled, pending, closing, available, ongoing]
    }
}
