internal import CreditLedger

/// The columns of what the journal last said of a grant.
enum GrantColumns {
    /// What ``SQLCursor/grantRecord(of:)`` reads, of the table's alias.
    static func list(_ alias: String) -> String {
        ["id", "wallet_id", "kind", "terms", "closed_at", "door", "refund_owed"]
            .map { "\(alias).\($0)" }
            .joined(separator: ", ")
    }
}

extension SQLCursor {
    /// The next columns: what the journal last said of a grant.
    mutating func grantRecord(of customer: CustomerID) throws(StoreError) -> GrantRecord {
        let id: GrantID = try id()
        let wallet: WalletID = try self.id()
        let kind = GrantKind(rawValue: try required(text()))
        let terms = try StorageFormat.grantTerms(from: try required(bytes()))
        let closedAt = try instant()
        let door = try text()
        let isRefundOwed = try required(flag())
        var closure: GrantRecord.Closure?
        if let closedAt, let door = door.flatMap(GrantDoor.init) {
            closure = GrantRecord.Closure(at: closedAt, door: door)
        }
        guard kind == terms.kind, (closure != nil) == (closedAt != nil || door != nil) else {
            throw StoreError(
                .corrupt,
                "A grant of customer \(customer.text) has columns that contradict each other.")
        }
        return GrantRecord(
            id: id, wallet: wallet, terms: terms, closure: closure, isRefundOwed: isRefundOwed)
    }
}

extension SQLSession {
    /// What the journal last said of a grant.
    func grant(_ id: GrantID, of customer: CustomerID) throws(StoreError) -> GrantRecord? {
        let statement = SQLStatement(
            """
            SELECT \(GrantColumns.list("g")) FROM grants g WHERE g.customer = $1 AND g.id = $2 \
            ORDER BY g.revision DESC LIMIT 1
            """, [.name(customer), .id(id)])
        return try first(statement) { row throws(StoreError) in
            try row.grantRecord(of: customer)
        }
    }
}
