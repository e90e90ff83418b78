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
            parameters.append(transactions: rows.entries.rows(\.transactions))
            parameters.append(wallets: rows.entries.rows(\.wallets))
            parameters.append(grants: rows.entries.rows(\.grants))
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

    extension WireParameters {
        fileprivate mutating func append(entries: [EntryRow]) {
            append(entries, \.id)
            append(entries, \.lastID)
            append(entries, \.instant)
            append(entries, \.command)
            append(entries, \.key)
            append(entries, \.invoice)
            append(entries, \.line)
            append(entries) { WireJSON(bytes: $0.content) }
        }

        fileprivate mutating func append(transactions: [Revised<TransactionRow>]) {
            append(transactions, \.revision)
            append(transactions) { Int32(clamping: $0.row.position) }
            append(transactions, \.row.transaction.id)
            append(transactions, \.row.again)
            append(transactions, \.row.transaction.kind.rawValue)
            append(transactions, \.row.transaction.status.rawValue)
            append(transactions, \.row.transaction.wallet)
            append(transactions, \.row.transaction.grant)
            append(transactions, \.row.transaction.grantKind.rawValue)
            append(transactions, \.row.transaction.credits)
            append(transactions, \.row.transaction.issued)
            append(transactions, \.row.transaction.remaining)
            append(transactions, \.row.transaction.application?.invoice)
            append(transactions, \.row.transaction.application?.line)
            append(transactions, \.row.transaction.application?.amount)
            append(transactions, \.row.transaction.application?.amount.currency.code)
            append(transactions) { $0.row.transaction.application?.undoes }
        }

        fileprivate mutating func append(wallets: [Revised<WalletVersion>]) {
            append(wallets, \.revision)
            append(wallets, \.row.id)
            append(wallets) { $0.row.isOpening ? $0.row.createdAt : nil }
            append(wallets, \.row.status?.rawValue)
            append(wallets, \.row.endedAt)
            append(wallets) { $0.row.terms.map(WireJSON.init) }
            append(wallets) { $0.row.rules.map(WireJSON.init) }
        }

        fileprivate mutating func append(grants: [Revised<GrantVersion>]) {
            append(grants, \.revision)
            append(grants, \.row.id)
            append(grants, \.row.wallet)
            append(grants, \.row.kind?.rawValue)
            append(grants) { $0.row.isOpening ? $0.row.createdAt : nil }
            append(grants) { $0.row.terms.map(WireJSON.init) }
            append(grants) { $0.row.closure == .keep }
            append(grants, \.row.closure.instant)
            append(grants, \.row.closure.door?.rawValue)
            append(grants, \.row.isRefundOwed)
        }

        fileprivate mutating func append(rest entries: [EntryRow]) {
            let holds = entries.rows(\.endedHolds)
            append(holds, \.revision)
            append(holds, \.row)
            let bases = entries.rows(\.furtherBases)
            append(bases, \.revision)
            append(bases, \.row)
            let charges = entries.flatMap(\.newCharges)
            append(charges, \.transaction)
            append(charges, \.grant)
            let answers = entries.flatMap(\.answeredCharges)
            append(answers, \.transaction)
            append(answers, \.failed)
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
