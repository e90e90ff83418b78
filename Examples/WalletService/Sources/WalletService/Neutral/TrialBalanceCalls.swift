internal import CreditLedger
internal import HTTPTypes

/// The trial balance: every account's debits, credits and balance.
struct TrialBalanceCalls {
    let desk: Desk

    var operations: [Operation] { [show] }

    private static let accounts = Schema.list(
        .object([
            "account*": .choice(Account.allCases.map(\.rawValue)), "debits*": .decimal,
            "credits*": .decimal,
            "balance*": Schema.decimal.about("Credits less debits: what a wallet's account holds."),
        ]))

    private static let answer = Schema.object([
        "balanced*": Schema.boolean.about("Whether debits equal credits everywhere."),
        "currencies*": Schema.list(
            .object([
                "currency*": .currencyCode, "debits*": .decimal, "credits*": .decimal,
                "accounts*": accounts,
            ])
        ).about("In money: exact products of credits and rate, with up to 24 fractional digits."),
        "customer": .name,
        "wallets": Schema.list(
            .object([
                "wallet*": .id, "name*": .label, "currency*": .currencyCode, "rate*": .decimal,
                "debits*": .decimal, "credits*": .decimal, "accounts*": accounts,
            ])
        ).about("In credits; only of one customer."),
    ])

    private var show: Operation {
        Operation(
            method: .get, path: "/v1/trial-balance", id: "trialBalance",
            summary: "Every account's debits, credits and balance, of one customer or of all.",
            parameters: [.query("customer", .name)], answers: [.ok(Self.answer)]
        ) { call in
            guard let customer: CustomerID = try call.query.identifier("customer") else {
                let totals = try await desk.totals.current()
                return Answer([
                    "balanced": .bool(totals.isBalanced),
                    "currencies": .array(totals.currencies.map(Self.shape)),
                ])
            }
            // One journal is read from its beginning; that of all customers would take too long.
            let balance = try await desk.ledger(of: customer).trialBalance(of: customer)
            return Answer([
                "balanced": .bool(balance.isBalanced),
                "currencies": .array(balance.currencies.map(Self.shape)),
                "customer": .string(customer.text),
                "wallets": .array(balance.wallets.map(Self.shape)),
            ])
        }
    }

    private static func shape(_ currency: TrialBalance.CurrencyRows) -> JSONValue {
        [
            "currency": .text(currency.currency), "debits": .text(currency.debits),
            "credits": .text(currency.credits), "accounts": shape(currency.rows),
        ]
    }

    private static func shape(_ wallet: TrialBalance.WalletRows) -> JSONValue {
        [
            "wallet": .text(wallet.wallet), "name": .string(wallet.name),
            "currency": .text(wallet.currency), "rate": .text(wallet.rate),
            "debits": .text(wallet.debits), "credits": .text(wallet.credits),
            "accounts": shape(wallet.rows),
        ]
    }

    private static func shape<Amount: CustomStringConvertible>(
        _ rows: [TrialBalance.Row<Amount>]
    ) -> JSONValue {
        .array(
            rows.map {
                [
                    "account": .string($0.account.rawValue), "debits": .text($0.debits),
                    "credits": .text($0.credits), "balance": .text($0.balance),
                ]
            })
    }
}
