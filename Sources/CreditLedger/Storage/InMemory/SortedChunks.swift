/// A sorted list in chunks of at most 512: adding at the end costs next to nothing, adding or
/// taking out anywhere else O(log n) comparisons and the move of one chunk's part.
///
/// The list does not know its order. Its callers tell it by a predicate that holds for a first part
/// of the list and for nothing after, so an element may be as small as a number of what it stands
/// for.
struct SortedChunks<Element: Sendable>: Sendable {
    /// Where an element stands, or the end.
    struct Position: Hashable {
        fileprivate var chunk: Int
        fileprivate var offset: Int
    }

    private static var chunkLimit: Int { 512 }
    private var chunks: [[Element]] = []

    /// The first element for which `isBefore` does not hold, or the end.
    func position(_ isBefore: (Element) -> Bool) -> Position {
        let chunk = Self.partition(chunks.count) { index in
            // No chunk is ever empty.
            isBefore(chunks[index][chunks[index].count - 1])
        }
        guard chunk < chunks.count else { return Position(chunk: chunk, offset: 0) }
        let offset = Self.partition(chunks[chunk].count) { isBefore(chunks[chunk][$0]) }
        return Position(chunk: chunk, offset: offset)
    }

    /// The element at a position; `nil` at the end.
    func element(at position: Position) -> Element? {
        position.chunk < chunks.count ? chunks[position.chunk][position.offset] : nil
    }

    /// Adds an element before the one at a position.
    mutating func insert(_ element: Element, at position: Position) {
        var place = position
        if place.chunk == chunks.count {
            if let last = chunks.indices.last, chunks[last].count < Self.chunkLimit {
                chunks[last].append(element)
            } else {
                chunks.append([element])
            }
            return
        }
        if chunks[place.chunk].count == Self.chunkLimit {
            let half = Self.chunkLimit / 2
            chunks.insert(Array(chunks[place.chunk][half...]), at: place.chunk + 1)
            chunks[place.chunk].removeSubrange(half...)
            if place.offset > half {
                place = Position(chunk: place.chunk + 1, offset: place.offset - half)
            }
        }
        chunks[place.chunk].insert(element, at: place.offset)
    }

    /// Takes the element at a position out; nothing at the end.
    mutating func remove(at position: Position) {
        guard position.chunk < chunks.count else { return }
        chunks[position.chunk].remove(at: position.offset)
        if chunks[position.chunk].isEmpty { chunks.remove(at: position.chunk) }
    }

    /// Visits the element at `start` and those after it, until `visit` says that it has enough.
    func forEach(from start: Position, _ visit: (Element) -> Bool) {
        guard start.chunk < chunks.count else { return }
        var offset = start.offset
        for chunk in chunks[start.chunk...] {
            for element in chunk[offset...] where !visit(element) { return }
            offset = 0
        }
    }

    /// Visits the elements before `start`, the nearest first, until `visit` says that it has
    /// enough.
    func forEachBackwards(from start: Position, _ visit: (Element) -> Bool) {
        if start.chunk < chunks.count {
            for element in chunks[start.chunk][..<start.offset].reversed() where !visit(element) {
                return
            }
        }
        for chunk in chunks[..<start.chunk].reversed() {
            for element in chunk.reversed() where !visit(element) { return }
        }
    }

    /// The number of leading indices below `count` for which `isBefore` holds.
    private static func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        // Most that is added belongs at the end.
        if count > 0, isBefore(count - 1) { return count }
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
