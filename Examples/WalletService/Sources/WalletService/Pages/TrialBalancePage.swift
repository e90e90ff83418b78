internal import CreditLedger

/// Every account's debits, credits and balance, per currency in money (R10.3).
struct TrialBalancePage {
    let desk: Desk

    struct View {
        let currencies: [Table]
        let isEmptyLedger: Bool
    }

    struct Table {
        let currencyCode: String
        let rows: [Row]
        let totalDebits: String
        let totalCredits: String
        let totalBalance: String
        let isBalanced: Bool
    }

    struct Row {
        let account: String
        let owner: String
        let debits: Sum
        let credits: Sum
        let balance: Sum
    }

    struct Sum {
        let sum: String
        let isZero: Bool
    }

    /// The page.
    func answer() async throws -> Answer {
        let currencies = try await desk.totals.current().currencies
        let view = View(
            currencies: currencies.map(Self.table), isEmptyLedger: currencies.isEmpty)
        return .page(
            try PageTemplates.render(
                "trial-balance",
                PageTemplates.Frame(
                    title: "Trial balance", isSignedIn: true, view: view, isTrialBalance: true)))
    }

    private static func table(_ rows: TrialBalance.CurrencyRows) -> Table {
        let text = { (sum: WideSum) in
            AmountText.grouped(
                sum.description, minorDigits: Int(rows.currency.minorDigits))
        }
        let sum = { (sum: WideSum) in Sum(sum: text(sum), isZero: sum == .zero) }
        return Table(
            currencyCode: rows.currency.code,
            rows: rows.rows.map { row in
                Row(
                    account: row.account.title,
                    owner: row.account.isWallet ? "wallets" : "platform",
                    debits: sum(row.debits), credits: sum(row.credits), balance: sum(row.balance))
            },
            totalDebits: text(rows.debits), totalCredits: text(rows.credits),
            totalBalance: text(rows.credits - rows.debits),
            isBalanced: rows.debits == rows.credits)
    }
}

extension Account {
    fileprivate var title: String {
        switch self {
        case .walletPaid: "Paid credits"
        case .walletGranted: "Granted credits"
        case .purchases: "Purchases"
        case .promotions: "Promotions"
        case .redemptions: "Redemptions"
        case .voids: "Voids"
        case .expirations: "Expirations"
        case .forfeitures: "Forfeitures"
        }
    }
}
