/// Where the packed entries of one shard stand: chunks that are filled one after the other and
/// never moved.
///
/// An entry is found by its place, a chunk and an offset in 32 bits. A long one has a chunk of its
/// own. Each begins with the place of the one before of the same customer, so that nobody needs a
/// list of them all.
struct JournalArena {
    private var chunks: [[UInt8]] = []
    /// Entries that have no packed form.
    private var whole: [JournalEntry] = []
    /// The first id, which the ids of all entries are near to.
    private var origin: EntryID?

    private static let chunkSize = 1 << 16
    private static let mostChunks = 1 << 16
    /// The first chunk of a shard; each further one is twice as large, up to the full size.
    private static let firstSize = 1 << 10
    /// The bytes of the place of the entry before.
    private static let linkSize = 4

    /// Whether that many further entries certainly find room.
    func hasRoom(for count: Int) -> Bool { chunks.count < Self.mostChunks - count }

    /// Appends a link and the entry that follows it, and gives the entry's place.
    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        // An array that grows on its own would move, and take twice its size.
        if chunks.isEmpty
            || chunks[chunks.count - 1].count + bytes.count > capacity(of: chunks.count - 1)
        {
            var chunk: [UInt8] = []
            chunk.reserveCapacity(max(capacity(of: chunks.count), bytes.count))
            chunks.append(chunk)
        }
        let last = chunks.count - 1
        let offset = chunks[last].count + Self.linkSize
        unsafe chunks[last].append(contentsOf: bytes)
        return UInt32(truncatingIfNeeded: last << 16 | offset)
    }

    private func capacity(of chunk: Int) -> Int {
        min(Self.chunkSize, Self.firstSize << min(chunk, 10))
    }

    /// What the id of an entry is written as a distance to; the first one is that for all.
    private mutating func origin(for id: EntryID) -> EntryID {
        let first = origin ?? id
        origin = first
        return first
    }

    /// Keeps an entry that has no packed form, and gives its number.
    private mutating func keep(whole entry: JournalEntry) -> Int {
        whole.append(entry)
        return whole.count - 1
    }

    /// The place of the entry before the one at `place`, which was appended with it.
    func previous(of place: UInt32) -> UInt32 {
        let (chunk, offset) = Self.parts(of: place)
        var previous: UInt32 = 0
        for step in 1...Self.linkSize {
            previous = previous << 8 | UInt32(chunks[chunk][offset - step])
        }
        return previous
    }

    /// The beginning of the entry at a place.
    func opening(at place: UInt32) -> PackedEntry.Opening {
        let (chunk, offset) = Self.parts(of: place)
        return PackedEntry.Opening(
            chunks[chunk], at: offset, near: origin ?? EntryID(high: 0, low: 0))
    }

    /// The entry at a place.
    func entry(at place: UInt32, of customer: CustomerID, _ revision: Int64) -> JournalEntry {
        let opening = opening(at: place)
        if let index = opening.whole { return whole[index] }
        return opening.entry(of: customer, revision)
    }

    /// The id of the entry at a place.
    func id(at place: UInt32) -> EntryID {
        let opening = opening(at: place)
        return opening.whole.map { whole[$0].id } ?? opening.id
    }

    /// Folds the entry at a place into its book.
    func fold(at place: UInt32, into book: inout Book, _ revision: Int64) {
        let opening = opening(at: place)
        if let index = opening.whole { return book.apply(whole[index]) }
        opening.fold(into: &book, revision)
    }

    /// Whether the entry at a place has a claim.
    func has(_ claim: Claim, at place: UInt32) -> Bool {
        let opening = opening(at: place)
        if let index = opening.whole { return whole[index].has(claim) }
        return opening.has(claim)
    }

    /// Whether the entry at a place takes part in an invoice.
    func takesPart(in invoice: InvoiceID, at place: UInt32) -> Bool {
        let opening = opening(at: place)
        if let index = opening.whole { return whole[index].invoice == invoice }
        return opening.takesPart(in: invoice)
    }

    private static func parts(of place: UInt32) -> (chunk: Int, offset: Int) {
        (Int(place >> 16), Int(place & 0xFFFF))
    }
}

extension JournalArena {
    /// The bytes that most entries take at most, and each transaction or effect more.
    private static let usualSize = 512
    private static let furtherSize = 128

    /// Packs an entry and gives its place.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - lastBase: the last base of its ids, mostly its own.
    ///   - previous: the place of the entry before; any, for the first one.
    /// - Returns: the place.
    mutating func pack(
        _ entry: JournalEntry, lastBase: EntryID, after previous: UInt32
    ) -> UInt32 {
        let origin = origin(for: entry.id)
        let parts = entry.transactions.count + entry.effects.count
        // On the stack, as long as it is little; too little, and all is written a second time.
        var size = Self.usualSize + Self.furtherSize * max(0, parts - 4)
        while true {
            let place = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * size) {
                room -> UInt32? in
                var said = unsafe PackedWriter(into: .init(rebasing: room[..<size]))
                var writer = unsafe PackedWriter(.init(rebasing: room[size...]), after: previous)
                if !PackedEntry.write(
                    entry, lastBase: lastBase, near: origin, said: &said, to: &writer)
                {
                    writer = unsafe PackedWriter(.init(rebasing: room[size...]), after: previous)
                    PackedEntry.write(whole: keep(whole: entry), to: &writer)
                } else if !said.isWhole || !writer.isWhole {
                    size = max(said.count, writer.count)
                    return nil
                }
                return unsafe append(writer.written)
            }
            if let place { return place }
        }
    }
}

extension PackedWriter {
    /// A writer that has written the link to the entry before.
    fileprivate init(_ room: UnsafeMutableBufferPointer<UInt8>, after previous: UInt32) {
        unsafe self.init(into: room)
        for shift in [0, 8, 16, 24] as [UInt32] {
            byte(UInt8(truncatingIfNeeded: previous >> shift))
        }
    }
}

extension JournalEntry {
    /// Whether this entry has a claim, without listing all that it has.
    fileprivate func has(_ claim: Claim) -> Bool {
        switch claim {
        case .key(let key): self.key == key
        case .drawn(let invoice): drawn == invoice
        case .captured(let line): captured == line
        }
    }
}
