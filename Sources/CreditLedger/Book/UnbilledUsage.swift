/// What the unbilled usage would take from each wallet if it were drawn down now (R9.3).
///
/// It is the plan of a drawdown over all lines of a currency, without the rounding of R6.4. What it
/// takes of grants in their grace is in no available balance and so lowers none. What no grant
/// covers counts against the last wallet that could be topped up for it, line by line, so that its
/// rule sees what is missing.
///
/// The trap: bounds. All usage of a currency together is below 10^14, which its report checks, so
/// even at the smallest rate the credits for it fit 128 bits.
package struct UnbilledUsage {
    /// By the wallet's position; empty where nothing is unbilled.
    private var taken: [Credits] = []

    /// Works it out for all wallets; O(lots x classes + lines) per currency, nothing without usage.
    package init(of book: Book, at now: Instant) {
        guard !book.usage.isEmpty else { return }
        taken = [Credits](repeating: 0, count: book.wallets.count)
        var seen: [Currency] = []
        for report in book.usage where !seen.contains(report.currency) {
            seen.append(report.currency)
            let reports = book.usage.filter { $0.currency == report.currency }
            // Mostly there is one period, whose lines need no copy.
            let lines = reports.count == 1 ? report.lines : reports.flatMap { $0.lines }
            take(lines, in: report.currency, of: book, at: now)
        }
    }

    /// The credits that it would take from what a wallet has available, and beyond.
    package func credits(of wallet: Int) -> Credits {
        taken.isEmpty ? 0 : taken[wallet]
    }

    private mutating func take(
        _ lines: [Invoice.Line], in currency: Currency, of book: Book, at now: Instant
    ) {
        let plan = book.plan(lines, in: currency, periodEnd: nil, minorUnit: 1, at: now)
        var uncovered = lines.map { $0.amount.units }
        for payment in plan.payments {
            uncovered[payment.line] -= payment.amount
            guard now < book.lots[payment.lot].expiry else { continue }
            taken[Int(book.lots[payment.lot].wallet)] += payment.credits
        }
        guard uncovered.contains(where: { $0 > 0 }) else { return }
        takeUncovered(lines, uncovered, in: currency, of: book, at: now)
    }

    /// Counts what no grant covers against the last wallet that has the line in scope.
    private mutating func takeUncovered(
        _ lines: [Invoice.Line], _ uncovered: [Int128], in currency: Currency, of book: Book,
        at now: Instant
    ) {
        let wallets = book.wallets.indices.filter { index in
            book.wallets[index].isRunning(at: now)
                && book.wallets[index].terms.value.currency == currency
        }
        // Last by priority, then by creation.
        let lastFirst = wallets.sorted { left, right in
            let priorities = (
                book.wallets[left].terms.value.priority, book.wallets[right].terms.value.priority
            )
            return priorities.0 == priorities.1 ? left > right : priorities.0 > priorities.1
        }
        for (line, money) in zip(lines, uncovered) where money > 0 {
            let last = lastFirst.first { index in
                book.wallets[index].terms.value.scope.covers(line.feeType, price: line.price)
            }
            guard let last else { continue }
            taken[last] += book.wallets[last].terms.value.rate.credits(for: money)
        }
    }
}
