/// Reads what a ``SnapshotWriter`` wrote.
struct SnapshotReader: StoredReader {
    private let bytes: [UInt8]
    private var index = 0
    /// Where the values end.
    private var limit: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.limit = bytes.count
    }

    /// Checks the sum that the snapshot ends with.
    mutating func checkSeal() throws(StoredFault) {
        guard limit - index >= 8, word(at: limit - 8) == bytes[..<(limit - 8)].sealSum else {
            throw StoredFault("is damaged")
        }
        limit -= 8
    }

    /// Checks that nothing follows.
    func finish() throws(StoredFault) {
        guard index == limit else { throw StoredFault("is followed by something else") }
    }

    mutating func begin() {}
    mutating func end() {}
    mutating func choice() throws(StoredFault) -> String { try text() }
    mutating func required(_ name: String) {}
    mutating func optional(_ name: String) throws(StoredFault) -> Bool { try flag() }

    mutating func beginList() throws(StoredFault) -> UInt64 { try number() }

    mutating func element(_ count: inout UInt64) throws(StoredFault) -> Bool {
        guard count > 0 else { return false }
        // Every value takes a byte at least, so a count that is wrong ends with the bytes.
        count -= 1
        return true
    }

    mutating func null() throws(StoredFault) -> Bool { try flag() }

    mutating func flag() throws(StoredFault) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw .malformed
        }
    }

    mutating func text() throws(StoredFault) -> String {
        let count = try number()
        guard count > 0 else { return "" }
        guard count <= limit - index else { throw .malformed }
        let end = index + Int(count)
        let text = unsafe bytes[index..<end].withUnsafeBufferPointer { unsafe String(exactly: $0) }
        guard let text else { throw .noText }
        index = end
        return text
    }

    mutating func integer() throws(StoredFault) -> Int64 {
        let folded = try number()
        return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }

    mutating func units() throws(StoredFault) -> Int128 {
        let folded = try UInt128(number()) | UInt128(number()) << 64
        return Int128(truncatingIfNeeded: folded >> 1)
            ^ -Int128(truncatingIfNeeded: folded & 1)
    }

    mutating func id() throws(StoredFault) -> (high: UInt64, low: UInt64) {
        guard limit - index >= 16 else { throw .malformed }
        let high = word(at: index)
        let low = word(at: index + 8)
        index += 16
        return (high, low)
    }

    mutating func pairs() throws(StoredFault) -> [String: String] {
        var count = try beginList()
        var pairs: [String: String] = [:]
        while try element(&count) {
            let key = try text()
            guard try pairs.updateValue(text(), forKey: key) == nil else {
                throw StoredFault("has a key twice")
            }
        }
        return pairs
    }

    private func word(at start: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in start..<start + 8 { word = word << 8 | UInt64(bytes[place]) }
        return word
    }

    private mutating func byte() throws(StoredFault) -> UInt8 {
        guard index < limit else { throw .malformed }
        let byte = bytes[index]
        index += 1
        return byte
    }

    private mutating func number() throws(StoredFault) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte < 2 else { throw .malformed }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }
}
