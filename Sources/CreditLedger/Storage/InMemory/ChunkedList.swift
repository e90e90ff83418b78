/// A list that grows by chunks: no element is ever moved, and none of its room is twice what it
/// needs.
struct ChunkedList<Element> {
    private var chunks: [[Element]] = []
    private(set) var count = 0

    private static var chunkSize: Int { 256 }

    mutating func append(_ element: Element) {
        if count % Self.chunkSize == 0 {
            var chunk: [Element] = []
            // Most stores of tests hold a few.
            if count > 0 { chunk.reserveCapacity(Self.chunkSize) }
            chunks.append(chunk)
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    subscript(index: Int) -> Element {
        _read { yield chunks[index / Self.chunkSize][index % Self.chunkSize] }
        _modify { yield &chunks[index / Self.chunkSize][index % Self.chunkSize] }
    }
}

extension ChunkedList: Sendable where Element: Sendable {}
