/// The way through a store's pages to one page of what a filter lets by that the store can't judge.
///
/// Statuses depend on the time, so a store does not know them. A filter by status therefore looks
/// through as many of the store's pages as it takes to fill its own, and one more item, to tell
/// whether there is more. A count with such a filter looks through all of them.
struct Walk<Item: Hashable & Sendable, Element: Hashable & Sendable> {
    private let wanted: PageRequest<Item>
    private let isFiltered: Bool
    private var found: [Element] = []
    private var hasMore = false
    private var count: Int?
    private var state: State

    private enum State {
        case collecting(PageRequest<Item>.Place)
        case counting(PageRequest<Item>.Place)
        case done
    }

    private static var longestPage: Int { 100 }

    init(_ wanted: PageRequest<Item>, isFiltered: Bool) {
        self.wanted = wanted
        self.isFiltered = isFiltered
        self.state = .collecting(wanted.place)
    }

    /// The store's page to look at next; `nil` when nothing more is needed.
    var next: PageRequest<Item>? {
        switch state {
        case .collecting(let place) where !isFiltered:
            PageRequest(unchecked: place, limit: wanted.limit, wantsCount: wanted.wantsCount)
        case .collecting(let place), .counting(let place):
            PageRequest(unchecked: place, limit: Self.longestPage, wantsCount: false)
        case .done: nil
        }
    }

    /// Takes the items of a store's page that the filter lets by, of all that stand on it.
    mutating func take(
        _ items: [Element], of ids: [Identifier<Item>], hasMore: Bool, count: Int?
    ) {
        switch state {
        case .collecting where !isFiltered:
            (found, self.hasMore, self.count) = (items, hasMore, count)
            state = .done
        case .collecting:
            collect(items, of: ids, hasMore: hasMore)
        case .counting:
            self.count = (self.count ?? 0) + items.count
            state = ids.last.flatMap { hasMore ? .counting(.after($0)) : nil } ?? .done
        case .done: break
        }
    }

    private mutating func collect(_ items: [Element], of ids: [Identifier<Item>], hasMore: Bool) {
        let nextPlace: PageRequest<Item>.Place?
        if case .before = wanted.place {
            // The walk goes towards the newer ones, and each page reads newest first.
            found = items + found
            nextPlace = ids.first.map { .before($0) }
        } else {
            found += items
            nextPlace = ids.last.map { .after($0) }
        }
        if found.count <= wanted.limit, hasMore, let nextPlace {
            state = .collecting(nextPlace)
            return
        }
        self.hasMore = found.count > wanted.limit
        if case .before = wanted.place {
            found = found.suffix(wanted.limit)
        } else {
            found = Array(found.prefix(wanted.limit))
        }
        state = wanted.wantsCount ? .counting(.newest) : .done
    }

    /// The page that was wanted.
    var page: Page<Element> {
        Page(items: found, hasMore: hasMore, count: wanted.wantsCount ? count ?? 0 : nil)
    }
}
