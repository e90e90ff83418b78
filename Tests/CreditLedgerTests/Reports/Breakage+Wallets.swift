@testable import CreditLedger

/// Breakages of what credits are worth, and of wallets that have ended.
extension Breakage {
    static let worths = [
        // 20 credits of half a dollar are 10 dollars, all that the granted ones are worth.
        Breakage("less paid than the credits are worth", .worthMatches) { book in
            try book.changePlan { try $0.changed(amount: Money("9.99", .usd)) }
        },
        // 26 dollars of usage: 10 of the bonus, and 16 of 32 prepaid credits.
        Breakage("fewer credits taken than the money is worth", .worthMatches) {
            try $0.changeLastOfDrawdown(credits: 31, remaining: 69)
        },
        Breakage("more credits taken than the money is worth", .worthMatches) {
            try $0.changeLastOfDrawdown(credits: 33, remaining: 67)
        },
        Breakage("a grant that pays more than it is worth", .worthMatches) {
            // The whole bonus of 10 dollars, for 11 of the 26; the prepaid credits pay the rest.
            let transactions = try $0.entries[4].transactions.map { transaction in
                guard let application = transaction.application,
                    application.line.text == "api"
                else { return transaction }
                let isBonus = transaction.credits == 10
                return transaction.changed(
                    credits: isBonus ? 10 : 30, remaining: isBonus ? 0 : 70,
                    application: try application.changed(
                        amount: Money(isBonus ? "11" : "15", .usd)))
            }
            $0.entries[4] = $0.entries[4].changed(transactions: transactions)
            $0.keepEntries(5)
        },
        Breakage("money of another currency than the wallet's", .worthMatches) { book in
            let euros = try Invoice(
                id: InvoiceID("in_1"), currency: .eur,
                lines: [
                    Invoice.Line(LineID("plan"), .subscription, Money("10", .eur)),
                    Invoice.Line(LineID("api"), .charge, Money("26", .eur)),
                ])
            let transactions = book.entries[4].transactions.map { transaction in
                guard let application = transaction.application else { return transaction }
                let amount = Money(units: application.amount.units, .eur)
                return transaction.changed(application: application.changed(amount: amount))
            }
            book.entries[4] = book.entries[4].changed(
                command: .drawDown(DrawDown(euros)), transactions: transactions)
            book.keepEntries(5)
        },
        Breakage("more credits given back than a part of the money buys", .worthMatches) {
            try $0.change(.reinstated) { $0.changed(credits: 17, remaining: $0.remaining + 1) }
            $0.keepEntries(6)
        },
        Breakage("fewer credits given back than all of the money took", .worthMatches) {
            try $0.change(.reinstated) {
                $0.changed(
                    credits: 31, remaining: 99,
                    application: try $0.application?.changed(amount: Money("16", .usd)))
            }
            $0.keepEntries(6)
        },
    ]

    static let terminations = [
        Breakage("a wallet that ended with credits left", .terminatedWalletIsEmpty) {
            $0.append(effects: [.walletTerminated($0.history.wallets[0], .terminated)])
        },
        Breakage("a wallet that ended while a payment was awaited", .terminatedWalletIsEmpty) {
            let bonus = $0.history.wallets[1]
            let effects = $0.entries[7].effects.map { effect -> Effect in
                guard case .grantOpened(let opened) = effect else { return effect }
                return .grantOpened(opened.changed(wallet: bonus))
            }
            $0.entries[7] = $0.entries[7].changed(
                transactions: $0.entries[7].transactions.map { $0.changed(wallet: bonus) },
                effects: effects)
            $0.entries[8] = $0.entries[8].changed(transactions: [], effects: [])
        },
        Breakage("a wallet that becomes active after its end", .nothingAfterTermination) {
            $0.append(effects: [.walletActivated($0.history.wallets[1])])
        },
        Breakage("a wallet that ends twice", .nothingAfterTermination) {
            $0.append(effects: [.walletTerminated($0.history.wallets[1], .terminated)])
        },
        Breakage("a wallet that changes after its end", .nothingAfterTermination) {
            let terms = $0.history.book.wallets[1].terms
            let wallet = $0.history.wallets[1]
            $0.append(effects: [.walletChanged(wallet, WalletChange(shared: terms))])
        },
        Breakage("rules of a wallet that has ended", .nothingAfterTermination) {
            $0.append(effects: [.rulesReplaced($0.history.wallets[1], [])])
        },
        Breakage("a grant reopened in a wallet that has ended", .nothingAfterTermination) {
            $0.append(effects: [.grantReopened($0.openedGrant(3))])
        },
        Breakage("credits that stay in a wallet that has ended", .nothingAfterTermination) {
            let bonus = try $0.bonusTransaction()
            $0.append(transactions: { entry in
                [
                    bonus.changed(
                        id: entry.with(ordinal: 1), kind: .reinstated, remaining: 10,
                        application: bonus.application?.changed(undoes: bonus.id))
                ]
            })
        },
        Breakage("credits that leave a wallet that has ended", .nothingAfterTermination) {
            let bonus = try $0.bonusTransaction()
            $0.append(transactions: { entry in
                [
                    bonus.changed(
                        id: entry.with(ordinal: 1), kind: .voided, credits: 0, remaining: 0,
                        application: .some(nil))
                ]
            })
        },
    ]
}

extension BrokenBook {
    /// Leaves out what followed, so that only what is broken differs.
    mutating func keepEntries(_ count: Int) {
        entries.removeSubrange(count...)
    }

    /// Ends the history with a drawdown whose last transaction is otherwise.
    fileprivate mutating func changeLastOfDrawdown(credits: Credits, remaining: Credits) throws {
        keepEntries(5)
        try change(.applied) { $0.changed(credits: credits, remaining: remaining) }
    }

    /// What the bonus wallet, which has ended since, paid of the line `api`.
    fileprivate func bonusTransaction() throws -> Transaction {
        let bonus = history.wallets[1]
        guard let found = entries[4].transactions.first(where: { $0.wallet == bonus }) else {
            throw NoSuchTransaction(kind: .applied)
        }
        return found
    }
}
