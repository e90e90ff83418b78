/// What may no longer happen to a wallet that was terminated (R3.3).
extension Verifier {
    /// After the entry that terminates a wallet, nothing is left in it and nothing is awaited.
    mutating func checkTerminated(_ effects: [Effect]) {
        for case .walletTerminated(let id, _) in effects {
            for grant in grants.rows where grant.wallet == id {
                let isAwaited = grant.issue?.status == .pending
                guard grant.remaining != 0 || isAwaited, !doubtedGrants.contains(grant.id) else {
                    continue
                }
                name(
                    .terminatedWalletIsEmpty, wallet: id, grant: grant.id,
                    expected: "nothing left and nothing awaited",
                    found: isAwaited ? "an awaited payment" : "\(grant.remaining)")
            }
        }
    }

    /// Names an effect on a wallet that was terminated before it.
    mutating func checkNotEnded(_ wallet: WalletID, _ grant: GrantID? = nil, found: String) {
        guard let place = wallets.place(of: wallet), wallets.rows[place].ended != nil else {
            return
        }
        name(
            .nothingAfterTermination, wallet: wallet, grant: grant,
            expected: "nothing after its termination", found: found)
    }

    /// Checks a transaction in a wallet that an earlier entry terminated: only what is given back,
    /// and directly after it its loss, may still come (R7.3a).
    mutating func checkTermination(at index: Int, of transactions: [Transaction]) {
        let transaction = transactions[index]
        guard let wallet = wallets.place(of: transaction.wallet),
            let ended = wallets.rows[wallet].ended, ended != entry,
            !doubtedGrants.contains(transaction.grant)
        else { return }
        let isAllowed =
            switch transaction.kind {
            case .reinstated:
                transaction.credits == 0
                    || index + 1 < transactions.count
                        && Self.isLoss(transactions[index + 1], of: transaction)
            case .voided, .expired, .forfeited:
                index > 0 && Self.isLoss(transaction, of: transactions[index - 1])
            case .purchased, .granted, .applied:
                false
            }
        guard !isAllowed else { return }
        name(
            .nothingAfterTermination, transaction,
            expected: "only what is given back and lost at once",
            found: "\(transaction.kind.rawValue) \(transaction.credits)")
    }

    private static func isLoss(_ loss: Transaction, of returned: Transaction) -> Bool {
        let isLost = [.voided, .expired, .forfeited].contains(loss.kind)
        return isLost && returned.kind == .reinstated && loss.grant == returned.grant
            && loss.credits == returned.credits
    }
}
