extension Ledger {
    /// Replaces a customer's unbilled usage of one currency and period (R9.2).
    ///
    /// It moves no credits: it lowers the ongoing balance that threshold rules look at (R9.3),
    /// until a drawdown clears it. The same report again changes nothing.
    ///
    /// - Parameters:
    ///   - report: all that was used in the period so far.
    ///   - customer: who used it.
    ///   - context: who asks, why, and under which key.
    /// - Returns: what was journalled; nothing for a repeated report.
    /// - Throws: ``LedgerError``; ``Refusal/invalidAmount(field:value:fault:)`` if all unbilled
    ///   usage of the currency together would be out of range.
    @discardableResult
    public func reportUsage(
        _ report: UsageReport, for customer: CustomerID, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await perform(.reportUsage(report), for: customer, context) { _ in }
    }

    /// Reserves credits for a line that is not billed yet, by the plan of a drawdown (R9.4).
    ///
    /// - Parameters:
    ///   - hold: the money, what it is for, and until when.
    ///   - customer: whose credits.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the hold, with the grants that it holds of.
    /// - Throws: ``LedgerError``; ``Refusal/insufficientFunds(needed:available:)`` if not all of it
    ///   can be held, or nothing where a part is allowed.
    @discardableResult
    public func hold(
        _ hold: HoldCredits, for customer: CustomerID, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Hold> {
        try await perform(.hold(hold), for: customer, context) { entry throws(LedgerError) in
            guard let hold = entry?.openedHold else {
                throw .corrupt("The entry of a hold holds nothing.")
            }
            return hold
        }
    }

    /// Moves the end of a hold later (R9.4b).
    ///
    /// - Parameters:
    ///   - id: the hold.
    ///   - until: when it lapses from now on, after its present end.
    ///   - customer: whose it is, if known: that saves a look-up.
    ///   - context: who asks, why, and under which key.
    /// - Returns: what was journalled.
    /// - Throws: ``LedgerError``; ``Refusal/holdNotOpen(_:)`` if it has ended.
    @discardableResult
    public func extendHold(
        _ id: HoldID, until: Instant, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        let owner = try await owner(of: id, customer)
        return try await perform(.extendHold(id, until: until), for: owner, context) { _ in }
    }

    /// Applies held credits to a line of an invoice, once, and frees the rest (R9.4b).
    ///
    /// The invoice's drawdown counts it as applied and pays the rest (R6.9).
    ///
    /// - Parameters:
    ///   - capture: the hold, the sum, and the line that it pays.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: what was applied, by which grant.
    /// - Throws: ``LedgerError``; ``Refusal/holdNotOpen(_:)`` if the hold has ended,
    ///   ``Refusal/invoiceAlreadyDrawn(_:entry:)`` if the invoice was drawn down or the line
    ///   captured for, ``Refusal/insufficientFunds(needed:available:)`` for more than is held.
    @discardableResult
    public func capture(
        _ capture: CaptureHold, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Drawdown> {
        let owner = try await owner(of: capture.hold, customer)
        return try await perform(.capture(capture), for: owner, context) {
            entry throws(LedgerError) in
            guard let result = entry?.captureResult else {
                throw .corrupt("The entry of a capture captures nothing.")
            }
            return result
        }
    }

    /// Frees what a hold holds (R9.4b).
    ///
    /// - Parameters:
    ///   - id: the hold.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: what was journalled.
    /// - Throws: ``LedgerError``; ``Refusal/holdNotOpen(_:)`` if it has ended.
    @discardableResult
    public func releaseHold(
        _ id: HoldID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        let owner = try await owner(of: id, customer)
        return try await perform(.releaseHold(id), for: owner, context) { _ in }
    }

    /// A hold as of now, open or not.
    ///
    /// - Parameters:
    ///   - id: the hold.
    ///   - customer: whose it is, if known.
    /// - Returns: the hold, and how it ended if it has.
    /// - Throws: ``Refusal/holdNotFound(_:)``, or if the store can't answer.
    public func hold(
        _ id: HoldID, of customer: CustomerID? = nil
    ) async throws(LedgerError) -> HoldRecord {
        let owner = try await owner(of: id, customer)
        let reading = try await read(owner, recalling: Recall(holds: [id]))
        if let index = reading.book.index(of: id) {
            return HoldRecord(reading.book.holds[index], .open)
        }
        guard let record = reading.recalled.holds[id] else { throw .refused(.holdNotFound(id)) }
        return record
    }

    private func owner(
        of id: HoldID, _ named: CustomerID?
    ) async throws(LedgerError) -> CustomerID {
        try await customer(named, of: .hold(id), else: .holdNotFound(id))
    }
}
