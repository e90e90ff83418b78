/// What drawing lines down would take from which lot: eligibility (R6.2), flow (R6.3), rounding to
/// the minor unit (R6.4), and credits for money (R6.5).
///
/// It changes nothing.
struct DrawdownPlan {
    /// What one lot pays of one line.
    struct Payment {
        /// The lot's position in its book.
        let lot: Int
        /// The line's position in its invoice.
        let line: Int
        /// Money, in grid units of the invoice's currency.
        let amount: Int128
        /// The credits that this takes.
        let credits: Credits
    }

    /// In consumption order, then the invoice's.
    var payments: [Payment] = []
    /// The lots that may pay no line, in consumption order.
    var skipped: [SkippedGrant] = []
}

extension Book {
    /// Plans to pay what captures have left of an invoice (R6.9).
    func plan(
        _ invoice: Invoice, captured: [CapturedLine], at now: Instant
    ) -> DrawdownPlan {
        plan(
            invoice.lines, less: captured, in: invoice.currency, periodEnd: invoice.periodEnd,
            minorUnit: invoice.currency.minorUnit, at: now)
    }

    /// Plans to pay `lines`, of which some is paid already; a `minorUnit` of 1 leaves the sum
    /// unrounded.
    func plan(
        _ lines: [Invoice.Line], less captured: [CapturedLine] = [], in currency: Currency,
        periodEnd: Instant?, minorUnit: Int128, at now: Instant
    ) -> DrawdownPlan {
        var plan = DrawdownPlan()
        guard !lots.isEmpty else { return plan }
        let classes = LineClasses(lines, less: captured, periodEnd: periodEnd, at: now)
        var payers: [Allocation.Payer] = []
        var places: [Int] = []
        payers.reserveCapacity(lots.count)
        places.reserveCapacity(lots.count)
        var purse = Purse(wallets[Int(lots[0].wallet)], at: 0)
        for place in lots.indices {
            let index = Int(lots[place].wallet)
            // Neighbours in consumption order are mostly of one wallet.
            if index != purse.index { purse = Purse(wallets[index], at: index) }
            switch eligibility(of: place, in: purse, for: classes, currency, at: now) {
            case .skipped(let reason):
                plan.skipped.append(SkippedGrant(grant: lots[place].grant, reason: reason))
            case .classes(let eligible):
                // In range since the grant was issued (R1.1).
                let worth = purse.rate.worth(of: lots[place].unheld) ?? 0
                guard worth > 0 else { continue }
                payers.append(Allocation.Payer(worth: worth, classes: eligible))
                places.append(place)
            }
        }
        let allocation = Allocation(lines: classes.lines, payers: payers)
        let shares = allocation.shares(
            minorUnit: minorUnit,
            alreadyApplied: captured.reduce(into: 0) { $0 += $1.amount.units })
        plan.payments.reserveCapacity(shares.count)
        var index = 0
        while index < shares.count {
            let payer = shares[index].payer
            var end = index + 1
            while end < shares.count, shares[end].payer == payer { end += 1 }
            take(shares[index..<end], worth: payers[payer].worth, from: places[payer], in: &plan)
            index = end
        }
        return plan
    }

    /// The credits of one lot's shares, line by line (R6.5).
    private func take(
        _ shares: ArraySlice<Allocation.Share>, worth: Int128, from place: Int,
        in plan: inout DrawdownPlan
    ) {
        let rate = wallets[Int(lots[place].wallet)].terms.value.rate
        var left = lots[place].unheld
        var unpaid = worth
        for (index, share) in zip(shares.indices, shares) {
            unpaid -= share.amount
            // Where the whole worth is paid out, the last line takes all that is left.
            let isLast = unpaid == 0 && index == shares.endIndex - 1
            let credits = isLast ? left : min(rate.credits(for: share.amount), left)
            left -= credits
            plan.payments.append(
                DrawdownPlan.Payment(
                    lot: place, line: share.line, amount: share.amount, credits: credits))
        }
    }

    /// What drawing an invoice down would give (R6.7), on a book that stands advanced to `now`.
    ///
    /// - Parameters:
    ///   - invoice: the invoice.
    ///   - record: its history, if it has any.
    ///   - now: the instant of the preview.
    /// - Returns: the result, whose applications have no transactions.
    /// - Throws: what drawing it down would, for what was captured for it (R6.9).
    package func preview(
        _ invoice: Invoice, _ record: InvoiceRecord? = nil, at now: Instant
    ) throws(Refusal) -> Drawdown {
        let captured = try invoice.captured(record)
        let plan = plan(invoice, captured: captured, at: now)
        let applications = plan.payments.map { payment in
            let lot = lots[payment.lot]
            return Drawdown.Application(
                grant: lot.grant, wallet: wallets[Int(lot.wallet)].id,
                line: invoice.lines[payment.line].id,
                amount: Money(units: payment.amount, invoice.currency),
                credits: payment.credits, transaction: nil)
        }
        return Drawdown(
            invoice, captured: captured, applications: applications, skipped: plan.skipped)
    }
}
