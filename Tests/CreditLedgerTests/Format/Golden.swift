@testable import CreditLedger

/// A value and its stored form, to the byte: what was ever written must stay readable.
///
/// A text here that has to change is a new version of the format, and the old text stays, to be
/// read.
struct Golden<Value> {
    let name: String
    let value: Value
    /// Without line breaks, which only make it fit the page.
    let text: String

    init(_ name: String, _ value: Value, _ text: String) {
        self.name = name
        self.value = value
        self.text = text.split(separator: "\n").joined()
    }
}

/// What golden values are made of.
enum Sample {
    static let wallet = WalletID(high: 0x019c_0d3f_5a00_7abc, low: 0x8000_0000_0000_0001)
    static let grant = GrantID(high: 0x019c_0d3f_5a00_7abc, low: 0x8000_0000_0000_0002)
    static let transaction = TransactionID(high: 0x019c_0d3f_5a00_7abc, low: 0x8000_0000_0000_0003)
    static let rule = RuleID(high: 0x019c_0d3f_5a00_7abc, low: 0x8000_0000_0000_0004)
    static let hold = HoldID(high: 0x019c_0d3f_5a00_7abc, low: 0x8000_0000_0000_0005)
    static let entry = EntryID(high: 0x019c_0d3f_5a00_7abc, low: 0x8000_0000_0000_0000)

    /// 2026-02-01T00:00:00Z.
    static let february = Instant(unchecked: 1_769_904_000_000)
    /// 2026-03-01T00:00:00Z.
    static let march = Instant(unchecked: 1_772_323_200_000)
    static let april = Instant(unchecked: 1_775_001_600_000)

    static func usd(_ amount: String) throws -> Money { try Money(amount, .usd) }

    static func metadata() throws -> Metadata { try Metadata(["b": "2", "a": "1"]) }

    static func scope() throws -> Scope {
        try Scope(
            feeTypes: [.subscription, .charge],
            prices: [PriceCode("storage"), PriceCode("api")])
    }

    /// Fixed credits every month, with all that a rule may have.
    static func monthly() throws -> TopUpRule {
        try TopUpRule(
            method: .fixed(paid: 10, granted: Credits("2.5")), trigger: .interval(.monthly),
            startsAt: february, expiresAt: april, payment: .chargeAutomatically,
            timeZone: "Europe/Berlin", timeToLiveSeconds: 86_400, metadata: metadata())
    }

    /// Up to a target, with as little as a rule may have.
    static func toTarget(orEqual: Bool = false) throws -> TopUpRule {
        try TopUpRule(
            method: .target(100, kind: .granted), trigger: .threshold(20, orEqual: orEqual))
    }

    static func invoice() throws -> Invoice {
        try Invoice(
            id: InvoiceID("in_1"), currency: .usd, periodEnd: march,
            lines: [
                Invoice.Line(
                    LineID("api"), .charge, usd("26.5"), price: PriceCode("api"),
                    periodEnd: february),
                Invoice.Line(LineID("plan"), .subscription, usd("10")),
                Invoice.Line(LineID("minimum"), .commitment, usd("0")),
            ])
    }

    static func report() throws -> UsageReport {
        try UsageReport(
            currency: .usd, period: UsagePeriod("2026-02"),
            lines: [Invoice.Line(LineID("api"), .charge, usd("0.000000000001"))])
    }

    static func grantTerms() throws -> GrantTerms {
        try GrantTerms(
            kind: .paid, issued: 10, priority: 7, scope: scope(), effectiveAt: february,
            expiresAt: march, costBasis: usd("0.9"), source: .rule(rule), payment: .due,
            name: "Winter", metadata: metadata(), transaction: transaction, createdAt: february)
    }

    static let bareGrantTerms = GrantTerms(
        kind: .granted, issued: 5, priority: 50, scope: .everything, effectiveAt: february,
        expiresAt: nil, costBasis: .zero(.usd), source: .initial, payment: nil, name: "",
        metadata: .none, transaction: transaction, createdAt: february)

    static func walletTerms() throws -> WalletTerms {
        try WalletTerms(
            name: "Prepaid", externalID: "w-1", currency: .usd, rate: Rate("0.03"), priority: 7,
            scope: scope(), activation: .at(february), expiresAt: march, graceSeconds: 3_600,
            limits: TopUpLimits(minimum: 1, maximum: 100), metadata: metadata())
    }

    static let bareWalletTerms = WalletTerms(
        name: "", externalID: nil, currency: .jpy, rate: .one, priority: 50, scope: .everything,
        activation: .atOnce, expiresAt: nil, graceSeconds: 0, limits: .none, metadata: .none)

    static func openHold() throws -> Hold {
        try Hold(
            id: hold, feeType: .charge, price: PriceCode("api"), asked: usd("5"),
            createdAt: february, until: march,
            parts: [Hold.Part(grant: grant, wallet: wallet, amount: usd("3"), credits: 100)])
    }

    static func rules() throws -> [RuleState] {
        try [
            RuleState(id: rule, rule: Shared(monthly()), addedAt: february, isPaused: true),
            RuleState(id: rule, rule: Shared(toTarget(orEqual: true)), addedAt: march),
        ]
    }
}
