/// An ISO 4217 currency: its code in capitals and its number of minor digits (R1.3).
public struct Currency: Hashable, Sendable {
    /// The three capitals, one byte each.
    private let letters: UInt32
    /// Fractional digits of the smallest unit in use: 2 for USD, 0 for JPY, 3 for KWD.
    public let minorDigits: UInt8

    /// Looks a code up.
    /// - Throws: ``Refusal/unknownCurrency(_:)`` unless it is an ISO 4217 code in capitals.
    public init(_ code: String) throws(Refusal) {
        guard let letters = Self.pack(code), let digits = CurrencyTable.minorDigits(letters) else {
            throw .unknownCurrency(TextRule.excerpt(code))
        }
        self.letters = letters
        self.minorDigits = digits
    }

    private init(_ code: StaticString, minorDigits: UInt8) {
        self.letters = Self.pack(code.description) ?? 0
        self.minorDigits = minorDigits
    }

    /// United States dollar.
    public static let usd = Currency("USD", minorDigits: 2)
    /// Euro.
    public static let eur = Currency("EUR", minorDigits: 2)
    /// Pound sterling.
    public static let gbp = Currency("GBP", minorDigits: 2)
    /// Japanese yen.
    public static let jpy = Currency("JPY", minorDigits: 0)

    /// The three-letter code in capitals.
    public var code: String {
        var text = ""
        for shift in [16, 8, 0] as [UInt32] {
            text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: letters >> shift)))
        }
        return text
    }

    /// One minor unit, in units of 10^-12 of the main unit.
    package var minorUnit: Int128 {
        switch minorDigits {
        case 2: 10_000_000_000
        case 0: GridNumber.one
        default: GridNumber.powerOfTen(GridNumber.fractionDigits - Int(minorDigits))
        }
    }

    /// Letters and digits in one number.
    var packed: UInt64 { UInt64(letters) << 8 | UInt64(minorDigits) }

    /// A currency from its ``packed`` number.
    init(packed: UInt64) {
        self.letters = UInt32(truncatingIfNeeded: packed >> 8)
        self.minorDigits = UInt8(truncatingIfNeeded: packed)
    }

    static func pack(_ code: String) -> UInt32? {
        let bytes = code.utf8
        guard bytes.count == 3 else { return nil }
        var packed: UInt32 = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { return nil }
            packed = packed << 8 | UInt32(byte)
        }
        return packed
    }
}

extension Currency: CustomStringConvertible {
    /// The three-letter code.
    public var description: String { code }
}

extension Currency: Codable {
    /// Decodes the code.
    public init(from decoder: any Decoder) throws {
        self = try Currency(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
