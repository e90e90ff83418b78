package import CreditLedger

/// Where an entry stands.
private struct EntryPlace: Hashable {
    let customer: CustomerID
    let revision: Int64
}

/// Which entries to read, as a condition on the table `entries e`.
package struct EntrySelection: Sendable {
    /// What follows `WHERE`.
    package let condition: String
    /// The values of its parameters, `$1` first.
    package let values: [SQLValue]
    /// What follows `ORDER BY`; it must tell all entries that the condition lets by apart.
    package let order: String
    /// The most entries.
    package let limit: Int

    /// The entries for which a condition holds.
    package init(
        where condition: String, _ values: [SQLValue], orderedBy order: String, limit: Int
    ) {
        self.condition = condition
        self.values = values
        self.order = order
        self.limit = limit
    }

    /// The selection of columns, with one parameter more.
    func statement(_ columns: String) -> String {
        "SELECT \(columns) FROM entries e WHERE \(condition) ORDER BY \(order) "
            + "LIMIT $\(values.count + 1)"
    }

    var allValues: [SQLValue] { values + [.integer(Int64(limit))] }
}

extension SQLSession {
    /// Reads whole entries, in the order of the selection.
    ///
    /// Two statements, however many entries: their heads, then the transactions of all of them.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` for an entry whose columns contradict its content.
    package func entries(_ selection: EntrySelection) throws(StoreError) -> [JournalEntry] {
        try entries(selection, also: "") { _ throws(StoreError) in }.map(\.entry)
    }

    /// Reads whole entries and something more of each, from columns that begin with a comma.
    ///
    /// - Parameters:
    ///   - selection: which entries.
    ///   - columns: more columns of `entries e`, such as `, e.sequence`.
    ///   - read: what to make of these.
    /// - Returns: the entries in the order of the selection.
    /// - Throws: ``StoreError``; `corrupt` for an entry whose columns contradict its content.
    package func entries<Extra>(
        _ selection: EntrySelection, also columns: String,
        _ read: (inout Cursor) throws(StoreError) -> Extra
    ) throws(StoreError) -> [(entry: JournalEntry, extra: Extra)] {
        guard selection.limit > 0 else { return [] }
        let statement = SQLStatement(
            selection.statement("e.customer, \(EntryHead.columns)\(columns)"),
            selection.allValues)
        let heads = try rows(statement) { row throws(StoreError) in
            let customer: CustomerID = try row.name()
            let head = try row.entryHead(of: customer)
            return (head, try read(&row))
        }
        var parts = heads.map { EntryParts($0.0) }
        try fill(&parts, selection)
        var entries: [(entry: JournalEntry, extra: Extra)] = []
        entries.reserveCapacity(parts.count)
        for (part, head) in zip(parts, heads) {
            entries.append((try part.entry(), head.1))
        }
        return entries
    }

    /// Reads the transactions of entries and puts each to its entry.
    private func fill(
        _ parts: inout [EntryParts], _ selection: EntrySelection
    ) throws(StoreError) {
        guard let first = parts.first?.head else { return }
        let descends = parts.count > 1 && parts[1].head.revision < first.revision
        let isRun = parts.indices.allSatisfy { index in
            let head = parts[index].head
            let step = Int64(descends ? -index : index)
            return head.revision == first.revision &+ step
                && (index == 0 || head.customer == first.customer)
        }
        guard !isRun else { return try fillRun(&parts) }
        var places: [EntryPlace: Int] = [:]
        for (index, part) in parts.enumerated() {
            places[EntryPlace(customer: part.head.customer, revision: part.head.revision)] = index
        }
        let statement = SQLStatement(transactionsText(of: selection), selection.allValues)
        let found = try rows(statement) { row throws(StoreError) in
            let entry = EntryPlace(
                customer: try row.name(), revision: try row.required(row.integer()))
            let position = try row.required(row.integer())
            guard let place = places[entry] else { return (0, position, Transaction?.none) }
            let head = parts[place].head
            let transaction = try row.transaction(of: head.customer, at: head.revision)
            return (place, position, transaction)
        }
        for case (let place, let position, let transaction?) in found {
            parts[place].add(transaction, at: position)
        }
    }

    /// Reads the transactions of entries of one customer whose revisions have no gap, in either
    /// order.
    func fillRun(_ parts: inout [EntryParts]) throws(StoreError) {
        guard var first = parts.first?.head, var last = parts.last?.head else { return }
        let descends = last.revision < first.revision
        if descends { swap(&first, &last) }
        let customer = first.customer
        let columns = TransactionColumns<Dialect>.list("t")
        let statement = SQLStatement(
            """
            SELECT t.revision, t.position, \(columns) FROM transactions t \
            WHERE t.customer = $1 AND t.id BETWEEN $2 AND $3 AND t.revision BETWEEN $4 AND $5 \
            AND NOT t.again UNION ALL \
            SELECT t.revision, t.position, \(columns) FROM transactions t \
            WHERE t.customer = $1 AND t.revision BETWEEN $4 AND $5 AND t.again
            """,
            [
                .name(customer), .id(first.id), .id(last.lastID),
                .integer(first.revision), .integer(last.revision),
            ])
        let found = try rows(statement) { row throws(StoreError) in
            let revision = try row.required(row.integer())
            let position = try row.required(row.integer())
            return (
                Int(clamping: revision &- first.revision), position,
                try row.transaction(of: customer, at: revision)
            )
        }
        for (step, position, transaction) in found where parts.indices.contains(step) {
            parts[descends ? parts.count - 1 - step : step].add(transaction, at: position)
        }
    }

    /// The transactions of any entries, each with its entry's place: what an entry made has ids of
    /// its own, and what it named again stands in an index of few rows.
    ///
    /// The one revision is asked for as a range, as SQLite takes a range of that small index to be
    /// less than all of the customer's transactions, but not a single place in it.
    private func transactionsText(of selection: EntrySelection) -> String {
        let columns = TransactionColumns<Dialect>.list("t")
        return """
            WITH chosen AS (\(selection.statement("e.customer, e.revision, e.id, e.last_id"))) \
            SELECT c.customer, c.revision, t.position, \(columns) \
            FROM chosen c CROSS JOIN transactions t \
            WHERE t.customer = c.customer AND t.id BETWEEN c.id AND c.last_id \
            AND t.revision = c.revision AND NOT t.again UNION ALL \
            SELECT c.customer, c.revision, t.position, \(columns) \
            FROM chosen c CROSS JOIN transactions t \
            WHERE t.customer = c.customer AND t.revision BETWEEN c.revision AND c.revision \
            AND t.again
            """
    }
}
