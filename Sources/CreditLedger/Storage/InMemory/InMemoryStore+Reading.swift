internal import Synchronization

extension InMemoryStore {
    /// The hash of a customer and its shard.
    func locate(_ customer: CustomerID) -> (hash: Int, shard: InMemoryShard) {
        let hash = customer.hashValue
        return (hash, shards[hash.shard(of: shards.count)])
    }

    /// Reads the journal and the position of the entry at a place of the index.
    ///
    /// A commit puts its places into the index under its customer's lock, so whoever finds one and
    /// then gets that lock finds the entry.
    func read<Result: Sendable>(
        _ place: InMemoryIndex.Place, _ body: (CustomerJournal, Int) -> Result?
    ) -> Result? {
        read(place.customer, place.revision, body)
    }

    /// Reads the journal of a customer by its number, and the position of the entry of a revision.
    func read<Result: Sendable>(
        _ customer: UInt32, _ revision: UInt32, _ body: (CustomerJournal, Int) -> Result
    ) -> Result {
        let (position, part) = Int(customer).quotientAndRemainder(dividingBy: shards.count)
        return shards[part].state.withLock { state in
            body(state.journal(at: position), Int(revision) - 1)
        }
    }

    /// The next elements of all shards in one order.
    func merge<Element: Sendable>(
        limit: Int, after last: Element?, by precedes: @escaping (Element, Element) -> Bool,
        _ visitAll: (InMemoryShard.State, Element?, (Element) -> Bool) -> Void
    ) -> [Element] {
        var merged: [Element] = []
        var last = last
        var mayHaveMore = limit > 0
        while mayHaveMore, merged.count < limit {
            var harvest = ShardHarvest<Element>(
                width: ShardHarvest<Element>.width(
                    for: limit - merged.count, shards: shards.count),
                by: precedes)
            for shard in shards {
                shard.state.withLock { state in
                    visitAll(state, last) { harvest.take($0) }
                }
                harvest.endShard()
            }
            let ripe = harvest.ripe()
            merged += ripe.elements.prefix(limit - merged.count)
            last = merged.last
            mayHaveMore = ripe.mayHaveMore
        }
        return merged
    }
}

extension Int {
    /// The shard that a customer's hash falls to, by the half of it that the shard's table leaves.
    func shard(of count: Int) -> Int { Int(UInt(bitPattern: self) >> 32) % count }
}
