internal import CreditLedger

extension ScenarioInput {
    func createWallet() throws(Refusal) -> CreateWallet {
        CreateWallet(
            currency: try Currency(text("currency")), rate: try Rate(text("rate")),
            name: text("name"), externalID: fields["externalId"]?.text, priority: priority(),
            scope: try scope(), activation: try activation(), expiresAt: try instant("expiresAt"),
            graceSeconds: integer("grace") ?? 0,
            limits: TopUpLimits(minimum: try credits("minTopUp"), maximum: try credits("maxTopUp")),
            rules: try rules(fields["rules"] ?? .list([])), metadata: try metadata(),
            paid: try credits("paid") ?? 0, granted: try credits("granted") ?? 0,
            payment: try word("payment", default: .collected))
    }

    /// `activatesAt` says when a PENDING wallet activates; without it `pending` waits for
    /// `activate`.
    private func activation() throws(Refusal) -> Activation {
        if let instant = try instant("activatesAt") { return .at(instant) }
        return isTrue("pending") ? .onRequest : .atOnce
    }

    func updateWallet() throws(Refusal) -> UpdateWallet {
        UpdateWallet(
            wallet, name: changedText("name"), externalID: changedText("externalId"),
            priority: try change("priority") { _ in priority() },
            feeTypes: try change("feeTypes", Self.feeTypes),
            prices: try change("prices", Self.prices),
            activatesAt: try changedInstant("activatesAt"),
            expiresAt: try changedInstant("expiresAt"),
            graceSeconds: try change("grace") { $0.integer ?? 0 },
            minimumTopUp: try changedCredits("minTopUp"),
            maximumTopUp: try changedCredits("maxTopUp"), rules: try change("rules", rules),
            metadata: try changedMetadata())
    }

    /// Whether the step gives money in its wallet's currency.
    var givesMoney: Bool { has("paidAmount") || has("grantedAmount") || has("costBasis") }

    /// `currency`: of the wallet, if ``givesMoney``.
    func topUp(_ currency: Currency) throws(Refusal) -> TopUp {
        TopUp(
            wallet, paid: try sum("paid", "paidAmount", currency),
            granted: try sum("granted", "grantedAmount", currency),
            payment: try word("payment", default: .collected), priority: priority(),
            scope: try scope(), effectiveAt: try instant("effectiveAt"),
            expiresAt: try instant("expiresAt"), costBasis: try money("costBasis", currency),
            ignoresLimits: isTrue("ignoreLimits"), metadata: try metadata())
    }

    /// The ledger's type can't say both, so both at once are refused here (R5.1).
    private func sum(
        _ credits: String, _ money: String, _ currency: Currency
    ) throws(Refusal) -> TopUp.Sum? {
        guard !has(credits) || !has(money) else {
            throw .invalidField(
                money, value: text(money), reason: "is given beside \(credits) (R5.1)")
        }
        if let amount = try self.credits(credits) { return .credits(amount) }
        return try self.money(money, currency).map { .money($0) }
    }

    private func money(_ name: String, _ currency: Currency) throws(Refusal) -> Money? {
        try optional(name) { text throws(Refusal) in try Money(text, currency) }
    }

    func voidCredits() throws(Refusal) -> VoidCredits {
        VoidCredits(
            wallet, try credits("credits") ?? 0, from: has("grant") ? grant : nil)
    }

    func changeGrant() throws(Refusal) -> ChangeGrant {
        ChangeGrant(
            grant, priority: try change("priority") { _ in priority() },
            expiresAt: try changedInstant("expiresAt"), name: changedText("name"),
            metadata: try changedMetadata())
    }

    func invoice() throws(Refusal) -> Invoice {
        let currency = try Currency(text("currency"))
        return try Invoice(
            id: InvoiceID(text("invoice")), currency: currency,
            periodEnd: instant("periodEnd"), lines: lines(currency))
    }

    func lines(_ currency: Currency) throws(Refusal) -> [Invoice.Line] {
        var lines: [Invoice.Line] = []
        for item in fields["lines"]?.list ?? [] {
            let line = ScenarioInput(fields: item.object ?? [:], names: names)
            lines.append(
                Invoice.Line(
                    try LineID(line.text("id")), try Self.word(line.text("feeType"), "feeType"),
                    try Money(line.text("amount"), currency), price: try line.price(),
                    periodEnd: try line.instant("periodEnd")))
        }
        return lines
    }

    func price() throws(Refusal) -> PriceCode? {
        try optional("price") { text throws(Refusal) in try PriceCode(text) }
    }

    func reinstate(for customer: CustomerID) throws(Refusal) -> Reinstate {
        let invoice = try InvoiceID(text("invoice"))
        // Of an invoice that nothing has paid no currency is known, and none is needed.
        let currency = names.currency(of: invoice, customer) ?? .usd
        var lines: [LineID: Money]?
        if has("lines") {
            var sums: [LineID: Money] = [:]
            for (line, amount) in Self.pairs(fields["lines"]) {
                sums[try LineID(line)] = try Money(amount, currency)
            }
            lines = sums
        }
        return Reinstate(invoice, lines: lines, reopenUntil: try instant("reopenUntil"))
    }
}
