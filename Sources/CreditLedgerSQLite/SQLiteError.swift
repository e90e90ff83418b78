#if SQLite
    internal import CSQLite
    internal import CreditLedger

    /// What SQLite answered instead of doing what it was asked, and who must act on it.
    struct SQLiteError: Error {
        /// The extended result code.
        let code: Int32
        /// SQLite's own words; they name tables and columns, never values.
        let words: String

        /// The last error of a connection.
        init(_ code: Int32, of handle: OpaquePointer?) {
            self.code = code
            if let handle = unsafe handle, let text = unsafe sqlite3_errmsg(handle) {
                words = unsafe String(cString: text)
            } else {
                words = Self.words(for: code)
            }
        }

        /// An error that stands in no connection.
        init(_ code: Int32) {
            self.code = code
            words = Self.words(for: code)
        }

        private static func words(for code: Int32) -> String {
            guard let text = unsafe sqlite3_errstr(code) else { return "code \(code)" }
            return unsafe String(cString: text)
        }

        /// The code without the detail of the extended one.
        var primary: Int32 { code & 0xFF }

        /// Whether a row was refused by a constraint of the schema.
        var isConstraint: Bool { primary == SQLITE_CONSTRAINT }

        /// The error in the store's terms.
        var storeError: StoreError {
            let (kind, message) = meaning
            return StoreError(kind, message, underlying: "SQLite \(code): \(words)")
        }

        /// The error of a COMMIT: when the disk failed under it, it may have been written or not.
        ///
        /// A full disk is no such case: the frame that makes a transaction valid is the last one
        /// that is written, and it was not.
        var commitError: StoreError {
            // Memory may run out after that frame was written.
            guard primary == SQLITE_IOERR || primary == SQLITE_NOMEM else { return storeError }
            return StoreError(
                .outcomeUnknown,
                "The disk or memory failed as a commit was written, which may or may not stand.",
                underlying: "SQLite \(code): \(words)")
        }

        private var meaning: (StoreError.Kind, String) {
            switch primary {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
                (.unavailable, "Another program has held the file's lock for too long.")
            case SQLITE_FULL: (.unavailable, "The disk is full.")
            case SQLITE_IOERR: (.unavailable, "The disk failed to read or write the file.")
            case SQLITE_NOMEM: (.unavailable, "There is not enough memory.")
            case SQLITE_INTERRUPT: (.cancelled, "The call was cancelled.")
            case SQLITE_NOTADB: (.misconfigured, "The file is no SQLite database.")
            case SQLITE_READONLY: (.misconfigured, "The file can't be written.")
            case SQLITE_CANTOPEN: (.misconfigured, "The file can't be opened.")
            case SQLITE_PERM, SQLITE_AUTH:
                (.misconfigured, "The file may not be used by this program.")
            case SQLITE_CORRUPT: (.corrupt, "The file is damaged.")
            case SQLITE_CONSTRAINT: (.corrupt, "A row contradicts what is stored.")
            case SQLITE_TOOBIG: (.corrupt, "A row is larger than the database takes.")
            default: (.corrupt, "The database is not as this version of the library made it.")
            }
        }
    }
#endif
