/// Writes JSON in its one form: no white space, members in the order in which they are put.
struct JSONWriter: StoredWriter {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(768)
    }

    mutating func begin() { bytes.append(UInt8(ascii: "{")) }
    mutating func end() { bytes.append(UInt8(ascii: "}")) }
    mutating func choice(_ name: String) { required(name) }

    mutating func required(_ name: String) {
        // No value ends with a brace that opens, so after one this is the first member.
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func optional(_ name: String, isPresent: Bool) {
        if isPresent { required(name) }
    }

    mutating func beginList(_ count: Int) { bytes.append(UInt8(ascii: "[")) }
    mutating func endList() { bytes.append(UInt8(ascii: "]")) }

    mutating func element() {
        if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
    }

    mutating func null() { bytes.append(contentsOf: "null".utf8) }
    mutating func notNull() {}

    mutating func flag(_ flag: Bool) {
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    mutating func integer(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(number.magnitude)
    }

    mutating func pairs(_ pairs: [String: String]) {
        begin()
        for (key, value) in pairs.sortedByKey {
            if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
            text(key)
            bytes.append(UInt8(ascii: ":"))
            text(value)
        }
        end()
    }
}

// MARK: Text

extension JSONWriter {
    mutating func text(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: Self.isEscaped) {
            for byte in text.utf8 { escape(byte) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func id(_ high: UInt64, _ low: UInt64) {
        bytes.append(UInt8(ascii: "\""))
        hexadecimal(high >> 32, 8)
        bytes.append(UInt8(ascii: "-"))
        hexadecimal(high >> 16, 4)
        bytes.append(UInt8(ascii: "-"))
        hexadecimal(high, 4)
        bytes.append(UInt8(ascii: "-"))
        hexadecimal(low >> 48, 4)
        bytes.append(UInt8(ascii: "-"))
        hexadecimal(low, 12)
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        guard Self.isEscaped(byte) else { return bytes.append(byte) }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(UInt8(ascii: "u"))
            hexadecimal(UInt64(byte), 4)
        default: bytes.append(byte)
        }
    }

    /// The last `count` hexadecimal digits.
    private mutating func hexadecimal(_ number: UInt64, _ count: UInt64) {
        var shift = count * 4
        while shift > 0 {
            shift -= 4
            let digit = UInt8(truncatingIfNeeded: number >> shift & 0xF)
            bytes.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        }
    }
}

// MARK: Numbers

extension JSONWriter {
    /// The canonical text of an amount (R1.2).
    mutating func units(_ units: Int128) {
        bytes.append(UInt8(ascii: "\""))
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = Self.parts(of: units.magnitude)
        // At most 27 digits.
        let (high, low) = whole.quotientAndRemainder(dividingBy: 1_000_000_000_000)
        if high > 0 {
            digits(UInt64(truncatingIfNeeded: high))
            padded(UInt64(truncatingIfNeeded: low))
        } else {
            digits(UInt64(truncatingIfNeeded: low))
        }
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            padded(fraction)
            while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The whole part and the units that are left; most amounts need no division of 128 bits.
    private static func parts(of magnitude: UInt128) -> (whole: UInt128, fraction: UInt64) {
        if let small = UInt64(exactly: magnitude) {
            let (whole, fraction) = small.quotientAndRemainder(dividingBy: 1_000_000_000_000)
            return (UInt128(whole), fraction)
        }
        let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: UInt128(GridNumber.one))
        return (whole, UInt64(truncatingIfNeeded: fraction))
    }

    /// Twelve digits.
    private mutating func padded(_ number: UInt64) {
        var power: UInt64 = 100_000_000_000
        var rest = number
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / power))
            rest %= power
            power /= 10
        }
    }

    private mutating func digits(_ number: UInt64) {
        var low = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        // The last digit came first.
        var high = bytes.count - 1
        while low < high {
            bytes.swapAt(low, high)
            low += 1
            high -= 1
        }
    }
}
