import CreditLedger

/// Holding, capturing and freeing credits (R9.4).
extension ModelBook {
    mutating func hold(
        _ terms: HoldCredits, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults
    ) {
        faults.add("invalidAmount", if: terms.amount.units <= 0)
        faults.add("invalidField", if: terms.until <= now)
        guard faults.codes.isEmpty else { return }
        let line = ModelLine(
            feeType: terms.feeType, price: terms.price, amount: terms.amount.units)
        let plan = plan([line], terms.amount.currency, at: now).plan
        let missing = plan.due.reduce(0, +)
        // Of nothing there is no part.
        let isEnough = missing == 0 || (terms.allowsPart && missing < terms.amount.units)
        faults.add("insufficientCredits", if: !isEnough)
        let parts = takings(plan).map {
            ModelLedger.Held(
                grant: $0.grant, amount: Money(units: $0.amount, terms.amount.currency),
                credits: Credits(units: $0.credits))
        }
        holds.append(Hold(terms: terms, createdAt: now, until: terms.until, parts: parts))
        news.hasChanged = true
    }

    mutating func extendHold(
        _ id: HoldID, until: Instant, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let hold = openHold(id, &faults) else { return }
        faults.add("invalidField", if: until <= holds[hold].until)
        holds[hold].until = until
        news.hasChanged = true
    }

    mutating func releaseHold(
        _ id: HoldID, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let hold = openHold(id, &faults) else { return }
        end(hold: hold, .released, &news)
        expireFreed(&news)
    }

    mutating func capture(
        _ capture: CaptureHold, _ news: inout ModelNews, _ faults: inout ModelFaults,
        _ result: inout ModelLedger.Result
    ) {
        guard let hold = openHold(capture.hold, &faults) else { return }
        let currency = holds[hold].terms.amount.currency
        let bill = bills.first { $0.id == capture.invoice }
        faults.add("invalidAmount", if: capture.amount.units <= 0)
        faults.add("currencyMismatch", if: capture.amount.currency != currency)
        faults.add("currencyMismatch", if: bill.map { $0.currency != currency } ?? false)
        faults.add(
            "invoiceAlreadyDrawn",
            if: bill.map { $0.invoice != nil || $0.captured.contains(capture.line) } ?? false)
        faults.add("insufficientCredits", if: capture.amount.units > holds[hold].amount)
        guard faults.codes.isEmpty else { return }
        end(hold: hold, .captured, &news)
        let applications = applications(of: capture, &news)
        result.drawn = ModelLedger.Drawn(
            applications: applications, applied: [capture.amount],
            due: [Money(units: 0, currency)], skipped: [])
        if bill == nil { bills.append(Bill(id: capture.invoice, currency: currency)) }
        for index in bills.indices where bills[index].id == capture.invoice {
            bills[index].captured.append(capture.line)
            bills[index].parts += applications.map { Bill.Part(application: $0) }
        }
        expireFreed(&news)
    }

    /// Takes the credits of a capture from the grants of its hold, in the order of the plan.
    private mutating func applications(
        of capture: CaptureHold, _ news: inout ModelNews
    ) -> [ModelLedger.Application] {
        var applications: [ModelLedger.Application] = []
        var rest = capture.amount.units
        for part in holds[capture.hold.ordinal].parts where rest > 0 {
            let amount = min(rest, part.amount.units)
            rest -= amount
            let rate = wallets[grants[part.grant].wallet].rate
            let credits =
                amount == part.amount.units
                ? part.credits.units
                : min(
                    part.credits.units, ModelArithmetic.creditsRoundedUp(for: amount, at: rate))
            let application = ModelLedger.Application(
                grant: part.grant, line: capture.line,
                amount: Money(units: amount, capture.amount.currency),
                credits: Credits(units: credits))
            grants[part.grant].remaining -= credits
            news.append(.applied, part.grant, credits, grants[part.grant].remaining)
            news.name(application.line, application.amount)
            applications.append(application)
        }
        return applications
    }

    private func openHold(_ id: HoldID, _ faults: inout ModelFaults) -> Int? {
        guard holds.indices.contains(id.ordinal) else {
            faults.add("holdNotFound", if: true)
            return nil
        }
        faults.add("holdNotOpen", if: !holds[id.ordinal].isOpen)
        return holds[id.ordinal].isOpen ? id.ordinal : nil
    }
}

/// How holds end.
extension ModelBook {
    mutating func end(hold: Int, _ end: HoldEnd, _ news: inout ModelNews) {
        holds[hold].status = .ended(end, at: news.now)
        news.hasChanged = true
    }

    /// Ends the holds whose time is over; what they kept is free by then, and not gone yet.
    mutating func lapseHolds(_ news: inout ModelNews) {
        for hold in holds.indices where holds[hold].isOpen && holds[hold].until <= news.now {
            end(hold: hold, .lapsed, &news)
        }
    }

    /// Ends what holds keep of some grants; a hold that keeps nothing else has ended (R9.4c).
    mutating func endHolds(on grants: [Int], _ news: inout ModelNews) {
        for hold in holds.indices where holds[hold].isOpen {
            let rest = holds[hold].parts.filter { !grants.contains($0.grant) }
            if rest.isEmpty {
                end(hold: hold, .grantsEnded, &news)
            } else if rest.count < holds[hold].parts.count {
                holds[hold].parts = rest
                news.hasChanged = true
            }
        }
    }

    /// Expires what no hold keeps any more of grants that have closed (R4.4a), one transaction per
    /// grant.
    mutating func expireFreed(_ news: inout ModelNews) {
        for wallet in wallets.indices {
            for grant in grants(of: wallet) where grants[grant].stage == .shut {
                expireFreed(grant, &news)
            }
        }
    }

    mutating func expireFreed(_ grant: Int, _ news: inout ModelNews) {
        let credits = free(grant)
        grants[grant].remaining -= credits
        if grants[grant].remaining == 0 { grants[grant].stage = .closed(.expired) }
        if credits > 0 { news.append(.expired, grant, credits, grants[grant].remaining) }
    }
}
