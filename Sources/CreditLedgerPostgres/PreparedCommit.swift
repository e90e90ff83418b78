#if Postgres
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// A commit as the functions take it, encoded on the caller's task.
    struct PreparedCommit: Sendable {
        let rows: CommitRows
        /// The call of the function that writes it alone.
        let call: AppendStatement
        /// Whether it can be written together with others by one statement.
        let isGroupable: Bool

        init(_ commit: Commit) throws(StoreError) {
            rows = try CommitRows(commit)
            isGroupable = rows.isPlain
            if isGroupable, let entry = rows.entries.first, entry.grants.isEmpty,
                entry.transactions.count == 1
            {
                call = .one(rows)
            } else {
                call = .any(rows)
            }
        }
    }

    /// A call of one of the functions that append, and what it is given.
    struct AppendStatement: Sendable {
        let text: String
        let parameters: WireParameters

        /// A commit of any kind.
        static func any(_ rows: CommitRows) -> AppendStatement {
            var parameters = WireParameters()
            parameters.append(rows.customer)
            parameters.append(rows.expected)
            parameters.append(rows.nextDue)
            parameters.append(rows.isMore)
            parameters.append(entries: rows.entries)
            let transactions = rows.entries.rows { $0.transactions }
            parameters.append(transactions) { $0.revision }
            parameters.append(transactions: transactions)
            parameters.append(wallets: rows.entries.rows { $0.wallets })
            parameters.append(grants: rows.entries.rows { $0.grants })
            parameters.append(rest: rows.entries)
            parameters.append(rows.snapshot?.revision)
            parameters.append((rows.snapshot?.content).map(WireBytes.init))
            return AppendStatement(text: anyText, parameters: parameters)
        }

        /// A plain commit with one transaction and no grant.
        static func one(_ rows: CommitRows) -> AppendStatement {
            var parameters = WireParameters(isOfOne: true)
            parameters.append(heads: [rows])
            parameters.append(entries: rows.entries)
            parameters.append(transactions: rows.entries.rows { $0.transactions })
            return AppendStatement(text: oneText, parameters: parameters)
        }

        /// Plain commits, each of another customer.
        static func group(_ commits: [CommitRows]) -> AppendStatement {
            var parameters = WireParameters()
            parameters.append(heads: commits)
            let entries = commits.flatMap { $0.entries }
            parameters.append(entries: entries)
            let transactions = entries.rows { $0.transactions }
            parameters.append(transactions) { $0.customer }
            parameters.append(transactions: transactions)
            let grants = entries.rows { $0.grants }
            parameters.append(grants) { $0.customer }
            parameters.append(openedGrants: grants)
            return AppendStatement(text: groupText, parameters: parameters)
        }

        private static let anyText = text("append", 56)
        private static let oneText = text("append_one", 27)
        private static let groupText = text("append_group", 37)

        private static func text(_ function: String, _ count: Int) -> String {
            let places = (1...count).map { "$\($0)" }.joined(separator: ", ")
            return "SELECT \(function)(\(places))"
        }
    }

    /// A row of another table, and the entry that writes it.
    struct Revised<Row> {
        let customer: CustomerID
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

        /// Whether it is one entry that follows another, and changes no terms but by new grants.
        fileprivate var isPlain: Bool {
            guard entries.count == 1, expected > 0, snapshot == nil, let entry = entries.first
            else { return false }
            return entry.wallets.isEmpty && entry.grants.allSatisfy(\.isOpening)
                && entry.endedHolds.isEmpty && entry.furtherBases.isEmpty
                && entry.newCharges.isEmpty && entry.answeredCharges.isEmpty
        }
    }

    extension [EntryRow] {
        /// The rows that these entries write to another table, in order.
        fileprivate func rows<Row>(_ part: (EntryRow) -> [Row]) -> [Revised<Row>] {
            flatMap { entry in
                part(entry).map {
                    Revised(customer: entry.customer, revision: entry.revision, row: $0)
                }
            }
        }
    }

    /// The columns are closures: a key path would be looked up for every row.
    extension WireParameters {
        fileprivate mutating func append(heads: [CommitRows]) {
            append(heads) { $0.customer }
            append(heads) { $0.expected }
            append(heads) { $0.nextDue }
        }

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

        fileprivate mutating func append(openedGrants grants: [Revised<GrantVersion>]) {
            append(grants) { $0.row.id }
            append(grants) { $0.row.wallet }
            append(grants) { $0.row.kind?.rawValue }
            append(grants) { $0.row.createdAt }
            append(grants) { $0.row.terms.map(WireJSON.init) }
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
