internal import CreditLedger

extension Money {
    /// The amount in units of 10^-12 of the currency's main unit, the grid of all amounts (R1.1).
    ///
    /// It is read off the canonical text digit by digit, so nothing on the way is larger than it.
    var gridUnits: Int128 {
        let text = amount
        var (units, places) = (Int128(0), 0)
        var isFraction = false
        for byte in text.utf8 {
            isFraction = isFraction || byte == UInt8(ascii: ".")
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { continue }
            units = units * 10 + Int128(byte - UInt8(ascii: "0"))
            if isFraction { places += 1 }
        }
        let magnitude = (places..<12).reduce(units) { number, _ in number * 10 }
        return text.hasPrefix("-") ? -magnitude : magnitude
    }

    /// The amount that is so many units of 10^-12.
    ///
    /// - Parameters:
    ///   - digits: the units, as decimal digits.
    ///   - currency: the amount's currency.
    /// - Throws: `Refusal.invalidAmount` if it is out of range.
    init(gridUnits digits: String, _ currency: Currency) throws(Refusal) {
        let padded = String(repeating: "0", count: max(0, 13 - digits.utf8.count)) + digits
        try self.init("\(padded.dropLast(12)).\(padded.suffix(12))", currency)
    }

    /// One minor unit of the currency, on the grid.
    private static func minorUnit(_ currency: Currency) -> Int128 {
        (Int(currency.minorDigits)..<12).reduce(1) { power, _ in power * 10 }
    }

    /// The whole minor units of the amount; what is less than one is left out.
    var wholeMinorUnits: Int128 { gridUnits / Self.minorUnit(currency) }

    /// Amounts as whole minor units that add up to the whole minor units of their sum.
    ///
    /// Each is its own whole minor units or one more, so that of amounts that are whole none
    /// changes, and none becomes more than a whole amount that it is a part of.
    static func wholeMinorUnits(of shares: [Money]) -> [Int128] {
        var (exact, given) = (Int128(0), Int128(0))
        return shares.map { share in
            exact += share.gridUnits
            let sum = exact / minorUnit(share.currency)
            defer { given = sum }
            return sum - given
        }
    }
}
