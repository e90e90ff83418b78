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
        var amount: Int128
        /// The credits that this takes.
        var credits = Credits.zero
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
        let classes = LineClasses(lines, periodEnd: periodEnd, at: now)
        var dues = DueLines(lines, less: captured)
        if classes.count == 1 {
            payAlike(&dues, classes, in: currency, at: now, &plan)
            if !dues.isPaid {
                let applied = plan.payments.reduce(into: dues.captured) { $0 += $1.amount }
                Allocation.cut(applied % minorUnit, off: &plan.payments, \.amount)
            }
        } else {
            pay(&dues, classes, in: currency, minorUnit: minorUnit, at: now, &plan)
        }
        price(&plan.payments)
        return plan
    }

    /// Pays lines of one class: who may pay one may pay all, so no chain of R6.3 can begin, and
    /// paying one line after another is the flow.
    private func payAlike(
        _ dues: inout DueLines, _ classes: LineClasses, in currency: Currency, at now: Instant,
        _ plan: inout DrawdownPlan
    ) {
        forEachPayer(of: classes, in: currency, at: now, &plan.skipped) { place, rate, _ in
            guard !dues.isPaid else { return }
            // In range since the grant was issued (R1.1).
            var money = rate.worth(of: lots[place].unheld) ?? 0
            while money > 0, !dues.isPaid {
                let (line, amount) = dues.pay(money)
                money -= amount
                plan.payments.append(DrawdownPlan.Payment(lot: place, line: line, amount: amount))
            }
        }
    }

    /// Pays lines of several classes.
    private func pay(
        _ dues: inout DueLines, _ classes: LineClasses, in currency: Currency, minorUnit: Int128,
        at now: Instant, _ plan: inout DrawdownPlan
    ) {
        var payers: [Allocation.Payer] = []
        var places: [Int] = []
        payers.reserveCapacity(lots.count)
        places.reserveCapacity(lots.count)
        forEachPayer(of: classes, in: currency, at: now, &plan.skipped) { place, rate, eligible in
            let worth = rate.worth(of: lots[place].unheld) ?? 0
            guard worth > 0 else { return }
            payers.append(Allocation.Payer(worth: worth, classes: eligible))
            places.append(place)
        }
        let allocation = Allocation(lines: dues.lines(of: classes), payers: payers)
        let shares = allocation.shares(minorUnit: minorUnit, alreadyApplied: dues.captured)
        plan.payments.reserveCapacity(shares.count)
        for share in shares {
            plan.payments.append(
                DrawdownPlan.Payment(
                    lot: places[share.payer], line: share.line, amount: share.amount))
        }
    }

    /// Visits the lots that may pay a line, in consumption order, and notes why the others may not.
    private func forEachPayer(
        of classes: LineClasses, in currency: Currency, at now: Instant,
        _ skipped: inout [SkippedGrant], _ visit: (Int, Rate, Allocation.ClassSet) -> Void
    ) {
        var purse = Purse(of: self, at: Int(lots[0].wallet), for: currency)
        for place in lots.indices {
            let index = Int(lots[place].wallet)
            // Neighbours in consumption order are mostly of one wallet.
            if index != purse.index { purse = Purse(of: self, at: index, for: currency) }
            switch eligibility(of: place, in: purse, for: classes, at: now) {
            case .skipped(let reason):
                skipped.append(SkippedGrant(grant: lots[place].grant, reason: reason))
            case .classes(let eligible):
                visit(place, purse.rate, eligible)
            }
        }
    }

    /// Sets the credits of payments, lot by lot and line by line (R6.5).
    private func price(_ payments: inout [DrawdownPlan.Payment]) {
        var index = 0
        while index < payments.count {
            let place = payments[index].lot
            let rate = wallets[Int(lots[place].wallet)].rate
            var left = lots[place].unheld
            var unpaid = rate.worth(of: left) ?? 0
            while index < payments.count, payments[index].lot == place {
                unpaid -= payments[index].amount
                // Where the whole worth is paid out, the last line takes all that is left.
                let credits =
                    unpaid == 0 ? left : min(rate.credits(for: payments[index].amount), left)
                payments[index].credits = credits
                left -= credits
                index += 1
            }
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
