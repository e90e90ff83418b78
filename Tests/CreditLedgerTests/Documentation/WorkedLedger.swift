import CreditLedger
import CreditLedgerTesting
import Testing

/// A ledger of one customer for the worked examples: it names grants, and tells outcomes as the
/// documents print them.
final class WorkedLedger {
    let clock: ManualClock
    let ledger: Ledger
    let acme: CustomerID
    private var names: [GrantID: String] = [:]

    init(at instant: String = "2026-01-01T00:00:00Z") throws {
        clock = ManualClock(try Instant(instant))
        ledger = Ledger(store: InMemoryStore(), clock: clock, ids: TimeOrderedIDs(seed: 1))
        acme = try CustomerID("acme")
    }

    func go(to instant: String) throws {
        clock.set(try Instant(instant))
    }

    /// Opens a wallet; its initial grants get its name.
    @discardableResult
    func wallet(_ wallet: CreateWallet) async throws -> WalletID {
        let id = try await ledger.createWallet(wallet, for: acme).outcome
        for grant in try await ledger.snapshot(of: acme).grants where grant.wallet == id {
            names[grant.id] = wallet.name
        }
        return id
    }

    /// Adds credits; the grant gets the top-up's name.
    @discardableResult
    func topUp(_ topUp: TopUp, key: String? = nil) async throws -> Receipt<IssuedGrants> {
        let context = Context(key: try key.map { key in try IdempotencyKey(key) })
        let receipt = try await ledger.topUp(topUp, of: acme, context: context)
        for grant in [receipt.outcome.paid, receipt.outcome.granted] {
            if let grant { names[grant] = topUp.name }
        }
        return receipt
    }

    /// An invoice in dollars: line ids, fee types and amounts.
    func invoice(
        _ id: String, _ lines: [(String, FeeType, String)], periodEnd: String? = nil
    ) throws -> Invoice {
        try Invoice(
            id: InvoiceID(id), currency: .usd,
            periodEnd: try periodEnd.map { text in try Instant(text) },
            lines: try lines.map { line in
                try Invoice.Line(LineID(line.0), line.1, Money(line.2, .usd))
            })
    }

    @discardableResult
    func draw(_ invoice: Invoice) async throws -> Drawdown {
        try await ledger.drawDown(invoice, for: acme).outcome
    }

    /// Reports usage of a period, replacing what was reported of it before.
    @discardableResult
    func report(
        _ lines: [(String, FeeType, String)], period: String = ""
    ) async throws -> Receipt<Void> {
        let report = try UsageReport(
            currency: .usd, period: UsagePeriod(period),
            lines: lines.map { line in
                try Invoice.Line(LineID(line.0), line.1, Money(line.2, .usd))
            })
        return try await ledger.reportUsage(report, for: acme)
    }

    /// Holds credits for usage, for an hour unless an end is given.
    @discardableResult
    func hold(
        _ amount: String, until: String? = nil, allowsPart: Bool = false
    ) async throws -> Hold {
        let end = try until.map { text in try Instant(text) }
        let wanted = try HoldCredits(
            Money(amount, .usd), for: .charge, until: end ?? clock.now.adding(seconds: 3_600),
            allowsPart: allowsPart)
        return try await ledger.hold(wanted, for: acme).outcome
    }

    /// Captures for a line of the invoice `in_1`.
    @discardableResult
    func capture(
        _ hold: Hold, _ amount: String, line: String
    ) async throws -> Receipt<Drawdown> {
        let capture = try CaptureHold(
            hold.id, Money(amount, .usd), invoice: InvoiceID("in_1"), line: LineID(line))
        return try await ledger.capture(capture, of: acme)
    }

    func balance(_ wallet: WalletID) async throws -> Balance {
        try await ledger.balance(of: wallet, customer: acme)
    }

    func name(_ grant: GrantID) -> String { names[grant] ?? "?" }

    /// `A pays 10 USD of usage`, a line per application.
    func payments(_ drawdown: Drawdown, withCredits: Bool = false) -> [String] {
        drawdown.applications.map { application in
            "\(name(application.grant)) pays \(application.amount) of \(application.line)"
                + (withCredits ? " with \(application.credits) credits" : "")
        }
    }

    /// The applications, then the totals.
    func told(_ drawdown: Drawdown) -> [String] {
        payments(drawdown) + ["applied \(drawdown.applied), due \(drawdown.due)"]
    }
}

/// Expects that a document shows these lines in the first text block below a heading, and that the
/// ledger that made them verifies.
func expect(
    _ path: String, _ heading: String, shows lines: [String], by worked: WorkedLedger,
    at location: SourceLocation = #_sourceLocation
) async throws {
    let shown = try DocumentFile(path).block("text", below: heading)
    #expect(shown == lines, sourceLocation: location)
    #expect(try await worked.ledger.verify().isClean, sourceLocation: location)
}
