internal import CreditLedger

/// A page of a list, by number: which one is asked for, and what is told of it.
struct PayPalPage: Hashable, Sendable {
    static let numbers = 1...1_000_000_000
    static let sizes = 1...100

    static let parameters: [Operation.Parameter] = [
        .query("page", .integer(in: numbers)), .query("per_page", .integer(in: sizes)),
    ]

    /// From 1.
    let number: Int
    let size: Int

    init(_ query: Fields) throws(Fault) {
        number = try Self.integer(query, "page", in: Self.numbers) ?? 1
        size = try Self.integer(query, "per_page", in: Self.sizes) ?? 20
    }

    private static func integer(
        _ query: Fields, _ name: String, in range: ClosedRange<Int>
    ) throws(Fault) -> Int? {
        guard let value = try query.integer(name) else { return nil }
        guard let integer = Int(exactly: value), range.contains(integer) else {
            let reason = "is not within \(range.lowerBound)...\(range.upperBound)"
            throw query.invalid(name, "\(value)", reason)
        }
        return integer
    }

    /// How many items stand on the pages before it.
    var offset: Int { (number - 1) * size }

    /// What is told of a page of so many items in all.
    func counts(of total: Int) -> JSONObject { Self.counts(total, pages: pages(of: total), number) }

    /// The same, and the pages beside it.
    func countsWithNeighbours(of total: Int) -> JSONObject {
        let pages = pages(of: total)
        let next = number < pages ? number + 1 : nil
        // Beyond the end, the page before is the last that there is.
        let previous = min(number - 1, pages)
        return Self.counts(total, pages: pages, number) + [
            "next_page": .orNull(next.map(JSONValue.integer)),
            "prev_page": .orNull(previous > 0 ? .integer(previous) : nil),
        ]
    }

    /// What is told of a list that is answered whole.
    static func whole(of total: Int) -> JSONObject {
        counts(total, pages: total > 0 ? 1 : 0, 1) + ["next_page": .null, "prev_page": .null]
    }

    private func pages(of total: Int) -> Int {
        let (full, rest) = total.quotientAndRemainder(dividingBy: size)
        return full + (rest > 0 ? 1 : 0)
    }

    private static func counts(_ total: Int, pages: Int, _ number: Int) -> JSONObject {
        [
            "total_count": .integer(total), "total_pages": .integer(pages),
            "current_page": .integer(number),
        ]
    }
}
