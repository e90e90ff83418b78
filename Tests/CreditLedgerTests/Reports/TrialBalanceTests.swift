import Testing

@testable import CreditLedger

@Suite("Trial balance")
struct TrialBalanceTests {
    @Test("R10.3: every account of every wallet, in its credits")
    func perWallet() throws {
        let history = try History.twoMonths()
        let balance = try balance(of: history)
        #expect(balance.wallets.map(\.name) == ["Prepaid", "Bonus"])
        // Prepaid: 100 and 50 bought, 20 given; 20 given and 32 bought credits used, the 16 of 8
        // dollars given back; 7 voided. The top-up that failed is nowhere.
        #expect(
            table(balance.wallets[0].rows) == [
                "walletPaid 39 166 127", "walletGranted 20 20 0", "purchases 150 0 -150",
                "promotions 20 0 -20", "redemptions 16 52 36", "voids 0 7 7",
                "expirations 0 0 0", "forfeitures 0 0 0",
            ])
        // Bonus: 10 given, used for the API first.
        #expect(
            table(balance.wallets[1].rows) == [
                "walletPaid 0 0 0", "walletGranted 10 10 0", "purchases 0 0 0",
                "promotions 10 0 -10", "redemptions 0 10 10", "voids 0 0 0",
                "expirations 0 0 0", "forfeitures 0 0 0",
            ])
        #expect(balance.isBalanced)
        #expect(balance.wallets[0].debits == balance.wallets[0].credits)
    }

    @Test("R10.3: the accounts of a currency are exact products of credits and rate")
    func perCurrency() throws {
        var history = try History()
        for (rate, credits) in [("0.000000000003", "0.000000000001"), ("2", "10")] {
            try history.at(
                "2026-01-01T00:00:00Z",
                .createWallet(
                    CreateWallet(currency: .usd, rate: Rate(rate), granted: Credits(credits))))
        }
        try history.at(
            "2026-01-01T00:00:00Z",
            .createWallet(CreateWallet(currency: .eur, rate: Rate("1.5"), paid: 4)))
        let currencies = try balance(of: history).currencies
        #expect(currencies.map(\.currency) == [.eur, .usd])
        #expect("\(currencies[0].debits)" == "6")
        let granted = try #require(currencies[1].rows.first { $0.account == .walletGranted })
        #expect("\(granted.credits)" == "20.000000000000000000000003")
        #expect("\(granted.debits)" == "0")
        #expect(currencies.allSatisfy { $0.debits == $0.credits })
    }

    @Test("R10.3: the balances of all accounts of a wallet or currency make nothing")
    func zero() throws {
        let balance = try balance(of: History.twoMonths())
        for wallet in balance.wallets {
            #expect(wallet.rows.map(\.balance).reduce(0, +) == 0)
        }
        for currency in balance.currencies {
            #expect(currency.rows.map(\.balance).reduce(WideSum.zero, +) == .zero)
        }
    }

    @Test("R5.2c: a purchase counts once it is settled, and once")
    func pending() throws {
        var history = try History()
        try history.at(
            "2026-01-01T00:00:00Z", .createWallet(CreateWallet(currency: .usd)))
        let wallet = history.wallets[0]
        try history.at(
            "2026-01-02T00:00:00Z", .topUp(TopUp(wallet, paid: .credits(5), payment: .due)))
        #expect(try balance(of: history).wallets[0].debits == 0)
        try history.at("2026-01-03T00:00:00Z", .settleTopUp(history.grants(of: wallet)[0]))
        #expect(try balance(of: history).wallets[0].debits == 5)
    }

    @Test("R10.3: without a list of wallets the currencies are the same")
    func totalsOnly() throws {
        var history = try History.twoMonths()
        for (currency, rate) in [(Currency.usd, "0.03"), (.eur, "1"), (.usd, "0.03")] {
            try history.at(
                "2026-04-01T00:00:00Z",
                .createWallet(
                    CreateWallet(currency: currency, rate: Rate(rate), paid: 7, granted: 2)))
        }
        var totals = TrialBalance(listsWallets: false)
        for entry in history.entries { try totals.add(entry) }
        #expect(totals.currencies == (try balance(of: history)).currencies)
        #expect(totals.currencies.map(\.currency) == [.eur, .usd])
        #expect(totals.wallets.isEmpty)
        #expect(totals.isBalanced)
    }

    @Test("A movement in a wallet that was never opened is corrupt", arguments: [true, false])
    func unknownWallet(listsWallets: Bool) throws {
        let entries = try History.twoMonths().entries
        var balance = TrialBalance(listsWallets: listsWallets)
        let error = #expect(throws: StoreError.self) { try balance.add(entries[1].settled()) }
        #expect(error?.kind == .corrupt)
    }

    private func balance(of history: History) throws -> TrialBalance {
        var balance = TrialBalance()
        for entry in history.entries { try balance.add(entry) }
        return balance
    }

    private func table(_ rows: [TrialBalance.Row<Credits>]) -> [String] {
        rows.map { "\($0.account.rawValue) \($0.debits) \($0.credits) \($0.balance)" }
    }
}

extension JournalEntry {
    /// The entry with its transactions settled.
    fileprivate func settled() -> JournalEntry {
        changed(transactions: transactions.map { $0.changed(status: .settled) })
    }
}
