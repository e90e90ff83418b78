package import CreditLedger

extension SQLSession {
    /// Lists grants, open or not, newest first (S11, S12).
    ///
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func grants(
        _ query: StoredGrantQuery
    ) throws(StoreError) -> Page<StoredGrant> {
        let range = PageRange(query.page)
        let customer: CustomerID?
        switch try whose(query.customer, query.wallet, nil).whose {
        case .nobody: return range.empty()
        case .anyone: customer = nil
        case .customer(let named): customer = named
        }
        // The few of a page are chosen first: no planner may take the join for the greater part.
        var draft = StatementDraft(
            """
            SELECT g.customer, \(GrantColumns.list("l")) FROM \
            (SELECT g.customer, g.id FROM grants g WHERE g.opened
            """)
        Self.add(query, of: customer, to: &draft)
        range.add("g.id", to: &draft)
        range.addOrder(by: "g.id", to: &draft)
        draft.add(
            """
            ) g CROSS JOIN grants l WHERE l.customer = g.customer AND l.id = g.id \
            AND l.revision = (SELECT n.revision FROM grants n WHERE n.customer = g.customer \
            AND n.id = g.id ORDER BY n.revision DESC LIMIT 1) ORDER BY g.id \(range.direction)
            """)
        let found = try rows(draft.statement) { row throws(StoreError) in
            let customer: CustomerID = try row.name()
            return StoredGrant(record: try row.grantRecord(of: customer), customer: customer)
        }
        guard range.wantsCount else { return range.page(found, count: nil) }
        var counting = StatementDraft("SELECT count(*) FROM grants g WHERE g.opened")
        Self.add(query, of: customer, to: &counting)
        return range.page(found, count: try count(counting.statement))
    }

    /// What is filtered by never changes in the life of a grant, so its first row tells.
    private static func add(
        _ query: StoredGrantQuery, of customer: CustomerID?, to draft: inout StatementDraft
    ) {
        if let customer { draft.add(" AND g.customer = ", .name(customer)) }
        if let wallet = query.wallet {
            draft.add(" AND g.wallet_id = ", .id(wallet))
            draft.add(" AND g.id > ", .id(wallet.entry))
        }
        if let kind = query.kind { draft.add(" AND g.kind = ", .text(kind.rawValue)) }
        draft.add("g.created_at", in: query.created)
    }
}
