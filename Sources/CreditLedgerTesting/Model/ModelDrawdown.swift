import CreditLedger

/// Drawing an invoice down (R6), by the words of the rules.
extension ModelBook {
    /// What to say of an invoice that was drawn down before (R6.8).
    func earlier(_ invoice: Invoice) -> ModelLedger.Outcome? {
        guard let bill = bills.first(where: { $0.id == invoice.id }), let first = bill.result
        else { return nil }
        let isReplay = bill.invoice == invoice && !bill.wasGivenBack
        return isReplay ? .replayed(first) : .refused(["invoiceAlreadyDrawn"])
    }

    mutating func draw(
        _ drawDown: DrawDown, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults
    ) -> ModelLedger.Drawn? {
        let invoice = drawDown.invoice
        judge(invoice, &faults)
        guard faults.codes.isEmpty else { return nil }
        let drawn = drawn(invoice, at: now)
        for application in drawn.applications {
            grants[application.grant].remaining -= application.credits.units
            news.append(
                .applied, application.grant, application.credits.units,
                grants[application.grant].remaining)
            news.name(application.line, application.amount)
        }
        if !bills.contains(where: { $0.id == invoice.id }) {
            bills.append(Bill(id: invoice.id, currency: invoice.currency))
        }
        for index in bills.indices where bills[index].id == invoice.id {
            // What was captured and given back binds no currency.
            bills[index].currency = invoice.currency
            bills[index].invoice = invoice
            bills[index].result = drawn
            bills[index].parts += drawn.applications.map { Bill.Part(application: $0) }
        }
        clear(drawDown.usage, invoice.currency)
        // A drawdown is journalled even if it applies nothing (R6.6).
        news.hasChanged = true
        return drawn
    }

    /// What captures that are not given back demand of an invoice (R6.9).
    func judge(_ invoice: Invoice, _ faults: inout ModelFaults) {
        guard let bill = bills.first(where: { $0.id == invoice.id }) else { return }
        for line in bill.captured where bill.stillApplied(to: line) > 0 {
            faults.add("currencyMismatch", if: bill.currency != invoice.currency)
            let same = invoice.lines.first { $0.id == line }
            faults.add("invalidField", if: same == nil)
            faults.add(
                "invalidAmount",
                if: same.map { $0.amount.units < bill.stillApplied(to: line) } ?? false)
        }
    }

    /// What drawing an invoice down now would give (R6.6).
    func drawn(_ invoice: Invoice, at now: Instant) -> ModelLedger.Drawn {
        let bill = bills.first { $0.id == invoice.id }
        let captured = invoice.lines.map { bill?.stillApplied(to: $0.id) ?? 0 }
        let lines = zip(invoice.lines, captured).map { line, captured in
            var rest = ModelLine(line, periodEnd: invoice.periodEnd)
            rest.units -= captured
            return rest
        }
        var (plan, skipped) = plan(lines, invoice.currency, at: now)
        plan.trim(after: captured.reduce(0, +), invoice.currency)
        return ModelLedger.Drawn(
            applications: takings(plan).map { taking in
                ModelLedger.Application(
                    grant: taking.grant, line: invoice.lines[taking.line].id,
                    amount: Money(units: taking.amount, invoice.currency),
                    credits: Credits(units: taking.credits))
            },
            applied: invoice.lines.indices.map {
                Money(units: invoice.lines[$0].amount.units - plan.due[$0], invoice.currency)
            },
            due: plan.due.map { Money(units: $0, invoice.currency) }, skipped: skipped)
    }

    /// Who pays what of some lines (R6.3), not rounded yet, and the grants that may pay none.
    func plan(
        _ lines: [ModelLine], _ currency: Currency, at now: Instant
    ) -> (plan: ModelPlan, skipped: [ModelLedger.Skipped]) {
        var payers: [Int] = []
        var mayPay: [[Int]] = []
        var skipped: [ModelLedger.Skipped] = []
        for grant in inConsumptionOrder() {
            let (payable, reason) = payable(lines, currency, by: grant, at: now)
            if let reason {
                skipped.append(ModelLedger.Skipped(grant: grant, reason: reason))
            } else {
                payers.append(grant)
                mayPay.append(payable)
            }
        }
        let empty = Array(repeating: Int128(0), count: lines.count)
        var plan = ModelPlan(
            payers: payers, mayPay: mayPay,
            money: payers.map {
                ModelArithmetic.worth(of: free($0), at: wallets[grants[$0].wallet].rate)
            },
            pays: payers.map { _ in empty }, due: lines.map(\.units))
        for payer in payers.indices {
            plan.payDirectly(payer)
            while plan.money[payer] > 0, let chain = plan.shortestChain(from: payer) {
                plan.shift(along: chain, from: payer)
            }
        }
        return (plan, skipped)
    }

    /// The lines that a grant may pay, or the first condition of R6.2 after which none is left.
    private func payable(
        _ all: [ModelLine], _ currency: Currency, by grant: Int, at now: Instant
    ) -> (lines: [Int], reason: SkipReason?) {
        let (terms, wallet) = (grants[grant], wallets[grants[grant].wallet])
        guard wallet.currency == currency else { return ([], .currency) }
        let inScope = all.indices.filter { index in
            all[index].isCovered(by: terms.scope.feeTypes, terms.scope.prices)
                && all[index].isCovered(by: wallet.feeTypes, wallet.prices)
        }
        if inScope.isEmpty { return ([], .scope) }
        if terms.effectiveAt > now { return ([], .notYetEffective) }
        let inTime = inScope.filter { index in
            if terms.stage == .shut { return false }
            if !hasExpired(grant: grant, at: now) { return true }
            guard let end = all[index].periodEnd, end <= now,
                let expiry = effectiveExpiry(grant), let close = close(grant)
            else { return false }
            return terms.effectiveAt < end && expiry >= end && now < close
        }
        if inTime.isEmpty { return ([], .expired) }
        if terms.stage == .awaiting { return ([], .awaitingPayment) }
        if wallet.status == .pending { return ([], .walletPending) }
        if free(grant) == 0 { return ([], .held) }
        return (inTime, nil)
    }

    /// What is taken from a grant for a line.
    struct Taking {
        let grant: Int
        let line: Int
        let amount: Int128
        let credits: Int128
    }

    /// Turns money into credits, line by line (R6.5).
    func takings(_ plan: ModelPlan) -> [Taking] {
        var takings: [Taking] = []
        for (payer, grant) in plan.payers.enumerated() {
            let rate = wallets[grants[grant].wallet].rate
            var left = free(grant)
            let paid = plan.pays[payer].reduce(0, +)
            let isPaidOut = paid == ModelArithmetic.worth(of: left, at: rate)
            let lines = plan.due.indices.filter { plan.pays[payer][$0] > 0 }
            for line in lines {
                let amount = plan.pays[payer][line]
                var credits = min(left, ModelArithmetic.creditsRoundedUp(for: amount, at: rate))
                if isPaidOut && line == lines.last { credits = left }
                left -= credits
                takings.append(
                    Taking(grant: grant, line: line, amount: amount, credits: credits))
            }
        }
        return takings
    }
}
