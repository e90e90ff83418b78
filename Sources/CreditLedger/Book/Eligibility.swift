/// Which grants may pay which lines (R6.2), and why the others may not.
///
/// Lines that no condition can tell apart form one class: same fee type, same price code, same
/// ended period. An invoice of thousands of lines has a handful of classes, so eligibility costs
/// grants times classes and never grants times lines.
///
/// The trap: a period that ends after now counts as none, because its charge arises now.
struct LineClasses {
    /// What the conditions look at.
    struct Traits: Hashable {
        let feeType: FeeType
        let price: PriceCode?
        /// The end of the line's period, if that has passed.
        let endedAt: Instant?
    }

    /// The distinct traits, in the order of their first lines.
    private(set) var traits: [Traits] = []
    /// The lines as the flow sees them, in the invoice's order.
    private(set) var lines: [Allocation.Line] = []

    /// The lines, less what is paid of them already; both in the invoice's order.
    init(
        _ lines: [Invoice.Line], less captured: [CapturedLine] = [], periodEnd: Instant?,
        at now: Instant
    ) {
        self.lines.reserveCapacity(lines.count)
        var indexes: [Traits: Int] = [:]
        var captured = captured[...]
        for line in lines {
            let end = line.periodEnd ?? periodEnd
            let traits = Traits(
                feeType: line.feeType, price: line.price,
                endedAt: end.flatMap { $0 <= now ? $0 : nil })
            let index = classIndex(of: traits, &indexes)
            var due = line.amount.units
            if let paid = captured.first, paid.line == line.id {
                due -= paid.amount.units
                captured.removeFirst()
            }
            self.lines.append(Allocation.Line(due: due, lineClass: index))
        }
    }

    private mutating func classIndex(of new: Traits, _ indexes: inout [Traits: Int]) -> Int {
        // Neighbouring lines are mostly of one class, and a hash costs more than a comparison.
        if let last = traits.last, last == new { return traits.count - 1 }
        guard !traits.isEmpty else {
            traits.append(new)
            return 0
        }
        if indexes.isEmpty { indexes[traits[0]] = 0 }
        if let index = indexes[new] { return index }
        traits.append(new)
        indexes[new] = traits.count - 1
        return traits.count - 1
    }
}

/// What the conditions look at of a wallet, taken once for its lots.
struct Purse {
    let index: Int
    let currency: Currency
    let rate: Rate
    let status: WalletStatus
    let scope: Scope

    init(_ wallet: WalletState, at index: Int) {
        self.index = index
        self.status = wallet.status
        let terms = wallet.terms
        self.currency = terms.value.currency
        self.rate = terms.value.rate
        self.scope = terms.value.scope
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
        of place: Int, in purse: Purse, for classes: LineClasses, _ currency: Currency,
        at now: Instant
    ) -> Eligibility {
        guard purse.currency == currency else { return .skipped(.currency) }
        let isUsable = now < lots[place].expiry
        let isUnscoped = lots[place].isUnscoped
        var isCovered = false
        var eligible = Allocation.ClassSet()
        var count = 0
        for (index, traits) in classes.traits.enumerated() {
            guard isUnscoped || covers(traits, place, purse) else { continue }
            isCovered = true
            guard isUsable || lots[place].paysFor(periodEndedAt: traits.endedAt, at: now)
            else { continue }
            eligible.insert(index)
            count += 1
        }
        guard isCovered else { return .skipped(.scope) }
        guard lots[place].effectiveAt <= now else { return .skipped(.notYetEffective) }
        guard count > 0 else { return .skipped(.expired) }
        guard !lots[place].isAwaited else { return .skipped(.awaitingPayment) }
        guard purse.status == .active else { return .skipped(.walletPending) }
        guard lots[place].unheld > 0 else { return .skipped(.held) }
        return .classes(eligible)
    }

    private func covers(_ traits: LineClasses.Traits, _ place: Int, _ purse: Purse) -> Bool {
        purse.scope.covers(traits.feeType, price: traits.price)
            && lots[place].terms.value.scope.covers(traits.feeType, price: traits.price)
    }
}

extension Lot {
    /// Whether, expired but not closed, it still pays for a period that ended before (R4.4b).
    fileprivate func paysFor(periodEndedAt end: Instant?, at now: Instant) -> Bool {
        guard let end else { return false }
        return effectiveAt < end && end <= expiry && now < closesAt
    }
}
