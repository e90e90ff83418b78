internal import Synchronization

/// Where the things of a journal entry stand, by the part of their ids that they share.
///
/// The id of a wallet, grant or transaction is that of its entry with an ordinal (an entry with
/// more than 65,535 of them has further such bases), so one index of 24 bytes a base serves all
/// lookups by bare id, and read in order it is the list of all entries. It is sharded by the id,
/// not by the customer, as an id does not tell its customer.
///
/// Locks are taken in the order of the shards, and after a customer's, so nothing waits in a
/// circle. A commit of several bases, and a look at all shards, hold all of their locks at once, so
/// that a list does not show a part of a commit.
struct InMemoryIndex: Sendable {
    /// Where the ids of one base stand.
    struct Place {
        let base: EntryID
        /// The number of the customer in its store.
        let customer: UInt32
        let revision: UInt32
    }

    /// Which bases a list walks.
    enum Kind {
        case all
        /// Those that opened a wallet or a grant: few among all.
        case openings
    }

    private final class Shard: Sendable {
        let lists = Mutex(Lists())
    }

    private let shards: [Shard]

    init(shards: Int) {
        self.shards = (0..<shards).map { _ in Shard() }
    }

    /// Milliseconds, counter and source all take part, as each of them may stand still.
    private func shard(of base: EntryID) -> Int {
        let mixed = (base.high &* 0x9E37_79B9_7F4A_7C15) ^ (base.low >> 16)
        return Int((mixed &* 0x9E37_79B9_7F4A_7C15) >> 33) % shards.count
    }

    /// The place of a base.
    func place(of base: EntryID) -> Place? {
        shards[shard(of: base)].lists.withLock { $0.place(of: base) }
    }

    /// Adds the bases of a customer's entries: all of them or, if one stands already, none.
    ///
    /// - Returns: whether they were added.
    func add(_ entries: [JournalEntry], of customer: UInt32) -> Bool {
        if entries.count == 1, entries[0].furtherBases.isEmpty {
            let addition = addition(entries[0].id.entry, entries[0], customer)
            return shards[addition.shard].lists.withLock { $0.add(addition) }
        }
        let additions = entries.flatMap { entry in
            ([entry.id.entry] + entry.furtherBases).map { addition($0, entry, customer) }
        }
        return add(additions.sorted { $0.shard < $1.shard }[...])
    }

    private func addition(
        _ base: EntryID, _ entry: JournalEntry, _ customer: UInt32
    ) -> Addition {
        Addition(
            shard: shard(of: base),
            place: Place(
                base: base, customer: customer,
                revision: UInt32(truncatingIfNeeded: entry.revision)),
            isOpening: entry.opensAnything)
    }

    /// Adds what is sorted by shard, under the locks of all its shards.
    private func add(_ additions: ArraySlice<Addition>) -> Bool {
        guard let shard = additions.first?.shard else { return true }
        let own = additions.prefix { $0.shard == shard }
        return shards[shard].lists.withLock { lists in
            var added = own.prefix(0)
            for addition in own {
                guard lists.add(addition) else { break }
                added = own.prefix(added.count + 1)
            }
            if added.count == own.count, add(additions[own.endIndex...]) { return true }
            for addition in added { lists.remove(addition.place.base) }
            return false
        }
    }

    /// The next places from a base on, up or down, as of one moment.
    ///
    /// - Parameters:
    ///   - kind: which places.
    ///   - start: the base to begin with; at the end of the list if `nil`.
    ///   - includesStart: whether the place of `start` itself is wanted.
    ///   - ascends: whether to go to later ids rather than to earlier ones.
    ///   - width: the most places to take from one shard.
    /// - Returns: places in order, and whether there may be more.
    func next(
        _ kind: Kind, from start: EntryID?, includesStart: Bool, ascends: Bool, width: Int
    ) -> (elements: [Place], mayHaveMore: Bool) {
        var harvest = ShardHarvest<Place>(width: width) {
            ascends ? $0.base < $1.base : $1.base < $0.base
        }
        gather(0, into: &harvest) { lists, harvest in
            let list = kind == .all ? lists.all : lists.openings
            let position = list.position { place in
                guard let start else { return !ascends }
                // What is visited stands behind the position upwards, and before it downwards.
                return place.base < start || (ascends != includesStart && place.base == start)
            }
            if ascends {
                list.forEach(from: position) { harvest.take($0) }
            } else {
                list.forEachBackwards(from: position) { harvest.take($0) }
            }
        }
        return harvest.ripe()
    }

    /// Reads this and all further shards under the locks of all of them.
    private func gather(
        _ index: Int, into harvest: inout ShardHarvest<Place>,
        _ read: (Lists, inout ShardHarvest<Place>) -> Void
    ) {
        guard index < shards.count else { return }
        shards[index].lists.withLock { lists in
            read(lists, &harvest)
            harvest.endShard()
            gather(index + 1, into: &harvest, read)
        }
    }
}

extension InMemoryIndex {
    private struct Addition {
        let shard: Int
        let place: Place
        let isOpening: Bool
    }

    /// The places of one shard.
    private struct Lists {
        /// In order of their bases.
        private(set) var all = SortedChunks<Place>()
        private(set) var openings = SortedChunks<Place>()

        func place(of base: EntryID) -> Place? {
            let place = all.element(at: all.position { $0.base < base })
            return place.flatMap { $0.base == base ? $0 : nil }
        }

        mutating func add(_ addition: Addition) -> Bool {
            let base = addition.place.base
            let position = all.position { $0.base < base }
            if let place = all.element(at: position), place.base == base { return false }
            all.insert(addition.place, at: position)
            if addition.isOpening {
                openings.insert(addition.place, at: openings.position { $0.base < base })
            }
            return true
        }

        mutating func remove(_ base: EntryID) {
            all.remove(at: all.position { $0.base < base })
            let position = openings.position { $0.base < base }
            if let place = openings.element(at: position), place.base == base {
                openings.remove(at: position)
            }
        }
    }
}

extension JournalEntry {
    /// Whether a wallet or a grant was opened.
    fileprivate var opensAnything: Bool {
        effects.contains { effect in
            switch effect {
            case .walletOpened, .grantOpened: true
            default: false
            }
        }
    }
}
