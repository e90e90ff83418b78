/// A natural number of any size, computed with digit by digit as at school.
///
/// It shares nothing with the ledger's arithmetic, which it is there to check.
struct SlowNumber: Hashable, Comparable, CustomStringConvertible {
    /// The lowest digit first, without leading zeros.
    private var digits: [Int] = []

    init(_ number: Int128) {
        digits = String(number.magnitude).reversed().compactMap(\.wholeNumberValue)
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
    }

    var description: String {
        digits.isEmpty ? "0" : digits.reversed().map(String.init).joined()
    }

    static func * (left: SlowNumber, right: SlowNumber) -> SlowNumber {
        var product = SlowNumber(0)
        product.digits = Array(repeating: 0, count: left.digits.count + right.digits.count)
        for (i, a) in left.digits.enumerated() {
            var carry = 0
            for (j, b) in right.digits.enumerated() {
                let sum = product.digits[i + j] + a * b + carry
                product.digits[i + j] = sum % 10
                carry = sum / 10
            }
            product.digits[i + right.digits.count] += carry
        }
        product.trim()
        return product
    }

    /// The number without its last `count` digits, and whether they were all zero.
    func dropping(_ count: Int) -> (SlowNumber, isExact: Bool) {
        var rest = self
        rest.digits = Array(digits.dropFirst(count))
        return (rest, digits.prefix(count).allSatisfy { $0 == 0 })
    }

    static func < (left: SlowNumber, right: SlowNumber) -> Bool {
        guard left.digits.count == right.digits.count else {
            return left.digits.count < right.digits.count
        }
        return left.digits.reversed().lexicographicallyPrecedes(right.digits.reversed())
    }
}
