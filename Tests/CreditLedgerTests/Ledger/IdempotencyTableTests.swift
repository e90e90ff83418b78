import CreditLedger
import CreditLedgerTesting
import Testing

/// At most once, for every kind of command: repeated, by others, after a crash, after a doubt.
@Suite("Idempotency table")
struct IdempotencyTableTests {
    /// A house in which every kind of command has something to do.
    struct Scene {
        let house: House
        let wallet: WalletID
        let waiting: WalletID
        let rule: RuleID
        let bonus: GrantID
        let bought: GrantID
        let due: GrantID
        let otherDue: GrantID
        let hold: HoldID

        init(_ configuration: Ledger.Configuration = .patient) async throws {
            house = try House(configuration)
            let (ledger, acme) = (house.ledger, house.acme)
            let rule = try TopUpRule(
                method: .fixed(paid: 5, granted: nil), trigger: .threshold(1, orEqual: false))
            wallet = try await ledger.createWallet(
                CreateWallet(currency: .usd, rules: [rule]), for: acme
            ).outcome
            let opened = try await ledger.snapshot(of: acme)
            // The new wallet was below the threshold; that payment fails and pauses the rule.
            try await ledger.failTopUp(try #require(opened.grants.first).id, reason: "declined")
            self.rule = try #require(opened.wallets[0].rules.first).id
            let first = try await ledger.topUp(
                TopUp(wallet, paid: .credits(100), granted: .credits(20))
            ).outcome
            bonus = try #require(first.granted)
            bought = try #require(first.paid)
            due = try #require(
                try await ledger.topUp(
                    TopUp(wallet, paid: .credits(7), payment: .due)
                ).outcome.paid)
            otherDue = try #require(
                try await ledger.topUp(
                    TopUp(wallet, paid: .credits(8), payment: .due)
                ).outcome.paid)
            waiting = try await house.wallet(activation: .onRequest)
            try await ledger.drawDown(house.invoice("in_0", 5), for: acme)
            hold = try await ledger.hold(
                HoldCredits(Money("6", .usd), for: .charge, until: Instant("2026-01-20T00:00:00Z")),
                for: acme
            ).outcome.id
        }

        func perform(
            _ command: Command, _ context: Context, by ledger: Ledger? = nil
        ) async throws -> Receipt<JournalEntry?> {
            try await (ledger ?? house.ledger).perform(command, for: house.acme, context: context)
        }

        /// The entries that claim a key.
        func entries(under key: String) async throws -> [JournalEntry] {
            let key = try IdempotencyKey(key)
            return try await house.journal().filter { $0.key == key }
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let command: @Sendable (Scene) throws -> Command

        init(_ name: String, _ command: @escaping @Sendable (Scene) throws -> Command) {
            (testDescription, self.command) = (name, command)
        }
    }

    /// Every kind of command, in the order of its cases.
    static let rows = [
        Row("createWallet") { _ in .createWallet(CreateWallet(currency: .usd, paid: 3)) },
        Row("activateWallet") { .activateWallet($0.waiting) },
        Row("updateWallet") { .updateWallet(UpdateWallet($0.wallet, name: .set("Main"))) },
        Row("terminateWallet") { .terminateWallet($0.wallet) },
        Row("topUp") { .topUp(TopUp($0.wallet, paid: .credits(9), granted: .credits(4))) },
        Row("settleTopUp") { .settleTopUp($0.due) },
        Row("failTopUp") { .failTopUp($0.otherDue, reason: "declined") },
        Row("voidCredits") { .voidCredits(VoidCredits($0.wallet, 30)) },
        Row("expireGrant") { .expireGrant($0.bonus) },
        Row("voidGrant") { .voidGrant($0.bought) },
        Row("changeGrant") { .changeGrant(ChangeGrant($0.bought, priority: .set(9))) },
        Row("drawDown") { .drawDown(DrawDown(try $0.house.invoice("in_1", 40))) },
        Row("reinstate") { _ in .reinstate(Reinstate(try InvoiceID("in_0"))) },
        Row("resumeRule") { .resumeRule($0.wallet, $0.rule) },
        Row("reportUsage") { _ in
            let line = Invoice.Line(try LineID("use"), .charge, try Money("2.5", .usd))
            return .reportUsage(try UsageReport(currency: .usd, lines: [line]))
        },
        Row("hold") { _ in
            let until = try Instant("2026-01-20T00:00:00Z")
            return .hold(HoldCredits(try Money("3", .usd), for: .charge, until: until))
        },
        Row("extendHold") { .extendHold($0.hold, until: try Instant("2026-01-21T00:00:00Z")) },
        Row("capture") {
            let line = InvoiceLine(invoice: try InvoiceID("in_2"), line: try LineID("use"))
            return .capture(
                CaptureHold(
                    $0.hold, try Money("4", .usd), invoice: line.invoice, line: line.line))
        },
        Row("releaseHold") { .releaseHold($0.hold) },
        Row("confirmCharge") { .confirmCharge($0.due) },
    ]

    /// The name of a command's case; a new case is missed here by the compiler.
    private func name(of command: Command) -> String {
        switch command {
        case .createWallet: "createWallet"
        case .activateWallet: "activateWallet"
        case .updateWallet: "updateWallet"
        case .terminateWallet: "terminateWallet"
        case .topUp: "topUp"
        case .settleTopUp: "settleTopUp"
        case .failTopUp: "failTopUp"
        case .voidCredits: "voidCredits"
        case .expireGrant: "expireGrant"
        case .voidGrant: "voidGrant"
        case .changeGrant: "changeGrant"
        case .drawDown: "drawDown"
        case .reinstate: "reinstate"
        case .resumeRule: "resumeRule"
        case .reportUsage: "reportUsage"
        case .hold: "hold"
        case .extendHold: "extendHold"
        case .capture: "capture"
        case .releaseHold: "releaseHold"
        case .confirmCharge: "confirmCharge"
        }
    }

    @Test("The table has a row for every kind of command, each of which does something")
    func complete() async throws {
        #expect(Set(Self.rows.map(\.testDescription)).count == 20)
        for row in Self.rows {
            let scene = try await Scene()
            let command = try row.command(scene)
            #expect(name(of: command) == row.testDescription)
            let receipt = try await scene.perform(command, .none)
            #expect(receipt.entry?.command == command)
            #expect(!receipt.replayed)
        }
    }

    @Test("R11.3 The same key and command: the first entry, and nothing new", arguments: rows)
    func again(row: Row) async throws {
        let scene = try await Scene()
        let command = try row.command(scene)
        let first = try await scene.perform(command, .key("k"))
        let journal = try await scene.house.journal()
        let book = try await scene.house.ledger.snapshot(of: scene.house.acme)
        for _ in 1...3 {
            let again = try await scene.perform(command, .key("k"))
            #expect(again.replayed && again.entry != nil)
            #expect(again.entry == first.entry)
            #expect(again.advanced == [])
        }
        #expect(try await scene.house.journal() == journal)
        #expect(try await scene.house.ledger.snapshot(of: scene.house.acme) == book)
    }

    @Test("R11.3 Who asks, why and with which metadata is not what is asked", arguments: rows)
    func otherContext(row: Row) async throws {
        let scene = try await Scene()
        let command = try row.command(scene)
        let key = try IdempotencyKey("k")
        let actor = Context.Actor(id: "u_1", name: "Ada")
        let first = try await scene.perform(
            command,
            try Context(key: key, actor: actor, reason: "asked", metadata: Metadata(["a": "1"])))
        let others = try [
            Context(
                key: key, actor: .init(id: "u_2"), reason: "asked", metadata: Metadata(["a": "1"])),
            Context(
                key: key, actor: .init(id: "u_1"), reason: "asked", metadata: Metadata(["a": "1"])),
            Context(key: key, actor: actor, reason: "again", metadata: Metadata(["a": "1"])),
            Context(key: key, actor: actor, reason: "asked", metadata: Metadata(["a": "2"])),
            Context(key: key),
        ]
        for other in others {
            let again = try await scene.perform(command, other)
            #expect(again.replayed)
            // What is written stays: the first context, not the last.
            #expect(again.entry == first.entry)
            #expect(again.entry?.context?.actor == actor)
        }
        #expect(try await scene.entries(under: "k").count == 1)
    }

    @Test("R11.3 After a crash, by a ledger that remembers nothing, a day later", arguments: rows)
    func afterCrash(row: Row) async throws {
        let scene = try await Scene()
        let command = try row.command(scene)
        let first = try await scene.perform(command, .key("k"))
        let count = try await scene.house.journal().count
        let restarted = try scene.house.neighbour()
        try restarted.go(to: "2026-01-02T09:00:00Z")
        let again = try await scene.perform(command, .key("k"), by: restarted.ledger)
        #expect(again.replayed)
        #expect(again.entry == first.entry)
        #expect(try await scene.house.journal().count == count)
    }

    @Test("R11.3 After an outcome that stayed unknown there is one entry", arguments: rows)
    func afterDoubt(row: Row) async throws {
        for wasWritten in [true, false] {
            let scene = try await Scene(Ledger.Configuration(retryLimit: 0))
            let command = try row.command(scene)
            scene.house.store.rig(wasWritten ? .written(.outcomeUnknown) : .lost(.outcomeUnknown))
            let doubt = await code { try await scene.perform(command, .key("k")) }
            #expect(doubt == "outcomeUnknown")
            let known = try await scene.perform(command, .key("k"))
            #expect(known.replayed == wasWritten)
            let again = try await scene.perform(
                command, .key("k"), by: scene.house.neighbour().ledger)
            #expect(again.replayed)
            #expect(again.entry == known.entry)
            #expect(try await scene.entries(under: "k") == [known.entry].compactMap { $0 })
        }
    }

    @Test("R11.3 An unknown outcome that the ledger settles is no replay", arguments: rows)
    func settledDoubt(row: Row) async throws {
        for wasWritten in [true, false] {
            let scene = try await Scene()
            let command = try row.command(scene)
            scene.house.store.rig(wasWritten ? .written(.outcomeUnknown) : .lost(.outcomeUnknown))
            let receipt = try await scene.perform(command, .key("k"))
            #expect(!receipt.replayed)
            #expect(try await scene.entries(under: "k") == [receipt.entry].compactMap { $0 })
            #expect(try await scene.perform(command, .key("k")).replayed)
        }
    }

    @Test("R11.3 Every other kind of command under the same key is refused", arguments: rows)
    func otherKinds(row: Row) async throws {
        let scene = try await Scene()
        let first = try await scene.perform(try row.command(scene), .key("k"))
        let entry = try #require(first.entry)
        let count = try await scene.house.journal().count
        for other in Self.rows where other.testDescription != row.testDescription {
            let command = try other.command(scene)
            let refusal = await refusal { try await scene.perform(command, .key("k")) }
            #expect(refusal == .idempotencyKeyReused(try IdempotencyKey("k"), entry: entry.id))
        }
        #expect(try await scene.house.journal().count == count)
    }
}
