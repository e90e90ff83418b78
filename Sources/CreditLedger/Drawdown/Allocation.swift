/// What credits pay of the lines of an invoice: the flow of R6.3 and the rounding of R6.4, over
/// integers only.
///
/// It guarantees that no line is paid beyond its due, no payer beyond its worth, and nothing
/// outside a payer's classes; that the money paid is a maximum flow, of each first k payers too;
/// and that the shares are those of the rule applied literally, one chain after another. It knows
/// nothing of books, credits, holds or time: who may pay a line at all (R6.2) is judged before.
///
/// Paying directly allocates next to nothing. The graph of ``Reroute`` is built only for the first
/// payer that has money left while a line is due and an earlier payer pays a line that it may pay.
///
/// The one trap: sums. Everything paid is part of some line's due, one line is below 10^26 units
/// (R1.1) and 10^12 of them still fit an `Int128`; a worth is compared and subtracted, never added.
struct Allocation {
    /// A line; lines of one class look alike to every payer.
    struct Line {
        /// What is to be paid, 0 or more, in grid units of money.
        let due: Int128
        /// The index of its class.
        let lineClass: Int
    }

    /// A payer; payers stand in consumption order (R4.2).
    struct Payer {
        /// What it can pay in all, above 0, in grid units of money.
        let worth: Int128
        /// The classes of the lines that it may pay.
        let classes: ClassSet
    }

    /// What one payer pays of one line, above 0.
    struct Share: Hashable {
        /// The index of the payer.
        let payer: Int
        /// The index of the line.
        let line: Int
        /// In grid units of money.
        var amount: Int128
    }

    /// In the invoice's order.
    let lines: [Line]
    /// In consumption order.
    let payers: [Payer]

    /// The flow of R6.3, then the rounding of R6.4; ordered by payer, then line.
    ///
    /// What is applied together with `alreadyApplied` (captures, R6.9) becomes a whole multiple of
    /// `minorUnit` unless it covers all that is due; `alreadyApplied` itself is never touched.
    func shares(minorUnit: Int128, alreadyApplied: Int128 = 0) -> [Share] {
        var shares = flow()
        var applied: Int128 = 0
        for share in shares { applied += share.amount }
        var total: Int128 = 0
        for line in lines { total += line.due }
        guard applied < total else { return shares }
        Self.cut((applied + alreadyApplied) % minorUnit, off: &shares, \.amount)
        return shares
    }

    /// Takes what is beyond a whole number of minor units off the last parts (R6.4).
    static func cut<Part>(
        _ excess: Int128, off parts: inout [Part], _ amount: WritableKeyPath<Part, Int128>
    ) {
        var excess = excess
        while excess > 0, let last = parts.popLast() {
            guard last[keyPath: amount] <= excess else {
                var rest = last
                rest[keyPath: amount] -= excess
                return parts.append(rest)
            }
            excess -= last[keyPath: amount]
        }
    }

    /// The flow of R6.3 alone, as holds and the ongoing balance need it; ordered by payer, then
    /// line.
    func flow() -> [Share] {
        var shares: [Share] = []
        guard !lines.isEmpty, !payers.isEmpty else { return shares }
        shares.reserveCapacity(min(lines.count + payers.count - 1, 16))
        var due = lines.map { $0.due }
        var firstDue = 0
        for index in payers.indices {
            let earlier = shares.count
            var money = payers[index].worth
            var line = firstDue
            while line < due.count, money > 0 {
                if due[line] > 0, payers[index].classes.contains(lines[line].lineClass) {
                    let amount = min(money, due[line])
                    money -= amount
                    due[line] -= amount
                    shares.append(Share(payer: index, line: line, amount: amount))
                }
                line += 1
            }
            while firstDue < due.count, due[firstDue] == 0 { firstDue += 1 }
            guard firstDue < due.count else { break }
            if money > 0, mayTakeOver(shares[..<earlier], payer: index) {
                var reroute = Reroute(self, due: due, shares: shares)
                reroute.finish(from: index, money: money)
                return reroute.shares()
            }
        }
        return shares
    }

    /// Whether a chain from this payer could begin with one of the shares.
    private func mayTakeOver(_ shares: ArraySlice<Share>, payer: Int) -> Bool {
        for share in shares where payers[payer].classes.contains(lines[share.line].lineClass) {
            return true
        }
        return false
    }
}

extension Allocation {
    /// A set of class indexes: one word for the first 64, which is all that most invoices have.
    struct ClassSet: Hashable {
        private var first: UInt64 = 0
        private var rest: [UInt64] = []

        /// The empty set.
        init() {}

        /// The classes 0 to `count` - 1.
        init(first count: Int) {
            guard count >= 64 else {
                first = 1 << UInt64(count) - 1
                return
            }
            for index in 0..<count { insert(index) }
        }

        /// Whether no class is in the set.
        var isEmpty: Bool { first == 0 && rest.isEmpty }

        /// Adds a class.
        mutating func insert(_ index: Int) {
            guard index >= 64 else {
                first |= 1 << UInt64(index)
                return
            }
            let word = index / 64 - 1
            while rest.count <= word { rest.append(0) }
            rest[word] |= 1 << UInt64(index % 64)
        }

        /// Whether the class is in the set.
        func contains(_ index: Int) -> Bool {
            guard index >= 64 else { return first & (1 << UInt64(index)) != 0 }
            let word = index / 64 - 1
            return word < rest.count && rest[word] & (1 << UInt64(index % 64)) != 0
        }
    }
}
