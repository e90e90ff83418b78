import CreditLedger

/// A line to be paid: of an invoice, of unbilled usage, or what a hold is for.
struct ModelLine {
    let feeType: FeeType
    let price: PriceCode?
    /// The end of the period that it is of.
    var periodEnd: Instant?
    var units: Int128

    init(feeType: FeeType, price: PriceCode?, amount: Int128) {
        (self.feeType, self.price, self.units) = (feeType, price, amount)
    }

    /// A line, as it is, or in a period that ends with its invoice's.
    init(_ line: Invoice.Line, periodEnd: Instant? = nil) {
        self.init(feeType: line.feeType, price: line.price, amount: line.amount.units)
        self.periodEnd = line.periodEnd ?? periodEnd
    }

    func isCovered(by feeTypes: Set<FeeType>, _ prices: Set<PriceCode>) -> Bool {
        (feeTypes.isEmpty || feeTypes.contains(feeType))
            && (prices.isEmpty || price.map { prices.contains($0) } ?? false)
    }
}

/// Who pays what of an invoice, while it is worked out by R6.3 and R6.4: money in units, by payer
/// (in consumption order) and line.
struct ModelPlan {
    let payers: [Int]
    /// The lines that each payer may pay.
    let mayPay: [[Int]]
    /// What each payer has left.
    var money: [Int128]
    var pays: [[Int128]]
    var due: [Int128]

    /// R6.3a: the lines that it may pay and that are still due, in the invoice's order.
    mutating func payDirectly(_ payer: Int) {
        for line in mayPay[payer] { pay(line, by: payer, min(money[payer], due[line])) }
    }

    private mutating func pay(_ line: Int, by payer: Int, _ sum: Int128) {
        money[payer] -= sum
        due[line] -= sum
        pays[payer][line] += sum
    }

    /// R6.3b: the lines of the shortest chain to a line still due and the earlier grants between
    /// them; of several, the first line in the invoice's order, then the first grant, and so on.
    func shortestChain(from payer: Int) -> (lines: [Int], grants: [Int])? {
        // How many shifts each line is away from a line still due, found by trying every length.
        var distance = due.map { $0 > 0 ? 0 : Int.max }
        for length in 1...max(1, due.count) {
            let reached = distance
            for line in due.indices where reached[line] == .max {
                let next = links(from: line, before: payer)
                if next.contains(where: { reached[$0.line] < length }) { distance[line] = length }
            }
        }
        guard let shortest = mayPay[payer].map({ distance[$0] }).min(), shortest < .max,
            var line = mayPay[payer].first(where: { distance[$0] == shortest })
        else { return nil }
        var chain = (lines: [line], grants: [Int]())
        while distance[line] > 0 {
            guard
                let step = links(from: line, before: payer).first(where: {
                    distance[$0.line] == distance[line] - 1
                })
            else { return nil }
            line = step.line
            chain.lines.append(line)
            chain.grants.append(step.grant)
        }
        return chain
    }

    /// "An earlier grant that pays that line, another line that grant may pay", in order.
    private func links(from line: Int, before payer: Int) -> [(grant: Int, line: Int)] {
        var links: [(grant: Int, line: Int)] = []
        for earlier in 0..<payer where pays[earlier][line] > 0 {
            for other in mayPay[earlier] where other != line { links.append((earlier, other)) }
        }
        return links
    }

    /// Shifts as much along a chain as it carries.
    mutating func shift(
        along chain: (lines: [Int], grants: [Int]), from payer: Int
    ) {
        guard let first = chain.lines.first, let last = chain.lines.last else { return }
        var sum = min(money[payer], due[last])
        for (step, grant) in chain.grants.enumerated() {
            sum = min(sum, pays[grant][chain.lines[step]])
        }
        for (step, grant) in chain.grants.enumerated() {
            pays[grant][chain.lines[step]] -= sum
            pays[grant][chain.lines[step + 1]] += sum
        }
        pays[payer][first] += sum
        money[payer] -= sum
        due[last] -= sum
    }

    /// R6.4: unless all is paid, the total is a whole number of minor units.
    ///
    /// What captures have paid before is part of the total, and is not taken off (R6.9).
    mutating func trim(after captured: Int128, _ currency: Currency) {
        guard due.contains(where: { $0 > 0 }) else { return }
        let total = pays.joined().reduce(captured, +)
        var excess = total % currency.minorUnit
        for payer in payers.indices.reversed() {
            for line in due.indices.reversed() {
                let taken = min(excess, pays[payer][line])
                pay(line, by: payer, -taken)
                excess -= taken
            }
        }
    }
}
