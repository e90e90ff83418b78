import CreditLedger

/// Giving back (R7).
extension ModelBook {
    mutating func reinstate(
        _ reinstate: Reinstate, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults, _ result: inout ModelLedger.Result
    ) {
        guard let index = bills.firstIndex(where: { $0.id == reinstate.invoice }) else {
            faults.add("invoiceNotFound", if: true)
            return
        }
        faults.add("invalidField", if: reinstate.reopenUntil.map { $0 <= now } ?? false)
        let wanted = wanted(reinstate, bills[index], &faults)
        guard faults.codes.isEmpty else { return }
        result = ModelLedger.Result(reinstated: 0, lost: 0)
        var rest = wanted
        // The last application goes first (R7.2).
        for part in bills[index].parts.indices.reversed() {
            let state = bills[index].parts[part]
            let application = state.application
            let money = min(rest[application.line] ?? 0, state.stillApplied)
            guard money > 0 else { continue }
            rest[application.line, default: 0] -= money
            let rate = wallets[grants[application.grant].wallet].rate
            // The last part, or a whole, brings back all that is left of what was taken.
            let credits =
                money == state.stillApplied
                ? application.credits.units - state.returnedCredits
                : ModelArithmetic.creditsRoundedDown(for: money, at: rate)
            bills[index].parts[part].returnedMoney += money
            bills[index].parts[part].returnedCredits += credits
            // Only what is given back after the drawdown changes its result (R6.8).
            bills[index].wasGivenBack = bills[index].invoice != nil
            let isLost = giveBack(
                credits, to: application.grant, until: reinstate.reopenUntil,
                (application.line, Money(units: money, application.amount.currency)), &news)
            result.reinstated = (result.reinstated ?? 0) + Credits(units: credits)
            if isLost { result.lost = (result.lost ?? 0) + Credits(units: credits) }
        }
    }

    /// The money to give back of each line.
    private func wanted(
        _ reinstate: Reinstate, _ bill: Bill, _ faults: inout ModelFaults
    ) -> [LineID: Int128] {
        let lines = bill.lines
        guard let named = reinstate.lines else {
            return Dictionary(
                uniqueKeysWithValues: lines.map { ($0, bill.stillApplied(to: $0)) })
        }
        for (line, money) in named {
            faults.add("invalidField", if: !lines.contains(line))
            faults.add("currencyMismatch", if: money.currency != bill.currency)
            faults.add("invalidAmount", if: money.units <= 0)
            faults.add(
                "exceedsApplied",
                if: lines.contains(line) && money.units > bill.stillApplied(to: line))
        }
        return named.mapValues(\.units)
    }

    /// Returns credits to one grant, which loses them at once if it has closed (R7.3); whether.
    private mutating func giveBack(
        _ credits: Int128, to grant: Int, until expiry: Instant?,
        _ of: (line: LineID, amount: Money), _ news: inout ModelNews
    ) -> Bool {
        var door = grants[grant].stage == .shut ? .expired : grants[grant].silentDoor
        if case .closed(let way) = grants[grant].stage { door = way }
        let isActive = wallets[grants[grant].wallet].status == .active
        if let expiry, door == .expired, isActive {
            grants[grant].expiresAt = expiry
            grants[grant].silentDoor = nil
            grants[grant].stage = .open
            door = nil
        }
        grants[grant].remaining += credits
        news.append(.reinstated, grant, credits, grants[grant].remaining)
        news.name(of.line, of.amount)
        guard let door else { return false }
        grants[grant].remaining -= credits
        // What holds keep of it stays.
        if grants[grant].stage != .shut { grants[grant].stage = .closed(door) }
        // A loss of nothing is no transaction.
        if credits > 0 { news.append(door.kind, grant, credits, grants[grant].remaining) }
        return true
    }
}
