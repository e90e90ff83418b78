package import CreditLedger

extension SQLSession {
    /// Lists transactions, newest first: each once, where it was first named, in its latest state
    /// (S11-S13).
    ///
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func transactions(
        _ query: TransactionQuery
    ) throws(StoreError) -> Page<JournalledTransaction> {
        let range = PageRange(query.page)
        let (whose, since, _) = try whose(query.customer, query.wallet, query.grant)
        var text = TransactionListing<Dialect>(query, since: since)
        let found: [JournalledTransaction]
        switch whose {
        case .nobody:
            return range.empty()
        case .customer(let customer):
            text.source = query.invoice.map { .invoice(customer, $0) } ?? .customer(customer)
            found = try listed(text.page(range))
        case .anyone:
            found = try walk(text, range)
        }
        return range.page(found, count: range.wantsCount ? try count(text.count) : nil)
    }

    /// Walks the entries of all customers in the order of their ids, in parts that grow: a filter
    /// that lets little by is in for a longer walk.
    private func walk(
        _ text: TransactionListing<Dialect>, _ range: PageRange<Transaction>
    ) throws(StoreError) -> [JournalledTransaction] {
        var found: [JournalledTransaction] = []
        var text = text
        var start: TransactionID? =
            range.ascends ? range.cursor?.successor : range.cursor?.predecessor ?? .highest
        var width = range.width * 2
        while let from = start, found.count < range.width {
            let end = try end(from: from, range.ascends, width: width)
            let part =
                range.ascends
                ? (low: from, high: end?.predecessor ?? .highest)
                : (low: end ?? .lowest, high: from)
            text.source = .ids(low: part.low, high: part.high)
            found += try listed(text.page(range, limit: range.width - found.count))
            start = range.ascends ? end : end?.predecessor
            width = min(width * 2, 4096)
        }
        return found
    }

    /// The id of the entry that ends a part of so many: the first beyond it upwards, and the last
    /// of it downwards; `nil` if the part reaches to the end.
    private func end(
        from start: TransactionID, _ ascends: Bool, width: Int
    ) throws(StoreError) -> TransactionID? {
        let statement = SQLStatement(
            ascends
                ? "SELECT id FROM entries WHERE id > $1 ORDER BY id ASC LIMIT 1 OFFSET $2"
                : "SELECT id FROM entries WHERE id <= $1 ORDER BY id DESC LIMIT 1 OFFSET $2",
            [.id(start), .integer(Int64(width))])
        return try first(statement) { row throws(StoreError) in try row.id() }
    }

    private func listed(
        _ statement: SQLStatement
    ) throws(StoreError) -> [JournalledTransaction] {
        try rows(statement) { row throws(StoreError) in
            let customer: CustomerID = try row.name()
            let revision = try row.required(row.integer())
            let entry: EntryID = try row.id()
            let instant = try row.required(row.instant())
            return JournalledTransaction(
                transaction: try row.transaction(of: customer, at: revision),
                customer: customer, entry: entry, instant: instant)
        }
    }
}
