import CreditLedger
import Testing

/// One command that must be refused, and with which code.
struct BadCommand: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let make: @Sendable (RefusalDesk) throws -> Command

    init(
        _ name: String, _ code: String, _ make: @escaping @Sendable (RefusalDesk) throws -> Command
    ) {
        (self.name, self.code, self.make) = (name, code, make)
    }

    var testDescription: String { "\(name) is \(code)" }
}

/// A desk with a wallet in every state, and a drawn invoice.
struct RefusalDesk {
    var desk: Desk
    let active: WalletID
    let pending: WalletID
    let closing: WalletID
    let terminated: WalletID
    let limited: WalletID
    /// A wallet in dollars for subscriptions, which goes first, and one in euros.
    let purse: WalletID
    let euros: WalletID
    let holds: Holds
    let stranger = WalletID(high: 0x7000, low: 1 << 63 | 5)
    static let now = "2026-03-01T00:00:00Z"

    init() throws {
        var desk = try Desk()
        let rule = try TopUpRule(
            method: .fixed(paid: 5, granted: nil), trigger: .threshold(3, orEqual: false))
        active = try desk.wallet(
            CreateWallet(currency: .usd, externalID: "main", rules: [rule], paid: 10),
            at: "2026-01-01T00:00:00Z")
        pending = try desk.wallet(
            CreateWallet(currency: .usd, activation: .onRequest, granted: 3),
            at: "2026-01-02T00:00:00Z")
        closing = try desk.wallet(
            CreateWallet(
                currency: .usd, expiresAt: Instant("2026-02-01T00:00:00Z"),
                graceSeconds: 90 * 86_400, granted: 4),
            at: "2026-01-03T00:00:00Z")
        terminated = try desk.wallet(
            CreateWallet(currency: .usd, granted: 4), at: "2026-01-04T00:00:00Z")
        limited = try desk.wallet(
            CreateWallet(currency: .usd, limits: TopUpLimits(minimum: 10, maximum: 100)),
            at: "2026-01-05T00:00:00Z")
        try desk.perform(.terminateWallet(terminated), at: "2026-01-06T00:00:00Z")
        try desk.perform(
            .drawDown(DrawDown(Self.invoice("in_1", "2"))), at: "2026-01-07T00:00:00Z")
        purse = try desk.wallet(
            CreateWallet(
                currency: .usd, priority: 0, scope: Scope(feeTypes: [.subscription]), paid: 100),
            at: "2026-01-08T00:00:00Z")
        euros = try desk.wallet(
            CreateWallet(currency: .eur, granted: 50), at: "2026-01-09T00:00:00Z")
        holds = try Holds(&desk, purse)
        try desk.perform(
            .reportUsage(Self.usage("2026-01", "90000000000000")), at: "2026-02-02T00:00:00Z")
        try desk.advance(to: Self.now)
        self.desk = desk
    }

    /// Unbilled usage in euros.
    static func usage(_ period: String, _ amount: String) throws -> UsageReport {
        try UsageReport(
            currency: .eur, period: UsagePeriod(period),
            lines: [Invoice.Line(LineID("use"), .charge, Money(amount, .eur))])
    }

    static func invoice(
        _ id: String, _ amount: String, _ currency: Currency = .usd
    ) throws -> Invoice {
        try Invoice(
            id: InvoiceID(id), currency: currency,
            lines: [
                Invoice.Line(try LineID("use"), .charge, try Money(amount, currency))
            ])
    }

    /// The n-th grant made, from 0: the active wallet's, the pending one's, the closing one's, the
    /// terminated one's, the purse's, the euros'.
    func grant(_ index: Int) throws -> GrantID { desk.grants[index] }
}
