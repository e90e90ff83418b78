/// Writes the packed form of snapshots: values one after the other, without the members' names.
///
/// A cold book of a thousand grants is read from it in a fraction of a millisecond. It can't be
/// read by people or grow by members, and need not: one of another version is folded anew.
struct SnapshotWriter: StoredWriter {
    private(set) var bytes: [UInt8] = []

    mutating func begin() {}
    mutating func end() {}
    mutating func choice(_ name: String) { text(name) }
    mutating func required(_ name: String) {}
    mutating func optional(_ name: String, isPresent: Bool) { flag(isPresent) }

    mutating func beginList(_ count: Int) { number(UInt64(count)) }
    mutating func element() {}
    mutating func endList() {}

    mutating func null() { flag(true) }
    mutating func notNull() { flag(false) }

    mutating func flag(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func text(_ text: String) {
        number(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Small numbers of either sign take few bytes: the sign stands in the last bit.
    mutating func integer(_ number: Int64) {
        self.number(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func units(_ units: Int128) {
        let folded = UInt128(truncatingIfNeeded: units << 1 ^ units >> 127)
        number(UInt64(truncatingIfNeeded: folded))
        number(UInt64(truncatingIfNeeded: folded >> 64))
    }

    mutating func id(_ high: UInt64, _ low: UInt64) {
        word(high)
        word(low)
    }

    mutating func pairs(_ pairs: [String: String]) {
        number(UInt64(pairs.count))
        for (key, value) in pairs.sortedByKey {
            text(key)
            text(value)
        }
    }

    /// Ends the snapshot with a sum over all of it: a damaged one would be another book.
    mutating func seal() { word(bytes.sealSum) }

    private mutating func word(_ word: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    /// Seven bits a byte, the lowest first; the eighth tells that more follow.
    private mutating func number(_ number: UInt64) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// A sum that no damage short of malice leaves as it is: FNV-1a over words of 64 bits.
    var sealSum: UInt64 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        var place = startIndex
        while place < endIndex {
            var word: UInt64 = 0
            for step in 0..<Swift.min(8, endIndex - place) {
                word |= UInt64(self[place + step]) << UInt64(8 * step)
            }
            sum = (sum ^ word) &* 0x100_0000_01B3
            // A product carries upwards only.
            sum ^= sum >> 32
            place += 8
        }
        return (sum ^ UInt64(count)) &* 0x100_0000_01B3
    }
}
