extension Allocation {
    /// The re-routing of R6.3b, for payers that find their lines paid while others are still due.
    ///
    /// The rule shifts one shortest chain at a time, the lexicographically first of them. This does
    /// the same in phases (Dinic's), and the shares are equal, one by one:
    /// - A phase measures how far every line is from the payer. The chains of the shortest length
    ///   step one level further with every link. A shift ends links (a payment or a due became 0)
    ///   and begins only links from a line back to the payer that now pays it too, which lead one
    ///   level *back*: a chain with such a link is longer by two or more. So while that length
    ///   lasts, the set of its chains only shrinks; none appears that would come earlier.
    /// - So a depth-first search that tries lines and payers in order, and never again what led
    ///   nowhere, meets these chains in exactly the order of the rule.
    /// - If no chain is found, then no link leaves what was reached, and all its lines are paid. No
    ///   later turn can change that: it is closed for good, and later payers skip it.
    ///
    /// The one trap: the lists of payments change under the search, and cursors must move with
    /// them.
    struct Reroute {
        fileprivate struct Payment {
            let payer: Int
            var amount: Int128
        }

        private let lines: [Line]
        private let payers: [Payer]
        /// Words of one set of lines, which has a bit per line.
        private let words: Int
        /// For each distinct set of classes, the set of lines in it.
        private var reach: [UInt64] = []
        private var reachOfClasses: [ClassSet: Int] = [:]
        /// By payer, for those whose turn has come: which of these sets it may pay.
        private var reachOf: [Int] = []
        private var due: [Int128]
        /// The lines that are still due.
        private var open: [UInt64]
        /// The lines that are not closed for good.
        private var live: [UInt64]
        /// By line: who pays it, in consumption order.
        private var payments: [[Payment]]

        // Of one phase: a payer of depth d pays lines of level d, whose payers have depth d + 1.

        /// Per level, the set of its lines that may still lead to the end of a chain.
        private var levels: [UInt64] = []
        private var depthOf: [Int] = []
        /// By payer: the first word of its level in which it may find a line.
        private var wordOf: [Int] = []
        /// By line: the first of its payments that may lead to the end of a chain.
        private var cursorOf: [Int]

        private static let unreached = -1
        private static let exhausted = -2

        /// Takes over where `shares` are paid, ordered by payer, and `due` is left of the lines.
        init(_ allocation: Allocation, due: [Int128], shares: [Share]) {
            self.lines = allocation.lines
            self.payers = allocation.payers
            self.due = due
            self.words = (due.count + 63) / 64
            self.open = [UInt64](repeating: 0, count: words)
            self.live = [UInt64](repeating: .max, count: words)
            self.payments = [[Payment]](repeating: [], count: due.count)
            self.cursorOf = [Int](repeating: 0, count: due.count)
            for line in due.indices where due[line] > 0 {
                open[line / 64] |= 1 << UInt64(line % 64)
            }
            for share in shares {
                payments[share.line].append(Payment(payer: share.payer, amount: share.amount))
            }
        }

        /// Ends the turn of payer `first`, which paid directly and has `money` left, and does the
        /// turns after it.
        mutating func finish(from first: Int, money: Int128) {
            for payer in 0...first { admit(payer) }
            reroute(first, money: money)
            for payer in (first + 1)..<payers.count {
                guard open.contains(where: { $0 != 0 }) else { return }
                admit(payer)
                reroute(payer, money: payDirectly(payer))
            }
        }

        /// What everybody pays, ordered by payer, then line.
        func shares() -> [Share] {
            var ends = [Int](repeating: 0, count: payers.count)
            for list in payments {
                for payment in list { ends[payment.payer] += 1 }
            }
            for payer in ends.indices.dropFirst() { ends[payer] += ends[payer - 1] }
            let blank = Share(payer: 0, line: 0, amount: 0)
            var shares = [Share](repeating: blank, count: ends.last ?? 0)
            for line in payments.indices.reversed() {
                for payment in payments[line] {
                    ends[payment.payer] -= 1
                    shares[ends[payment.payer]] = Share(
                        payer: payment.payer, line: line, amount: payment.amount)
                }
            }
            return shares
        }

        // MARK: A turn

        private mutating func admit(_ payer: Int) {
            depthOf.append(Self.unreached)
            wordOf.append(0)
            if let known = reachOfClasses[payers[payer].classes] {
                reachOf.append(known)
                return
            }
            let start = reach.count
            reach.append(contentsOf: repeatElement(0, count: words))
            for line in lines.indices where payers[payer].classes.contains(lines[line].lineClass) {
                reach[start + line / 64] |= 1 << UInt64(line % 64)
            }
            reachOfClasses[payers[payer].classes] = start
            reachOf.append(start)
        }

        /// R6.3a; returns the money that is left.
        private mutating func payDirectly(_ payer: Int) -> Int128 {
            var money = payers[payer].worth
            for word in 0..<words {
                var candidates = reach[reachOf[payer] + word] & open[word]
                while candidates != 0, money > 0 {
                    let line = word * 64 + candidates.trailingZeroBitCount
                    candidates &= candidates - 1
                    let amount = min(money, due[line])
                    money -= amount
                    settle(line, amount)
                    payments[line].append(Payment(payer: payer, amount: amount))
                }
            }
            return money
        }

        private mutating func settle(_ line: Int, _ amount: Int128) {
            due[line] -= amount
            if due[line] == 0 { open[line / 64] &= ~(1 << UInt64(line % 64)) }
        }

        /// R6.3b: phase after phase, while there is money and a chain.
        private mutating func reroute(_ payer: Int, money: Int128) {
            var money = money
            while money > 0, findLevels(from: payer) {
                shiftShortestChains(from: payer, &money)
            }
        }

        // MARK: A phase

        /// Measures distances up to the first level with a line that is due; without one there is
        /// no chain, and what was reached is closed.
        private mutating func findLevels(from payer: Int) -> Bool {
            levels.removeAll(keepingCapacity: true)
            for index in depthOf.indices { depthOf[index] = Self.unreached }
            depthOf[payer] = 0
            wordOf[payer] = 0
            var fresh = live
            var visited = Set<Int>()
            var frontier = [payer]
            while true {
                let level = levels.count
                levels.append(contentsOf: repeatElement(0, count: words))
                for payer in frontier where visited.insert(reachOf[payer]).inserted {
                    for word in 0..<words {
                        levels[level + word] |= reach[reachOf[payer] + word] & fresh[word]
                    }
                }
                var isEnd = false
                var isEmpty = true
                for word in 0..<words {
                    fresh[word] &= ~levels[level + word]
                    if levels[level + word] != 0 { isEmpty = false }
                    if levels[level + word] & open[word] != 0 { isEnd = true }
                }
                if isEmpty {
                    live = fresh
                    return false
                }
                if isEnd {
                    for word in 0..<words { levels[level + word] &= open[word] }
                    return true
                }
                frontier = payersBehind(level)
            }
        }

        /// The payers, not reached before, of the lines of a level.
        private mutating func payersBehind(_ level: Int) -> [Int] {
            var found: [Int] = []
            for word in 0..<words {
                var rest = levels[level + word]
                while rest != 0 {
                    let line = word * 64 + rest.trailingZeroBitCount
                    rest &= rest - 1
                    cursorOf[line] = 0
                    for payment in payments[line] where depthOf[payment.payer] == Self.unreached {
                        depthOf[payment.payer] = level / words + 1
                        wordOf[payment.payer] = 0
                        found.append(payment.payer)
                    }
                }
            }
            return found
        }

        /// Shifts along every chain of the shortest length, in lexicographic order.
        private mutating func shiftShortestChains(from payer: Int, _ money: inout Int128) {
            let last = levels.count / words - 1
            var takers = [payer]
            var taken: [Int] = []
            while money > 0, let taker = takers.last {
                let depth = taken.count
                guard let line = firstLine(of: taker, at: depth) else {
                    depthOf[taker] = Self.exhausted
                    takers.removeLast()
                    _ = taken.popLast()
                    continue
                }
                if depth == last {
                    let kept = shift(takers, taken, to: line, &money)
                    if due[line] == 0 { drop(line, from: last) }
                    taken.removeLast(taken.count - kept)
                    takers.removeLast(takers.count - kept - 1)
                } else if let giver = nextGiver(of: line, at: depth) {
                    taken.append(line)
                    takers.append(giver)
                } else {
                    drop(line, from: depth)
                }
            }
        }

        private mutating func firstLine(of payer: Int, at depth: Int) -> Int? {
            while wordOf[payer] < words {
                let word = wordOf[payer]
                let bits = levels[depth * words + word] & reach[reachOf[payer] + word]
                if bits != 0 { return word * 64 + bits.trailingZeroBitCount }
                wordOf[payer] += 1
            }
            return nil
        }

        private mutating func nextGiver(of line: Int, at depth: Int) -> Int? {
            while cursorOf[line] < payments[line].count {
                let payer = payments[line][cursorOf[line]].payer
                if depthOf[payer] == depth + 1 { return payer }
                cursorOf[line] += 1
            }
            return nil
        }

        private mutating func drop(_ line: Int, from depth: Int) {
            levels[depth * words + line / 64] &= ~(1 << UInt64(line % 64))
        }

        // MARK: A shift

        /// Each taker takes its line over from the next one, and the last pays `end`; returns how
        /// many lines from the beginning may still be taken over.
        private mutating func shift(
            _ takers: [Int], _ taken: [Int], to end: Int, _ money: inout Int128
        ) -> Int {
            var amount = min(money, due[end])
            for line in taken { amount = min(amount, payments[line][cursorOf[line]].amount) }
            var kept = taken.count
            for (depth, line) in taken.enumerated() {
                payments[line][cursorOf[line]].amount -= amount
                if payments[line][cursorOf[line]].amount == 0 {
                    payments[line].remove(at: cursorOf[line])
                    kept = min(kept, depth)
                }
                add(amount, by: takers[depth], to: line)
            }
            add(amount, by: takers[taken.count], to: end)
            settle(end, amount)
            money -= amount
            return kept
        }

        private mutating func add(_ amount: Int128, by payer: Int, to line: Int) {
            var low = 0
            var high = payments[line].count
            while low < high {
                let middle = (low + high) / 2
                if payments[line][middle].payer < payer { low = middle + 1 } else { high = middle }
            }
            if low < payments[line].count, payments[line][low].payer == payer {
                payments[line][low].amount += amount
            } else {
                payments[line].insert(Payment(payer: payer, amount: amount), at: low)
                if low <= cursorOf[line] { cursorOf[line] += 1 }
            }
        }
    }
}
