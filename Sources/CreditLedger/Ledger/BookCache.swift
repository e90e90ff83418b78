internal import Synchronization

/// The slots of the books that are in memory, by customer, over locks of their own.
///
/// Forgetting a slot is safe at any time: a commit proves that its book was current, so two slots
/// of one customer cost a conflict and nothing else. What is forgotten is chosen by a second
/// chance: a hand goes round, passes over what was used since it last came by, and takes the rest.
/// It makes at most 16 steps, so that room is found at a fixed cost.
final class BookCache: Sendable {
    private struct Place {
        var customer: CustomerID
        var slot: BookSlot
        var wasUsed: Bool
    }

    private struct Shard {
        var index: [CustomerID: Int] = [:]
        var places: [Place] = []
        var hand = 0
    }

    private final class LockedShard: Sendable {
        let shard = Mutex(Shard())
    }

    private let shards: [LockedShard]
    private let capacityPerShard: Int

    private static let mostShards = 64
    /// Fewer places than these are no choice.
    private static let fewestPlaces = 32
    private static let mostSteps = 16

    init(capacity: Int) {
        var count = 1
        while count < Self.mostShards, count * 2 * Self.fewestPlaces <= capacity {
            count *= 2
        }
        self.shards = (0..<count).map { _ in LockedShard() }
        self.capacityPerShard = max(1, capacity / count)
    }

    /// The customer's slot; a new and empty one if there was none.
    func slot(of customer: CustomerID) -> BookSlot {
        let shard = shards[customer.hashValue & (shards.count - 1)]
        return shard.shard.withLock { shard in
            if let index = shard.index[customer] {
                shard.places[index].wasUsed = true
                return shard.places[index].slot
            }
            let place = Place(customer: customer, slot: BookSlot(), wasUsed: false)
            if shard.places.count < capacityPerShard {
                shard.index[customer] = shard.places.count
                shard.places.append(place)
            } else {
                let index = Self.makeRoom(&shard)
                shard.index[shard.places[index].customer] = nil
                shard.index[customer] = index
                shard.places[index] = place
            }
            return place.slot
        }
    }

    /// The place to give away.
    private static func makeRoom(_ shard: inout Shard) -> Int {
        var choice = shard.hand
        for _ in 0..<mostSteps {
            let index = shard.hand
            shard.hand = (shard.hand + 1) % shard.places.count
            guard shard.places[index].slot.isIdle else { continue }
            choice = index
            if !shard.places[index].wasUsed { break }
            shard.places[index].wasUsed = false
        }
        return choice
    }

    /// The number of books that have a place.
    var count: Int {
        shards.reduce(0) { sum, shard in sum + shard.shard.withLock { $0.places.count } }
    }
}
