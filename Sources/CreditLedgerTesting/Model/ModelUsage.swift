import CreditLedger

/// Unbilled usage and the balance that counts it (R9.2, R9.3).
extension ModelBook {
    mutating func report(
        _ report: UsageReport, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        let index = usage.firstIndex {
            $0.currency == report.currency && $0.period == report.period
        }
        if let index, usage[index] == report { return }
        if let index { usage[index] = report } else { usage.append(report) }
        let total = unbilled(report.currency).reduce(Int128(0)) { $0 + $1.units }
        faults.add("invalidAmount", if: !ModelArithmetic.isInRange(total))
        news.hasChanged = true
    }

    /// Clears what an invoice in `currency` bills; a period that was not reported is passed over.
    mutating func clear(_ billed: BilledUsage, _ currency: Currency) {
        usage.removeAll { report in
            guard report.currency == currency else { return false }
            switch billed {
            case .all: return true
            case .periods(let periods): return periods.contains(report.period)
            }
        }
    }

    /// The unbilled lines of all periods, in the order in which these were first reported.
    private func unbilled(_ currency: Currency) -> [ModelLine] {
        usage.filter { $0.currency == currency }.flatMap(\.lines).map { ModelLine($0) }
    }

    /// Every wallet's available credits, less what drawing the unbilled usage down now would take
    /// from them, and less what no grant covers of it.
    func ongoing(at now: Instant) -> [Int128] {
        var ongoing = wallets.indices.map { available($0, at: now) }
        for currency in Set(usage.map(\.currency)) {
            let lines = unbilled(currency)
            let plan = plan(lines, currency, at: now).plan
            for taking in takings(plan)
            where status(taking.grant, at: now) == .active {
                ongoing[grants[taking.grant].wallet] -= taking.credits
            }
            for (line, due) in zip(lines, plan.due) where due > 0 {
                guard let wallet = bearer(of: line, currency, at: now) else { continue }
                ongoing[wallet] -= ModelArithmetic.creditsRoundedUp(
                    for: due, at: wallets[wallet].rate)
            }
        }
        return ongoing
    }

    /// The wallet that what no grant covers of a line counts against: the last one that could.
    private func bearer(of line: ModelLine, _ currency: Currency, at now: Instant) -> Int? {
        let able = wallets.indices.filter { wallet in
            isRunning(wallet, at: now) && wallets[wallet].currency == currency
                && line.isCovered(by: wallets[wallet].feeTypes, wallets[wallet].prices)
        }
        let highest = able.map { wallets[$0].priority }.max()
        return able.last { wallets[$0].priority == highest }
    }

    /// Every wallet's ongoing balance, and what awaits payment in it (R8.3).
    func expected(at now: Instant) -> [Int128] {
        let ongoing = ongoing(at: now)
        return wallets.indices.map { ongoing[$0] + pending($0, at: now) }
    }
}
