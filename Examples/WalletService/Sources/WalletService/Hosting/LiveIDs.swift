internal import CreditLedger

/// The ids of the ledger of real time.
///
/// An id tells when it was made, and a source never goes back behind its last one. A book that a
/// test clock led into the future has its time and asks for ids that lie there; these come from a
/// source of their own, so that no other customer's entries seem to be made in the future from
/// then on.
struct LiveIDs: IDSource {
    let clock: any LedgerClock
    private let ids = TimeOrderedIDs()

    init(clock: any LedgerClock) {
        self.clock = clock
    }

    func next(at now: Instant, after last: EntryID?) -> EntryID {
        let id = ids.next(at: min(now, clock.now), after: nil)
        guard let last, id <= last else { return id }
        return TimeOrderedIDs().next(at: now, after: last)
    }
}
