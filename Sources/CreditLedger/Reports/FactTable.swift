/// Facts by id, in the order in which they came to be known.
///
/// Ids of one customer ascend, so a search finds them without hashing; where one does not, in a
/// broken journal, all are indexed.
struct FactTable<Facts: Identifiable> where Facts.ID: Comparable {
    /// The facts, to be changed in place by what stands at ``place(of:)``.
    var rows: [Facts] = []
    private var index: [Facts.ID: Int]?
    /// The place that was asked for last: what follows is often about the same.
    private var last = 0

    /// The place of an id; of one that came several times, the last.
    mutating func place(of id: Facts.ID) -> Int? {
        if last < rows.count, rows[last].id == id { return last }
        guard let place = search(id) else { return nil }
        last = place
        return place
    }

    private func search(_ id: Facts.ID) -> Int? {
        if let index { return index[id] }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].id == id ? low : nil
    }

    /// Adds facts, and gives their place.
    @discardableResult
    mutating func append(_ facts: Facts) -> Int {
        if index == nil, let newest = rows.last, facts.id <= newest.id {
            index = Dictionary(
                zip(rows.map(\.id), rows.indices), uniquingKeysWith: { _, last in last })
        }
        last = rows.count
        index?[facts.id] = last
        rows.append(facts)
        return last
    }

    /// Forgets everything, and keeps the space for the next few.
    mutating func removeAll() {
        rows.forget()
        index = nil
        last = 0
    }
}
