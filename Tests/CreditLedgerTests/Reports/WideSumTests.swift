import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("WideSum")
struct WideSumTests {
    @Test(
        "R10.3: products of credits and rate are exact to the 24th digit",
        arguments: [
            ("1", "1", "1"),
            ("110", "0.03", "3.3"),
            ("0.000000000001", "0.000000000001", "0.000000000000000000000001"),
            ("99999999999999.999999999999", "0.000000000001", "99.999999999999999999999999"),
            (
                "99999999999999.999999999999", "99999999999999.999999999999",
                "9999999999999999999999999800.000000000000000000000001"
            ),
            ("-2.5", "0.5", "-1.25"),
            ("-0.000000000001", "0.000000000001", "-0.000000000000000000000001"),
            ("0", "7", "0"),
        ])
    func products(credits: String, rate: String, text: String) throws {
        let product = try WideSum(Credits(credits), at: Rate(rate))
        #expect("\(product)" == text)
        #expect(
            "\(-product)"
                == (text == "0" ? "0" : text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
        )
    }

    @Test("R10.3: sums agree with arithmetic on paper, digit by digit")
    func schoolbook() throws {
        var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<300 {
            var sum = WideSum.zero
            var paper: [UInt8] = []
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let (credits, rate) = (units(&random), max(1, units(&random)))
                sum += WideSum(Credits(units: credits), at: Rate(units: rate))
                paper = Paper.add(
                    paper, Paper.multiply(Paper.digits(credits), Paper.digits(rate)))
            }
            #expect("\(sum)" == Paper.text(paper, fractionDigits: 24))
        }
    }

    @Test("What is added and taken away again leaves nothing")
    func differences() {
        var random = Xorshift(state: 7)
        for _ in 0..<300 {
            let a = WideSum(Credits(units: units(&random)), at: Rate(units: units(&random)))
            let b = WideSum(Credits(units: units(&random)), at: Rate(units: units(&random)))
            #expect(a + b - b == a)
            #expect(a - b == -(b - a))
            #expect((a < b) == (a - b < .zero))
            #expect("\(a - b)".hasPrefix("-") == (a < b))
        }
    }

    @Test("A sum beyond 256 bits stays at the end of the range")
    func saturation() {
        var sum = WideSum(Credits(units: .max), at: Rate(units: .max))
        for _ in 0..<4 { sum += sum }
        let end = sum
        sum += sum
        #expect(sum == end)
        #expect(sum > .zero)
        var negative = WideSum(Credits(units: .min), at: Rate(units: .max))
        for _ in 0..<4 { negative += negative }
        #expect(negative < .zero)
        #expect(-negative == end)
        #expect(
            "\(end)"
                == "57896044618658097711785492504343953926634992332820282.019728792003956564819967"
        )
    }

    /// Amounts of every length of digits, up to the limit of R1.1.
    private func units(_ random: inout Xorshift) -> Int128 {
        let limit = GridNumber.powerOfTen(Int.random(in: 0...26, using: &random))
        return Int128.random(in: 0..<limit, using: &random)
    }
}

/// A small generator with a seed.
private struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// Arithmetic as at school: decimal digits, the least significant first.
private enum Paper {
    static func digits(_ number: Int128) -> [UInt8] {
        "\(number)".utf8.reversed().map { $0 - UInt8(ascii: "0") }
    }

    static func add(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var sum: [UInt8] = []
        var carry: UInt8 = 0
        for place in 0..<max(left.count, right.count) {
            let digit =
                carry + (place < left.count ? left[place] : 0)
                + (place < right.count ? right[place] : 0)
            sum.append(digit % 10)
            carry = digit / 10
        }
        if carry > 0 { sum.append(carry) }
        return sum
    }

    static func multiply(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var product: [UInt8] = []
        for (place, digit) in left.enumerated() {
            for _ in 0..<digit {
                product = add(product, Array(repeating: 0, count: place) + right)
            }
        }
        return product
    }

    static func text(_ digits: [UInt8], fractionDigits: Int) -> String {
        let padded = digits + Array(repeating: 0, count: max(0, fractionDigits + 1 - digits.count))
        var whole = padded[fractionDigits...].reversed().map { "\($0)" }
        while whole.count > 1, whole.first == "0" { whole.removeFirst() }
        var fraction = padded[..<fractionDigits].reversed().map { "\($0)" }
        while fraction.last == "0" { fraction.removeLast() }
        return whole.joined() + (fraction.isEmpty ? "" : "." + fraction.joined())
    }
}
