internal import CreditLedger

/// The part of a list that a page asks for, as conditions on an id.
struct PageRange<Item: Hashable & Sendable> {
    private let request: PageRequest<Item>
    /// The id that the page begins beyond; `nil` for the newest.
    let cursor: Identifier<Item>?
    /// Whether the walk goes to newer things.
    let ascends: Bool

    init(_ request: PageRequest<Item>) {
        self.request = request
        switch request.place {
        case .newest: (cursor, ascends) = (nil, false)
        case .after(let id): (cursor, ascends) = (id, false)
        case .before(let id): (cursor, ascends) = (id, true)
        }
    }

    /// The rows to ask for: one more than the page has tells whether there is more.
    var width: Int { request.limit + 1 }
    var wantsCount: Bool { request.wantsCount }
    var direction: String { ascends ? "ASC" : "DESC" }

    /// The condition that a column of ids lies beyond the cursor.
    func add(_ column: String, to draft: inout StatementDraft) {
        guard let cursor else { return }
        draft.add(" AND \(column) \(ascends ? ">" : "<") ", .id(cursor))
    }

    /// The order of the walk, and how many rows.
    func addOrder(by column: String, to draft: inout StatementDraft) {
        draft.add(" ORDER BY \(column) \(direction) LIMIT ", .integer(Int64(width)))
    }

    /// The page of what was found in the order of the walk.
    func page<Element>(_ found: [Element], count: Int?) -> Page<Element> {
        let items = found.prefix(request.limit)
        return Page(
            items: ascends ? items.reversed() : Array(items),
            hasMore: found.count > request.limit, count: count)
    }

    /// The page of nobody's list.
    func empty<Element>() -> Page<Element> {
        page([], count: wantsCount ? 0 : nil)
    }
}

extension SQLSession {
    /// The number that a statement counts.
    func count(_ statement: SQLStatement) throws(StoreError) -> Int {
        let counted = try first(statement) { row throws(StoreError) in
            try row.required(row.integer())
        }
        return Int(clamping: counted ?? 0)
    }
}

extension Identifier {
    /// Before every id.
    static var lowest: Self { Self(high: 0, low: 0) }
    /// After every id.
    static var highest: Self { Self(high: .max, low: .max) }

    /// The id just before.
    var predecessor: Self {
        low > 0 ? Self(high: high, low: low - 1) : Self(high: high &- 1, low: .max)
    }

    /// The id just after.
    var successor: Self {
        low < .max ? Self(high: high, low: low + 1) : Self(high: high &+ 1, low: 0)
    }
}
