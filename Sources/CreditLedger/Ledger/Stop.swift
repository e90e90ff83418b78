/// One instant of a ``Foresight``, and what happened at it.
struct Stop {
    let instant: Instant
    /// The lots that just now expired or became effective, as they were before the visit.
    let turning: [Lot]
    /// The periods of unbilled usage of which a line just ended.
    let periods: [UsagePeriod]
    /// What fell due, if something did.
    let entry: JournalEntry?

    /// Why the balance of a wallet changed, in the order in which it happened.
    ///
    /// - Parameters:
    ///   - index: the wallet's position.
    ///   - book: the book after the visit.
    /// - Returns: the causes.
    func causes(of index: Int, in book: Book) -> [Forecast.Cause] {
        let own = ownCauses(of: index, in: book)
        return own.isEmpty ? [.usageMoved] : own
    }

    private func ownCauses(of index: Int, in book: Book) -> [Forecast.Cause] {
        let wallet = book.wallets[index]
        var causes: [Forecast.Cause] = periods.map { .usagePeriodEnded($0) }
        let terms = wallet.terms.value
        if terms.expiresAt == instant, instant < terms.closesAt {
            causes.append(.walletExpired(closesAt: terms.closesAt))
        }
        let turned = turning.filter { $0.wallet == index }.sorted { $0.grant < $1.grant }
        for lot in turned {
            if instant < lot.expiry {
                causes.append(.grantEffective(lot.grant))
            } else if instant < lot.closesAt {
                causes.append(.grantExpired(lot.grant, closesAt: lot.closesAt))
            }
        }
        guard let entry else { return causes }
        for case .holdEnded(let hold, .lapsed) in entry.effects
        where hold.parts.contains(where: { $0.wallet == wallet.id }) {
            causes.append(.holdLapsed(hold.id))
        }
        causes += entry.transactions.compactMap { $0.loss(of: wallet.id) }
        for effect in entry.effects {
            switch effect {
            case .walletTerminated(wallet.id, _): causes.append(.walletClosed)
            case .walletActivated(wallet.id): causes.append(.walletActivated)
            default: break
            }
        }
        return causes + runs(of: wallet, in: entry)
    }

    /// What the wallet's rules added, one cause per run.
    private func runs(of wallet: WalletState, in entry: JournalEntry) -> [Forecast.Cause] {
        var runs: [(rule: RuleID, paid: Credits?, granted: Credits?)] = []
        for case .grantOpened(let opened) in entry.effects where opened.wallet == wallet.id {
            guard case .rule(let rule) = opened.terms.source else { continue }
            if runs.last?.rule != rule { runs.append((rule, nil, nil)) }
            switch opened.terms.kind {
            case .paid: runs[runs.count - 1].paid = opened.terms.issued
            case .granted: runs[runs.count - 1].granted = opened.terms.issued
            }
        }
        return runs.map { run in
            let rule = wallet.rules.first { $0.id == run.rule }?.rule
            return if case .threshold? = rule?.trigger {
                .threshold(run.rule, paid: run.paid, granted: run.granted)
            } else {
                .schedule(run.rule, paid: run.paid, granted: run.granted)
            }
        }
    }
}

extension Transaction {
    /// The cause that it is to its wallet, if that is this one and a grant ended in it.
    fileprivate func loss(of wallet: WalletID) -> Forecast.Cause? {
        guard self.wallet == wallet else { return nil }
        return switch (kind, status) {
        case (.expired, .settled): .grantClosed(grant, lost: credits)
        case (.purchased, .failed): .paymentCancelled(grant)
        default: nil
        }
    }
}
