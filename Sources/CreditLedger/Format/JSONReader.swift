/// Reads JSON in the form that ``JSONWriter`` gives it: one pass over the bytes, without a tree.
///
/// It is asked for members in their order and finds each, or not, at its place. So a member that is
/// not known, or stands elsewhere, ends the reading; and nothing is deeper than what is asked for.
struct JSONReader: StoredReader {
    let bytes: [UInt8]
    var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte at a place, or 0, which stands nowhere in JSON.
    @inline(__always)
    func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    private mutating func take(_ expected: UInt8) throws(StoredFault) {
        guard byte(index) == expected else { throw .malformed }
        index += 1
    }

    mutating func skip(_ word: String) -> Bool {
        var place = index
        for expected in word.utf8 {
            guard byte(place) == expected else { return false }
            place += 1
        }
        index = place
        return true
    }

    /// Checks that nothing follows.
    func finish() throws(StoredFault) {
        guard index == bytes.count else { throw StoredFault("is followed by something else") }
    }
}

// MARK: Objects and lists

extension JSONReader {
    mutating func begin() throws(StoredFault) { try take(UInt8(ascii: "{")) }

    mutating func end() throws(StoredFault) {
        guard byte(index) != UInt8(ascii: "}") else {
            index += 1
            return
        }
        if byte(index) == UInt8(ascii: ",") { index += 1 }
        guard byte(index) == UInt8(ascii: "\""), let name = try? text(), Self.isName(name) else {
            throw .malformed
        }
        throw StoredFault("is not known, or not expected there").inside(name)
    }

    /// Whether a text may be quoted as the name of a member.
    private static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
    }

    mutating func choice() throws(StoredFault) -> String {
        let name = try text()
        try take(UInt8(ascii: ":"))
        return name
    }

    mutating func required(_ name: String) throws(StoredFault) {
        guard optional(name) else { throw StoredFault("is missing").inside(name) }
    }

    mutating func optional(_ name: String) -> Bool {
        var place = index
        if bytes[index - 1] != UInt8(ascii: "{") {
            guard byte(place) == UInt8(ascii: ",") else { return false }
            place += 1
        }
        guard byte(place) == UInt8(ascii: "\"") else { return false }
        place += 1
        for expected in name.utf8 {
            guard byte(place) == expected else { return false }
            place += 1
        }
        guard byte(place) == UInt8(ascii: "\""), byte(place + 1) == UInt8(ascii: ":") else {
            return false
        }
        index = place + 2
        return true
    }

    mutating func beginList() throws(StoredFault) -> UInt64 {
        try take(UInt8(ascii: "["))
        return 0
    }

    mutating func element(_ count: inout UInt64) throws(StoredFault) -> Bool {
        if byte(index) == UInt8(ascii: "]") {
            index += 1
            return false
        }
        if count > 0 { try take(UInt8(ascii: ",")) }
        count += 1
        return true
    }

    mutating func pairs() throws(StoredFault) -> [String: String] {
        var pairs: [String: String] = [:]
        try begin()
        while byte(index) != UInt8(ascii: "}") {
            if !pairs.isEmpty { try take(UInt8(ascii: ",")) }
            let key = try choice()
            guard try pairs.updateValue(text(), forKey: key) == nil else {
                throw StoredFault("has a key twice")
            }
        }
        try end()
        return pairs
    }
}

// MARK: Values

extension JSONReader {
    mutating func null() -> Bool { skip("null") }

    mutating func flag() throws(StoredFault) -> Bool {
        if skip("true") { return true }
        guard skip("false") else { throw StoredFault("is neither true nor false") }
        return false
    }

    mutating func integer() throws(StoredFault) -> Int64 {
        let isNegative = byte(index) == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let start = index
        var number: Int64 = 0
        while case let digit = byte(index) &- UInt8(ascii: "0"), digit < 10 {
            let (product, over) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative
                ? product.subtractingReportingOverflow(Int64(digit))
                : product.addingReportingOverflow(Int64(digit))
            guard !over, !carry else { throw StoredFault("is out of range") }
            number = sum
            index += 1
        }
        let isPadded = byte(start) == UInt8(ascii: "0") && (index > start + 1 || isNegative)
        let next = byte(index)
        let goesOn = next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e")
        guard index > start, !isPadded, !goesOn else { throw StoredFault("is not a whole number") }
        return number
    }

    /// The canonical text of an amount, and no other (R1.2).
    mutating func units() throws(StoredFault) -> Int128 {
        try take(UInt8(ascii: "\""))
        let isNegative = byte(index) == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let start = index
        var units: UInt128 = 0
        while case let digit = byte(index) &- UInt8(ascii: "0"), digit < 10 {
            // So many digits are below 10^28, and any more are out of range.
            guard index - start < 28 else { throw .noAmount }
            units = units * 10 + UInt128(digit)
            index += 1
        }
        let isPadded = byte(start) == UInt8(ascii: "0") && index > start + 1
        guard index > start, !isPadded else { throw .noAmount }
        let (whole, overflow) = units.multipliedReportingOverflow(by: UInt128(GridNumber.one))
        let (magnitude, carry) = try whole.addingReportingOverflow(UInt128(fraction()))
        try take(UInt8(ascii: "\""))
        guard !overflow, !carry, !isNegative || magnitude > 0 else { throw .noAmount }
        guard isNegative else {
            guard let number = Int128(exactly: magnitude) else { throw .noAmount }
            return number
        }
        guard magnitude <= Int128.min.magnitude else { throw .noAmount }
        return Int128(truncatingIfNeeded: 0 &- magnitude)
    }

    /// What stands behind a point, in units, if there is one.
    private mutating func fraction() throws(StoredFault) -> UInt64 {
        guard byte(index) == UInt8(ascii: ".") else { return 0 }
        index += 1
        var units: UInt64 = 0
        var scale: UInt64 = 1_000_000_000_000
        while case let digit = byte(index) &- UInt8(ascii: "0"), digit < 10 {
            scale /= 10
            guard scale > 0 else { throw .noAmount }
            units += UInt64(digit) * scale
            index += 1
        }
        guard units > 0, byte(index - 1) != UInt8(ascii: "0") else { throw .noAmount }
        return units
    }
}

extension StoredFault {
    static var noAmount: StoredFault { StoredFault("is not the canonical text of an amount") }
}
