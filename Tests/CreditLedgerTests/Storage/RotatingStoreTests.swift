import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("A store behind several handles")
struct RotatingStoreTests {
    @Test(
        "keeps the contract if all of them are one store",
        arguments: StoreConformance.ofForwarding)
    func conforms(_ clause: StoreConformance.Clause) async {
        let suite = StoreConformance {
            let store = InMemoryStore()
            return RotatingStore(store, store, store)
        }
        #expect(await suite.run(clause) == [])
    }

    @Test("does not if one handle has data of its own")
    func noticesStores() async throws {
        let suite = StoreConformance { RotatingStore(InMemoryStore(), InMemoryStore()) }
        for number in ["S1", "S4", "S5", "S6", "S17", "S20"] {
            let clause = try #require(StoreConformance.clauses.first { $0.number == number })
            #expect(await suite.run(clause) != [], "\(clause)")
        }
    }
}
