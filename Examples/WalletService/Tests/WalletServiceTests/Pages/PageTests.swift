import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Pages")
struct PageTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a/b/../c", ".", "..",
        "'quoted' & \"double\"", "x\"\u{301} onmouseover=\"alert(1)\u{301}", "שלום\u{202E}gnp.exe",
        "😀👩‍👩‍👧‍👦", " ", "\u{200B}", "100% #1?x=y&z", String(repeating: "W", count: 1000), "%2F%252F",
        "{{title}}{{>layout}}", "line\nbreak\r\ttab", "customer+plus",
        "</title></style><svg onload=x>",
        "\u{1}\u{7F}\u{FFFE}",
    ]
    /// Every attribute that the templates use; one of another name would have been smuggled in.
    static let attributes: Set<String> = [
        "action", "anchor", "aria-current", "aria-describedby", "aria-hidden", "aria-invalid",
        "aria-label", "aria-labelledby", "autocapitalize", "autocomplete", "autofocus", "charset",
        "class", "content", "cx", "cy", "d", "data-label", "datetime", "dir", "focusable", "for",
        "height", "hidden", "href", "html", "id", "lang", "maxlength", "method", "name", "overflow",
        "preserveAspectRatio", "r", "rel", "required", "role", "rx", "scope", "spellcheck",
        "tabindex", "type", "value", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
    ]

    /// Books something for a customer, with one text in every place that takes one.
    private func book(_ text: String, on service: ServiceUnderTest) async throws {
        let customer = try CustomerID(text)
        let name = String(text.prefix(100))
        let context = Context(actor: .init(id: name, name: name), reason: name)
        let ledger = service.ledger
        let price = try PriceCode(text)
        let id = try await ledger.createWallet(
            CreateWallet(
                currency: .usd, name: name, externalID: name,
                scope: Scope(prices: [price]), granted: 5), for: customer, context: context
        ).outcome
        try await ledger.topUp(
            TopUp(
                id, paid: .credits(90), expiresAt: try Instant("2026-06-01T00:00:00Z"), name: name),
            of: customer, context: context)
        let line = Invoice.Line(try LineID(text), .charge, try Money("12.34", .usd), price: price)
        try await ledger.drawDown(
            Invoice(id: try InvoiceID(text), currency: .usd, lines: [line]), for: customer,
            context: context)
        try await ledger.reinstate(
            Reinstate(try InvoiceID(text)), for: customer, context: context)
        try await ledger.hold(
            HoldCredits(
                try Money("1", .usd), for: .charge, price: price,
                until: try Instant("2026-05-03T00:00:00Z")), for: customer)
        try await ledger.reportUsage(
            UsageReport(currency: .usd, period: try UsagePeriod(text), lines: [line]),
            for: customer)
    }

    private func check(_ reply: Reply, _ note: String) {
        let markup = Markup(reply.text)
        #expect(markup.faults == [], "\(note)")
        let foreign = Set(markup.tags.flatMap(\.attributes.keys)).subtracting(Self.attributes)
        #expect(foreign == [], "\(note)")
        #expect(!markup.tags.contains { ["script", "img", "style", "iframe"].contains($0.name) })
        for link in markup.values("href") + markup.values("action") where link != "#main" {
            #expect(link.hasPrefix("/") && !link.hasPrefix("//"), "\(note): \(link)")
        }
        let ids = markup.values("id")
        #expect(Set(ids).count == ids.count, "\(note): ids twice")
        let named = markup.values("aria-labelledby").flatMap { $0.split(separator: " ") }
        #expect(Set(named.map(String.init)).isSubset(of: ids), "\(note)")
        #expect(markup.tags.filter { $0.name == "h1" }.count == 1, "\(note)")
        #expect(markup.tags.filter { $0.name == "main" }.count == 1, "\(note)")
    }

    @Test("no text of a user becomes markup, wherever it stands", arguments: hostile)
    func hostileTexts(text: String) async throws {
        let service = try ServiceUnderTest()
        try await book(text, on: service)
        let visitor = try await Visitor.signedIn(to: service)
        let link = PageLink.customer(text)
        let page = try await visitor.look(link)
        #expect(page.status == 200)
        check(page, text)
        let shown = PageEscaping.escape(ShownText.visible(text))
        #expect(page.text.contains("<bdi>\(shown)</bdi></h1>"))
        #expect(page.text.contains("nvoice \(shown), line \(shown)"))
        #expect(page.text.contains("12.34\u{A0}USD"))
        let home = try await visitor.look("/")
        check(home, text)
        #expect(home.text.contains("href=\"\(PageEscaping.escape(link))\""))
        let found = try await visitor.look(PageLink.customers(search: text, after: nil))
        check(found, text)
        #expect(found.text.contains("href=\"\(PageEscaping.escape(link))\""))
        let named = try await visitor.look("/customers?id=\(PageLink.encoded(text))")
        #expect(named.status == ([".", ".."].contains(text) ? 200 : 303))
        let none = try await visitor.look(PageLink.customers(search: text, after: text))
        check(none, text)
        let wrong = PageLink.customer(text, [("wallet", text)])
        let error = try await visitor.look(wrong)
        #expect(error.status == 404)
        check(error, text)
    }

    @Test("an empty ledger says so, and an unknown customer has nothing booked")
    func empty() async throws {
        let visitor = try await Visitor.signedIn(to: try ServiceUnderTest())
        for path in ["/", "/trial-balance", "/customers/nobody"] {
            let reply = try await visitor.look(path)
            #expect(reply.status == 200)
            #expect(reply.text.contains("class=\"empty\""))
            check(reply, path)
        }
    }

    @Test("customers are listed by the beginning of their ids, page by page")
    func customers() async throws {
        let service = try ServiceUnderTest()
        for index in 10..<70 {
            for name in ["a-\(index)", "b-\(index)"] {
                try await service.ledger.createWallet(
                    CreateWallet(currency: .usd, paid: 1), for: try CustomerID(name))
            }
        }
        let visitor = try await Visitor.signedIn(to: service)
        var next: String? = "/?search=b-"
        var found: [String] = []
        while let link = next {
            let page = try await visitor.look(link)
            let markup = Markup(page.text)
            found += markup.values("href").filter { $0.hasPrefix("/customers/") }
            next = markup.tags.first { $0.attributes["rel"] == "next" }?.attributes["href"]
                .map { $0.replacing("&amp;", with: "&") }
        }
        #expect(found == (10..<70).map { "/customers/b-\($0)" })
        let exact = Markup(try await visitor.look("/?search=a-42").text)
        #expect(exact.values("href").filter { $0.hasPrefix("/customers/") } == ["/customers/a-42"])
    }

    @Test("transactions are paged both ways, and tell what each was for")
    func transactions() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("acme")
        try await service.ledger.createWallet(
            CreateWallet(currency: .usd, paid: 1000), for: customer)
        for index in 1...59 {
            let line = Invoice.Line(try LineID("line"), .charge, try Money("2", .usd))
            try await service.ledger.drawDown(
                Invoice(id: try InvoiceID("inv-\(index)."), currency: .usd, lines: [line]),
                for: customer,
                context: Context(actor: .init(id: "u1", name: "Ines"), reason: "Run \(index)."))
        }
        let visitor = try await Visitor.signedIn(to: service)
        let link = { (page: Reply, rel: String) -> String? in
            Markup(page.text).tags.first { $0.attributes["rel"] == rel }?.attributes["href"]
                .map { $0.replacing("&amp;", with: "&").replacing("#transactions", with: "") }
        }
        let first = try await visitor.look("/customers/acme")
        #expect(first.text.contains("Invoice inv-59., line line"))
        #expect(first.text.contains("Run 59.") && first.text.contains("Ines (u1)"))
        #expect(link(first, "prev") == nil)
        let second = try await visitor.look(try #require(link(first, "next")))
        #expect(second.text.contains("inv-34.") && !second.text.contains("inv-35."))
        let third = try await visitor.look(try #require(link(second, "next")))
        #expect(third.text.contains("Initial credits") && third.text.contains("inv-9."))
        #expect(link(third, "next") == nil)
        let back = try await visitor.look(try #require(link(third, "prev")))
        #expect(back.text.contains("inv-34.") && !back.text.contains("inv-9."))
        for bad in ["?after=x", "?before=%FF", "?after=a&after=b", "?wallet=x"] {
            let reply = try await visitor.look("/customers/acme" + bad)
            #expect([400, 404].contains(reply.status))
            check(reply, bad)
        }
    }
}
