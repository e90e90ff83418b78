internal import Synchronization

/// Whose journals a list walks.
package enum Whose {
    case anyone
    case customer(CustomerID)
    case nobody
}

/// What a list finds in an entry, and which part of the list is wanted.
struct Listing<Element: Hashable & Sendable, Item: Hashable & Sendable> {
    let request: PageRequest<Item>
    let id: (Element) -> Identifier<Item>
    /// Appends what the filter lets by of the things that one entry made.
    let gather: (CustomerJournal, Int, inout [Element]) -> Void
    /// The only entries of a customer that can have any, where an index knows them.
    var narrow: ((CustomerJournal) -> [Int])?

    init(
        _ request: PageRequest<Item>, id: @escaping (Element) -> Identifier<Item>,
        gather: @escaping (CustomerJournal, Int, inout [Element]) -> Void
    ) {
        self.request = request
        self.id = id
        self.gather = gather
    }
}

/// A page in the making; it takes what entries made, entry by entry in the order of the walk.
struct PageBuilder<Element: Hashable & Sendable, Item: Hashable & Sendable> {
    private let listing: Listing<Element, Item>
    /// Whether it counts everything instead of taking a page.
    private let counts: Bool
    /// The id that the page begins beyond; `nil` for the end of the list, or if everything counts.
    let start: Identifier<Item>?
    /// Whether the walk goes to newer things.
    let ascends: Bool
    private var items: [Element] = []
    private var found: [Element] = []
    private(set) var count = 0

    init(_ listing: Listing<Element, Item>, counts: Bool) {
        self.listing = listing
        self.counts = counts
        switch listing.request.place {
        case .before(let id) where !counts: (start, ascends) = (id, true)
        case .after(let id) where !counts: (start, ascends) = (id, false)
        default: (start, ascends) = (nil, false)
        }
    }

    /// Whether the page is full and it is known that there is more.
    var isFull: Bool { !counts && items.count > listing.request.limit }

    /// Takes what an entry made; of an entry with several bases only what is of `base`, if given.
    mutating func take(_ journal: CustomerJournal, _ index: Int, base: EntryID? = nil) {
        // The array is used again for every entry.
        found.removeAll(keepingCapacity: true)
        listing.gather(journal, index, &found)
        if found.count > 1 { found.sort { listing.id($0) < listing.id($1) } }
        var last: Identifier<Item>?
        for step in found.indices {
            let element = found[ascends ? step : found.count - 1 - step]
            let id = listing.id(element)
            // One thing that an entry names twice stands once.
            guard id != last, base.map({ id.entry == $0 }) ?? true else { continue }
            last = id
            if let start, ascends ? id <= start : id >= start { continue }
            count += 1
            guard !counts else { continue }
            items.append(element)
            if isFull { return }
        }
    }

    func page(count: Int?) -> Page<Element> {
        let wanted = items.prefix(listing.request.limit)
        return Page(
            items: ascends ? wanted.reversed() : Array(wanted), hasMore: isFull, count: count)
    }
}

extension InMemoryStore {
    func page<Element, Item>(
        _ listing: Listing<Element, Item>, of whose: Whose, _ kind: InMemoryIndex.Kind
    ) -> Page<Element> {
        var builder = PageBuilder(listing, counts: false)
        walk(listing, of: whose, kind, into: &builder)
        guard listing.request.wantsCount else { return builder.page(count: nil) }
        var counter = PageBuilder(listing, counts: true)
        walk(listing, of: whose, kind, into: &counter)
        return builder.page(count: counter.count)
    }

    private func walk<Element, Item>(
        _ listing: Listing<Element, Item>, of whose: Whose, _ kind: InMemoryIndex.Kind,
        into builder: inout PageBuilder<Element, Item>
    ) {
        switch whose {
        case .nobody: break
        case .anyone: walkAll(kind, into: &builder)
        case .customer(let customer): walk(listing, of: customer, into: &builder)
        }
    }

    /// Walks the entries of all customers in the order of their ids.
    private func walkAll<Element, Item>(
        _ kind: InMemoryIndex.Kind, into builder: inout PageBuilder<Element, Item>
    ) {
        var start = builder.start?.entry
        var includesStart = true
        var width = ShardHarvest<InMemoryIndex.Place>.width(for: 100, shards: shards.count)
        while !builder.isFull {
            let next = index.next(
                kind, from: start, includesStart: includesStart, ascends: builder.ascends,
                width: width)
            for place in next.elements where !builder.isFull {
                read(place) { journal, index in
                    builder.take(journal, index, base: place.base)
                }
            }
            guard next.mayHaveMore, let last = next.elements.last else { return }
            (start, includesStart) = (last.base, false)
            // A filter that lets little by, or a count, is in for a longer walk.
            width = min(width * 2, 1024)
        }
    }

    /// Walks the entries of one customer that were there when the walk began.
    private func walk<Element, Item>(
        _ listing: Listing<Element, Item>, of customer: CustomerID,
        into builder: inout PageBuilder<Element, Item>
    ) {
        let (hash, shard) = locate(customer)
        var pending: Range<Int>?
        repeat {
            shard.state.withLock { state in
                guard let position = state.position(of: customer, hash) else { return }
                let journal = state.journal(at: position)
                if let narrow = listing.narrow {
                    let indices = narrow(journal)
                    for step in indices.indices where !builder.isFull {
                        builder.take(
                            journal, indices[builder.ascends ? step : indices.count - 1 - step])
                    }
                    return
                }
                let range = pending ?? journal.indices(from: builder.start?.entry, builder.ascends)
                // The lock is not held for the whole of a long journal.
                let part = builder.ascends ? range.prefix(1000) : range.suffix(1000)
                for step in 0..<part.count where !builder.isFull {
                    builder.take(
                        journal,
                        builder.ascends ? part.startIndex + step : part.endIndex - 1 - step)
                }
                pending =
                    builder.ascends
                    ? part.endIndex..<range.endIndex : range.startIndex..<part.startIndex
            }
        } while !builder.isFull && !(pending?.isEmpty ?? true)
    }
}

extension CustomerJournal {
    /// The positions of the entries from a base on.
    fileprivate func indices(from start: EntryID?, _ ascends: Bool) -> Range<Int> {
        guard let start else { return indices }
        let end = count(upTo: start)
        // The entry at or before the base may have further bases beyond it.
        return ascends ? max(0, end - 1)..<indices.count : 0..<end
    }
}
