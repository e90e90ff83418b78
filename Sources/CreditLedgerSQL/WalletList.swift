package import CreditLedger

extension SQLSession {
    /// Lists wallets, newest first (S11, S12).
    ///
    /// - Throws: ``StoreError`` if the database can't answer.
    package func wallets(
        _ query: StoredWalletQuery
    ) throws(StoreError) -> Page<StoredWallet> {
        let range = PageRange(query.page)
        var draft = StatementDraft("SELECT w.id, w.customer FROM wallets w WHERE w.opened")
        Self.add(query, to: &draft)
        range.add("w.id", to: &draft)
        range.addOrder(by: "w.id", to: &draft)
        let found = try rows(draft.statement) { row throws(StoreError) in
            StoredWallet(id: try row.id(), customer: try row.name())
        }
        guard range.wantsCount else { return range.page(found, count: nil) }
        var counting = StatementDraft("SELECT count(*) FROM wallets w WHERE w.opened")
        Self.add(query, to: &counting)
        return range.page(found, count: try count(counting.statement))
    }

    private static func add(_ query: StoredWalletQuery, to draft: inout StatementDraft) {
        if let customer = query.customer { draft.add(" AND w.customer = ", .name(customer)) }
        draft.add("w.created_at", in: query.created)
    }
}
