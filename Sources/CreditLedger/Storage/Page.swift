/// Which part of a list is wanted: up to 100 items, newest first, from a place named by an id.
public struct PageRequest<Item: Hashable & Sendable>: Hashable, Sendable {
    /// Where a page begins.
    public enum Place: Hashable, Sendable {
        /// At the newest.
        case newest
        /// With the next older than this one.
        case after(Identifier<Item>)
        /// With those next newer than this one, the nearest to it; still answered newest first.
        ///
        /// Of one customer, ids ascend as things are made. Over all customers an id may appear
        /// below newer ones that stand already, so this is for paging back, not for following a
        /// journal.
        case before(Identifier<Item>)
    }

    /// Where the page begins.
    public let place: Place
    /// The most items, 1 to 100.
    public let limit: Int
    /// Whether all items that the filter lets by are to be counted.
    public let wantsCount: Bool

    /// A page of 20 items from the newest, if nothing else is said.
    ///
    /// - Parameters:
    ///   - place: where it begins.
    ///   - limit: the most items.
    ///   - wantsCount: whether to count all.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` for a limit outside 1...100.
    public init(
        _ place: Place, limit: Int = 20, wantsCount: Bool = false
    ) throws(Refusal) {
        guard (1...100).contains(limit) else {
            throw .invalidField("limit", value: "\(limit)", reason: "is not within 1...100")
        }
        self.init(unchecked: place, limit: limit, wantsCount: wantsCount)
    }

    package init(unchecked place: Place, limit: Int, wantsCount: Bool) {
        self.place = place
        self.limit = limit
        self.wantsCount = wantsCount
    }

    /// The newest 20.
    public static var newest: Self { Self(unchecked: .newest, limit: 20, wantsCount: false) }
}

/// A part of a list, newest first.
public struct Page<Element: Hashable & Sendable>: Hashable, Sendable {
    /// The items.
    public let items: [Element]
    /// Whether more lies beyond: older ones or, after a request `before` an id, newer ones.
    public let hasMore: Bool
    /// The number of all items that the filter lets by, if it was asked for.
    public let count: Int?

    /// A page.
    public init(items: [Element], hasMore: Bool, count: Int? = nil) {
        self.items = items
        self.hasMore = hasMore
        self.count = count
    }
}
