import CreditLedger
import CreditLedgerTesting
internal import Synchronization
import Testing

@Suite("Exports of the journal")
struct JournalExportTests {
    @Test("R10.4: the journal as hledger reads it")
    func hledger() async throws {
        let text = try await ExportedStory().masked(.hledger)
        #expect(text.contains("\ndecimal-mark .\ntag customer\ntag instant\n"))
        #expect(
            text.contains(
                """

                ; wallet #1, 0.5 USD per credit
                ; name: Prepaid
                ; customer: acme
                commodity "A1"
                account Liabilities:Paid:Customer-acme:A1
                account Liabilities:Granted:Customer-acme:A1
                account Equity:Purchases:Customer-acme:A1
                account Expenses:Promotions:Customer-acme:A1
                account Income:Redemptions:Customer-acme:A1
                account Income:Voids:Customer-acme:A1
                account Income:Expirations:Customer-acme:A1
                account Income:Forfeitures:Customer-acme:A1

                2026-01-01 * purchased
                    ; customer: acme
                    ; instant: 2026-01-01T09:00:00Z
                    ; entry: #2
                    ; transaction: #3
                    ; grant: #4
                    ; actor: u_7
                    ; actor-name: Ada
                    ; reason: Order 12; "rush"%2C 10%25 off
                    ; key: signup
                    Equity:Purchases:Customer-acme:A1   100 "A1"
                    Liabilities:Paid:Customer-acme:A1  -100 "A1"

                2026-02-01 * applied to invoice in_1, line api
                    ; customer: acme
                    ; instant: 2026-02-01T00:00:00Z
                    ; entry: #5
                    ; transaction: #6
                    ; grant: #4
                    ; invoice: in_1
                    ; line: api
                    ; money: 7.5 USD
                    Liabilities:Paid:Customer-acme:A1     15 "A1"
                    Income:Redemptions:Customer-acme:A1  -15 "A1"

                2026-02-02 * reinstated from invoice in_1, line api
                    ; customer: acme
                    ; instant: 2026-02-02T00:00:00Z
                    ; entry: #7
                    ; transaction: #8
                    ; grant: #4
                    ; undoes: #6
                    ; invoice: in_1
                    ; line: api
                    ; money: 2.5 USD
                    Income:Redemptions:Customer-acme:A1   5 "A1"
                    Liabilities:Paid:Customer-acme:A1    -5 "A1"

                2026-02-04 * purchased
                    ; customer: acme
                    ; instant: 2026-02-04T23:59:59.999Z
                    ; entry: #9
                    ; transaction: #10
                    ; grant: #11
                    Equity:Purchases:Customer-acme:A1   60 "A1"
                    Liabilities:Paid:Customer-acme:A1  -60 "A1"

                """))
        #expect(text.hasSuffix("-60 \"A1\"\n"))
    }

    @Test("R10.4: ledger reads the same, but for its name, a directive and commas")
    func ledger() async throws {
        let story = try await ExportedStory()
        let expected = try await story.masked(.hledger)
            .replacing("for hledger", with: "for ledger")
            .replacing("decimal-mark .\n", with: "").replacing("%2C", with: ",")
        #expect(try await story.masked(.ledger) == expected)
    }

    @Test("R10.4: the journal as beancount reads it")
    func beancount() async throws {
        let text = try await ExportedStory().masked(.beancount)
        #expect(
            text.hasPrefix(
                """
                ; The credit ledger's journal, for beancount.
                option "title" "Credits"

                2026-01-01 commodity A1
                  name: "Prepaid"
                  customer: "acme"
                  wallet: "#1"
                  currency: "USD"
                  rate: "0.5"
                2026-01-01 open Liabilities:Paid:Customer-acme:A1 A1
                2026-01-01 open Liabilities:Granted:Customer-acme:A1 A1
                2026-01-01 open Equity:Purchases:Customer-acme:A1 A1
                2026-01-01 open Expenses:Promotions:Customer-acme:A1 A1
                2026-01-01 open Income:Redemptions:Customer-acme:A1 A1
                2026-01-01 open Income:Voids:Customer-acme:A1 A1
                2026-01-01 open Income:Expirations:Customer-acme:A1 A1
                2026-01-01 open Income:Forfeitures:Customer-acme:A1 A1

                2026-01-01 * "purchased"
                  customer: "acme"
                  instant: "2026-01-01T09:00:00Z"
                  entry: "#2"
                  transaction: "#3"
                  grant: "#4"
                  actor: "u_7"
                  actor-name: "Ada"
                  reason: "Order 12; \\"rush\\", 10% off"
                  key: "signup"
                  Equity:Purchases:Customer-acme:A1   100 A1
                  Liabilities:Paid:Customer-acme:A1  -100 A1

                2026-02-01 * "applied to invoice in_1, line api"
                  customer: "acme"
                  instant: "2026-02-01T00:00:00Z"
                  entry: "#5"
                  transaction: "#6"
                  grant: "#4"
                  invoice: "in_1"
                  line: "api"
                  money: "7.5 USD"
                  Liabilities:Paid:Customer-acme:A1     15 A1
                  Income:Redemptions:Customer-acme:A1  -15 A1


                """))
    }

    @Test("R10.4, R5.2c: a row per transaction and state, with accounts once it is settled")
    func rows() async throws {
        let rows = try await ExportedStory().masked(.csv).components("\r\n")
        let told = rows.dropFirst().map { $0.replacing("2026-", with: "") }
        #expect(
            rows[0] == "instant,customer,wallet,grant,grant_kind,kind,status,credits,remaining,"
                + "debit_account,credit_account,invoice,line,amount,currency,actor,actor_name,"
                + "reason,key,entry,transaction")
        #expect(
            Array(told) == [
                "01-01T09:00:00Z,acme,#1,#2,paid,purchased,settled,100,100,purchases,walletPaid,"
                    + #",,,,u_7,Ada,"Order 12; ""rush"", 10% off",signup,#3,#4"#,
                "02-01T00:00:00Z,acme,#1,#2,paid,applied,settled,15,85,walletPaid,redemptions,"
                    + "in_1,api,7.5,USD,,,,,#5,#6",
                "02-02T00:00:00Z,acme,#1,#2,paid,reinstated,settled,5,90,redemptions,walletPaid,"
                    + "in_1,api,2.5,USD,,,,,#7,#8",
                "02-03T00:00:00Z,acme,#1,#9,paid,purchased,pending,60,0,,,,,,,,,,,#10,#11",
                "02-04T23:59:59.999Z,acme,#1,#9,paid,purchased,settled,60,60,purchases,walletPaid,"
                    + ",,,,,,,,#12,#11",
                "",
            ])
    }

    @Test("R10.4: one customer, in pieces, with the transactions written so far")
    func pieces() async throws {
        let story = try await ExportedStory()
        try await story.ledger.createWallet(
            CreateWallet(currency: .eur, paid: 1, granted: 2), for: CustomerID("zoe"))
        let counts = Mutex<[Int]>([])
        var pieces: [String] = []
        for try await piece in story.ledger.export(
            .beancount, of: try CustomerID("acme"),
            progress: { count in counts.withLock { $0.append(count) } })
        {
            pieces.append(piece)
        }
        // The head, and the entries that are settled; the purchase that waits tells nothing.
        #expect(pieces.count == 5)
        #expect(counts.withLock { $0 } == [1, 2, 3, 4])
        let all = try await story.ledger.exported(.beancount)
        #expect(all.hasPrefix(pieces.joined()))
        #expect(all.contains("Liabilities:Granted:Customer-zoe:"))
        // A sequence that may be run through again answers the same.
        let export = story.ledger.export(.csv)
        var texts: [String] = []
        for _ in 1...2 { texts.append(try await export.reduce(into: "") { $0 += $1 }) }
        #expect(texts[0] == texts[1])
    }

    @Test("R2.5: a customer without a book has an empty journal", arguments: ExportFormat.allCases)
    func empty(_ format: ExportFormat) async throws {
        var pieces: [String] = []
        for try await piece in Ledger().export(format, of: try CustomerID("nobody")) {
            pieces.append(piece)
        }
        #expect(pieces.count == 1)
    }

    @Test("R10.4: a journal longer than what is read at a time")
    func long() async throws {
        let ledger = Ledger()
        let customer = try CustomerID("long")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd), for: customer
        ).outcome
        for _ in 1...1_100 {
            try await ledger.topUp(TopUp(wallet, granted: .credits(1)), of: customer)
        }
        #expect(try await ledger.exported(.csv).components("\r\n").count == 1_102)
    }

    @Test("R10.4: ledger knows no day before 1400, and the instant stands in a note")
    func early() async throws {
        let clock = ManualClock(try Instant("1399-12-31T23:59:59.999Z"))
        let ledger = Ledger(store: InMemoryStore(), clock: clock)
        try await ledger.createWallet(
            CreateWallet(currency: .usd, paid: 1), for: CustomerID("acme"))
        let days = [
            ExportFormat.hledger: "1399-12-31", .ledger: "1400-01-01", .beancount: "1399-12-31",
        ]
        for (format, day) in days {
            let text = try await ledger.exported(format)
            #expect(text.contains("\n\(day) * "))
            #expect(text.contains("1399-12-31T23:59:59.999Z"))
        }
    }

    @Test("R10.4: an export is not silent about entries that are missing")
    func missing() async throws {
        let memory = InMemoryStore()
        let acme = try CustomerID("acme")
        let whole = Ledger(store: memory)
        let wallet = try await whole.createWallet(
            CreateWallet(currency: .usd, granted: 10), for: acme
        ).outcome
        try await whole.topUp(TopUp(wallet, granted: .credits(1)), of: acme)
        for (lost, what) in [(1, "goes on with revision 2 after 0."), (2, "ends at revision 1")] {
            let lossy = Ledger(store: LossyStore(base: memory, lost: [Int64(lost)]))
            let error = await #expect(throws: LedgerError.self) {
                try await lossy.exported(.hledger)
            }
            #expect(error?.code == "corrupt")
            #expect(error?.description.contains(what) == true)
        }
    }

    @Test("R12: a cancelled task ends its export")
    func cancelled() async throws {
        let ledger = try await ExportedStory().ledger
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await code { try await ledger.exported(.csv) }
        }
        task.cancel()
        #expect(await task.value == "cancelled")
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}

extension ExportedStory {
    /// An export with short ids: `#1`, `#2`, … in order of their first appearance, and the wallet's
    /// commodity as `A1`.
    fileprivate func masked(_ format: ExportFormat) async throws -> String {
        let text = try await ledger.exported(format)
        var known: [Substring: Int] = [:]
        return text.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) { match in
            let number = known[match.0, default: known.count + 1]
            known[match.0] = number
            return "#\(number)"
        }.replacing(/A[0-9A-Z]{23}/, with: "A1")
    }
}
