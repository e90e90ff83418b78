internal import Synchronization

/// The slots of the books that are in memory, by customer, over locks of their own.
///
/// Forgetting a slot is safe at any time: a commit proves that its book was current, so two slots
/// of one customer cost a conflict and nothing else. What is forgotten is chosen by a second
/// chance: a hand goes round, passes over what was used since it last came by, and takes the rest.
/// It looks at no more than 16 slots, so that room is found at a fixed cost.
final class BookCache: Sendable {
    private final class LockedShard: Sendable {
        let shard = Mutex(BookTable())
    }

    private let shards: [LockedShard]
    private let capacityPerShard: Int

    private static let mostShards = 64
    /// Fewer places than these are no choice.
    private static let fewestPlaces = 32

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
        let hash = customer.hashValue
        let tag = UInt32(truncatingIfNeeded: hash >> 32)
        return shards[hash & (shards.count - 1)].shard.withLock { shard in
            if let slot = shard.find(customer, tag) { return slot }
            if shard.count >= capacityPerShard { shard.makeRoom() }
            let slot = BookSlot(customer)
            shard.insert(slot, tag)
            return slot
        }
    }

    /// The number of books that have a place.
    var count: Int {
        shards.reduce(0) { sum, shard in sum + shard.shard.withLock { $0.count } }
    }
}

/// A hash table whose places are the slots themselves: one look leads to a slot, and the slot tells
/// its customer.
private struct BookTable {
    private struct Place {
        var slot: BookSlot?
        /// The half of the hash that tells the place, so that moving a slot hashes nothing.
        var tag: UInt32 = 0
        var wasUsed = false
    }

    private var places: [Place] = []
    private(set) var count = 0
    private var hand = 0

    private static let mostSteps = 16

    mutating func find(_ customer: CustomerID, _ tag: UInt32) -> BookSlot? {
        guard !places.isEmpty else { return nil }
        let mask = places.count - 1
        var index = Int(tag) & mask
        while let slot = places[index].slot {
            if places[index].tag == tag, slot.customer == customer {
                if !places[index].wasUsed { places[index].wasUsed = true }
                return slot
            }
            index = (index + 1) & mask
        }
        return nil
    }

    /// Adds a slot of a customer that has none.
    mutating func insert(_ slot: BookSlot, _ tag: UInt32) {
        if (count + 1) * 4 > places.count * 3 { grow() }
        place(Place(slot: slot, tag: tag))
        count += 1
    }

    private mutating func place(_ new: Place) {
        let mask = places.count - 1
        var index = Int(new.tag) & mask
        while places[index].slot != nil { index = (index + 1) & mask }
        places[index] = new
    }

    private mutating func grow() {
        let old = places
        places = [Place](repeating: Place(), count: max(4, old.count * 2))
        hand = 0
        for place in old where place.slot != nil { self.place(place) }
    }

    /// Gives a place away.
    mutating func makeRoom() {
        var choice: Int?
        var steps = 0
        while steps < Self.mostSteps {
            let index = hand
            hand = (hand + 1) & (places.count - 1)
            guard let slot = places[index].slot else { continue }
            steps += 1
            guard slot.isIdle || choice == nil else { continue }
            choice = index
            if slot.isIdle, !places[index].wasUsed { break }
            places[index].wasUsed = false
        }
        if let choice { remove(at: choice) }
    }

    /// Empties a place and moves up what would no longer be found behind it.
    private mutating func remove(at index: Int) {
        let mask = places.count - 1
        var hole = index
        var next = (index + 1) & mask
        while places[next].slot != nil {
            let home = Int(places[next].tag) & mask
            if (next - home) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = Place()
        count -= 1
    }
}
