/// Texts of the host's, each once, in the order in which they came.
struct TextTable<Tag> {
    private var texts: [TextIdentifier<Tag>] = []
    /// The places of the texts, plus 1, once there are too many to look through.
    private var slots = HashSlots()

    private static var unindexedLimit: Int { 8 }

    /// The text at a place.
    subscript(place: Int) -> TextIdentifier<Tag> { texts[place] }

    private func find(_ text: TextIdentifier<Tag>, _ hash: Int) -> Int? {
        slots.find(hash) { texts[Int($0) - 1] == text }.map { Int($0.number) - 1 }
    }

    /// Adds a text that may be there already.
    mutating func insert(_ text: TextIdentifier<Tag>) -> (place: Int, isNew: Bool) {
        let place = texts.count
        guard place >= Self.unindexedLimit else {
            if let known = texts.firstIndex(of: text) { return (known, false) }
            texts.append(text)
            return (place, true)
        }
        if place == Self.unindexedLimit {
            for (place, text) in texts.enumerated() { index(text.hashValue, place) }
        }
        let hash = text.hashValue
        if let known = find(text, hash) { return (known, false) }
        index(hash, place)
        texts.append(text)
        return (place, true)
    }

    private mutating func index(_ hash: Int, _ place: Int) {
        slots.insert(hash, UInt32(truncatingIfNeeded: place + 1))
    }

    /// Forgets everything, and keeps the space for the next few.
    mutating func removeAll() {
        if texts.count > Self.unindexedLimit { slots = HashSlots() }
        texts.forget()
    }
}

extension Array {
    /// Removes everything, and keeps the space for the next customer unless that is much.
    mutating func forget() { removeAll(keepingCapacity: capacity <= 256) }
}
