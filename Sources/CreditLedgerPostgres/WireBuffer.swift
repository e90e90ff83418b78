#if Postgres
    internal import CreditLedger

    /// Bytes in the order of the wire: the most significant first.
    struct WireBuffer {
        private(set) var bytes: [UInt8] = []

        mutating func put<Number: FixedWidthInteger>(_ number: Number) {
            // A copy of the number's own bytes, for the length of this call.
            unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
        }

        mutating func put(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

        /// A value with its length before it; nothing has the length -1.
        mutating func putCounted(_ value: (some WireValue)?) {
            guard let value else { return put(Int32(-1)) }
            let start = bytes.count
            put(Int32(0))
            value.write(to: &self)
            let length = UInt32(truncatingIfNeeded: bytes.count - start - 4)
            for place in 0..<4 {
                bytes[start + place] = UInt8(
                    truncatingIfNeeded: length >> (24 - 8 * UInt32(place)))
            }
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

    /// How PostgreSQL writes a `numeric` in its binary form: in digits of 10,000, of which twelve
    /// decimal places are exactly three.
    enum WireNumber {
        private static let positive: UInt16 = 0
        private static let negative: UInt16 = 0x4000

        /// Writes an amount in units of 10^-12 with twelve decimal places.
        static func write(_ units: Int128, to buffer: inout WireBuffer) {
            let (whole, fraction) = units.magnitude.quotientAndRemainder(
                dividingBy: 1_000_000_000_000)
            var digits = 3
            // A digit of a small number is divided off in one word, which is much cheaper.
            var (high, low) = (whole, UInt64(truncatingIfNeeded: whole))
            var wholeDigits: [Int16] = []
            while high > UInt128(UInt64.max) {
                wholeDigits.append(Int16(truncatingIfNeeded: high % 10_000))
                high /= 10_000
                low = UInt64(truncatingIfNeeded: high)
            }
            while low > 0 {
                wholeDigits.append(Int16(truncatingIfNeeded: low % 10_000))
                low /= 10_000
            }
            digits += wholeDigits.count
            buffer.put(Int16(truncatingIfNeeded: digits))
            buffer.put(Int16(truncatingIfNeeded: wholeDigits.count - 1))
            buffer.put(units < 0 ? negative : positive)
            buffer.put(Int16(12))
            for digit in wholeDigits.reversed() { buffer.put(digit) }
            let rest = UInt64(truncatingIfNeeded: fraction)
            buffer.put(Int16(truncatingIfNeeded: rest / 100_000_000))
            buffer.put(Int16(truncatingIfNeeded: rest / 10_000 % 10_000))
            buffer.put(Int16(truncatingIfNeeded: rest % 10_000))
        }

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
