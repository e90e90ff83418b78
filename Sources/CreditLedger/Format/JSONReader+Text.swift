internal import Foundation

/// Texts, whose bytes must be UTF-8, and ids.
extension JSONReader {
    mutating func text() throws(StoredFault) -> String {
        guard byte(index) == UInt8(ascii: "\"") else { throw .noText }
        let start = index + 1
        var place = start
        while case let byte = byte(place), byte >= 0x20, byte != UInt8(ascii: "\\") {
            if byte == UInt8(ascii: "\"") {
                index = place + 1
                return try Self.text(bytes[start..<place])
            }
            place += 1
        }
        index = place
        return try escaped(Array(bytes[start..<place]))
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(StoredFault) -> String {
        guard let text = unsafe bytes.withUnsafeBufferPointer({ unsafe String(exactly: $0) })
        else { throw .noText }
        return text
    }

    /// The rest of a text in which something is escaped.
    private mutating func escaped(_ head: [UInt8]) throws(StoredFault) -> String {
        var kept = head
        while true {
            let next = byte(index)
            index += 1
            switch next {
            case UInt8(ascii: "\""): return try Self.text(kept[...])
            case UInt8(ascii: "\\"): try unescape(into: &kept)
            case 0..<0x20: throw .noText
            default: kept.append(next)
            }
        }
    }

    private mutating func unescape(into kept: inout [UInt8]) throws(StoredFault) {
        let letter = byte(index)
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): kept.append(letter)
        case UInt8(ascii: "b"): kept.append(0x08)
        case UInt8(ascii: "t"): kept.append(0x09)
        case UInt8(ascii: "n"): kept.append(0x0A)
        case UInt8(ascii: "f"): kept.append(0x0C)
        case UInt8(ascii: "r"): kept.append(0x0D)
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if (0xD800..<0xDC00).contains(code), skip("\\u") {
                let low = try fourDigits()
                guard (0xDC00..<0xE000).contains(low) else { throw .noText }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw .noText }
            kept.append(contentsOf: String(scalar).utf8)
        default: throw .noText
        }
    }

    private mutating func fourDigits() throws(StoredFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Self.hexadecimal(byte(index), allowingCapitals: true) else {
                throw .noText
            }
            code = code << 4 | UInt32(digit)
            index += 1
        }
        return code
    }

    mutating func id() throws(StoredFault) -> (high: UInt64, low: UInt64) {
        guard byte(index) == UInt8(ascii: "\""), byte(index + 37) == UInt8(ascii: "\"") else {
            throw .noID
        }
        index += 1
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for digits in 0..<32 {
            if digits == 8 || digits == 12 || digits == 16 || digits == 20 {
                guard byte(index) == UInt8(ascii: "-") else { throw .noID }
                index += 1
            }
            guard let digit = Self.hexadecimal(byte(index), allowingCapitals: false) else {
                throw .noID
            }
            if digits < 16 {
                words.high = words.high << 4 | digit
            } else {
                words.low = words.low << 4 | digit
            }
            index += 1
        }
        index += 1
        return words
    }

    private static func hexadecimal(_ byte: UInt8, allowingCapitals: Bool) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F") where allowingCapitals:
            UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension String {
    /// Reads UTF-8; `nil` if it is none.
    ///
    /// Reading it with repairs and comparing takes a quarter of the time of `String(validating:)`,
    /// which the standard library does not specialize.
    package init?(exactly bytes: UnsafeBufferPointer<UInt8>) {
        var text = unsafe String(decoding: bytes, as: UTF8.self)
        let isExact = text.withUTF8 { read in
            guard read.count == bytes.count else { return false }
            guard let left = read.baseAddress, let right = bytes.baseAddress else {
                return true
            }
            return unsafe memcmp(left, right, bytes.count) == 0
        }
        guard isExact else { return nil }
        self = text
    }
}

extension StoredFault {
    static var noID: StoredFault { StoredFault("is not a UUID in lower case") }
    static var noText: StoredFault { StoredFault("is not text") }
}
