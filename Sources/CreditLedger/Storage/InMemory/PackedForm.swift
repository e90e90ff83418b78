/// What writing and reading the packed form have in common.
enum PackedForm {
    /// A hundredth, in units of 10^-12: what most amounts are whole numbers of.
    static let hundredth: Int64 = 10_000_000_000

    /// The last two bits of an amount.
    enum Amount {
        static let hundredths: UInt64 = 0
        static let units: UInt64 = 1
        static let wide: UInt64 = 2
    }

    /// The last two bits of an id's first number.
    enum ID {
        static let own: UInt64 = 0
        static let recent: UInt64 = 1
        static let near: UInt64 = 2
        static let whole: UInt64 = 3
    }

    /// The byte before a currency that has none of its own.
    static let otherCurrency: UInt8 = 4

    /// The byte of a common currency.
    static func code(of currency: Currency) -> UInt8? {
        switch currency {
        case .usd: 0
        case .eur: 1
        case .gbp: 2
        case .jpy: 3
        default: nil
        }
    }

    static func currency(of code: UInt8) -> Currency? {
        switch code {
        case 0: .usd
        case 1: .eur
        case 2: .gbp
        case 3: .jpy
        default: nil
        }
    }
}

/// The last few ids of an entry that were not its own: of transactions in a row, the wallet and the
/// grant are mostly the same.
struct RecentIDs {
    private typealias Words = (high: UInt64, low: UInt64)

    private var first: Words = (0, 0)
    private var second: Words = (0, 0)
    private var third: Words = (0, 0)
    private var fourth: Words = (0, 0)
    private var next = 0

    mutating func note(_ high: UInt64, _ low: UInt64) {
        switch next {
        case 0: first = (high, low)
        case 1: second = (high, low)
        case 2: third = (high, low)
        default: fourth = (high, low)
        }
        next = (next + 1) & 3
    }

    func place(of high: UInt64, _ low: UInt64) -> Int? {
        if first == (high, low) { return 0 }
        if second == (high, low) { return 1 }
        if third == (high, low) { return 2 }
        return fourth == (high, low) ? 3 : nil
    }

    subscript(place: Int) -> (high: UInt64, low: UInt64) {
        switch place {
        case 0: first
        case 1: second
        case 2: third
        default: fourth
        }
    }
}

extension Identifier {
    /// The words of the id that the same source gave so many steps before this one.
    func id(before distance: Int64, ordinal: UInt16) -> (high: UInt64, low: UInt64) {
        let place = UInt128(truncatingIfNeeded: Int128(sequence) - Int128(distance))
        let id = Self(sequence: place, node: low >> 16)
        return (id.high, id.low | UInt64(ordinal))
    }
}
