internal import CreditLedger

/// Which transactions a client asks for: what the ledger can look for stands in `query`, the rest
/// is looked for in what it finds.
struct FlexpriceTransactionFilter: Sendable {
    var query = TransactionQuery()
    let offset: Int
    let limit: Int
    private(set) var order: FlexpriceOrder
    /// Whether something is asked for that no transaction here can have.
    private(set) var matchesNothing = false

    /// The one transaction that is asked for.
    let id: String?
    private let priority: Int64?
    private let actor: String?
    private let creditsAbove: Credits?
    private let expiry: (after: Instant?, before: Instant?)
    private var reason: FlexpriceReason?

    init(_ fields: Fields) throws {
        let request = FlexpriceRequest(fields)
        (offset, limit) = try request.slice()
        order = try fields.choice("order", of: FlexpriceOrder.self) ?? .descending
        id = try fields.text("id")
        priority = try fields.integer("priority")
        actor = try fields.text("created_by")
        creditsAbove = try request.bound("credits_available_gt")
        expiry = (
            try request.instant("expiry_date_after"), try request.instant("expiry_date_before")
        )
        query.span = TimeSpan(
            from: try request.instant("start_time"), to: try Self.end(of: request))
        if let status = try fields.choice("status", of: FlexpriceRowStatus.self) {
            matchesNothing = status != .published
        }
        if let type = try fields.text("reference_type") {
            restrict(to: [.applied, .reinstated])
            if type != FlexpriceTransaction.referenceType { matchesNothing = true }
        }
        try narrow("type", try fields.text("type"), fields)
        try narrow("transaction_status", try fields.text("transaction_status"), fields)
        try narrow("transaction_reason", try fields.text("transaction_reason"), fields)
        try narrow("reference_id", try fields.text("reference_id"), fields)
    }

    /// An end that is named is in the span, as Flexprice has it; the ledger's spans are half-open.
    private static func end(of request: FlexpriceRequest) throws -> Instant? {
        guard let end = try request.instant("end_time") else { return nil }
        return (try? Instant(milliseconds: end.milliseconds + 1)) ?? end
    }

    /// Narrows the list by one field's value; `nil` narrows nothing.
    private mutating func narrow(_ name: String, _ value: String?, _ fields: Fields) throws {
        guard let value else { return }
        func word<Word: RawRepresentable & CaseIterable>(
            _ type: Word.Type
        ) throws(Fault) -> Word where Word.RawValue == String {
            guard let word = Word(rawValue: value) else {
                let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
                throw fields.invalid(name, value, "is none of \(words)")
            }
            return word
        }
        switch name {
        case "type": restrict(to: try word(FlexpriceTransactionType.self).kinds)
        case "transaction_status":
            let status = try word(FlexpriceTransactionStatus.self).status
            if !query.statuses.isEmpty, query.statuses != [status] { matchesNothing = true }
            query.statuses = [status]
        case "transaction_reason":
            let reason = try word(FlexpriceReason.self)
            if let other = self.reason, other != reason { matchesNothing = true }
            self.reason = reason
            restrict(to: reason.kinds)
        case "reference_id":
            demand(\.invoice, try? InvoiceID(value))
        case "wallet_id":
            demand(\.wallet, try? WalletID(value))
        case "customer_id":
            demand(\.customer, try? CustomerID(value))
        default:
            throw fields.invalid("field", name, "is not one that can be looked for")
        }
    }

    /// Asks for one id: nothing has an id that there can't be, or two different ones.
    private mutating func demand<ID: Equatable>(
        _ field: WritableKeyPath<TransactionQuery, ID?>, _ id: ID?
    ) {
        let other = query[keyPath: field]
        if id == nil || other != nil && other != id { matchesNothing = true }
        query[keyPath: field] = id
    }

    private mutating func restrict(to kinds: Set<TransactionKind>) {
        let present = query.kinds.isEmpty ? Set(TransactionKind.allCases) : query.kinds
        query.kinds = present.intersection(kinds)
        if query.kinds.isEmpty { matchesNothing = true }
    }

    /// Reads a search's conditions: each is that a field equals a text.
    mutating func read(conditions: [Fields]) throws {
        for condition in conditions {
            let name = try condition.requiredText("field")
            let comparison = try condition.text("operator") ?? "eq"
            guard comparison == "eq" else {
                throw condition.invalid("operator", comparison, "is not eq")
            }
            let value = try condition.required("value", try condition.fields("value"))
            try narrow(name, try value.requiredText("string"), condition)
        }
    }

    /// Reads a search's order.
    mutating func read(sorting: [Fields]) throws {
        for condition in sorting {
            _ = try condition.choice("field", of: FlexpriceSort.self)
            order = try condition.choice("direction", of: FlexpriceOrder.self) ?? order
        }
    }

    /// Whether something is asked for that the ledger can't look for.
    var looksInside: Bool {
        priority != nil || actor != nil || creditsAbove != nil || reason != nil
            || expiry.after != nil || expiry.before != nil
    }

    /// Whether a transaction has what the ledger can't look for.
    func keeps(_ transaction: FlexpriceTransaction) -> Bool {
        let expiresAt = transaction.expiresAt
        return (priority.map { Int(exactly: $0) == transaction.priority } ?? true)
            && (actor.map { $0 == transaction.actor } ?? true)
            && (creditsAbove.map { $0 < transaction.creditsAvailable } ?? true)
            && (reason.map { $0 == transaction.reason } ?? true)
            && (expiry.after.map { after in expiresAt.map { after < $0 } ?? false } ?? true)
            && (expiry.before.map { before in expiresAt.map { $0 < before } ?? false } ?? true)
    }
}

/// Whether Flexprice keeps a row still; the ledger keeps all of them.
enum FlexpriceRowStatus: String, CaseIterable, Sendable {
    case published, deleted, archived
}

extension FlexpriceTransactionFilter {
    /// The filter as a query.
    static let parameters: [Operation.Parameter] =
        fields.map { .query($0.name, $0.schema) } + [
            .query("sort", .choice(FlexpriceSort.self)), .query("expand", .text()),
        ]

    /// The fields that the query and the search have in common.
    static let fields: [(name: String, schema: Schema)] = [
        ("limit", .integer(in: 1...1_000)),
        ("offset", .integer(in: 0...FlexpriceRequest.offsetLimit)),
        ("order", .choice(FlexpriceOrder.self)), ("id", .flexpriceSought),
        ("type", .choice(FlexpriceTransactionType.self)),
        ("transaction_status", .choice(FlexpriceTransactionStatus.self)),
        ("transaction_reason", .choice(FlexpriceReason.self)),
        ("reference_type", .flexpriceSought), ("reference_id", .flexpriceSought),
        ("status", .choice(FlexpriceRowStatus.self)), ("created_by", .flexpriceSought),
        ("priority", .integer(in: .min ... .max)), ("credits_available_gt", .flexpriceBound),
        ("start_time", .flexpriceDate), ("end_time", .flexpriceDate),
        ("expiry_date_after", .flexpriceDate), ("expiry_date_before", .flexpriceDate),
    ]
}
