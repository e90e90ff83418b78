import ArgumentParser
import CreditLedger

/// The statement of one wallet.
struct ShowStatement: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "Lists what moved in a wallet, with the balance before, after and in between.",
        discussion: """
            The opening balance is the sum of all that moved before the statement begins; each \
            line is one movement of credits of one grant; the closing balance is the opening one \
            and all lines. A purchase stands where its payment was settled. The span is half-open: \
            it holds what happens at --since, and not what happens at --until.

            EXAMPLE: one month, for a customer who asks

              ledger-tool statement --from scenario:month.json --customer acme --wallet a \\
                --since 2026-02-01T00:00:00Z --until 2026-03-01T00:00:00Z
            """)

    @Option(
        help: "Whose wallet it is; looked up if left out.",
        transform: { try CustomerID(argument: $0) })
    var customer: CustomerID?

    @Option(help: "The wallet: its id, or what the scenario calls it.")
    var wallet: String

    @Option(
        help: ArgumentHelp(
            "The first instant in it; by default the beginning.", valueName: "instant"),
        transform: { try Instant(argument: $0) })
    var since: Instant?

    @Option(
        help: ArgumentHelp(
            "The first instant after it; by default all until now.", valueName: "instant"),
        transform: { try Instant(argument: $0) })
    var until: Instant?

    @OptionGroup var report: ReportOptions

    @OptionGroup(title: "The ledger") var source: LedgerOptions

    func validate() throws {
        if let since, let until, until < since {
            throw ValidationError("--until \(until) is before --since \(since).")
        }
    }

    func run() async throws {
        try await source.use { open in
            let statement = try await open.ledger.statement(
                of: open.wallet(wallet), from: since ?? .earliest, to: until ?? .latest,
                customer: customer)
            try Output.print(report.json ? json(statement) : text(statement, open))
        }
    }

    private func text(_ statement: Statement, _ open: OpenLedger) -> String {
        let name = statement.name.isEmpty ? "" : " '\(statement.name.printable)'"
        let head = """
            Wallet \(open.label(statement.wallet).printable)\(name) of customer \
            \(statement.customer.text.printable), \(statement.rate) \(statement.currency) a credit
            From \(since.map { "\($0)" } ?? "the beginning"), \
            until \(until.map { "\($0)" } ?? "now")


            """
        var table = Table([
            .text("instant"), .text("kind"), .text("grant"), .figure("in"), .figure("out"),
            .figure("balance"), .text("for"),
        ])
        table.add(["", "opening", "", "", "", "\(statement.opening.total)"])
        for line in statement.lines {
            table.add([
                "\(line.instant)", line.transaction.kind.rawValue,
                open.label(line.transaction.grant),
                line.change < 0 ? "" : "\(line.change)",
                line.change < 0 ? "\(0 - line.change)" : "",
                "\(line.balance.total)", "\(line.purpose)",
            ])
        }
        table.add(["", "closing", "", "", "", "\(statement.closing.total)"])
        return head + table.text(isStyled: Output.standard().isStyled)
    }

    private func json(_ statement: Statement) -> String {
        JSONText.object([
            ("customer", .of(statement.customer)), ("wallet", .of(statement.wallet)),
            ("name", .text(statement.name)), ("currency", .of(statement.currency)),
            ("rate", .of(statement.rate)), ("since", .of(since)), ("until", .of(until)),
            ("opening", Self.json(statement.opening)),
            ("lines", .list(statement.lines.map(Self.json))),
            ("closing", Self.json(statement.closing)),
        ]).written()
    }

    private static func json(_ funds: Statement.Funds) -> JSONText {
        .object([
            ("paid", .of(funds.paid)), ("granted", .of(funds.granted)), ("total", .of(funds.total)),
        ])
    }

    /// A line; the journal entry is `null` for what fell due and is not journalled yet.
    private static func json(_ line: Statement.Line) -> JSONText {
        let transaction = line.transaction
        let isOut = line.change < 0
        return .object([
            ("instant", .of(line.instant)), ("entry", .of(line.entry)),
            ("transaction", line.entry == nil ? .null : .of(transaction.id)),
            ("kind", .text(transaction.kind.rawValue)), ("grant", .of(transaction.grant)),
            ("grantKind", .text(transaction.grantKind.rawValue)),
            ("creditsIn", .of(isOut ? 0 : line.change)),
            ("creditsOut", .of(isOut ? 0 - line.change : 0)),
            ("paid", .of(line.balance.paid)), ("granted", .of(line.balance.granted)),
            ("balance", .of(line.balance.total)), ("purpose", .of(line.purpose)),
            ("invoice", .of(transaction.application?.invoice)),
            ("line", .of(transaction.application?.line)),
            ("amount", .of(transaction.application?.amount.amount)),
            ("actor", .of(line.context?.actor?.id)), ("reason", .of(line.context?.reason)),
        ])
    }
}
