import CreditLedger

/// Drawing an invoice down (R6), by the words of the rules.
extension ModelBook {
    func plan(_ invoice: Invoice, at now: Instant) -> ModelLedger.Drawn {
        var payers: [Int] = []
        var mayPay: [[Int]] = []
        var skipped: [ModelLedger.Skipped] = []
        for grant in inConsumptionOrder() where isInBook(grant) {
            let (lines, reason) = payable(invoice, by: grant, at: now)
            if let reason {
                skipped.append(ModelLedger.Skipped(grant: grant, reason: reason))
            } else {
                payers.append(grant)
                mayPay.append(lines)
            }
        }
        let empty = Array(repeating: Int128(0), count: invoice.lines.count)
        var plan = ModelPlan(
            invoice: invoice, payers: payers, mayPay: mayPay,
            money: payers.map {
                ModelArithmetic.worth(
                    of: grants[$0].remaining, at: wallets[grants[$0].wallet].rate)
            },
            pays: payers.map { _ in empty }, due: invoice.lines.map(\.amount.units))
        for payer in payers.indices {
            plan.payDirectly(payer)
            while plan.money[payer] > 0, let chain = plan.shortestChain(from: payer) {
                plan.shift(along: chain, from: payer)
            }
        }
        plan.trim()
        return drawn(plan, skipped: skipped)
    }

    /// Closed and depleted grants stay in the history, not in the book (R4.3c).
    private func isInBook(_ grant: Int) -> Bool {
        switch grants[grant].stage {
        case .awaiting: true
        case .open: grants[grant].remaining > 0
        case .closed: false
        }
    }

    /// The lines that a grant may pay, or the first condition of R6.2 after which none is left.
    private func payable(
        _ invoice: Invoice, by grant: Int, at now: Instant
    ) -> (lines: [Int], reason: SkipReason?) {
        let (terms, wallet) = (grants[grant], wallets[grants[grant].wallet])
        guard wallet.currency == invoice.currency else { return ([], .currency) }
        let inScope = invoice.lines.indices.filter { index in
            let line = invoice.lines[index]
            return Self.covers(terms.scope.feeTypes, terms.scope.prices, line)
                && Self.covers(wallet.feeTypes, wallet.prices, line)
        }
        if inScope.isEmpty { return ([], .scope) }
        if terms.effectiveAt > now { return ([], .notYetEffective) }
        let inTime = inScope.filter { index in
            if !hasExpired(grant: grant, at: now) { return true }
            guard let end = invoice.lines[index].periodEnd ?? invoice.periodEnd, end <= now,
                let expiry = effectiveExpiry(grant), let close = close(grant)
            else { return false }
            return terms.effectiveAt < end && expiry >= end && now < close
        }
        if inTime.isEmpty { return ([], .expired) }
        if terms.stage == .awaiting { return ([], .awaitingPayment) }
        if wallet.status == .pending { return ([], .walletPending) }
        return (inTime, nil)
    }

    private static func covers(
        _ feeTypes: Set<FeeType>, _ prices: Set<PriceCode>, _ line: Invoice.Line
    ) -> Bool {
        (feeTypes.isEmpty || feeTypes.contains(line.feeType))
            && (prices.isEmpty || line.price.map { prices.contains($0) } ?? false)
    }

    /// Turns money into credits, line by line (R6.5).
    private func drawn(_ plan: ModelPlan, skipped: [ModelLedger.Skipped]) -> ModelLedger.Drawn {
        let invoice = plan.invoice
        var applications: [ModelLedger.Application] = []
        for (payer, grant) in plan.payers.enumerated() {
            let rate = wallets[grants[grant].wallet].rate
            var left = grants[grant].remaining
            let paid = plan.pays[payer].reduce(0, +)
            let isPaidOut = paid == ModelArithmetic.worth(of: left, at: rate)
            let lines = invoice.lines.indices.filter { plan.pays[payer][$0] > 0 }
            for line in lines {
                let amount = plan.pays[payer][line]
                var credits = min(left, ModelArithmetic.creditsRoundedUp(for: amount, at: rate))
                if isPaidOut && line == lines.last { credits = left }
                left -= credits
                applications.append(
                    ModelLedger.Application(
                        grant: grant, line: invoice.lines[line].id,
                        amount: Money(units: amount, invoice.currency),
                        credits: Credits(units: credits)))
            }
        }
        let due = plan.due.map { Money(units: $0, invoice.currency) }
        let applied = invoice.lines.indices.map {
            Money(units: invoice.lines[$0].amount.units - plan.due[$0], invoice.currency)
        }
        return ModelLedger.Drawn(
            applications: applications, applied: applied, due: due, skipped: skipped)
    }
}
