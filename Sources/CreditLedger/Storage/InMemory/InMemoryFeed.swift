internal import Synchronization

/// The order of all commits of an ``InMemoryStore``: 8 bytes an entry, in chunks, under one lock.
///
/// A commit adds its entries under its customer's lock, so whoever reads a place here and then gets
/// that lock finds the entry. What is added comes last, so nothing is ever inserted before a place
/// that was answered.
final class InMemoryFeed: Sendable {
    /// Where an entry stands: the number of its customer in the store, and its revision.
    typealias Place = (customer: UInt32, revision: UInt32)

    /// Entries in one chunk: adding one never copies more than the references to the chunks.
    static let chunkSize = 4096
    private let log = Mutex(Log())
    /// The beginning of all positions, by which other stores' positions are told from this one's.
    private let prefix: String

    init() {
        prefix = "m" + String(UInt64.random(in: .min ... .max), radix: 36) + "-"
    }

    /// Adds consecutive entries of a customer.
    func append(_ customer: UInt32, after revision: Int64, count: Int) {
        let base = UInt64(customer) << 32
        let first = UInt64(UInt32(truncatingIfNeeded: revision)) + 1
        log.withLock { log in
            for step in 0..<UInt64(count) { log.append(base | (first + step)) }
        }
    }

    /// The number of entries so far, which is that of the last one.
    var count: Int { log.withLock { $0.count } }

    /// The places of the entries after so many, at most `limit`.
    func places(after count: Int, limit: Int) -> [Place] {
        let words = log.withLock { $0.words(after: count, limit: limit) }
        return words.map {
            (UInt32(truncatingIfNeeded: $0 >> 32), UInt32(truncatingIfNeeded: $0))
        }
    }

    /// The position of an entry by its number, from 1.
    func position(of number: Int) -> FeedPosition {
        FeedPosition(unchecked: prefix + String(number))
    }

    /// The number of the entry at a position, if this feed made it.
    func number(at position: FeedPosition) -> Int? {
        let text = position.text
        guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)),
            self.position(of: number) == position, number > 0, number <= count
        else { return nil }
        return number
    }
}

extension InMemoryFeed {
    private struct Log {
        private var chunks: [[UInt64]] = []
        private(set) var count = 0

        mutating func append(_ word: UInt64) {
            if count % InMemoryFeed.chunkSize == 0 {
                var chunk: [UInt64] = []
                chunk.reserveCapacity(InMemoryFeed.chunkSize)
                chunks.append(chunk)
            }
            chunks[chunks.count - 1].append(word)
            count += 1
        }

        func words(after start: Int, limit: Int) -> [UInt64] {
            guard start < count, limit > 0 else { return [] }
            var words: [UInt64] = []
            words.reserveCapacity(min(limit, count - start))
            var (chunk, offset) = start.quotientAndRemainder(dividingBy: InMemoryFeed.chunkSize)
            while chunk < chunks.count, words.count < limit {
                words += chunks[chunk][offset...].prefix(limit - words.count)
                (chunk, offset) = (chunk + 1, 0)
            }
            return words
        }
    }
}
