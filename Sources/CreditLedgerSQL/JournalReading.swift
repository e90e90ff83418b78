package import CreditLedger

/// How a journal is read.
enum JournalPart {
    /// The most entries of one statement.
    static let width = 500
}

extension SQLSession {
    /// Reads one customer's journal in order (S14).
    ///
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) throws(StoreError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        while entries.count < limit {
            let width = min(limit - entries.count, JournalPart.width)
            let part = try part(
                of: customer, after: entries.last?.revision ?? revision, limit: width)
            entries += part
            if part.count < width { break }
        }
        return entries
    }

    /// Consecutive entries of one customer, read at once.
    func part(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) throws(StoreError) -> [JournalEntry] {
        let statement = SQLStatement(
            """
            SELECT \(EntryHead.columns) FROM entries e WHERE e.customer = $1 \
            AND e.revision > $2 ORDER BY e.revision LIMIT $3
            """, [.name(customer), .integer(revision), .integer(Int64(limit))])
        let heads = try rows(statement) { row throws(StoreError) in
            try row.entryHead(of: customer)
        }
        var parts = heads.map { EntryParts($0) }
        for (place, part) in parts.enumerated()
        where part.head.revision != parts[0].head.revision &+ Int64(place) {
            throw .corrupt(customer, part.head.revision, "does not follow the one before it")
        }
        try fillRun(&parts)
        var entries: [JournalEntry] = []
        entries.reserveCapacity(parts.count)
        for part in parts { entries.append(try part.entry()) }
        return entries
    }

    /// The one entry of a customer that a condition on `entries e` names, if there is one.
    func entry(
        of customer: CustomerID, where condition: String, _ values: [SQLValue]
    ) throws(StoreError) -> JournalEntry? {
        guard let head = try head(of: customer, where: condition, values) else { return nil }
        var parts = [EntryParts(head)]
        try fillRun(&parts)
        return try parts[0].entry()
    }

    /// The head of the entry that a condition on `entries e` names; `$1` is the customer.
    func head(
        of customer: CustomerID, where condition: String, _ values: [SQLValue]
    ) throws(StoreError) -> EntryHead? {
        let statement = SQLStatement(
            """
            SELECT \(EntryHead.columns) FROM entries e \
            WHERE e.customer = $1 AND \(condition) LIMIT 1
            """, [.name(customer)] + values)
        return try first(statement) { row throws(StoreError) in
            try row.entryHead(of: customer)
        }
    }

    /// Lists all customers that have a book, by the bytes of their ids (S14).
    ///
    /// - Throws: ``StoreError`` if the database can't answer.
    package func customers(
        after customer: CustomerID?, limit: Int
    ) throws(StoreError) -> [CustomerID] {
        guard limit > 0 else { return [] }
        var draft = StatementDraft("SELECT customer FROM books")
        if let customer { draft.add(" WHERE customer > ", .name(customer)) }
        draft.add(" ORDER BY customer LIMIT ", .integer(Int64(limit)))
        return try rows(draft.statement) { row throws(StoreError) in try row.name() }
    }

    /// All customers from one to another, in order of their ids' bytes.
    func customers(
        from first: CustomerID, through last: CustomerID
    ) throws(StoreError) -> [CustomerID] {
        let statement = SQLStatement(
            "SELECT customer FROM books WHERE customer BETWEEN $1 AND $2 ORDER BY customer",
            [.name(first), .name(last)])
        return try rows(statement) { row throws(StoreError) in try row.name() }
    }
}
