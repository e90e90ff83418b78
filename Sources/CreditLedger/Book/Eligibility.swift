/// Which grants may pay which lines (R6.2), and why the others may not.
///
/// Lines that no condition can tell apart form one class: same fee type, same price code, same
/// ended period. An invoice of thousands of lines has a handful of classes, so eligibility costs
/// grants times classes and never grants times lines.
///
/// The trap: a period that ends after now counts as none, because its charge arises now.
struct LineClasses {
    /// What the conditions look at.
    private struct Traits: Hashable {
        let feeType: FeeType
        let price: PriceCode?
        /// The end of the line's period, if that has passed.
        let endedAt: Instant?
    }

    private let lines: [Invoice.Line]
    private let periodEnd: Instant?
    private let now: Instant
    /// The first line of each class but that of the first line of all: mostly none.
    private var firstLines: [Int] = []
    /// The class of each line, in the invoice's order; empty where one class holds all.
    private(set) var classOfLine: [Int] = []

    /// The number of classes.
    var count: Int { lines.isEmpty ? 0 : firstLines.count + 1 }

    init(_ lines: [Invoice.Line], periodEnd: Instant?, at now: Instant) {
        self.lines = lines
        self.periodEnd = periodEnd
        self.now = now
        for line in lines.indices.dropFirst() where !isAlike(line, 0) {
            classify()
            break
        }
    }

    /// Whether the scope of a wallet or a grant covers a class.
    func isCovered(_ index: Int, by scope: Scope) -> Bool {
        let line = firstLine(of: index)
        return scope.covers(lines[line].feeType, price: lines[line].price)
    }

    /// The end of the period of a class, if it has one that has passed.
    func end(of index: Int) -> Instant? { endedAt(firstLine(of: index)) }

    private func firstLine(of index: Int) -> Int { index == 0 ? 0 : firstLines[index - 1] }

    private func endedAt(_ line: Int) -> Instant? {
        guard let end = lines[line].periodEnd ?? periodEnd, end <= now else { return nil }
        return end
    }

    private func isAlike(_ left: Int, _ right: Int) -> Bool {
        // In place: a copy of a line costs a retain for each of its texts.
        lines[left].feeType == lines[right].feeType && lines[left].price == lines[right].price
            && endedAt(left) == endedAt(right)
    }

    private mutating func classify() {
        classOfLine.reserveCapacity(lines.count)
        var indexes: [Traits: Int] = [:]
        for line in lines.indices {
            // Neighbouring lines are mostly of one class, and a hash costs more than a comparison.
            if line > 0, isAlike(line, line - 1) {
                classOfLine.append(classOfLine[line - 1])
                continue
            }
            let traits = Traits(
                feeType: lines[line].feeType, price: lines[line].price, endedAt: endedAt(line))
            let index = indexes[traits] ?? indexes.count
            if index == indexes.count {
                indexes[traits] = index
                if index > 0 { firstLines.append(line) }
            }
            classOfLine.append(index)
        }
    }
}

/// What the conditions look at of a wallet, taken once for its lots.
struct Purse {
    let index: Int
    let rate: Rate
    let status: WalletStatus
    let isInCurrency: Bool

    @inline(__always)
    init(of book: borrowing Book, at index: Int, for currency: Currency) {
        self.index = index
        self.rate = book.wallets[index].rate
        self.status = book.wallets[index].status
        self.isInCurrency = book.wallets[index].currency == currency
    }
}

extension Book {
    /// What one lot may pay, or the first condition after which no class is left.
    enum Eligibility {
        case classes(Allocation.ClassSet)
        case skipped(SkipReason)
    }

    /// Judges a lot by the conditions of R6.2 in their order; O(classes).
    func eligibility(
        of place: Int, in purse: Purse, for classes: LineClasses, at now: Instant
    ) -> Eligibility {
        guard purse.isInCurrency else { return .skipped(.currency) }
        let isUsable = now < lots[place].expiry
        let isUnscoped = lots[place].isUnscoped
        var isCovered = false
        var eligible = Allocation.ClassSet()
        if isUsable, isUnscoped {
            // No class differs from another to it.
            isCovered = classes.count > 0
            eligible = Allocation.ClassSet(first: classes.count)
        } else {
            for index in 0..<classes.count {
                guard isUnscoped || covers(index, of: classes, place) else { continue }
                isCovered = true
                let end = classes.end(of: index)
                guard isUsable || lots[place].paysFor(periodEndedAt: end, at: now)
                else { continue }
                eligible.insert(index)
            }
        }
        guard isCovered else { return .skipped(.scope) }
        guard lots[place].effectiveAt <= now else { return .skipped(.notYetEffective) }
        guard !eligible.isEmpty else { return .skipped(.expired) }
        guard !lots[place].isAwaited else { return .skipped(.awaitingPayment) }
        guard purse.status == .active else { return .skipped(.walletPending) }
        guard lots[place].unheld > 0 else { return .skipped(.held) }
        return .classes(eligible)
    }

    private func covers(_ index: Int, of classes: LineClasses, _ place: Int) -> Bool {
        classes.isCovered(index, by: wallets[Int(lots[place].wallet)].terms.value.scope)
            && classes.isCovered(index, by: lots[place].terms.value.scope)
    }
}

extension Lot {
    /// Whether, expired but not closed, it still pays for a period that ended before (R4.4b).
    fileprivate func paysFor(periodEndedAt end: Instant?, at now: Instant) -> Bool {
        guard let end else { return false }
        return effectiveAt < end && end <= expiry && now < closesAt
    }
}
