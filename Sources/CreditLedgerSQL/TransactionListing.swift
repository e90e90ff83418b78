internal import CreditLedger

/// The statements of a list of transactions: `f` is where one was first named, `e` the entry that
/// did, and `l` where it was named last.
///
/// The few of a page are chosen first, and only then looked up in `e` and `l`: no planner may take
/// that for the greater part. Only the status and what remains differ between `f` and `l`, so all
/// but the status is asked of `f`. Joins are written in the order in which they are to be walked.
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

    /// The rows beyond the cursor of a page, in the order of the walk.
    func page(_ range: PageRange<Transaction>, limit: Int? = nil) -> SQLStatement {
        let columns = TransactionColumns<Dialect>.list("l")
        var draft = StatementDraft(
            """
            SELECT f.customer, f.revision, \(Self.ofEntry("id")), \(Self.ofEntry("instant")), \
            \(columns) FROM (
            """)
        add("SELECT f.customer, f.id, f.revision", to: &draft)
        if let cursor = range.cursor {
            add(range.ascends ? ">" : "<", cursor, to: &draft)
        }
        draft.add(
            " ORDER BY f.id \(range.direction) LIMIT ", .integer(Int64(limit ?? range.width)))
        draft.add(
            """
            ) f CROSS JOIN transactions l WHERE l.customer = f.customer AND l.id = f.id \
            AND (l.revision, l.position) = (SELECT n.revision, n.position \(Self.latest)) \
            ORDER BY f.id \(range.direction)
            """)
        return draft.statement
    }

    /// How many there are at all.
    var count: SQLStatement {
        var draft = StatementDraft("")
        add("SELECT count(*)", to: &draft)
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

    private func add(_ columns: String, to draft: inout StatementDraft) {
        switch source {
        case .everything:
            draft.add("\(columns) FROM transactions f WHERE NOT f.again")
        case .customer(let customer):
            draft.add("\(columns) FROM transactions f WHERE f.customer = ", .name(customer))
            draft.add(" AND NOT f.again")
        case .invoice(let customer, let invoice):
            draft.add("\(columns) FROM entries e CROSS JOIN transactions f")
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
            draft.add("\(columns) FROM e CROSS JOIN transactions f WHERE NOT f.id < ", .id(low))
            draft.add(" AND NOT f.id > ", .id(high))
            draft.add(Self.firstOfEntry)
        }
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
            // What is settled stays so: only what waited may have been named again (R5.2c).
            draft.add(
                """
                 AND CASE f.status WHEN 'settled' THEN f.status \
                ELSE (SELECT n.status \(Self.latest)) END IN
                """,
                oneOf: query.statuses.map(\.rawValue).sorted(),
                width: TransactionStatus.allCases.count)
        }
        guard query.span != .always else { return }
        switch source {
        case .everything, .customer: draft.add(Self.ofEntry("instant"), in: query.span)
        case .invoice, .ids: draft.add("e.instant", in: query.span)
        }
    }

    /// What an entry that is chosen already was the first to name.
    private static var firstOfEntry: String {
        """
         AND f.customer = e.customer AND f.id BETWEEN e.id AND e.last_id \
        AND f.revision = e.revision AND NOT f.again
        """
    }

    private static var latest: String {
        """
        FROM transactions n WHERE n.customer = f.customer AND n.id = f.id \
        ORDER BY n.revision DESC, n.position DESC LIMIT 1
        """
    }

    private static func ofEntry(_ column: String) -> String {
        """
        (SELECT x.\(column) FROM entries x \
        WHERE x.customer = f.customer AND x.revision = f.revision)
        """
    }
}
