import ArgumentParser
import CreditLedger

/// The trial balance of one customer or of all.
struct ShowTrialBalance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial-balance",
        abstract: "Lists every account's debits, credits and balance.",
        discussion: """
            Credits move only between two accounts: the wallet's, paid or granted, which hold what \
            the customer has, and the platform's, which say where credits came from (purchases, \
            promotions) and where they went (redemptions, voids, expirations, forfeitures). The \
            balance of an account is its credits less its debits; all of them together are 0.

            Accounts of a wallet are in its own credits; the totals per currency are in money, \
            exact products of credits and rate. The table leaves accounts out that nothing moved; \
            the JSON has them all:

              {"accounts": [{"customer", "wallet", "account",
                             "debits", "credits", "balance"}],
               "currencies": [{"currency", "debits", "credits", "accounts"}]}
            """)

    @Option(
        help: "Only this customer's accounts; by default all.",
        transform: { try CustomerID(argument: $0) })
    var customer: CustomerID?

    @OptionGroup var report: ReportOptions

    @OptionGroup(title: "The ledger") var source: LedgerOptions

    func run() async throws {
        try await source.use { open in
            try await open.noteIfUnknown(customer)
            let balance = try await open.ledger.trialBalance(of: customer)
            try Output.print(report.json ? Self.json(balance) : Self.text(balance, open))
            guard balance.isBalanced else {
                throw Failure(
                    status: .wrong, code: "notBalanced",
                    message: "Debits and credits are not equal.")
            }
        }
    }

    private static func text(_ balance: TrialBalance, _ open: OpenLedger) -> String {
        let isStyled = Output.standard().isStyled
        var wallets = Table([
            .text("customer"), .text("wallet"), .text("account"), .figure("debits"),
            .figure("credits"), .figure("balance"),
        ])
        for wallet in balance.wallets {
            for row in wallet.rows where row.account.isWallet || row.debits + row.credits != 0 {
                wallets.add([
                    wallet.customer.text, open.label(wallet.wallet), row.account.rawValue,
                    "\(row.debits)", "\(row.credits)", "\(row.balance)",
                ])
            }
        }
        var totals = Table([
            .text("currency"), .text("account"), .figure("debits"), .figure("credits"),
            .figure("balance"),
        ])
        for currency in balance.currencies {
            for row in currency.rows where row.debits + row.credits != .zero {
                totals.add([
                    currency.currency.code, row.account.rawValue, "\(row.debits)",
                    "\(row.credits)", "\(row.balance)",
                ])
            }
            totals.add([
                currency.currency.code, "all", "\(currency.debits)", "\(currency.credits)",
                "\(currency.credits - currency.debits)",
            ])
        }
        return "In credits, per wallet:\n\n\(wallets.text(isStyled: isStyled))\n\n"
            + "In money, per currency:\n\n\(totals.text(isStyled: isStyled))"
    }

    private static func json(_ balance: TrialBalance) -> String {
        let accounts = balance.wallets.flatMap { wallet in
            wallet.rows.map { row in
                JSONText.object(
                    [("customer", .of(wallet.customer)), ("wallet", .of(wallet.wallet))]
                        + members(row))
            }
        }
        let currencies = balance.currencies.map { currency in
            JSONText.object([
                ("currency", .of(currency.currency)), ("debits", .of(currency.debits)),
                ("credits", .of(currency.credits)),
                ("accounts", .list(currency.rows.map { .object(members($0)) })),
            ])
        }
        return JSONText.object([
            ("accounts", .list(accounts)), ("currencies", .list(currencies)),
        ]).written()
    }

    private static func members<Amount: CustomStringConvertible>(
        _ row: TrialBalance.Row<Amount>
    ) -> [(name: String, value: JSONText)] {
        [
            ("account", .text(row.account.rawValue)), ("debits", .of(row.debits)),
            ("credits", .of(row.credits)), ("balance", .of(row.balance)),
        ]
    }
}
