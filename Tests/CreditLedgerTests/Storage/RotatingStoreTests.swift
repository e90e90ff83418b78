import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("A store behind several handles")
struct RotatingStoreTests {
    @Test("keeps the contract if all of them are one store", arguments: StoreConformance.clauses)
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
        let broken = Set(await suite.run().map(\.clause))
        let shared: Set = ["S1", "S4", "S5", "S6", "S17", "S20"]
        #expect(shared.subtracting(broken) == [])
    }
}
