import CreditLedger

extension Quickstart {
    /// What a finance team asks for: a statement, the trial balance, and a verification.
    mutating func books(of month: Month) async throws {
        page.heading("8. The books")
        try await statement(of: month)
        try await trialBalance()
        try await verification()
    }

    private mutating func statement(of month: Month) async throws {
        let statement = try await ledger.statement(
            of: month.welcome, from: Instant("2026-02-01T00:00:00Z"),
            to: Instant("2026-03-01T00:00:00Z"))
        page.say("Statement of \(month.customer)'s wallet \(statement.name), February 2026:")
        let lines = statement.lines.map {
            [$0.instant.day, "\($0.purpose)", "\($0.change)", "\($0.balance.total)"]
        }
        page.table(
            ["day", "what for", ">credits", ">balance"],
            [["", "opening", "", "\(statement.opening.total)"]] + lines
                + [["", "closing", "", "\(statement.closing.total)"]])
    }

    private mutating func trialBalance() async throws {
        let trial = try await ledger.trialBalance()
        for currency in trial.currencies {
            page.say("\nTrial balance of all customers, in \(currency.currency):")
            let rows = currency.rows.map {
                [$0.account.rawValue, $0.debits.figure, $0.credits.figure, $0.balance.figure]
            }
            page.table(
                ["account", ">debits", ">credits", ">balance"],
                rows + [
                    [
                        "sum", currency.debits.figure, currency.credits.figure,
                        (currency.credits - currency.debits).figure,
                    ]
                ])
        }
        try expect(trial.isBalanced, "debits equal credits")
    }

    private mutating func verification() async throws {
        let result = try await ledger.verify()
        guard result.isClean else {
            throw Unexpected(result.differences.map(\.description).joined(separator: "\n"))
        }
        page.say(
            "\nVerified from the journal: \(result.customers) customers, "
                + "\(result.entries) entries, \(result.transactions) transactions, no differences.")
    }
}
