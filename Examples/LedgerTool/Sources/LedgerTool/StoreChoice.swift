import ArgumentParser
import CreditLedger

/// The stores that the tool can run on.
enum StoreChoice: String, CaseIterable, ExpressibleByArgument {
    case memory

    /// Makes an empty store.
    @Sendable func make() -> any LedgerStore {
        switch self {
        case .memory: InMemoryStore()
        }
    }
}
