/// The primitives that touch a hold: end it, or what it holds of one grant.
extension Draft {
    /// Ends a hold; what it held is free again.
    mutating func end(_ hold: Hold, _ end: HoldEnd) {
        record(.holdEnded(hold, end))
    }

    /// Ends all that is held of a grant, which is about to be ended itself (R4.3a).
    mutating func releaseHolds(of grant: GrantID) {
        releaseHolds { $0.grant == grant }
    }

    /// Ends all that is held in a wallet, which is about to end (R3.3).
    mutating func releaseHolds(ofWallet index: Int) {
        let wallet = book.wallets[index].id
        releaseHolds { $0.wallet == wallet }
    }

    /// Ends these parts of all holds; a hold without any other ends with them (R9.4c).
    private mutating func releaseHolds(where isEnded: (Hold.Part) -> Bool) {
        for hold in book.holds where hold.parts.contains(where: isEnded) {
            var rest = hold
            rest.parts.removeAll(where: isEnded)
            if rest.parts.isEmpty {
                end(hold, .grantsEnded)
            } else {
                record(.holdChanged(rest))
            }
        }
    }

    /// Expires what has become free of grants that have closed (R4.4a), one transaction each, in
    /// order of creation.
    mutating func expireFreed(exceptIn wallets: [Int] = []) {
        let freed = book.lots.filter { lot in
            lot.hasClosed && lot.unheld > 0 && !wallets.contains(Int(lot.wallet))
        }
        for lot in freed.sorted(by: { ($0.wallet, $0.grant) < ($1.wallet, $1.grant) }) {
            close(lot, by: .expired)
        }
    }
}
