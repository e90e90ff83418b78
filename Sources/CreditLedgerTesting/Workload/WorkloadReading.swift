import CreditLedger

/// What the ledger says, in the words of the model.
enum WorkloadReading {
    /// What the ledger answered to one command.
    struct Outcome {
        let entry: JournalEntry?
        var advanced: [JournalEntry]
        var isReplay: Bool
        var drawdown: Drawdown?
        var reinstatement: Reinstatement?

        init<Value>(_ receipt: Receipt<Value>) {
            entry = receipt.entry
            advanced = receipt.advanced
            isReplay = receipt.replayed
        }

        /// What is owed back by the entry (R5.5c).
        var refund: Money? {
            for case .refundOwed(let owed) in entry?.effects ?? [] { return owed.amount }
            return nil
        }
    }

    /// Does a command by the call that says the most about it.
    static func outcome(
        of command: Command, on ledger: Ledger, for customer: CustomerID, context: Context
    ) async throws(LedgerError) -> Outcome {
        switch command {
        case .drawDown(let drawDown):
            let receipt = try await ledger.drawDown(
                drawDown.invoice, for: customer, clearing: drawDown.usage, context: context)
            var outcome = Outcome(receipt)
            outcome.drawdown = receipt.outcome
            return outcome
        case .reinstate(let reinstate):
            let receipt = try await ledger.reinstate(
                reinstate, for: customer, context: context)
            var outcome = Outcome(receipt)
            if receipt.entry != nil { outcome.reinstatement = receipt.outcome }
            return outcome
        case .capture(let capture):
            let receipt = try await ledger.capture(capture, of: customer, context: context)
            var outcome = Outcome(receipt)
            outcome.drawdown = receipt.outcome
            return outcome
        default:
            return Outcome(
                try await ledger.perform(command, for: customer, context: context))
        }
    }

    static func entry(_ entry: JournalEntry, _ names: WorkloadNames) -> ModelLedger.Entry {
        ModelLedger.Entry(
            instant: entry.instant,
            transactions: entry.transactions.map { transaction in
                let names = names.ordinal(of: transaction.grant)
                let paysOrReturns = transaction.kind == .applied || transaction.kind == .reinstated
                let line = paysOrReturns ? transaction.application : nil
                return ModelLedger.Transaction(
                    kind: transaction.kind, grant: names, credits: transaction.credits,
                    status: transaction.status, remaining: transaction.remaining,
                    line: line?.line, amount: line?.amount)
            })
    }

    static func drawn(_ drawdown: Drawdown, _ names: WorkloadNames) -> ModelLedger.Drawn {
        ModelLedger.Drawn(
            applications: drawdown.applications.map {
                ModelLedger.Application(
                    grant: names.ordinal(of: $0.grant), line: $0.line, amount: $0.amount,
                    credits: $0.credits)
            },
            applied: drawdown.lines.map(\.applied), due: drawdown.lines.map(\.due),
            skipped: drawdown.skipped.map {
                ModelLedger.Skipped(grant: names.ordinal(of: $0.grant), reason: $0.reason)
            })
    }

    static func wallets(_ snapshot: BookSnapshot) -> [ModelLedger.View.Wallet] {
        zip(snapshot.wallets, snapshot.balances).map { wallet, balance in
            ModelLedger.View.Wallet(
                status: wallet.status,
                balance: ModelLedger.Balance(
                    paid: balance.paid, granted: balance.granted, held: balance.held,
                    available: balance.available, scheduled: balance.scheduled,
                    pending: balance.pending, closing: balance.closing,
                    ongoing: balance.ongoing, applied: balance.applied),
                rules: wallet.rules.map { wallet.status(of: $0, at: snapshot.asOf) })
        }
    }

    static func grant(_ grant: Grant, _ names: WorkloadNames) -> ModelLedger.View.Grant {
        ModelLedger.View.Grant(
            wallet: names.wallets.firstIndex(of: grant.wallet) ?? -1, remaining: grant.remaining,
            held: grant.held, status: grant.status)
    }

    static func hold(
        _ hold: Hold, _ status: HoldStatus, _ names: WorkloadNames
    ) -> ModelLedger.View.Hold {
        ModelLedger.View.Hold(
            feeType: hold.feeType, price: hold.price, asked: hold.asked,
            createdAt: hold.createdAt, until: hold.until,
            parts: hold.parts.map {
                ModelLedger.Held(
                    grant: names.ordinal(of: $0.grant), amount: $0.amount, credits: $0.credits)
            },
            status: status)
    }
}
