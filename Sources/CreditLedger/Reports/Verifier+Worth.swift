/// Whether the money of a transaction is worth the credits that it moves (R1.4, R6.5, R7.2).
extension Verifier {
    /// Checks what a grant pays of one line: the credits for the money, rounded up, or all that is
    /// left and not held, where that is less or where its whole worth is paid out with it.
    mutating func checkWorth(
        ofApplied transaction: Transaction, _ application: LineApplication, of grant: Int,
        left: Credits
    ) {
        guard let rate = rate(of: transaction, application) else { return }
        var turn = grants.rows[grant].turn
        if turn.entry != result.entries {
            turn = TurnFacts(
                entry: result.entries, before: left, worth: rate.worth(of: left) ?? .max)
        }
        turn.paid += application.amount.units
        grants.rows[grant].turn = turn
        let worth = turn.worth
        guard turn.paid <= worth else {
            let currency = application.amount.currency
            name(
                .worthMatches, transaction,
                expected: "at most \(Money(units: worth, currency)) for \(turn.before) credits",
                found: "\(Money(units: turn.paid, currency))")
            return
        }
        let price = min(rate.credits(for: application.amount.units), left)
        let isPaidOut = turn.paid == worth && transaction.credits == left
        guard transaction.credits != price, !isPaidOut else { return }
        name(
            .worthMatches, transaction,
            expected: "\(price) credits for \(application.amount) at \(rate)",
            found: "\(transaction.credits)")
    }

    /// Checks what is given back: the rest of the application with the rest of its money, and the
    /// credits for a part, rounded down, before.
    ///
    /// - Parameters:
    ///   - transaction: what is given back.
    ///   - application: the money of it.
    ///   - facts: the application that it undoes, as it was before.
    mutating func checkWorth(
        ofReinstated transaction: Transaction, _ application: LineApplication,
        from facts: ApplicationFacts
    ) {
        guard let rate = rate(of: transaction, application) else { return }
        let rest = facts.credits - facts.reinstatedCredits
        let money = facts.amount.units - facts.reinstatedMoney
        let credits =
            application.amount.units == money
            ? rest : min(rate.creditsRoundedDown(for: application.amount.units), rest)
        guard transaction.credits != credits else { return }
        name(
            .worthMatches, transaction,
            expected: "\(credits) credits for \(application.amount) at \(rate)",
            found: "\(transaction.credits)")
    }

    /// The rate of the transaction's wallet; `nil` where something else is in doubt already.
    mutating func rate(
        of transaction: Transaction, _ application: LineApplication
    ) -> Rate? {
        guard !doubtedGrants.contains(transaction.grant),
            let place = wallets.place(of: transaction.wallet)
        else { return nil }
        let currency = wallets.rows[place].currency
        guard application.amount.currency == currency else {
            name(
                .worthMatches, transaction, expected: "\(currency)",
                found: "\(application.amount.currency)")
            return nil
        }
        return wallets.rows[place].rate
    }
}
