import CreditLedger
import Synchronization

/// Bare books behind locks, for several callers: each customer's are behind one of many.
final class BareShards: Sendable {
    private final class Shard: Sendable {
        let books: Mutex<BareBooks>

        init(_ books: BareBooks) { self.books = Mutex(books) }
    }

    private let shards: [Shard]

    init(keepsKeys: Bool, room: Int) {
        shards = (0..<64).map { _ in
            Shard(BareBooks(keepsKeys: keepsKeys, room: room / 64))
        }
    }

    var records: Int {
        shards.reduce(0) { sum, shard in sum + shard.books.withLock { $0.journal.count } }
    }

    func open(_ customer: CustomerID) {
        shard(of: customer).books.withLock { $0.open(customer) }
    }

    @inline(__always)
    func perform<Kind: BareTraffic>(_: Kind.Type, _ operation: Kind.Operation) -> Bool {
        shard(of: Kind.customer(of: operation)).books.withLock {
            Kind.perform(operation, on: &$0)
        }
    }

    private func shard(of customer: CustomerID) -> Shard {
        shards[Int(truncatingIfNeeded: customer.hashValue & 63)]
    }
}
