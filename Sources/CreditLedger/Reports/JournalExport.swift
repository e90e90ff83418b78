/// A plain-text form of the journal, for a tool of accountants (R10.4).
public enum ExportFormat: String, Hashable, Sendable, Codable, CaseIterable {
    /// A journal of hledger.
    case hledger
    /// A journal of ledger.
    case ledger
    /// A file of beancount.
    case beancount
    /// Rows for a spreadsheet, by RFC 4180: one per transaction as often as an entry names it, so
    /// that one with a payment that was awaited has a row of status `pending` and another one of
    /// `settled` or `failed`. Only settled rows have accounts.
    ///
    /// A text that a spreadsheet would take for a formula, or that begins with an apostrophe, has
    /// an apostrophe before it.
    case csv
}

/// The journal as a text of one format, in pieces (R10.4).
///
/// The pieces make one file when they are written one after the other, in UTF-8. They are read from
/// the store as they are asked for, so the memory that an export takes does not grow with the
/// journal. An export may be run through any number of times.
///
/// ```swift
/// for try await piece in ledger.export(.beancount) {
///     try file.write(contentsOf: Data(piece.utf8))
/// }
/// ```
///
/// For hledger, ledger and beancount the credits of each wallet are a commodity, and its accounts
/// are these, followed by `Customer-…:` and the commodity:
///
/// | account | name |
/// | --- | --- |
/// | wallet: paid, granted | `Liabilities:Paid`, `Liabilities:Granted` |
/// | platform: purchases | `Equity:Purchases` |
/// | platform: promotions | `Expenses:Promotions` |
/// | platform: redemptions | `Income:Redemptions` |
/// | platform: voids, expirations, forfeitures | `Income:Voids`, and so on |
///
/// These tools write debits as positive: a balance there is the negative of the one that
/// ``TrialBalance`` tells, and what a customer has is negative. Purchases that await their payment
/// or have failed moved nothing and are left out.
public struct JournalExport: AsyncSequence, Sendable {
    /// A piece of the text.
    public typealias Element = String
    /// What reading the journal may end with.
    public typealias Failure = LedgerError

    let ledger: Ledger
    let format: ExportFormat
    let customer: CustomerID?
    let progress: (@Sendable (Int) -> Void)?

    /// Begins to read the journal.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

    /// Reads the journal, piece by piece.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let ledger: Ledger
        private let progress: (@Sendable (Int) -> Void)?
        private var writer: JournalWriter
        private var customers: CustomerReader
        private var journal: JournalReader?
        private var hasBegun = false
        private var written = 0

        init(_ export: JournalExport) {
            ledger = export.ledger
            progress = export.progress
            writer = JournalWriter(export.format)
            customers = CustomerReader(export.ledger.store, only: export.customer)
        }

        /// The next piece: the head of the file, or what one entry comes to.
        ///
        /// - Parameter actor: where it runs.
        /// - Returns: the piece, or `nil` after the last one.
        /// - Throws: ``LedgerError/corrupt(_:)`` for a journal that contradicts itself or lacks
        ///   entries, ``StoreError/Kind/cancelled`` in a cancelled task, or if the store can't
        ///   answer.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(LedgerError) -> String? {
            guard hasBegun else {
                hasBegun = true
                return writer.heading
            }
            while let entry = try await nextEntry() {
                let passage = try writer.passage(of: entry)
                if passage.transactions > 0 {
                    written += passage.transactions
                    progress?(written)
                }
                if !passage.text.isEmpty { return passage.text }
            }
            return nil
        }

        private mutating func nextEntry() async throws(LedgerError) -> JournalEntry? {
            while true {
                guard !Task.isCancelled else {
                    throw .store(
                        StoreError(.cancelled, "The task was cancelled before its export ended."))
                }
                if let entry = try await journal?.nextOfWhole() { return entry }
                guard let customer = try await customers.next() else { return nil }
                let revision = try await ledger.loadStored(customer).revision
                journal = JournalReader(ledger.store, of: customer, through: revision)
            }
        }
    }
}

extension Ledger {
    /// The journal as it stands, as a plain text for hledger, ledger, beancount or a spreadsheet
    /// (R10.4).
    ///
    /// Nothing is read before the first piece is asked for. Each customer's journal is taken as it
    /// is when its turn comes; advance first if what fell due meanwhile must be in it.
    ///
    /// - Parameters:
    ///   - format: the form of the text.
    ///   - customer: whose journal; those of all customers if `nil`.
    ///   - progress: is told the number of transactions written so far, whenever there are more.
    /// - Returns: the text, in pieces.
    public func export(
        _ format: ExportFormat, of customer: CustomerID? = nil,
        progress: (@Sendable (Int) -> Void)? = nil
    ) -> JournalExport {
        JournalExport(ledger: self, format: format, customer: customer, progress: progress)
    }
}
