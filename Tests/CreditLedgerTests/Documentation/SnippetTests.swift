import CreditLedger
import CreditLedgerTesting
internal import Foundation
import Testing

/// The code that the documents show is the marked lines of this file, so it compiles and runs.
@Suite("Snippets")
struct SnippetTests {
    @Test("Docs/testing.md: a ledger whose clock stands")
    func standingClock() async throws {
        // snippet: Docs/testing.md, Your own tests
        let clock = ManualClock(try Instant("2026-01-31T00:00:00Z"))
        let ledger = Ledger(store: InMemoryStore(), clock: clock, ids: TimeOrderedIDs(seed: 1))
        // snippet: end
        let acme = try CustomerID("acme")
        let receipt = try await ledger.createWallet(CreateWallet(currency: .usd), for: acme)
        #expect(receipt.entry?.instant == clock.now)
    }

    @Test("Docs/testing.md: the scenario passes")
    func scenario() async throws {
        let shown = try DocumentFile("Docs/testing.md").block("json", below: "Scenarios")
        let file = Data(shown.joined(separator: "\n").utf8)
        // snippet: Docs/testing.md, Scenarios
        let runner = ScenarioRunner { InMemoryStore() }
        let scenario = try Scenario(json: file, name: "bonus-first")
        #expect(await runner.run(scenario) == .passed)
        // snippet: end
    }

    @Test("Docs/testing.md: a workload")
    func workload() async throws {
        // snippet: Docs/testing.md, The model and the workload
        let clock = ManualClock(Workload.start)
        let ledger = Ledger(store: InMemoryStore(), clock: clock)
        try await Workload.run(seed: 7, steps: 50, on: ledger, clock: clock)
        // snippet: end
    }

    @Test("Docs/testing.md: a store that fails")
    func faulty() async throws {
        // snippet: Docs/testing.md, Stores, and stores that fail
        let stormy = FaultyStore(InMemoryStore(), plan: .stormy, seed: 1)
        let ledger = Ledger(store: stormy)
        // snippet: end
        let acme = try CustomerID("acme")
        for _ in 0..<50 {
            _ = try? await ledger.createWallet(CreateWallet(currency: .usd, paid: 1), for: acme)
        }
        stormy.follow(.none)
        #expect(stormy.injected.values.reduce(0, +) > 0)
        #expect(try await ledger.verify(acme).isClean)
    }

    // snippet: Docs/storage.md, Proving it
    @Test(arguments: StoreConformance.clauses)
    func conforms(_ clause: StoreConformance.Clause) async {
        let suite = StoreConformance { InMemoryStore() }
        #expect(await suite.run(clause) == [])
    }
    // snippet: end

    // snippet: Docs/feed.md, A webhook
    /// Tells a webhook of each failed payment, until the task is cancelled.
    func tell(_ webhook: Webhook, from ledger: Ledger, keeping bookmark: Bookmark) async throws {
        while !Task.isCancelled {
            do {
                for try await item in ledger.entries(after: await bookmark.position) {
                    if case .failTopUp(let grant, let reason)? = item.entry.command {
                        try await webhook.post(
                            id: "\(item.entry.id)", "The payment of \(grant) failed: \(reason)")
                    }
                    try await bookmark.keep(item.position)
                }
            } catch LedgerError.store(let error) where error.kind == .unavailable {
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
    // snippet: end

    @Test("Docs/feed.md: a webhook is told of each failed payment, from where it was")
    func webhook() async throws {
        let ledger = Ledger()
        let acme = try CustomerID("acme")
        let wallet = try await ledger.createWallet(CreateWallet(currency: .usd), for: acme).outcome
        let (webhook, bookmark) = (Webhook(), Bookmark())
        for count in 1...2 {
            let grant = try await ledger.topUp(
                TopUp(wallet, paid: .credits(5), payment: .due), of: acme
            ).outcome.paid
            try await ledger.failTopUp(try #require(grant), reason: "declined", of: acme)
            let end = try await ledger.feedEnd()
            let worker = Task { try await tell(webhook, from: ledger, keeping: bookmark) }
            try await eventually("the worker comes to the end") { await bookmark.position == end }
            worker.cancel()
            try await worker.value
            #expect(await webhook.posts.count == count)
        }
    }

    @Test("Docs/feed.md: only what is new")
    func onlyNew() async throws {
        let ledger = Ledger()
        // snippet: Docs/feed.md, Where to begin
        let now = try await ledger.feedEnd()
        let news = ledger.entries(after: now)
        // snippet: end
        #expect(news.start == nil && news.isFollowing)
    }

    @Test("GettingStarted.md of the DocC catalogue")
    func gettingStarted() async throws {
        // snippet: Sources/CreditLedger/CreditLedger.docc/GettingStarted.md, Open a wallet
        let ledger = Ledger()
        let acme = try CustomerID("acme")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, name: "Prepaid", paid: 100), for: acme
        ).outcome
        // snippet: end
        // snippet: Sources/CreditLedger/CreditLedger.docc/GettingStarted.md, Add credits
        try await ledger.topUp(
            TopUp(wallet, granted: .credits(20), scope: Scope(feeTypes: [.charge]), name: "Bonus"),
            context: Context(key: IdempotencyKey("bonus-2026")))
        // snippet: end
        // snippet: Sources/CreditLedger/CreditLedger.docc/GettingStarted.md, Pay an invoice
        let invoice = try Invoice(
            id: InvoiceID("in_1"), currency: .usd,
            lines: [
                Invoice.Line(LineID("seats"), .subscription, Money("49.99", .usd)),
                Invoice.Line(LineID("usage"), .charge, Money("75.50", .usd)),
            ])
        let drawdown = try await ledger.drawDown(invoice, for: acme).outcome
        // snippet: end
        #expect(drawdown.due.description == "5.49 USD")
        try await ledger.topUp(TopUp(wallet, paid: .credits(5)), of: acme)
        // snippet: Sources/CreditLedger/CreditLedger.docc/GettingStarted.md, Between invoices
        let hold = try await ledger.hold(
            HoldCredits(Money("0.60", .usd), for: .charge, until: Instant(Date.now + 600)),
            for: acme
        ).outcome
        let cost = try CaptureHold(
            hold.id, Money("0.41", .usd), invoice: InvoiceID("in_2"), line: LineID("request-1"))
        try await ledger.capture(cost, of: acme)
        // snippet: end
        #expect(try await ledger.balance(of: wallet).available == Credits("4.59"))
    }

    @Test(
        "The documents show the marked lines as they stand in these files",
        arguments: [
            ("CreditLedgerTests/Documentation/SnippetTests", 11),
            ("CreditLedgerTests/Documentation/PaymentSnippetTests", 5),
            ("CreditLedgerSQLiteTests/SQLiteReadmeTests", 1),
        ])
    func texts(file: String, snippets: Int) throws {
        let source = try DocumentFile("Tests/\(file).swift")
        var count = 0
        var rest = source.lines[...]
        while let top = rest.firstIndex(where: { $0.contains("// snippet: ") }) {
            rest = rest[top...]
            let indent = String(source.lines[top].prefix { $0 == " " })
            guard let place = source.lines[top].firstMatch(of: #/^ *// snippet: ([^,]+), (.+)$/#)
            else {
                break
            }
            let lines = rest.dropFirst().prefix { $0 != indent + "// snippet: end" }
            let marked = lines.map {
                $0.hasPrefix(indent) ? String($0.dropFirst(indent.count)) : $0
            }
            let shown = try DocumentFile(String(place.1)).blocks("swift", below: String(place.2))
            // What is imported stands at the top of the file.
            let codes = shown.map { Array($0.drop { $0.isEmpty || $0.hasPrefix("import ") }) }
            #expect(codes.contains(marked), "\(place.1), \(place.2)")
            rest = rest[lines.endIndex...].dropFirst()
            count += 1
        }
        #expect(count == snippets)
    }
}

/// Where a webhook's posts go.
actor Webhook {
    var posts: [String: String] = [:]

    func post(id: String, _ text: String) throws { posts[id] = text }
}

/// Where a reader of the feed has come to.
actor Bookmark {
    var position: FeedPosition?

    func keep(_ position: FeedPosition) throws { self.position = position }
}
