import CreditLedger
import CreditLedgerTesting
import Testing

/// For the thread sanitizer; ``InMemoryStoreTests`` proves the whole contract.
@Suite("Races for the in-memory store")
struct InMemoryRaceTests {
    @Test("in one shard and in many, each clause is kept", arguments: StoreConformance.races)
    func conforms(_ clause: StoreConformance.Clause) async {
        for shards in [1, 8] {
            #expect(await StoreConformance { InMemoryStore(shards: shards) }.run(clause) == [])
        }
    }

    @Test("are part of seven clauses")
    func clauses() {
        let numbers = StoreConformance.races.map(\.number)
        #expect(numbers == ["S3", "S4", "S5", "S6", "S18", "S19", "S20"])
        for clause in StoreConformance.races { #expect(!clause.checkNames.isEmpty) }
    }
}
