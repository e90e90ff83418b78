import ArgumentParser
import CreditLedger

/// How a wallet's balance will change by time alone.
struct ShowForecast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Tells how a wallet's balance will change by time alone, and why.",
        discussion: """
            It leads a copy of the book into the future, as if nobody did anything meanwhile: \
            grants become effective, expire and close, schedules add credits. A row is an instant \
            at which a figure changes, and the balance from then on.

            settled: remaining credits that can be used; available: those that no hold keeps; \
            scheduled: credits that come into effect later; pending: credits that await their \
            payment, which stays so; closing: expired ones in their grace; ongoing: what is \
            available less what the usage so far would take, so it may be negative.

            EXAMPLE: what will a customer have at the end of the year?

              ledger-tool forecast --from scenario:month.json --customer acme --wallet a \\
                --until 2027-01-01T00:00:00Z
            """)

    @Option(
        help: "Whose wallet it is; looked up if left out.",
        transform: { try CustomerID(argument: $0) })
    var customer: CustomerID?

    @Option(help: "The wallet: its id, or what the scenario calls it.")
    var wallet: String

    @Option(
        help: ArgumentHelp(
            "The last instant to look at: ISO 8601 with a zone.", valueName: "instant"),
        transform: { try Instant(argument: $0) })
    var until: Instant

    @OptionGroup var report: ReportOptions

    @OptionGroup(title: "The ledger") var source: LedgerOptions

    func run() async throws {
        try await source.use { open in
            let owner = try await open.ledger.wallet(open.wallet(wallet), of: customer).customer
            let forecast = try await open.ledger.forecast(
                of: open.wallet(wallet), until: until, customer: owner)
            let grants = try await open.ledger.snapshot(of: owner).grants
            let known = Set(grants.filter(\.isJournalled).map(\.id))
            try Output.print(
                report.json ? Self.json(forecast) : Self.text(forecast, open, known))
        }
    }

    /// The table; a grant that is only foreseen has no id yet that anything else knows.
    private static func text(
        _ forecast: Forecast, _ open: OpenLedger, _ known: Set<GrantID>
    ) -> String {
        var table = Table([
            .text("instant"), .figure("settled"), .figure("available"), .figure("scheduled"),
            .figure("pending"), .figure("closing"), .figure("ongoing"), .text("why"),
        ])
        func add(_ instant: Instant, _ balance: Balance, _ why: String) {
            table.add([
                "\(instant)", "\(balance.settled)", "\(balance.available)", "\(balance.scheduled)",
                "\(balance.pending)", "\(balance.closing)", "\(balance.ongoing)", why,
            ])
        }
        add(forecast.asOf, forecast.start, "now")
        for step in forecast.steps {
            let causes = step.causes.map { cause in
                cause.words { known.contains($0) ? open.label($0) : "a grant to come" }
            }
            add(step.at, step.balance, causes.joined(separator: "; "))
        }
        let name = open.label(forecast.wallet).printable
        return "Wallet \(name), until \(forecast.until), if nobody does anything meanwhile\n\n"
            + table.text(isStyled: Output.standard().isStyled)
    }

    private static func json(_ forecast: Forecast) -> String {
        JSONText.object([
            ("wallet", .of(forecast.wallet)), ("asOf", .of(forecast.asOf)),
            ("until", .of(forecast.until)), ("start", json(forecast.start)),
            (
                "steps",
                .list(
                    forecast.steps.map { step in
                        .object([
                            ("at", .of(step.at)), ("balance", json(step.balance)),
                            ("causes", .list(step.causes.map(\.json))),
                        ])
                    })
            ),
        ]).written()
    }

    private static func json(_ balance: Balance) -> JSONText {
        .object([
            ("settled", .of(balance.settled)), ("paid", .of(balance.paid)),
            ("granted", .of(balance.granted)), ("held", .of(balance.held)),
            ("available", .of(balance.available)), ("scheduled", .of(balance.scheduled)),
            ("pending", .of(balance.pending)), ("closing", .of(balance.closing)),
            ("ongoing", .of(balance.ongoing)), ("expected", .of(balance.expected)),
            ("worth", .text(balance.worth.amount)),
            ("currency", .of(balance.currency)),
        ])
    }
}
