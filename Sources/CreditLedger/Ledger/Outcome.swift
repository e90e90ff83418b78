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
        let applications = transactions.compactMap { transaction -> Drawdown.Application? in
            guard transaction.kind == .applied, let part = transaction.application else {
                return nil
            }
            return Drawdown.Application(
                grant: transaction.grant, wallet: transaction.wallet, line: part.line,
                amount: part.amount, credits: transaction.credits, transaction: transaction.id)
        }
        return Drawdown(drawDown.invoice, applications: applications, skipped: skipped)
    }

    /// The grants that could pay nothing of the invoice.
    private var skipped: [SkippedGrant] {
        for case .invoiceDrawn(_, let skipped) in effects { return skipped }
        return []
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
