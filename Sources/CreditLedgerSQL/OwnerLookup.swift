package import CreditLedger

extension SQLSession {
    /// Finds the customer of a thing by its bare id (S10).
    ///
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func owner(of reference: Reference) throws(StoreError) -> CustomerID? {
        switch reference {
        case .wallet(let id):
            return try customer(
                "SELECT customer FROM wallets WHERE id = $1 AND opened", [.id(id)])
        case .grant(let id):
            return try customer(
                "SELECT customer FROM grants WHERE id = $1 AND opened", [.id(id)])
        case .entry(let id):
            return try customer("SELECT customer FROM entries WHERE id = $1", [.id(id)])
        case .transaction(let id):
            return try owner(of: id)
        case .hold:
            // Only the content of its entry tells that it made a hold.
            guard let place = try place(ofBase: reference.base) else { return nil }
            let made = try head(
                of: place.customer, where: "e.revision = $2", [.integer(place.revision)])
            return made?.entry([]).made(reference) == true ? place.customer : nil
        }
    }

    private func owner(of id: TransactionID) throws(StoreError) -> CustomerID? {
        try customer(
            """
            SELECT t.customer FROM (\(Self.placeText)) b CROSS JOIN transactions t \
            WHERE t.customer = b.customer AND t.id = $2 AND t.revision = b.revision LIMIT 1
            """, [.id(id.entry), .id(id)])
    }

    /// The entry that has the ids of a base.
    func place(
        ofBase base: EntryID
    ) throws(StoreError) -> (customer: CustomerID, revision: Int64)? {
        try first(SQLStatement(Self.placeText, [.id(base)])) { row throws(StoreError) in
            (try row.name(), try row.required(row.integer()))
        }
    }

    private static var placeText: String {
        """
        SELECT customer, revision FROM entries WHERE id = $1 \
        UNION ALL SELECT customer, revision FROM bases WHERE base = $1
        """
    }

    private func customer(
        _ text: String, _ values: [SQLValue]
    ) throws(StoreError) -> CustomerID? {
        try first(SQLStatement(text, values)) { row throws(StoreError) in try row.name() }
    }

    /// Whose journal a list walks, and the id that all of it lies above: a wallet or a grant is
    /// one customer's, and nothing was done with it before it was made.
    func whose(
        _ customer: CustomerID?, _ wallet: WalletID?, _ grant: GrantID?
    ) throws(StoreError) -> (whose: Whose, since: EntryID?, revision: Int64) {
        let base = max(wallet?.entry ?? .lowest, grant?.entry ?? .lowest)
        guard wallet != nil || grant != nil else {
            return (customer.map(Whose.customer) ?? .anyone, nil, 1)
        }
        guard let place = try place(ofBase: base), customer ?? place.customer == place.customer
        else { return (.nobody, nil, 1) }
        return (.customer(place.customer), base, place.revision)
    }
}
