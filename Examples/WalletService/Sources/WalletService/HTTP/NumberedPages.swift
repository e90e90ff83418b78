internal import CreditLedger

/// Pages by number, for APIs that page so.
///
/// The ledger pages by cursor, newest first, so that a list that grows neither skips nor repeats.
/// A page by number starts at an offset and is found by walking there, a hundred items a step.
struct NumberedPage<Element: Hashable & Sendable>: Sendable {
    let items: [Element]
    /// How many there are on all pages.
    let total: Int

    /// Reads a page.
    ///
    /// - Parameters:
    ///   - offset: how many items are left out before it.
    ///   - limit: how many items it has at most, at least 1.
    ///   - id: the id of an item, where the next step of the walk begins.
    ///   - fetch: reads one page of the ledger's.
    /// - Returns: the page; it is empty where the offset lies beyond the end.
    /// - Throws: what `fetch` throws.
    static func read<Item: Hashable & Sendable>(
        offset: Int, limit: Int, id: (Element) -> Identifier<Item>,
        fetch: (PageRequest<Item>) async throws -> Page<Element>
    ) async throws -> Self {
        var left = offset
        var place = PageRequest<Item>.Place.newest
        var total: Int?
        while left > 0 {
            let step = try await fetch(
                PageRequest(place, limit: min(left, 100), wantsCount: total == nil))
            total = total ?? step.count
            guard let last = step.items.last, step.hasMore else {
                return Self(items: [], total: total ?? 0)
            }
            left -= step.items.count
            place = .after(id(last))
        }
        var items: [Element] = []
        while items.count < limit {
            let page = try await fetch(
                PageRequest(
                    place, limit: min(limit - items.count, 100), wantsCount: total == nil))
            total = total ?? page.count
            items += page.items
            guard let last = page.items.last, page.hasMore else { break }
            place = .after(id(last))
        }
        return Self(items: items, total: total ?? 0)
    }
}
