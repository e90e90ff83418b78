import CreditLedger

/// All customers of a store, in order, a few hundred in memory at a time.
struct Customers: AsyncSequence {
    private static let stride = 500

    let store: any LedgerStore

    init(of store: any LedgerStore) {
        self.store = store
    }

    func makeAsyncIterator() -> Iterator { Iterator(store: store) }

    struct Iterator: AsyncIteratorProtocol {
        let store: any LedgerStore
        private var read: ArraySlice<CustomerID> = []
        private var last: CustomerID?
        private var isAtEnd = false

        init(store: any LedgerStore) {
            self.store = store
        }

        mutating func next() async throws -> CustomerID? {
            if read.isEmpty && !isAtEnd {
                do throws(StoreError) {
                    read = try await store.customers(after: last, limit: Customers.stride)[...]
                } catch {
                    throw LedgerError.store(error)
                }
                isAtEnd = read.count < Customers.stride
                last = read.last
            }
            return read.popFirst()
        }
    }
}
