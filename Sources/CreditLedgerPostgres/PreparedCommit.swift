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
            parameters.append(WireType.text, rows.customer) { $0.put($1) }
            parameters.append(WireType.wide, rows.expected) { $0.put($1) }
            parameters.append(WireType.instant, rows.nextDue) { $0.put($1) }
            parameters.append(entries: rows.entries)
            parameters.append(transactions: rows.entries.rows(\.transactions))
            parameters.append(wallets: rows.entries.rows(\.wallets))
            parameters.append(grants: rows.entries.rows(\.grants))
            parameters.append(rest: rows.entries)
            parameters.append(WireType.wide, rows.snapshot) { $0.put($1.revision) }
            parameters.append(WireType.bytes, rows.snapshot) { $0.put($1.content) }
            self.parameters = parameters
        }

        /// The call of the function, with as many values as it takes.
        static let statement: String = {
            let places = (1...55).map { "$\($0)" }.joined(separator: ", ")
            return "SELECT append(\(places))"
        }()
    }

    /// A row of another table, and the revision of the entry that writes it.
    struct Revised<Row> {
        let revision: Int64
        let row: Row
    }

    extension [EntryRow] {
        /// The rows that these entries write to another table, in order.
        fileprivate func rows<Row>(_ part: (EntryRow) -> [Row]) -> [Revised<Row>] {
            flatMap { entry in part(entry).map { Revised(revision: entry.revision, row: $0) } }
        }
    }

    extension WireParameters {
        fileprivate mutating func append(entries: [EntryRow]) {
            append(.identifier, entries, \.id) { $0.put($1) }
            append(.identifier, entries, \.lastID) { $0.put($1) }
            append(.instant, entries, \.instant) { $0.put($1) }
            append(.text, entries, \.command) { $0.put($1) }
            append(.text, entries, \.key) { $0.put($1) }
            append(.text, entries, \.invoice) { $0.put($1) }
            append(.text, entries, \.line) { $0.put($1) }
            append(.json, entries, \.content) { $0.put($1) }
        }

        fileprivate mutating func append(transactions: [Revised<TransactionRow>]) {
            append(.wide, transactions, \.revision) { $0.put($1) }
            append(.narrow, transactions, { Int32(clamping: $0.row.position) }) { $0.put($1) }
            append(.identifier, transactions, \.row.transaction.id) { $0.put($1) }
            append(.flag, transactions, \.row.again) { $0.put($1) }
            append(.text, transactions, \.row.transaction.kind.rawValue) { $0.put($1) }
            append(.text, transactions, \.row.transaction.status.rawValue) { $0.put($1) }
            append(.identifier, transactions, \.row.transaction.wallet) { $0.put($1) }
            append(.identifier, transactions, \.row.transaction.grant) { $0.put($1) }
            append(.text, transactions, \.row.transaction.grantKind.rawValue) { $0.put($1) }
            append(.number, transactions, \.row.transaction.credits.units) { $0.put(units: $1) }
            append(.number, transactions, \.row.transaction.issued.units) { $0.put(units: $1) }
            append(.number, transactions, \.row.transaction.remaining.units) { $0.put(units: $1) }
            append(.text, transactions, \.row.transaction.application?.invoice) { $0.put($1) }
            append(.text, transactions, \.row.transaction.application?.line) { $0.put($1) }
            append(.number, transactions, \.row.transaction.application?.amount.units) {
                $0.put(units: $1)
            }
            append(.text, transactions, \.row.transaction.application?.amount.currency.code) {
                $0.put($1)
            }
            append(.identifier, transactions, { $0.row.transaction.application?.undoes }) {
                $0.put($1)
            }
        }

        fileprivate mutating func append(wallets: [Revised<WalletVersion>]) {
            append(.wide, wallets, \.revision) { $0.put($1) }
            append(.identifier, wallets, \.row.id) { $0.put($1) }
            append(.instant, wallets, { $0.row.isOpening ? $0.row.createdAt : nil }) { $0.put($1) }
            append(.text, wallets, { $0.row.status?.rawValue }) { $0.put($1) }
            append(.instant, wallets, \.row.endedAt) { $0.put($1) }
            append(.json, wallets, \.row.terms) { $0.put($1) }
            append(.json, wallets, \.row.rules) { $0.put($1) }
        }

        fileprivate mutating func append(grants: [Revised<GrantVersion>]) {
            append(.wide, grants, \.revision) { $0.put($1) }
            append(.identifier, grants, \.row.id) { $0.put($1) }
            append(.identifier, grants, \.row.wallet) { $0.put($1) }
            append(.text, grants, { $0.row.kind?.rawValue }) { $0.put($1) }
            append(.instant, grants, { $0.row.isOpening ? $0.row.createdAt : nil }) { $0.put($1) }
            append(.json, grants, \.row.terms) { $0.put($1) }
            append(.flag, grants, { $0.row.closure == .keep }) { $0.put($1) }
            append(.instant, grants, \.row.closure.instant) { $0.put($1) }
            append(.text, grants, { $0.row.closure.door?.rawValue }) { $0.put($1) }
            append(.flag, grants, \.row.isRefundOwed) { $0.put($1) }
        }

        fileprivate mutating func append(rest entries: [EntryRow]) {
            let holds = entries.rows(\.endedHolds)
            append(.wide, holds, \.revision) { $0.put($1) }
            append(.identifier, holds, \.row) { $0.put($1) }
            let bases = entries.rows(\.furtherBases)
            append(.wide, bases, \.revision) { $0.put($1) }
            append(.identifier, bases, \.row) { $0.put($1) }
            let charges = entries.flatMap(\.newCharges)
            append(.identifier, charges, \.transaction) { $0.put($1) }
            append(.identifier, charges, \.grant) { $0.put($1) }
            let answers = entries.flatMap(\.answeredCharges)
            append(.identifier, answers, \.transaction) { $0.put($1) }
            append(.flag, answers, \.failed) { $0.put($1) }
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
