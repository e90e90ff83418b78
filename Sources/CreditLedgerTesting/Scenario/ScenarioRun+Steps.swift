internal import CreditLedger

/// The one place where a step becomes a call of the ledger.
extension ScenarioRun {
    func execute(_ step: ScenarioStep) async throws(LedgerError) -> ScenarioOutcome {
        let input = ScenarioInput(fields: step.with, names: names)
        let context = try refusing(input.context)
        switch step.verb {
        case .activate:
            return ScenarioOutcome(
                try await ledger.activateWallet(input.wallet, context: context))
        case .terminate:
            return ScenarioOutcome(
                try await ledger.terminateWallet(input.wallet, context: context))
        case .updateWallet:
            let update = try refusing(input.updateWallet)
            return ScenarioOutcome(try await ledger.updateWallet(update, context: context))
        case .topUp:
            // Money is in the wallet's currency; credits need none.
            let currency =
                input.givesMoney ? try await ledger.wallet(input.wallet).currency : .usd
            let topUp = try refusing { () throws(Refusal) in try input.topUp(currency) }
            return ScenarioOutcome(try await ledger.topUp(topUp, context: context))
        case .void:
            let void = try refusing(input.voidCredits)
            return ScenarioOutcome(try await ledger.voidCredits(void, context: context))
        case .resumeRule:
            let rule = try await rule(input)
            return ScenarioOutcome(
                try await ledger.resumeRule(rule, of: input.wallet, context: context))
        case .settleTopUp, .failTopUp, .expireGrant, .voidGrant, .changeGrant:
            return try await executeOnGrant(step, input, context)
        case .createWallet, .previewDrawdown, .drawDown, .reinstate, .reportUsage, .hold,
            .advance, .check:
            return try await executeOnCustomer(step, input, context)
        case .capture, .extendHold, .release:
            return try await executeOnHold(step, input, context)
        }
    }

    private func executeOnGrant(
        _ step: ScenarioStep, _ input: ScenarioInput, _ context: Context
    ) async throws(LedgerError) -> ScenarioOutcome {
        switch step.verb {
        case .settleTopUp:
            return ScenarioOutcome(try await ledger.settleTopUp(input.grant, context: context))
        case .failTopUp:
            return ScenarioOutcome(
                try await ledger.failTopUp(
                    input.grant, reason: input.text("reason"), context: context))
        case .expireGrant:
            return ScenarioOutcome(try await ledger.expireGrant(input.grant, context: context))
        case .voidGrant:
            return ScenarioOutcome(try await ledger.voidGrant(input.grant, context: context))
        default:
            let change = try refusing(input.changeGrant)
            return ScenarioOutcome(try await ledger.changeGrant(change, context: context))
        }
    }

    private func executeOnHold(
        _ step: ScenarioStep, _ input: ScenarioInput, _ context: Context
    ) async throws(LedgerError) -> ScenarioOutcome {
        switch step.verb {
        case .capture:
            let capture = try refusing(input.capture)
            return ScenarioOutcome(try await ledger.capture(capture, context: context))
        case .extendHold:
            let until = try refusing(input.until)
            return ScenarioOutcome(
                try await ledger.extendHold(input.hold, until: until, context: context))
        default:
            return ScenarioOutcome(try await ledger.releaseHold(input.hold, context: context))
        }
    }

    private func executeOnCustomer(
        _ step: ScenarioStep, _ input: ScenarioInput, _ context: Context
    ) async throws(LedgerError) -> ScenarioOutcome {
        let customer = try refusing { () throws(Refusal) in
            try CustomerID(input.text("customer"))
        }
        switch step.verb {
        case .createWallet:
            let wallet = try refusing(input.createWallet)
            return ScenarioOutcome(
                try await ledger.createWallet(wallet, for: customer, context: context))
        case .drawDown:
            let invoice = try refusing(input.invoice)
            let usage = try refusing(input.billedUsage)
            return ScenarioOutcome(
                try await ledger.drawDown(
                    invoice, for: customer, clearing: usage, context: context))
        case .previewDrawdown:
            let invoice = try refusing(input.invoice)
            var outcome = ScenarioOutcome()
            outcome.drawdown = try await read { () async throws(LedgerError) in
                try await ledger.previewDrawdown(invoice, for: customer)
            }
            return outcome
        case .reinstate:
            let reinstate = try refusing { () throws(Refusal) in
                try input.reinstate(for: customer)
            }
            return ScenarioOutcome(
                try await ledger.reinstate(reinstate, for: customer, context: context))
        case .reportUsage:
            let report = try refusing(input.usageReport)
            return ScenarioOutcome(
                try await ledger.reportUsage(report, for: customer, context: context))
        case .hold:
            let hold = try refusing(input.holdCredits)
            return ScenarioOutcome(
                try await ledger.hold(hold, for: customer, context: context))
        default:
            // `advance` was done before the step, and `check` only reads.
            return ScenarioOutcome()
        }
    }

    /// The rule at an index of its wallet's list; one that the list lacks does not exist.
    private func rule(_ input: ScenarioInput) async throws(LedgerError) -> RuleID {
        let absent: RuleID = ScenarioNames.absent("rule \(input.integer("rule") ?? 0)")
        let rules = try await ledger.wallet(input.wallet).rules
        guard let index = Int(exactly: input.integer("rule") ?? 0), rules.indices.contains(index)
        else { return absent }
        return rules[index].id
    }

    /// Reads the step's fields; what they refuse is the ledger's refusal.
    private func refusing<Value>(
        _ read: () throws(Refusal) -> Value
    ) throws(LedgerError) -> Value {
        do throws(Refusal) {
            return try read()
        } catch {
            throw .refused(error)
        }
    }
}
