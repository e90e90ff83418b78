#if Postgres
    internal import CLibPQ
    internal import CreditLedger

    /// The type of an array and of its elements.
    struct WireArray: Sendable {
        let array: Oid
        let element: Oid

        static let flag = WireArray(array: 1000, element: WireType.flag)
        static let narrow = WireArray(array: 1007, element: WireType.narrow)
        static let wide = WireArray(array: 1016, element: WireType.wide)
        static let text = WireArray(array: 1009, element: WireType.text)
        static let json = WireArray(array: 199, element: WireType.json)
        static let instant = WireArray(array: 1185, element: WireType.instant)
        static let number = WireArray(array: 1231, element: WireType.number)
        static let identifier = WireArray(array: 2951, element: WireType.identifier)
    }

    /// Bytes in the order of the wire: the most significant first.
    struct WireBuffer {
        private(set) var bytes: [UInt8] = []

        mutating func put<Number: FixedWidthInteger>(_ number: Number) {
            // A copy of the number's own bytes, for the length of this call.
            unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
        }

        mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

        mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

        mutating func put(_ other: [UInt8]) { bytes.append(contentsOf: other) }

        mutating func put<Tag>(_ id: Identifier<Tag>) {
            put(id.high)
            put(id.low)
        }

        mutating func put<Tag>(_ name: TextIdentifier<Tag>) { put(name.text) }

        /// Microseconds since 2000; before and after everything are PostgreSQL's infinities.
        mutating func put(_ instant: Instant) { put(WireInstant.number(instant)) }

        /// Something with its length before it.
        mutating func putCounted(_ write: (inout WireBuffer) -> Void) {
            let start = bytes.count
            put(Int32(0))
            write(&self)
            let length = UInt32(truncatingIfNeeded: bytes.count - start - 4)
            for place in 0..<4 {
                bytes[start + place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(place)))
            }
        }

        /// An amount in units of 10^-12, as a `numeric` of twelve decimal places.
        ///
        /// PostgreSQL counts in digits of 10,000, and twelve places are exactly three of them.
        mutating func put(units: Int128) {
            let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000_000)
            var digits: [Int16] = []
            var fraction = UInt64(truncatingIfNeeded: rest)
            for _ in 0..<3 {
                let (quotient, digit) = fraction.quotientAndRemainder(dividingBy: 10_000)
                digits.append(Int16(truncatingIfNeeded: digit))
                fraction = quotient
            }
            var high = whole
            while high > UInt128(UInt64.max) {
                let (quotient, digit) = high.quotientAndRemainder(dividingBy: 10_000)
                digits.append(Int16(truncatingIfNeeded: digit))
                high = quotient
            }
            var low = UInt64(truncatingIfNeeded: high)
            while low > 0 {
                let (quotient, digit) = low.quotientAndRemainder(dividingBy: 10_000)
                digits.append(Int16(truncatingIfNeeded: digit))
                low = quotient
            }
            put(Int16(truncatingIfNeeded: digits.count))
            put(Int16(truncatingIfNeeded: digits.count - 4))
            put(units < 0 ? WireNumber.negative : WireNumber.positive)
            put(Int16(12))
            for digit in digits.reversed() { put(digit) }
        }
    }

    /// How PostgreSQL counts time in its binary form.
    enum WireInstant {
        /// Milliseconds from 1970 to 2000.
        private static let epoch: Int64 = 946_684_800_000

        static func number(_ instant: Instant) -> Int64 {
            let (since, early) = instant.milliseconds.subtractingReportingOverflow(epoch)
            let (number, over) = since.multipliedReportingOverflow(by: 1000)
            guard early || over else { return number }
            return instant.milliseconds < 0 ? .min : .max
        }

        /// `nil` for what is no whole millisecond.
        static func instant(_ number: Int64) -> Instant? {
            switch number {
            case .min: return .dawn
            case .max: return .never
            default:
                let (since, rest) = number.quotientAndRemainder(dividingBy: 1000)
                return rest == 0 ? Instant(unchecked: since + epoch) : nil
            }
        }

        /// The millisecond that a time of the server's clock lies in.
        static func rounded(_ number: Int64) -> Instant {
            Instant(unchecked: number / 1000 + epoch)
        }
    }

    /// How PostgreSQL writes a `numeric` in its binary form.
    enum WireNumber {
        static let positive: UInt16 = 0
        static let negative: UInt16 = 0x4000

        /// Units of 10^-12; `nil` for what is no number of at most twelve places, or does not fit.
        static func units(_ words: [UInt16]) -> Int128? {
            guard words.count >= 4, words.count == 4 + Int(words[0]),
                words[2] == positive || words[2] == negative
            else { return nil }
            let weight = Int(Int16(bitPattern: words[1]))
            var units: Int128 = 0
            // The digits from the first one down to that of 10^-12; missing ones are zero.
            for place in stride(from: max(weight, -1), through: -3, by: -1) {
                let index = weight - place
                let digit = index >= 0 && index < words.count - 4 ? words[4 + index] : 0
                let (shifted, over) = units.multipliedReportingOverflow(by: 10_000)
                let (sum, carry) = shifted.addingReportingOverflow(Int128(digit))
                guard !over, !carry, digit < 10_000 else { return nil }
                units = sum
            }
            let rest = words.dropFirst(4 + max(0, weight + 4))
            guard rest.allSatisfy({ $0 == 0 }) else { return nil }
            return words[2] == negative ? -units : units
        }
    }
#endif
