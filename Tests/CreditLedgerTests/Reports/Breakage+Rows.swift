@testable import CreditLedger

/// Breakages of what a store keeps beside journals and books: a row per grant, and rows at all.
extension Breakage {
    static let rows = [
        Breakage("a grant whose row is gone", .storedGrantIsFold) {
            let grant = $0.openedGrant(2).id
            $0.breakGrants { $0[grant] = nil }
        },
        Breakage("a grant in the row of another wallet", .storedGrantIsFold) {
            let (grant, wallet) = ($0.openedGrant(0), $0.history.wallets[1])
            $0.breakGrants { $0[grant.id] = GrantRecord(grant.changed(wallet: wallet)) }
        },
        Breakage("a row with more credits than were issued", .storedGrantIsFold) {
            let grant = $0.openedGrant(0)
            $0.breakGrants { $0[grant.id] = GrantRecord(grant.changed(issued: 1_000)) }
        },
        Breakage("an open grant whose row says closed", .storedGrantIsFold) {
            let (grant, instant) = ($0.openedGrant(0).id, $0.history.book.instant)
            $0.breakGrants {
                $0[grant]?.closure = GrantRecord.Closure(at: instant, door: .voided)
            }
        },
        Breakage("a closed grant whose row says open", .storedGrantIsFold) {
            // The one whose payment failed.
            let grant = $0.openedGrant(4).id
            $0.breakGrants { $0[grant]?.closure = nil }
        },
        Breakage("a row that owes money back", .storedGrantIsFold) {
            let grant = $0.openedGrant(0).id
            $0.breakGrants { $0[grant]?.isRefundOwed = true }
        },
        Breakage("a journal that can't be read to its end", .journalReadable) {
            $0.keepEntries(4)
            $0.unreadable = "Entry 5 of a customer is no JSON."
        },
    ]
}
