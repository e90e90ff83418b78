#if SQLite
    internal import CSQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// An online copy of one database into another, page by page.
    @safe
    final class SQLiteCopying {
        private let handle: OpaquePointer
        /// Must not be closed before the copy is finished.
        private let target: SQLiteConnection

        init(
            from source: OpaquePointer, to handle: OpaquePointer, of target: SQLiteConnection
        ) throws(SQLiteError) {
            guard let copying = unsafe sqlite3_backup_init(handle, "main", source, "main") else {
                throw unsafe SQLiteError(sqlite3_extended_errcode(handle), of: handle)
            }
            unsafe self.handle = unsafe copying
            self.target = target
        }

        deinit {
            unsafe sqlite3_backup_finish(handle)
        }

        /// Copies some pages and answers whether more are left.
        func step(pages: Int32) throws(SQLiteError) -> Bool {
            let code = unsafe sqlite3_backup_step(handle, pages)
            switch code {
            case SQLITE_OK: return true
            case SQLITE_DONE: return false
            default: throw SQLiteError(code)
            }
        }
    }

    extension SQLiteConnection {
        private static let pagesPerStep: Int32 = 256

        /// Copies this database to a path where nothing stands yet.
        ///
        /// All pages are read in one transaction, so the copy is the database at one moment, and
        /// whoever writes meanwhile goes on; what is written until the end stays in the write-ahead
        /// log. The copy gets its name when it is whole and on the disk.
        ///
        /// - Parameters:
        ///   - path: where the copy is to stand.
        ///   - isWanted: whether to go on, asked between steps.
        /// - Throws: ``StoreError``; then nothing stands at the path.
        func backUp(
            to path: String, while isWanted: () -> Bool
        ) throws(StoreError) {
            try SQLiteFile.expectNothing(at: path)
            let draft = try SQLiteFile.draft(beside: path)
            do throws(StoreError) {
                try consistently { source throws(StoreError) in
                    // The transaction begins with what is read first.
                    _ = try SQLiteSchema.identity(source)
                    try source.copyPages(to: draft, while: isWanted)
                }
                try SQLiteFile.publish(draft, as: path)
            } catch {
                SQLiteFile.discard(draft)
                throw error
            }
        }

        private func copyPages(
            to draft: String, while isWanted: () -> Bool
        ) throws(StoreError) {
            let target = try SQLiteConnection(.file(draft, mayWrite: true))
            do throws(SQLiteError) {
                let copying = try copying(to: target)
                while try copying.step(pages: Self.pagesPerStep) {
                    guard isWanted() else { throw SQLiteError(SQLITE_INTERRUPT) }
                }
            } catch {
                throw error.storeError
            }
        }

        /// What is wrong with the file as a database: damaged pages, rows that a constraint
        /// forbids, indexes that miss a row, references to nothing.
        func integrityFindings() throws(StoreError) -> [String] {
            var findings = try rows(SQLStatement("PRAGMA integrity_check")) {
                cursor throws(StoreError) in try cursor.required(cursor.text())
            }
            findings.removeAll { $0 == "ok" }
            let strays = SQLStatement(
                """
                SELECT "table", parent, count(*) FROM pragma_foreign_key_check
                GROUP BY 1, 2 ORDER BY 1, 2
                """)
            findings += try rows(strays) { cursor throws(StoreError) in
                let table = try cursor.required(cursor.text())
                let parent = try cursor.required(cursor.text())
                let count = try cursor.required(cursor.integer())
                return "rows of \(table) that refer to no row of \(parent): \(count)"
            }
            return findings
        }
    }
#endif
