// What commands came to, computed from their journal entries alone: a replay has nothing else, and
// must answer what the first call did (R11.3).

extension JournalEntry {
    /// The wallet that `createWallet` opened.
    var openedWallet: WalletID? {
        for case .walletOpened(let opened) in effects { return opened.id }
        return nil
    }

    /// The grants that `topUp` made; those that a rule adds in the same entry are not its own.
    var issuedGrants: IssuedGrants {
        func first(_ kind: GrantKind) -> GrantID? {
            for case .grantOpened(let opened) in effects
            where opened.terms.source == .topUp && opened.terms.kind == kind {
                return opened.id
            }
            return nil
        }
        return IssuedGrants(paid: first(.paid), granted: first(.granted))
    }

    /// The credits that left through transactions of one kind.
    func credits(_ kind: TransactionKind) -> Credits {
        transactions.reduce(into: .zero) { sum, transaction in
            if transaction.kind == kind { sum += transaction.credits }
        }
    }

    /// The result of a drawdown, rebuilt from its invoice and what was applied to it (R6.6).
    var drawdown: Drawdown? {
        guard case .drawDown(let drawDown)? = command else { return nil }
        return drawdown(of: drawDown.invoice)
    }

    /// The same, of an entry that is known to draw this invoice down.
    func drawdown(of invoice: Invoice) -> Drawdown {
        var (captured, skipped) = ([CapturedLine](), [SkippedGrant]())
        for case .invoiceDrawn(_, let earlier, let others) in effects {
            (captured, skipped) = (earlier, others)
        }
        return Drawdown(
            invoice, captured: captured, applications: applications, skipped: skipped)
    }

    /// The result of a capture: what was applied to its line (R9.4b).
    var captureResult: Drawdown? {
        guard case .capture(let capture)? = command else { return nil }
        return Drawdown(
            invoice: capture.invoice,
            lines: [
                Drawdown.Line(
                    id: capture.line, applied: capture.amount, due: .zero(capture.amount.currency))
            ],
            applied: capture.amount, due: .zero(capture.amount.currency),
            applications: applications, skipped: [])
    }

    /// What `confirmCharge` found to be owed back.
    var refundOwed: RefundOwed? {
        for case .refundOwed(let refund) in effects { return refund }
        return nil
    }

    /// The hold that `hold` made.
    var openedHold: Hold? {
        for case .holdOpened(let hold) in effects { return hold }
        return nil
    }

    /// What was applied to lines, in order.
    private var applications: [Drawdown.Application] {
        let transactions = transactions
        var applications: [Drawdown.Application] = []
        applications.reserveCapacity(transactions.count)
        // In place: a copy of a transaction costs a retain for each of its texts.
        for index in transactions.indices where transactions[index].kind == .applied {
            guard let part = transactions[index].application else { continue }
            applications.append(
                Drawdown.Application(
                    grant: transactions[index].grant, wallet: transactions[index].wallet,
                    line: part.line, amount: part.amount, credits: transactions[index].credits,
                    transaction: transactions[index].id))
        }
        return applications
    }

    /// The result of a reinstatement (R7): what came back, and what of it was lost at once.
    var reinstatement: Reinstatement {
        var (reinstated, lost) = (Credits.zero, Credits.zero)
        var amount: Money?
        var moved: [Transaction] = []
        for transaction in transactions {
            switch transaction.kind {
            case .reinstated:
                reinstated += transaction.credits
                if let part = transaction.application?.amount {
                    amount = Money(units: (amount?.units ?? 0) + part.units, part.currency)
                }
            case .expired, .voided, .forfeited: lost += transaction.credits
            case .purchased, .granted, .applied: continue
            }
            moved.append(transaction)
        }
        return Reinstatement(
            reinstated: reinstated, lost: lost, amount: amount, transactions: moved)
    }
}

extension Reinstatement {
    /// Nothing was left to give back.
    static let nothing = Reinstatement(
        reinstated: .zero, lost: .zero, amount: nil, transactions: [])
}
