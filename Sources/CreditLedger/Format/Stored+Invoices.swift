/// A line without its currency, which stands in what it is a line of.
private struct StoredLine: StoredRecord {
    let line: Invoice.Line

    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", line.id)
        writer.put("feeType", line.feeType)
        writer.put("price", ifAny: line.price)
        writer.put("periodEnd", ifAny: line.periodEnd)
        writer.put("amount", Credits(units: line.amount.units))
    }

    /// The currency is put right by the reader of the whole.
    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> StoredLine {
        let id: LineID = try reader.get("id")
        let feeType: FeeType = try reader.get("feeType")
        let price: PriceCode? = try reader.find("price")
        let periodEnd: Instant? = try reader.find("periodEnd")
        let amount: Credits = try reader.get("amount")
        return StoredLine(
            line: Invoice.Line(
                id, feeType, Money(units: amount.units, .usd), price: price,
                periodEnd: periodEnd))
    }
}

extension StoredWriter {
    fileprivate mutating func put(lines: [Invoice.Line]) {
        put("lines", lines.map { StoredLine(line: $0) })
    }
}

extension StoredReader {
    /// Lines and their sum in a currency.
    fileprivate mutating func lines(
        in currency: Currency
    ) throws(StoredFault) -> (lines: [Invoice.Line], total: Money) {
        let stored: [StoredLine] = try get("lines")
        var total = Credits.zero
        let lines = stored.map { stored in
            let line = stored.line
            let amount = Money(units: line.amount.units, currency)
            total += Credits(units: amount.units)
            return Invoice.Line(
                line.id, line.feeType, amount, price: line.price, periodEnd: line.periodEnd)
        }
        guard total.isInRange else {
            throw StoredFault("has a sum that is out of range").inside("lines")
        }
        return (lines, Money(units: total.units, currency))
    }
}

extension Invoice: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("currency", currency)
        writer.put("periodEnd", ifAny: periodEnd)
        writer.put(lines: lines)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Invoice {
        let id: InvoiceID = try reader.get("id")
        let currency: Currency = try reader.get("currency")
        let periodEnd: Instant? = try reader.find("periodEnd")
        let (lines, total) = try reader.lines(in: currency)
        return Invoice(
            storedID: id, currency: currency, periodEnd: periodEnd, lines: lines, total: total)
    }

    /// An invoice that was checked when it was written.
    init(
        storedID id: InvoiceID, currency: Currency, periodEnd: Instant?, lines: [Line],
        total: Money
    ) {
        self.id = id
        self.currency = currency
        self.periodEnd = periodEnd
        self.lines = lines
        self.total = total
    }
}

extension UsageReport: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("currency", currency)
        writer.put("period", period, unless: .unnamed)
        writer.put(lines: lines)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> UsageReport {
        let currency: Currency = try reader.get("currency")
        let period: UsagePeriod = try reader.find("period") ?? .unnamed
        let (lines, total) = try reader.lines(in: currency)
        return UsageReport(
            storedIn: currency, period: period, lines: lines, total: total)
    }

    /// A report that was checked when it was written.
    init(
        storedIn currency: Currency, period: UsagePeriod, lines: [Invoice.Line], total: Money
    ) {
        self.currency = currency
        self.period = period
        self.lines = lines
        self.total = total
    }
}

extension CapturedLine: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("line", line)
        writer.put(amount)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> CapturedLine {
        try CapturedLine(line: reader.get("line"), amount: reader.money())
    }
}

extension SkippedGrant: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("grant", grant)
        writer.put("reason", reason)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> SkippedGrant {
        try SkippedGrant(grant: reader.get("grant"), reason: reader.get("reason"))
    }
}

extension LineApplication: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("invoice", invoice)
        writer.put("line", line)
        writer.put(amount)
        writer.put("undoes", ifAny: undoes)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> LineApplication {
        try LineApplication(
            invoice: reader.get("invoice"), line: reader.get("line"), amount: reader.money(),
            undoes: reader.find("undoes"))
    }
}

extension Transaction: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("kind", kind)
        writer.put("status", status)
        writer.put("wallet", wallet)
        writer.put("grant", grant)
        writer.put("grantKind", grantKind)
        writer.put("credits", credits)
        writer.put("issued", issued)
        writer.put("remaining", remaining)
        writer.put("application", ifAny: application)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Transaction {
        try Transaction(
            id: reader.get("id"), kind: reader.get("kind"), status: reader.get("status"),
            wallet: reader.get("wallet"), grant: reader.get("grant"),
            grantKind: reader.get("grantKind"), credits: reader.get("credits"),
            issued: reader.get("issued"), remaining: reader.get("remaining"),
            application: reader.find("application"))
    }
}
