import CreditLedger

/// Times the synchronous decider alone: what `ledger-bench drawdown` takes beyond it is the
/// façade's and the store's.
///
/// The same drawdowns as there: one line, one wallet, three grants, ids of their own. Arguments:
/// the number of customers, by default 10,000, and of drawdowns, by default 1,000,000.
@main
struct DeciderTimer {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let customers = max(1, numbers.first ?? 10_000)
        let drawdowns = max(1, numbers.dropFirst().first ?? 1_000_000)
        let ids = TimeOrderedIDs(seed: 1)
        let start = SystemClock().now
        var books = try (0..<customers).map { index in
            try book(of: CustomerID("customer-\(index)"), at: start, ids)
        }
        let line = Invoice.Line(try LineID("usage"), .charge, try Money("0.01", .usd))
        let clock = ContinuousClock()
        var spent = Duration.zero
        var applied = 0
        var round = 0
        // In blocks, so that making the invoices is not timed and takes no memory to speak of.
        while round < drawdowns {
            let block = round..<min(round + 1_000, drawdowns)
            let commands = try block.map { number in
                Command.drawDown(
                    DrawDown(
                        try Invoice(
                            id: InvoiceID("in_\(number)"), currency: .usd, lines: [line])))
            }
            let began = clock.now
            for (number, command) in zip(block, commands) {
                let place = number &* 7_919 % customers
                let decision = try books[place].decide(
                    command, .none, recalled: .nothing, now: SystemClock().now, ids: ids)
                if case .entry(let entry) = decision { applied += entry.transactions.count }
            }
            spent += began.duration(to: clock.now)
            round = block.upperBound
        }
        guard applied == drawdowns else {
            throw Wrong(description: "\(applied) transactions of \(drawdowns) drawdowns")
        }
        let nanoseconds = Int(spent / .nanoseconds(1))
        print("decide and fold, \(customers) customers: \(nanoseconds / drawdowns) ns a drawdown")
    }

    private static func book(
        of customer: CustomerID, at now: Instant, _ ids: TimeOrderedIDs
    ) throws -> Book {
        var book = Book(customer: customer)
        _ = try book.decide(
            .createWallet(CreateWallet(currency: .usd, paid: 1_000_000, granted: 1_000_000)),
            .none, recalled: .nothing, now: now, ids: ids)
        _ = try book.decide(
            .topUp(TopUp(book.wallets[0].id, paid: .credits(1_000_000))),
            .none, recalled: .nothing, now: now, ids: ids)
        return book
    }

    private struct Wrong: Error, CustomStringConvertible {
        let description: String
    }
}
