internal import CreditLedger

/// The one place where a step becomes a call of the ledger.
extension ScenarioRun {
    /// Fails a step that this ledger has no command for: such a scenario must never pass.
    func refuseUnsupported(_ step: ScenarioStep) throws(ScenarioMismatch) {
        switch step.verb {
        case .reportUsage, .hold, .capture, .extendHold, .release:
            let verb = step.verb.rawValue
            throw ScenarioMismatch(verb, got: "this ledger does not support the step \(verb)")
        case .drawDown, .previewDrawdown:
            guard step.with["clearsUsage"] == nil else {
                throw ScenarioMismatch(
                    "\(step.verb.rawValue) with clearsUsage",
                    got: "this ledger does not support clearsUsage")
            }
        default: break
        }
    }

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
        case .createWallet, .previewDrawdown, .drawDown, .reinstate, .advance, .check:
            return try await executeOnCustomer(step, input, context)
        case .reportUsage, .hold, .capture, .extendHold, .release:
            throw .corrupt("the step \(step.verb.rawValue) is not supported")
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
            return ScenarioOutcome(
                try await ledger.drawDown(invoice, for: customer, context: context))
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
