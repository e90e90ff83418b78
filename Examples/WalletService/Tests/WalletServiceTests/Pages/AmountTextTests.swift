import CreditLedger
import Testing

@testable import WalletService

@Suite("What pages show")
struct AmountTextTests {
    @Test(
        "amounts are grouped, padded to the minor digits, and keep every digit",
        arguments: [
            ("0", 0, "0"), ("0", 2, "0.00"), ("1", 3, "1.000"), ("999", 0, "999"),
            ("1000", 0, "1,000"), ("1234567.5", 2, "1,234,567.50"), ("-1234.5", 2, "−1,234.50"),
            ("0.000000000001", 2, "0.000000000001"),
            ("99999999999999.123456789012", 2, "99,999,999,999,999.123456789012"),
            ("9007199254740993", 0, "9,007,199,254,740,993"),
            ("0.30000000000000004", 0, "0.30000000000000004"), ("100000", 0, "100,000"),
        ])
    func grouped(canonical: String, digits: Int, shown: String) {
        #expect(AmountText.grouped(canonical, minorDigits: digits) == shown)
    }

    @Test("money has its currency's digits")
    func money() throws {
        #expect(try AmountText.money(Money("10.5", .usd)) == "10.50\u{A0}USD")
        #expect(try AmountText.money(Money("1050", .jpy)) == "1,050\u{A0}JPY")
        #expect(try AmountText.money(Money("1.5", Currency("KWD"))) == "1.500\u{A0}KWD")
        #expect(try AmountText.money(Money("0.0005", .usd)) == "0.0005\u{A0}USD")
        #expect(try AmountText.change(Credits("25")) == "+25")
        #expect(try AmountText.change(Credits("-25.5")) == "−25.5")
    }

    @Test(
        "instants are shown in UTC",
        arguments: [
            ("2026-05-01T12:00:00Z", "1 May 2026, 12:00"),
            ("2026-12-31T23:59:07Z", "31 December 2026, 23:59:07"),
            ("2026-05-01T14:00:00.250+02:00", "1 May 2026, 12:00"),
            ("0001-01-01T00:00:00Z", "1 January 1, 00:00"),
            ("9999-12-31T23:59:59.999Z", "31 December 9999, 23:59:59"),
        ])
    func moments(text: String, shown: String) throws {
        let moment = Moment(try Instant(text))
        #expect(moment.shown == shown)
        #expect(try Instant(moment.datetime) == Instant(text))
    }

    @Test("an id in which nothing can be seen is told by its characters")
    func blanks() {
        #expect(ShownText.visible("acme") == "acme")
        #expect(ShownText.visible(" ") == "(blank: U+20)")
        #expect(ShownText.visible("\u{200B}\t") == "(blank: U+200B U+9)")
        #expect(ShownText.visible("😀") == "😀")
        #expect(ShownText.short(String(repeating: "é", count: 100)).count == 61)
    }

    @Test(
        "ids in addresses are encoded byte by byte, and come back",
        arguments: [
            ("acme", "/customers/acme"), ("a/b", "/customers/a%2Fb"), (".", "/customers?id=."),
            ("..", "/customers?id=.."), ("...", "/customers/..."),
            ("a b\"<'&?#%+", "/customers/a%20b%22%3C%27%26%3F%23%25%2B"),
            ("é", "/customers/%C3%A9"), ("\u{0A}", "/customers/%0A"),
        ])
    func links(id: String, link: String) {
        #expect(PageLink.customer(id) == link)
    }

    @Test("only an accent after it does not hide a character from escaping")
    func escaping() {
        #expect(
            PageEscaping.escape(#"<a href="x">'&'"#)
                == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;")
        #expect(
            PageEscaping.escape("\"\u{301}<\u{338}>\u{FE0F}")
                == "&quot;\u{301}&lt;\u{338}&gt;\u{FE0F}")
        #expect(PageEscaping.escape("a\r\nb") == "a&#13;\nb")
    }
}
