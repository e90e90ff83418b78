/// Reads what a ``PackedWriter`` of the same process wrote; what it reads is never from outside.
struct PackedReader {
    private let bytes: [UInt8]
    private(set) var index: Int
    private var base = EntryID(high: 0, low: 0)
    private(set) var instant = Instant.dawn
    private var recent = RecentIDs()

    init(_ bytes: [UInt8], at index: Int) {
        self.bytes = bytes
        self.index = index
    }

    /// Sets what the ids and instants that follow are near to.
    mutating func begin(_ id: EntryID, at instant: Instant) {
        base = id
        self.instant = instant
        recent = RecentIDs()
    }

    mutating func skip(_ count: Int) { index += count }

    mutating func byte() -> UInt8 {
        let byte = bytes[index]
        index += 1
        return byte
    }

    mutating func number() -> UInt64 {
        var byte = byte()
        guard byte > 0x7F else { return UInt64(byte) }
        var number = UInt64(byte & 0x7F)
        var shift: UInt64 = 7
        repeat {
            byte = self.byte()
            number |= UInt64(byte & 0x7F) << shift
            shift += 7
        } while byte > 0x7F
        return number
    }

    mutating func count() -> Int { Int(truncatingIfNeeded: number()) }

    mutating func integer() -> Int64 { Self.unfolded(number()) }

    mutating func text() -> String {
        let count = count()
        guard count > 0 else { return "" }
        let range = index..<index + count
        index += count
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe String(decoding: UnsafeBufferPointer(rebasing: buffer[range]), as: UTF8.self)
        }
    }

    mutating func text(if isThere: Bool) -> String? { isThere ? text() : nil }

    /// Passes over a text.
    mutating func skipText() { index += count() }

    /// Passes over a text, and says whether it is this one, byte by byte.
    mutating func isText(_ text: String) -> Bool {
        let count = count()
        defer { index += count }
        let utf8 = text.utf8
        guard utf8.count == count else { return false }
        var place = index
        for byte in utf8 {
            guard bytes[place] == byte else { return false }
            place += 1
        }
        return true
    }

    mutating func pairs() -> [String: String] {
        let count = count()
        var pairs = [String: String](minimumCapacity: count)
        for _ in 0..<count {
            let key = text()
            pairs[key] = text()
        }
        return pairs
    }

    mutating func time() -> Instant {
        Instant(unchecked: instant.milliseconds &+ integer())
    }

    mutating func time(if isThere: Bool) -> Instant? { isThere ? time() : nil }

    mutating func currency() -> Currency {
        PackedForm.currency(of: byte()) ?? Currency(packed: number())
    }
}

// MARK: Amounts and ids

extension PackedReader {
    mutating func units() -> Int128 {
        let number = number()
        switch number & 3 {
        case PackedForm.Amount.hundredths:
            return Int128(Self.unfolded(number >> 2)) * Int128(PackedForm.hundredth)
        case PackedForm.Amount.units:
            return Int128(integer())
        default:
            let low = UInt128(self.number())
            return Int128(truncatingIfNeeded: UInt128(self.number()) << 64 | low)
        }
    }

    private static func unfolded(_ number: UInt64) -> Int64 {
        Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func credits() -> Credits { Credits(units: units()) }

    mutating func credits(if isThere: Bool) -> Credits? { isThere ? credits() : nil }

    mutating func money() -> Money {
        let currency = currency()
        return Money(units: units(), currency)
    }

    mutating func id<Tag>() -> Identifier<Tag> {
        let first = number()
        switch first & 3 {
        case PackedForm.ID.own:
            return Identifier(high: base.high, low: base.low & ~0xFFFF | first >> 2)
        case PackedForm.ID.recent:
            let (high, low) = recent[Int(truncatingIfNeeded: first >> 2)]
            return Identifier(high: high, low: low)
        case PackedForm.ID.near:
            let ordinal = UInt16(truncatingIfNeeded: number())
            let (high, low) = base.id(before: Self.unfolded(first >> 2), ordinal: ordinal)
            recent.note(high, low)
            return Identifier(high: high, low: low)
        default:
            let (high, low) = (word(), word())
            recent.note(high, low)
            return Identifier(high: high, low: low)
        }
    }

    mutating func word() -> UInt64 {
        var word: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { word |= UInt64(byte()) << shift }
        return word
    }
}
