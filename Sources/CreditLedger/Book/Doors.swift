/// By which door a grant that no longer stands in its book has gone, if by any (R7.3).
///
/// A grant that closed with something in it has its close on record. One that was emptied before
/// left without a door: it is depleted, and its time goes on. Whether it has closed since follows
/// from its own expiry and its wallet's expiry and grace as they stood at each time (R7.3b); and a
/// wallet that ended took all its grants along. Whichever came first is the door.
///
/// The trap: an expiry that was moved later before it came never closed anything, and one that was
/// moved earlier, or a grace cut short, closes what it has passed at the instant of the change.
extension Book {
    func door(of record: GrantRecord, by now: Instant) -> GrantDoor? {
        if let closure = record.closure { return closure.door }
        guard let index = index(of: record.wallet) else { return nil }
        let wallet = wallets[index]
        let closedAt = wallet.closeByTime(of: record.terms, by: now)
        guard let end = wallet.end else { return closedAt == nil ? nil : .expired }
        if let closedAt, closedAt <= end.at { return .expired }
        return end.by.door
    }
}

extension WalletState {
    /// When time closed a grant of these terms, if it has by `now`; the wallet's end apart.
    fileprivate func closeByTime(of grant: GrantTerms, by now: Instant) -> Instant? {
        var start = createdAt
        for past in pastTerms {
            let closesAt = Self.close(grant, past.expiresAt, past.graceSeconds)
            if closesAt <= past.until { return max(closesAt, start) }
            start = past.until
        }
        let closesAt = Self.close(grant, terms.value.expiresAt, terms.value.graceSeconds)
        return closesAt <= now ? max(closesAt, start) : nil
    }

    private static func close(
        _ grant: GrantTerms, _ expiresAt: Instant?, _ graceSeconds: Int64
    ) -> Instant {
        min(grant.expiresAt ?? .never, expiresAt ?? .never).adding(seconds: graceSeconds)
    }
}
