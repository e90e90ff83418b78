import CreditLedger

/// Invoices of many lines over many grants of mixed scopes, each for a customer of its own.
///
/// The first grants may pay anything, and suffice for half of the lines; the others may pay only
/// the first half. So the first pay the lines that only they need not pay, and each of the others
/// has to take over such lines and set them free for the second half: it is re-routed (R6.3b).
/// An invoice is paid in full only because of that, which is checked.
enum InvoiceRun {
    /// Invoices of one size.
    struct Size: Sendable {
        let lines: Int
        let grants: Int
        let invoice: Invoice
        /// The credits of each grant that may pay anything, in cents.
        let broad: Int64
        /// The credits of each other, in cents: twice what they need together.
        let narrow: Int64

        static let cents: Int64 = 975

        var broadCount: Int { grants / 2 }
        var narrowCount: Int { grants - broadCount }
        /// How many price codes there are: each is in the scope of at least one grant.
        var prices: Int { min(20, narrowCount) }

        init(lines: Int, grants: Int) throws {
            self.lines = lines
            self.grants = grants
            let half = lines / 2
            let prices = min(20, grants - grants / 2)
            invoice = try Invoice(
                id: InvoiceID("in_large"), currency: .usd,
                lines: (0..<lines).map { index in
                    let price = index % prices
                    return Invoice.Line(
                        try LineID("line_\(index)"), Self.feeType(price),
                        try Money(minorUnits: Self.cents, .usd),
                        price: index < half ? try Self.price(price) : nil)
                })
            let rest = Int64(lines - half) * Self.cents
            let count = Int64(grants / 2)
            broad = (rest + count - 1) / count
            let others = Int64(grants - grants / 2)
            narrow = (Int64(half) * Self.cents * 2 + others - 1) / others + Self.cents
        }

        static func price(_ index: Int) throws -> PriceCode { try PriceCode("price_\(index)") }

        static func feeType(_ price: Int) -> FeeType {
            FeeType.allCases[price % FeeType.allCases.count]
        }

        /// The grants that may pay only the first half of the lines, or anything.
        func topUp(_ index: Int, _ wallet: WalletID) throws -> TopUp {
            guard index >= broadCount else {
                return TopUp(
                    wallet, granted: .money(try Money(minorUnits: broad, .usd)), priority: 10)
            }
            let (first, second) = (index % prices, (index + 7) % prices)
            return TopUp(
                wallet, granted: .money(try Money(minorUnits: narrow, .usd)), priority: 20,
                scope: Scope(
                    feeTypes: [Self.feeType(first), Self.feeType(second)],
                    prices: [try Self.price(first), try Self.price(second)]))
        }

        /// What all grants hold, in cents.
        var granted: Int64 { broad * Int64(broadCount) + narrow * Int64(narrowCount) }
    }

    static func report(_ plan: Plan) async throws -> Report {
        let place = Place(plan)
        return try await place.whileItStands {
            let open = try await place.open()
            let sizes = [
                try Size(lines: plan.lines, grants: plan.grants),
                try Size(lines: plan.lines * 2, grants: plan.grants * 2),
            ]
            let world = try World(plan, open.store, customers: plan.rounds * 2)
            let report = try await measure(world, sizes, plan)
            await open.close()
            return report
        }
    }

    /// Draws each customer's invoice down, of either size in turn.
    private static func measure(
        _ world: World, _ sizes: [Size], _ plan: Plan
    ) async throws -> Report {
        var sums = Sums()
        var made = (entries: 0, transactions: 0)
        // One of each size goes before, uncounted.
        for (index, size) in sizes.enumerated() {
            let customer = try CustomerID("warm-\(index)")
            _ = try await drawDown(size, customer, world.ledger, &sums)
        }
        var stretch = Stretch()
        var times: [[Int64]] = [[], []]
        let before = ProcessMemory.settled
        world.count.reset()
        for round in 0..<plan.rounds {
            for (index, size) in sizes.enumerated() {
                let customer = try World.name(2 * round + index)
                let drawn = try await drawDown(size, customer, world.ledger, &sums)
                times[index].append(drawn.time)
                made.entries += size.grants + 2
                made.transactions += size.grants + drawn.transactions
            }
        }
        stretch.times = times[0]
        stretch.operations = plan.rounds
        stretch.elapsed = times[0].reduce(0, +)
        let commits = world.count.commits
        let (grown, peak) = (ProcessMemory.settled - before, ProcessMemory.peak)
        _ = try await Proof(ledger: world.ledger).check(
            customers: world.customers + 2, sums: sums)
        let medians = times.map { median($0.map { Double($0) / 1e6 }) }
        var report = Report(plan, stretch, customers: world.customers)
        report.add("lines", plan.lines)
        report.add("grants", plan.grants)
        report.add("ms_per_drawdown", medians[0])
        report.add("ms_of_twice_the_size", medians[1])
        report.add("growth", medians[1] / medians[0])
        report.add(
            world, commits: plan.observes ? commits : made.entries,
            transactions: made.transactions, grown: grown, peak: peak)
        return report
    }

    /// Gives a customer the grants, and pays the invoice with them.
    private static func drawDown(
        _ size: Size, _ customer: CustomerID, _ ledger: Ledger, _ sums: inout Sums
    ) async throws -> (time: Int64, transactions: Int) {
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd), for: customer
        ).outcome
        for index in 0..<size.grants {
            try await ledger.topUp(try size.topUp(index, wallet), of: customer)
        }
        let began = MonotonicTime.now
        let receipt = try await ledger.drawDown(size.invoice, for: customer)
        let spent = MonotonicTime.now - began
        guard receipt.outcome.applied == size.invoice.total else {
            throw Failure.wrong("Re-routing paid \(receipt.outcome.applied) of the invoice.")
        }
        sums = sums + Sums(promoted: size.granted, redeemed: Int64(size.lines) * Size.cents)
        return (spent, receipt.outcome.applications.count)
    }
}
