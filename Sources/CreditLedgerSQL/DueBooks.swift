package import CreditLedger

extension SQLSession {
    /// Lists books with something due, earliest first (S15).
    ///
    /// - Throws: ``StoreError`` if the database can't answer.
    package func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) throws(StoreError) -> [DueBook] {
        guard limit > 0 else { return [] }
        var draft = StatementDraft("SELECT customer, due FROM books WHERE due IS NOT NULL")
        draft.add(" AND due <= ", .instant(instant.bounded))
        if let last {
            draft.add(" AND (due, customer) > (", .instant(last.due.bounded))
            draft.add(", ", .name(last.customer))
            draft.add(")")
        }
        draft.add(" ORDER BY due, customer LIMIT ", .integer(Int64(limit)))
        return try rows(draft.statement) { row throws(StoreError) in
            DueBook(customer: try row.name(), due: try row.required(row.instant()))
        }
    }

    /// Sets a book's next due instant, if the book still stands at `revision` (S16).
    ///
    /// A commit of the same customer must not come between the look at the revision and the change.
    ///
    /// - Throws: ``StoreError`` if the database can't do it.
    package func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) throws(StoreError) {
        try execute(
            SQLStatement(
                """
                UPDATE books SET due = $1 WHERE customer = $2 AND $3 = (SELECT e.revision \
                FROM entries e WHERE e.customer = $2 ORDER BY e.revision DESC LIMIT 1)
                """,
                [
                    instant?.kept.map { .instant($0) } ?? .null, .name(customer),
                    .integer(revision),
                ]))
    }
}
