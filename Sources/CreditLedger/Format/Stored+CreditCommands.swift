extension TopUp: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("wallet", wallet)
        writer.put("paid", ifAny: paid)
        writer.put("granted", ifAny: granted)
        writer.put("payment", payment)
        writer.put("priority", Int64(priority))
        writer.put("scope", scope, unless: .everything)
        writer.put("effectiveAt", ifAny: effectiveAt)
        writer.put("expiresAt", ifAny: expiresAt)
        writer.put("costBasis", ifAny: costBasis)
        writer.put("ignoresLimits", ignoresLimits, unless: false)
        writer.put("name", name, unless: "")
        writer.put("metadata", metadata, unless: .none)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> TopUp {
        try TopUp(
            reader.get("wallet"), paid: reader.find("paid"), granted: reader.find("granted"),
            payment: reader.get("payment"), priority: reader.priority(),
            scope: reader.find("scope") ?? .everything, effectiveAt: reader.find("effectiveAt"),
            expiresAt: reader.find("expiresAt"), costBasis: reader.find("costBasis"),
            ignoresLimits: reader.find("ignoresLimits") ?? false,
            name: reader.find("name") ?? "", metadata: reader.find("metadata") ?? .none)
    }
}

/// Credits, or money as amount and currency.
extension TopUp.Sum: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        switch self {
        case .credits(let credits):
            writer.put("credits", ifAny: credits)
        case .money(let money):
            writer.put("credits", ifAny: nil as Credits?)
            writer.put(money)
        }
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> TopUp.Sum {
        if let credits: Credits = try reader.find("credits") { return .credits(credits) }
        return .money(try reader.money())
    }
}

extension VoidCredits: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("wallet", wallet)
        writer.put("credits", credits)
        writer.put("grant", ifAny: grant)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> VoidCredits {
        try VoidCredits(
            reader.get("wallet"), reader.get("credits"), from: reader.find("grant"))
    }
}

extension ChangeGrant: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("grant", grant)
        writer.put("priority", change: priority)
        writer.put("expiresAt", change: expiresAt)
        writer.put("name", change: name)
        writer.put("metadata", change: metadata)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> ChangeGrant {
        try ChangeGrant(
            reader.get("grant"), priority: reader.change("priority"),
            expiresAt: reader.change("expiresAt"), name: reader.change("name"),
            metadata: reader.change("metadata"))
    }
}

extension DrawDown: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("invoice", invoice)
        var periods: Set<UsagePeriod> = []
        if case .periods(let named) = usage { periods = named }
        writer.put("usage", periods, unless: [])
        writer.put("allUsage", usage == .all, unless: false)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> DrawDown {
        let invoice: Invoice = try reader.get("invoice")
        let periods: Set<UsagePeriod> = try reader.find("usage") ?? []
        let isAll = try reader.find("allUsage") ?? false
        guard !isAll || periods.isEmpty else {
            throw StoredFault("contradicts the periods").inside("allUsage")
        }
        return DrawDown(invoice, clearing: isAll ? .all : .periods(periods))
    }
}

extension Reinstate: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("invoice", invoice)
        let sums = lines?.map { CapturedLine(line: $0.key, amount: $0.value) }
        writer.put("lines", ifAny: sums?.sorted { $0.line < $1.line })
        writer.put("reopenUntil", ifAny: reopenUntil)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Reinstate {
        let invoice: InvoiceID = try reader.get("invoice")
        let sums: [CapturedLine]? = try reader.find("lines")
        var lines: [LineID: Money]? = sums.map { _ in [:] }
        for sum in sums ?? [] where lines?.updateValue(sum.amount, forKey: sum.line) != nil {
            throw StoredFault("holds a line twice").inside("lines")
        }
        return Reinstate(invoice, lines: lines, reopenUntil: try reader.find("reopenUntil"))
    }
}

extension HoldCredits: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put(amount)
        writer.put("feeType", feeType)
        writer.put("price", ifAny: price)
        writer.put("until", until)
        writer.put("allowsPart", allowsPart, unless: false)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> HoldCredits {
        try HoldCredits(
            reader.money(), for: reader.get("feeType"), price: reader.find("price"),
            until: reader.get("until"), allowsPart: reader.find("allowsPart") ?? false)
    }
}

extension CaptureHold: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("hold", hold)
        writer.put("invoice", invoice)
        writer.put("line", line)
        writer.put(amount)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> CaptureHold {
        let hold: HoldID = try reader.get("hold")
        let invoice: InvoiceID = try reader.get("invoice")
        let line: LineID = try reader.get("line")
        return CaptureHold(hold, try reader.money(), invoice: invoice, line: line)
    }
}
