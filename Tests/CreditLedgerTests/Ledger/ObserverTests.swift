import CreditLedger
import CreditLedgerTesting
import Synchronization
import Testing

@Suite("Observer")
struct ObserverTests {
    final class Notebook: LedgerObserver {
        private let notes = Mutex<[Observation]>([])
        var all: [Observation] { notes.withLock { $0 } }
        func observe(_ observation: Observation) { notes.withLock { $0.append(observation) } }
    }

    @Test("An observer is told of commits, conflicts, retries, replays, refusals, loads and sweeps")
    func everything() async throws {
        let notebook = Notebook()
        let house = try House(observer: notebook)
        let (ledger, acme) = (house.ledger, house.acme)
        let wallet = try await house.wallet(granted: 1)
        house.store.rig(.conflict)
        let topUp = TopUp(wallet, granted: .credits(2))
        let first = try await ledger.topUp(topUp, context: .key("k"))
        try await ledger.topUp(topUp, context: .key("k"))
        house.store.rig(.written(.outcomeUnknown))
        try await ledger.voidCredits(VoidCredits(wallet, 1))
        _ = await code { try await ledger.voidCredits(VoidCredits(wallet, 100)) }
        try await ledger.updateWallet(
            UpdateWallet(wallet, expiresAt: .set(try Instant("2026-02-01T00:00:00Z"))))
        try house.go(to: "2026-03-01T00:00:00Z")
        let swept = try await ledger.advanceDue()

        let seen = notebook.all.map { observation -> String in
            switch observation {
            case .committed(acme, let entries, let commands, _): "committed \(entries) \(commands)"
            case .conflict(acme, let attempt): "conflict \(attempt)"
            case .retried(acme, let attempt): "retried \(attempt)"
            case .replayed(acme, let entry): entry == first.entry?.id ? "replayed" : "another"
            case .refused(acme, let code): "refused \(code)"
            case .loaded(acme, _): "loaded"
            case .swept(let progress): progress == swept ? "swept" : "still sweeping"
            default: "\(observation)"
            }
        }
        #expect(
            seen == [
                "loaded", "committed 1 1",
                "conflict 1", "loaded", "committed 1 1",
                "loaded", "replayed",
                "retried 1", "committed 1 1",
                "loaded", "refused insufficientCredits",
                "committed 1 1",
                "committed 1 1", "swept",
            ])
    }
}
