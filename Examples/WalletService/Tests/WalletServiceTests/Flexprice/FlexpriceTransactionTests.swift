import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Flexprice: transactions")
struct FlexpriceTransactionTests {
    /// A wallet with one transaction of each kind: bought, given, applied, given back, voided,
    /// expired, and forfeited at last.
    private func eventful() async throws -> (FlexpriceUnderTest, String) {
        let flexprice = try FlexpriceUnderTest()
        let ledger = flexprice.service.ledger
        let customer = try CustomerID("cus_1")
        let wallet = try await flexprice.wallet()
        let id = try WalletID(wallet)
        _ = try await flexprice.topUp(
            wallet,
            """
            {"credits_to_add": 100, "transaction_reason": "PURCHASED_CREDIT_DIRECT",
             "description": "for May", "metadata": {"order": "7"}}
            """)
        _ = try await flexprice.topUp(
            wallet,
            """
            {"credits_to_add": 20, "transaction_reason": "CREDIT_NOTE", "priority": 9,
             "expiry_date_utc": "2026-05-02"}
            """)
        let line = Invoice.Line(try LineID("usage"), .charge, try Money("30", .usd))
        let invoice = try Invoice(id: try InvoiceID("inv_1"), currency: .usd, lines: [line])
        try await ledger.drawDown(invoice, for: customer)
        try await ledger.reinstate(
            Reinstate(invoice.id, lines: [line.id: try Money("5", .usd)]), for: customer)
        try await ledger.voidCredits(VoidCredits(id, 1, from: try await paidGrant(ledger)))
        flexprice.service.clock.set(try Instant("2026-05-03T00:00:00Z"))
        try await ledger.terminateWallet(id)
        return (flexprice, wallet)
    }

    private func paidGrant(_ ledger: Ledger) async throws -> GrantID? {
        try await ledger.grants(GrantQuery(kind: .paid)).items.first?.id
    }

    @Test("each kind has its reason and its direction")
    func reasons() async throws {
        let (flexprice, wallet) = try await eventful()
        #expect(
            try await flexprice.column("transaction_reason", of: wallet) == [
                "WALLET_TERMINATION", "MANUAL_BALANCE_DEBIT", "INVOICE_VOID_REFUND",
                "INVOICE_PAYMENT", "INVOICE_PAYMENT", "CREDIT_NOTE", "PURCHASED_CREDIT_DIRECT",
            ])
        #expect(
            try await flexprice.column("type", of: wallet) == [
                "debit", "debit", "credit", "debit", "debit", "credit", "credit",
            ])
        #expect(
            try await flexprice.column("reference_id", of: wallet) == [
                nil, nil, "inv_1", "inv_1", "inv_1", nil, nil,
            ])
    }

    @Test("balances before and after are exact, and without a gap")
    func balances() async throws {
        let (flexprice, wallet) = try await eventful()
        // 20 given and 10 bought credits paid 30 dollars; 5 of them came back.
        #expect(
            try await flexprice.column("credit_amount", of: wallet) == [
                "94", "1", "5", "10", "20", "20", "100",
            ])
        #expect(
            try await flexprice.column("credit_balance_before", of: wallet) == [
                "94", "95", "90", "100", "120", "100", "0",
            ])
        #expect(
            try await flexprice.column("credit_balance_after", of: wallet) == [
                "0", "94", "95", "90", "100", "120", "100",
            ])
        // Any page says the same.
        let page = try await flexprice.column(
            "credit_balance_after", of: wallet, "offset=3&limit=2")
        #expect(page == ["90", "100"])
    }

    @Test("what was said of a top-up stays with its transaction")
    func words() async throws {
        let (flexprice, wallet) = try await eventful()
        #expect(try await flexprice.column("description", of: wallet).last == "for May")
        #expect(try await flexprice.column("metadata", of: wallet).last == ["order": "7"])
        #expect(
            try await flexprice.column("priority", of: wallet, "order=asc").prefix(2) == [50, 9])
    }

    /// A query, and the credits of the transactions that it finds.
    static let filters: [(String, [JSONValue])] = [
        ("type=credit", ["5", "20", "100"]), ("type=debit&limit=2", ["94", "1"]),
        ("transaction_status=completed&type=credit", ["5", "20", "100"]),
        ("transaction_status=pending", []), ("transaction_status=failed", []),
        ("transaction_reason=CREDIT_NOTE", ["20"]),
        ("transaction_reason=INVOICE_PAYMENT", ["10", "20"]),
        ("transaction_reason=INVOICE_PAYMENT&limit=1&offset=1", ["20"]),
        ("transaction_reason=CREDIT_EXPIRED", []),
        ("transaction_reason=CREDIT_NOTE&type=debit", []),
        ("reference_id=inv_1&type=debit", ["10", "20"]), ("reference_id=inv_2", []),
        ("reference_type=EXTERNAL", ["5", "10", "20"]), ("reference_type=PAYMENT", []),
        ("start_time=2026-05-02T00:00:00Z", ["94"]),
        ("end_time=2026-05-01T12:00:00Z&type=credit", ["5", "20", "100"]),
        ("end_time=2026-05-01T11:59:59Z", []),
        ("priority=9", ["20"]), ("expiry_date_before=2026-06-01", ["20"]),
        ("expiry_date_after=2026-06-01", []), ("credits_available_gt=0", []),
        ("status=published&limit=1", ["94"]), ("status=deleted", []), ("id=none", []),
        ("created_by=nobody", []), ("order=asc&limit=3", ["100", "20", "20"]),
        ("order=asc&offset=5", ["1", "94"]), ("order=asc&offset=9", []), ("offset=9", []),
        ("order=asc&transaction_reason=INVOICE_PAYMENT", ["20", "10"]),
    ]

    /// What languages make of a floating-point number, and how many of 0.5 and 2 credits are above.
    static let bounds: [(String, Int)] = [
        ("0.5", 1), ("0.49999999999999994", 2), ("0.500000000000000001", 1), ("1e-05", 2),
        ("5e-324", 2), ("2.0", 0), ("1E1", 0), ("-1", 2),
    ]

    @Test("a bound is a number as programs write one", arguments: bounds)
    func bound(_ number: String, above: Int) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        for credits in ["0.5", "2"] {
            _ = try await flexprice.topUp(
                wallet,
                #"{"credits_to_add": "\#(credits)", "transaction_reason": "FREE_CREDIT_GRANT"}"#)
        }
        let query = "credits_available_gt=\(number)"
        #expect(try await flexprice.column("id", of: wallet, query).count == above)
        let found = try await flexprice.call(
            .post, "/v1/wallets/transactions/search", #"{"credits_available_gt": \#(number)}"#)
        #expect(try found.at("pagination", "total") == .integer(above))
    }

    @Test(
        "what is no bound, or an offset that no list has, is 400",
        arguments: ["credits_available_gt=abc", "credits_available_gt=1e400", "offset=1000000001"])
    func wrongQuery(_ query: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let reply = try await flexprice.call(.get, "/v1/wallets/\(wallet)/transactions?\(query)")
        #expect(reply.status == 400)
    }

    @Test("a list holds what was asked for", arguments: filters)
    func filter(_ query: String, credits: [JSONValue]) async throws {
        let (flexprice, wallet) = try await eventful()
        #expect(try await flexprice.column("credit_amount", of: wallet, query) == credits)
    }

    @Test("a search goes over all wallets, or those that its conditions name")
    func search() async throws {
        let (flexprice, wallet) = try await eventful()
        let other = try await flexprice.wallet(#"{"currency": "eur", "customer_id": "cus_2"}"#)
        _ = try await flexprice.topUp(
            other, #"{"credits_to_add": 8, "transaction_reason": "FREE_CREDIT_GRANT"}"#)
        let one = try await flexprice.column("id", of: other)
        func condition(_ field: String, _ value: String) -> String {
            #"{"field": "\#(field)", "operator": "eq", "value": {"string": "\#(value)"}}"#
        }
        let searches: [(String, JSONValue)] = [
            ("{}", 8), (#"{"type": "credit"}"#, 4),
            (#"{"filters": [\#(condition("wallet_id", wallet))]}"#, 7),
            (#"{"filters": [\#(condition("customer_id", "cus_2"))]}"#, 1),
            (
                """
                {"filters": [\(condition("wallet_id", wallet)), \(condition("type", "credit"))],
                 "sort": [{"field": "created_at", "direction": "asc"}]}
                """, 3
            ),
            (#"{"filters": [\#(condition("wallet_id", "none"))]}"#, 0),
            (
                """
                {"filters": [\(condition("wallet_id", wallet)), \(condition("wallet_id", other))]}
                """, 0
            ),
        ]
        for (body, total) in searches {
            let reply = try await flexprice.call(.post, "/v1/wallets/transactions/search", body)
            #expect(try reply.at("pagination", "total") == total, "\(body)")
        }
        let id = try #require(one.first ?? nil)
        let found = try await flexprice.call(
            .post, "/v1/wallets/transactions/search", #"{"id": \#(id.text)}"#)
        #expect(try found.at("items", "0", "credit_balance_after") == "8")
    }

    @Test("clients of 1.x get numbers, and no word that they don't know")
    func firstGeneration() async throws {
        let (flexprice, wallet) = try await eventful()
        let reply = try await flexprice.call(
            .get, "/v1/wallets/\(wallet)/transactions", by: FlexpriceUnderTest.firstName)
        #expect(try reply.at("items", "0", "credit_amount") == 94)
        #expect(try reply.at("items", "0", "transaction_reason") == "WALLET_TERMINATION")
        #expect(try reply.at("items", "1", "transaction_reason") == nil)
        #expect(try reply.at("items", "2", "credit_balance_after") == 95)
    }

    @Test("150 transactions are listed on pages of 1000, 100 and 40 alike")
    func pages() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let id = try WalletID(wallet)
        for _ in 1...150 {
            try await flexprice.service.ledger.topUp(TopUp(id, granted: .credits(2)))
        }
        let all = try await flexprice.column("credit_balance_after", of: wallet, "limit=1000")
        #expect(all == (1...150).reversed().map { .string(String($0 * 2)) })
        for size in [100, 40] {
            var seen: [JSONValue?] = []
            for offset in stride(from: 0, to: 150, by: size) {
                seen += try await flexprice.column(
                    "credit_balance_after", of: wallet, "limit=\(size)&offset=\(offset)")
            }
            #expect(seen == all)
        }
        let rising = try await flexprice.column(
            "credit_balance_after", of: wallet, "order=asc&limit=120&offset=10")
        #expect(rising == Array(all.reversed()[10..<130]))
    }
}
