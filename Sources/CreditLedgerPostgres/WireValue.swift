#if Postgres
    internal import CLibPQ
    internal import CreditLedger

    /// The types of PostgreSQL that statements are given and answer, by their fixed numbers.
    enum WireType {
        static let unknown: Oid = 0
        static let flag: Oid = 16
        static let bytes: Oid = 17
        static let name: Oid = 19
        static let wide: Oid = 20
        static let short: Oid = 21
        static let narrow: Oid = 23
        static let text: Oid = 25
        static let json: Oid = 114
        static let boundText: Oid = 1043
        static let instant: Oid = 1184
        static let number: Oid = 1700
        static let identifier: Oid = 2950
    }

    /// A value that has a binary form of PostgreSQL.
    protocol WireValue {
        /// Its type, and that of an array of such.
        static var types: (one: Oid, array: Oid) { get }
        /// Writes the value without its length.
        func write(to buffer: inout WireBuffer)
    }

    extension Bool: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.flag, 1000) }
        func write(to buffer: inout WireBuffer) { buffer.put(UInt8(self ? 1 : 0)) }
    }

    extension Int32: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.narrow, 1007) }
        func write(to buffer: inout WireBuffer) { buffer.put(self) }
    }

    extension Int64: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.wide, 1016) }
        func write(to buffer: inout WireBuffer) { buffer.put(self) }
    }

    extension String: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.text, 1009) }
        func write(to buffer: inout WireBuffer) { buffer.put(utf8) }
    }

    extension TextIdentifier: WireValue {
        static var types: (one: Oid, array: Oid) { String.types }
        func write(to buffer: inout WireBuffer) { buffer.put(text.utf8) }
    }

    extension Identifier: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.identifier, 2951) }
        func write(to buffer: inout WireBuffer) {
            buffer.put(high)
            buffer.put(low)
        }
    }

    /// Microseconds since 2000; before and after everything are PostgreSQL's infinities.
    extension Instant: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.instant, 1185) }
        func write(to buffer: inout WireBuffer) { buffer.put(WireInstant.number(self)) }
    }

    extension Credits: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.number, 1231) }
        func write(to buffer: inout WireBuffer) { WireNumber.write(units, to: &buffer) }
    }

    /// An amount of money, without its currency.
    extension Money: WireValue {
        static var types: (one: Oid, array: Oid) { (WireType.number, 1231) }
        func write(to buffer: inout WireBuffer) { WireNumber.write(units, to: &buffer) }
    }

    /// A text in JSON.
    struct WireJSON: WireValue {
        let bytes: [UInt8]

        static var types: (one: Oid, array: Oid) { (WireType.json, 199) }
        func write(to buffer: inout WireBuffer) { buffer.put(bytes) }
    }

    /// Any bytes.
    struct WireBytes: WireValue {
        let bytes: [UInt8]

        static var types: (one: Oid, array: Oid) { (WireType.bytes, 1001) }
        func write(to buffer: inout WireBuffer) { buffer.put(bytes) }
    }
#endif
