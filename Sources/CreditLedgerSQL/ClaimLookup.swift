package import CreditLedger

extension SQLSession {
    /// The answer to a commit of which an entry claims what an older entry has (S6); `nil` if none
    /// does.
    ///
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func duplicate(of rows: CommitRows) throws(StoreError) -> CommitOutcome? {
        for row in rows.entries {
            if let key = row.key,
                let entry = try entry(of: row.customer, where: "e.key = $2", [.name(key)])
            {
                return .duplicate(.key(key), entry)
            }
            guard let claim = row.claim, let invoice = row.invoice, let line = row.line else {
                continue
            }
            let entry = try entry(
                of: row.customer, where: "e.invoice = $2 AND e.line = $3",
                [.name(invoice), .text(line)])
            if let entry { return .duplicate(claim, entry) }
        }
        return nil
    }
}
