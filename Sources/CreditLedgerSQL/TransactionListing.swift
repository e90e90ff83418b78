internal import CreditLedger

/// The statements of a list of transactions: `f` is where one was first named, `e` the entry that
/// did, and `l` where it was named last.
///
/// Only the status and what remains differ between `f` and `l`, so all but the status is asked of
/// `f`. The joins are written in the order in which they are to be walked.
struct TransactionListing<Dialect: SQLDialect> {
    /// Which transactions there are to choose from, and by what they are found.
    enum Source {
        /// All there are.
        case everything
        /// One customer's, in the order of their ids.
        case customer(CustomerID)
        /// Those of the entries that take part in an invoice.
        case invoice(CustomerID, InvoiceID)
        /// All customers' within these ids, both included, by their entries.
        case ids(low: TransactionID, high: TransactionID)
    }

    let query: TransactionQuery
    /// The id that all of them lie above.
    let since: EntryID?
    var source = Source.everything

    init(_ query: TransactionQuery, since: EntryID?) {
        self.query = query
        self.since = since
    }

    /// The rows beyond the cursor of a page; see ``SQLSession/transactions(_:)`` for its columns.
    func page(_ range: PageRange<Transaction>, limit: Int? = nil) -> SQLStatement {
        var draft = StatementDraft("")
        let columns = TransactionColumns<Dialect>.list("l")
        add(
            "SELECT e.customer, f.revision, e.id, e.instant, \(columns)", withEntry: true,
            withLatest: true, to: &draft)
        if let cursor = range.cursor {
            add(range.ascends ? ">" : "<", cursor, to: &draft)
        }
        draft.add(
            " ORDER BY f.id \(range.direction) LIMIT ", .integer(Int64(limit ?? range.width)))
        return draft.statement
    }

    /// How many there are at all.
    var count: SQLStatement {
        var draft = StatementDraft("")
        add(
            "SELECT count(*)", withEntry: query.span != .always, withLatest: asksStatus,
            to: &draft)
        return draft.statement
    }

    private var asksStatus: Bool {
        !query.statuses.isEmpty && query.statuses.count < TransactionStatus.allCases.count
    }

    /// Adds a comparison of ids.
    ///
    /// Where entries lead to their transactions, it must not take the place of theirs in the choice
    /// of a range, which a negation is never taken for.
    private func add(
        _ comparison: String, _ id: TransactionID, to draft: inout StatementDraft
    ) {
        switch source {
        case .everything, .customer:
            draft.add(" AND f.id \(comparison) ", .id(id))
        case .invoice, .ids:
            draft.add(" AND NOT f.id \(comparison == ">" ? "<=" : ">=") ", .id(id))
        }
    }

    private func add(
        _ columns: String, withEntry: Bool, withLatest: Bool, to draft: inout StatementDraft
    ) {
        let latest = withLatest ? " CROSS JOIN transactions l" : ""
        switch source {
        case .everything:
            let entry = withEntry ? " CROSS JOIN entries e" : ""
            draft.add("\(columns) FROM transactions f\(entry)\(latest) WHERE NOT f.again")
            if withEntry { draft.add(Self.entryOfFirst) }
        case .customer(let customer):
            let entry = withEntry ? " CROSS JOIN entries e" : ""
            draft.add("\(columns) FROM transactions f\(entry)\(latest) WHERE f.customer = ")
            draft.add("", .name(customer))
            draft.add(" AND NOT f.again")
            if withEntry { draft.add(Self.entryOfFirst) }
        case .invoice(let customer, let invoice):
            draft.add("\(columns) FROM entries e CROSS JOIN transactions f\(latest)")
            draft.add(" WHERE e.customer = ", .name(customer))
            draft.add(" AND e.invoice = ", .name(invoice))
            draft.add(Self.firstOfEntry)
        case .ids(let low, let high):
            draft.add("WITH e AS (SELECT customer, revision, id, last_id, instant FROM entries")
            draft.add(" WHERE id BETWEEN ", .id(low.entry))
            draft.add(" AND ", .id(high))
            // Of an entry of very many ids, only some may lie within.
            draft.add(" UNION SELECT x.customer, x.revision, x.id, x.last_id, x.instant")
            draft.add(" FROM bases b CROSS JOIN entries x WHERE b.base BETWEEN ", .id(low.entry))
            draft.add(" AND ", .id(high))
            draft.add(" AND x.customer = b.customer AND x.revision = b.revision) ")
            draft.add("\(columns) FROM e CROSS JOIN transactions f\(latest)")
            draft.add(" WHERE f.customer = e.customer AND NOT f.id < ", .id(low))
            draft.add(" AND NOT f.id > ", .id(high))
            draft.add(Self.firstOfEntry)
        }
        if withLatest { draft.add(Self.latestOfFirst) }
        addFilter(to: &draft)
    }

    private func addFilter(to draft: inout StatementDraft) {
        if let wallet = query.wallet { draft.add(" AND f.wallet_id = ", .id(wallet)) }
        if let grant = query.grant { draft.add(" AND f.grant_id = ", .id(grant)) }
        if let since { add(">", since.with(ordinal: 0), to: &draft) }
        if let invoice = query.invoice { draft.add(" AND f.invoice = ", .name(invoice)) }
        if !query.kinds.isEmpty {
            draft.add(
                " AND f.kind IN", oneOf: query.kinds.map(\.rawValue).sorted(),
                width: TransactionKind.allCases.count)
        }
        if asksStatus {
            draft.add(
                " AND l.status IN", oneOf: query.statuses.map(\.rawValue).sorted(),
                width: TransactionStatus.allCases.count)
        }
        draft.add("e.instant", in: query.span)
    }

    private static var entryOfFirst: String {
        " AND e.customer = f.customer AND e.revision = f.revision"
    }

    private static var firstOfEntry: String {
        """
         AND f.customer = e.customer AND f.id BETWEEN e.id AND e.last_id \
        AND f.revision = e.revision AND NOT f.again
        """
    }

    private static var latestOfFirst: String {
        """
         AND l.customer = f.customer AND l.id = f.id AND (l.revision, l.position) = \
        (SELECT n.revision, n.position FROM transactions n WHERE n.customer = f.customer \
        AND n.id = f.id ORDER BY n.revision DESC, n.position DESC LIMIT 1)
        """
    }
}
