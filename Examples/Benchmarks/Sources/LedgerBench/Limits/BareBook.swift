/// What moved once, with all that a journal needs to say of it: 80 bytes.
struct BareRecord: Sendable {
    var number: UInt64
    var instant: Int64
    var reference: UInt64
    var book: UInt32
    var lot: UInt32
    var kind: BareKind
    var amount: Int128
    var remaining: Int128
}

enum BareKind: UInt64 {
    case given, taken, voided, returned, held, captured
}

/// A book of integers: the grants that a customer begins with, and those that came later.
struct BareBook: Sendable {
    /// A grant of the book, and what remains in it.
    typealias Change = (book: UInt32, lot: UInt32, remaining: Int128)

    let number: UInt32
    private var first: Int128
    private var second: Int128
    private var third: Int128
    private var held: Int128 = 0
    /// The newest at the end; it is used first.
    private var later: [Int128] = []

    /// A book of three grants, of so much each.
    init(number: UInt32, each: Int128) {
        self.number = number
        (first, second, third) = (each, each, each)
    }

    /// Takes an amount from one grant; `nil` if none has so much.
    @inline(__always)
    mutating func take(_ amount: Int128) -> Change? {
        if let last = later.last, last >= amount {
            let change = (number, UInt32(later.count) + 2, last - amount)
            later[later.count - 1] = last - amount
            if last == amount { later.removeLast() }
            return change
        }
        if first >= amount {
            first -= amount
            return (number, 0, first)
        }
        if second >= amount {
            second -= amount
            return (number, 1, second)
        }
        guard third >= amount else { return nil }
        third -= amount
        return (number, 2, third)
    }

    @inline(__always)
    mutating func add(_ amount: Int128) -> Change {
        later.append(amount)
        return (number, UInt32(later.count) + 2, amount)
    }

    /// Gives back what was taken, to the first grant.
    @inline(__always)
    mutating func give(_ amount: Int128) -> Change {
        first += amount
        return (number, 0, first)
    }

    @inline(__always)
    mutating func hold(_ amount: Int128) -> Change {
        held += amount
        return (number, 0, first)
    }

    @inline(__always)
    mutating func capture(_ amount: Int128) -> Change? {
        held -= amount
        return take(amount)
    }
}
