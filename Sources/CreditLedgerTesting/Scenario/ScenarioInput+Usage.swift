internal import CreditLedger

/// Usage, holds and captures of a step.
extension ScenarioInput {
    var hold: HoldID { names.hold(text("hold")) }

    func usageReport() throws(Refusal) -> UsageReport {
        let currency = try Currency(text("currency"))
        return try UsageReport(
            currency: currency, period: UsagePeriod(text("period")), lines: lines(currency))
    }

    /// The usage that a drawdown clears: a list of periods, or `true` for all of its currency.
    func billedUsage() throws(Refusal) -> BilledUsage {
        guard !isTrue("clearsUsage") else { return .all }
        var periods: Set<UsagePeriod> = []
        for item in fields["clearsUsage"]?.list ?? [] {
            periods.insert(try UsagePeriod(item.text ?? ""))
        }
        return .periods(periods)
    }

    func holdCredits() throws(Refusal) -> HoldCredits {
        let line = ScenarioInput(fields: fields["line"]?.object ?? [:], names: names)
        return HoldCredits(
            try Money(line.text("amount"), Currency(text("currency"))),
            for: try Self.word(line.text("feeType"), "feeType"), price: try line.price(),
            until: try until(), allowsPart: isTrue("partial"))
    }

    func capture() throws(Refusal) -> CaptureHold {
        // Of a hold that does not exist no currency is known, and none is needed.
        let currency = names.currency(of: hold) ?? .usd
        return CaptureHold(
            hold, try Money(text("amount"), currency), invoice: try InvoiceID(text("invoice")),
            line: try LineID(text("line")))
    }

    func until() throws(Refusal) -> Instant {
        guard let until = try instant("until") else {
            throw .invalidField("until", value: "", reason: "is missing")
        }
        return until
    }
}
