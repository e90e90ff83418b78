#if Postgres
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// A commit as the function `append` takes it, encoded on the caller's task.
    struct PreparedCommit: Sendable {
        let rows: CommitRows
        let parameters: WireParameters

        init(_ commit: Commit) throws(StoreError) {
            rows = try CommitRows(commit)
            var parameters = WireParameters()
            parameters.append(rows.customer)
            parameters.append(rows.expected)
            parameters.append(rows.nextDue)
            parameters.append(rows.isMore)
            parameters.append(entries: rows.entries)
            parameters.append(transactions: rows.entries.rows { $0.transactions })
            parameters.append(wallets: rows.entries.rows { $0.wallets })
            parameters.append(grants: rows.entries.rows { $0.grants })
            parameters.append(rest: rows.entries)
            parameters.append(rows.snapshot?.revision)
            parameters.append((rows.snapshot?.content).map(WireBytes.init))
            self.parameters = parameters
        }

        /// The call of the function, with as many values as it takes.
        static let statement: String = {
            let places = (1...56).map { "$\($0)" }.joined(separator: ", ")
            return "SELECT append(\(places))"
        }()
    }

    /// A row of another table, and the revision of the entry that writes it.
    struct Revised<Row> {
        let revision: Int64
        let row: Row
    }

    extension CommitRows {
        /// Whether there is more than one entry with its transactions.
        fileprivate var isMore: Bool {
            guard entries.count == 1, snapshot == nil, let entry = entries.first else {
                return true
            }
            return
                !(entry.wallets.isEmpty && entry.grants.isEmpty && entry.endedHolds.isEmpty
                && entry.furtherBases.isEmpty && entry.newCharges.isEmpty
                && entry.answeredCharges.isEmpty)
        }
    }

    extension [EntryRow] {
        /// The rows that these entries write to another table, in order.
        fileprivate func rows<Row>(_ part: (EntryRow) -> [Row]) -> [Revised<Row>] {
            flatMap { entry in part(entry).map { Revised(revision: entry.revision, row: $0) } }
        }
    }

    /// The columns are closures: a key path would be looked up for every row.
    extension WireParameters {
        fileprivate mutating func append(entries: [EntryRow]) {
            append(entries) { $0.id }
            append(entries) { $0.lastID }
            append(entries) { $0.instant }
            append(entries) { $0.command }
            append(entries) { $0.key }
            append(entries) { $0.invoice }
            append(entries) { $0.line }
            append(entries) { WireJSON(bytes: $0.content) }
        }

        fileprivate mutating func append(transactions: [Revised<TransactionRow>]) {
            append(transactions) { $0.revision }
            append(transactions) { Int32(clamping: $0.row.position) }
            append(transactions) { $0.row.transaction.id }
            append(transactions) { $0.row.again }
            append(transactions) { $0.row.transaction.kind.rawValue }
            append(transactions) { $0.row.transaction.status.rawValue }
            append(transactions) { $0.row.transaction.wallet }
            append(transactions) { $0.row.transaction.grant }
            append(transactions) { $0.row.transaction.grantKind.rawValue }
            append(transactions) { $0.row.transaction.credits }
            append(transactions) { $0.row.transaction.issued }
            append(transactions) { $0.row.transaction.remaining }
            append(transactions) { $0.row.transaction.application?.invoice }
            append(transactions) { $0.row.transaction.application?.line }
            append(transactions) { $0.row.transaction.application?.amount }
            append(transactions) { $0.row.transaction.application?.amount.currency.code }
            append(transactions) { $0.row.transaction.application?.undoes }
        }

        fileprivate mutating func append(wallets: [Revised<WalletVersion>]) {
            append(wallets) { $0.revision }
            append(wallets) { $0.row.id }
            append(wallets) { $0.row.isOpening ? $0.row.createdAt : nil }
            append(wallets) { $0.row.status?.rawValue }
            append(wallets) { $0.row.endedAt }
            append(wallets) { $0.row.terms.map(WireJSON.init) }
            append(wallets) { $0.row.rules.map(WireJSON.init) }
        }

        fileprivate mutating func append(grants: [Revised<GrantVersion>]) {
            append(grants) { $0.revision }
            append(grants) { $0.row.id }
            append(grants) { $0.row.wallet }
            append(grants) { $0.row.kind?.rawValue }
            append(grants) { $0.row.isOpening ? $0.row.createdAt : nil }
            append(grants) { $0.row.terms.map(WireJSON.init) }
            append(grants) { $0.row.closure == .keep }
            append(grants) { $0.row.closure.instant }
            append(grants) { $0.row.closure.door?.rawValue }
            append(grants) { $0.row.isRefundOwed }
        }

        fileprivate mutating func append(rest entries: [EntryRow]) {
            let holds = entries.rows { $0.endedHolds }
            append(holds) { $0.revision }
            append(holds) { $0.row }
            let bases = entries.rows { $0.furtherBases }
            append(bases) { $0.revision }
            append(bases) { $0.row }
            let charges = entries.flatMap { $0.newCharges }
            append(charges) { $0.transaction }
            append(charges) { $0.grant }
            let answers = entries.flatMap { $0.answeredCharges }
            append(answers) { $0.transaction }
            append(answers) { $0.failed }
        }
    }

    extension GrantVersion.Closure {
        fileprivate var instant: Instant? {
            if case .set(let instant, _) = self { instant } else { nil }
        }

        fileprivate var door: GrantDoor? {
            if case .set(_, let door) = self { door } else { nil }
        }
    }
#endif
