extension String: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.text(self) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> String { try reader.text() }
}

extension Int64: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.integer(self) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Int64 { try reader.integer() }
}

extension Bool: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.flag(self) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Bool { try reader.flag() }
}

extension Array: Stored where Element: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) {
        writer.beginList(count)
        for element in self {
            writer.element()
            element.write(to: &writer)
        }
        writer.endList()
    }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> [Element] {
        var elements: [Element] = []
        var count = try reader.beginList()
        while try reader.element(&count) { elements.append(try Element.read(from: &reader)) }
        return elements
    }
}

/// What sets of are stored as lists, in an order of their own.
protocol StoredInOrder: Stored, Hashable {
    var storedRank: String { get }
}

extension FeeType: StoredInOrder {
    var storedRank: String { storedName }
}

extension TextIdentifier: StoredInOrder {
    var storedRank: String { text }
}

extension UsagePeriod: StoredInOrder {
    var storedRank: String { text }
}

extension Set: Stored where Element: StoredInOrder {
    func write<Writer: StoredWriter>(to writer: inout Writer) {
        let elements = sorted {
            $0.storedRank.utf8.lexicographicallyPrecedes($1.storedRank.utf8)
        }
        elements.write(to: &writer)
    }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Set<Element> { try Set([Element].read(from: &reader)) }
}

extension [String: String] {
    /// The pairs, keys ascending by their bytes.
    var sortedByKey: [(key: String, value: String)] {
        count > 1 ? sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : Array(self)
    }
}

// MARK: Values of the ledger

extension Instant: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.integer(milliseconds) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Instant {
        let instant = Instant(unchecked: try reader.integer())
        guard instant >= .earliest, instant <= .latest else {
            throw StoredFault("is not within the years 1 to 9999")
        }
        return instant
    }
}

extension Identifier: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.id(high, low) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Identifier {
        let (high, low) = try reader.id()
        return Identifier(high: high, low: low)
    }
}

extension TextIdentifier: Stored {
    /// A text that was checked when it was written.
    init(stored text: String) {
        self.text = text
    }

    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.text(text) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> TextIdentifier { TextIdentifier(stored: try reader.text()) }
}

extension UsagePeriod: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.text(text) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> UsagePeriod {
        let name = try TextIdentifier<UsagePeriod>.read(from: &reader)
        return name.text.isEmpty ? .unnamed : UsagePeriod(name)
    }
}

extension Metadata: Stored {
    /// Pairs that were checked when they were written.
    init(stored pairs: [String: String]) {
        self.pairs = pairs
    }

    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.pairs(pairs) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Metadata { Metadata(stored: try reader.pairs()) }
}

extension Currency: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.text(code) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Currency {
        let code = try reader.text()
        do throws(Refusal) {
            return try Currency(code)
        } catch {
            throw StoredFault("is not a currency that is known")
        }
    }
}

/// An amount is 0 or more; see ``SignedSum`` for others.
extension Credits: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.units(units) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Credits {
        let credits = Credits(units: try reader.units())
        guard credits >= 0, credits.isInRange else { throw StoredFault("is out of range") }
        return credits
    }
}

/// A sum over grants or a difference, which may be negative, and beyond the range of one amount.
struct SignedSum: Stored {
    let credits: Credits

    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.units(credits.units) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> SignedSum {
        SignedSum(credits: Credits(units: try reader.units()))
    }
}

extension Rate: Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.units(units) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Rate {
        let credits = try Credits.read(from: &reader)
        guard credits > 0 else { throw StoredFault("is out of range") }
        return Rate(units: credits.units)
    }
}

extension Money: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) { writer.put(self) }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Money { try reader.money() }
}
