#if SQLite
    import CSQLite

    /// A file opened behind the store's back.
    @safe
    final class RawFile {
        /// What SQLite says to a statement that it does not run.
        struct Refused: Error, CustomStringConvertible {
            let description: String
        }

        private let handle: OpaquePointer

        init(_ path: String) throws(Refused) {
            var opened: OpaquePointer?
            let code = unsafe sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil)
            guard code == SQLITE_OK, let opened = unsafe opened else {
                unsafe sqlite3_close(opened)
                throw Refused(description: "\(path) can't be opened: \(code)")
            }
            unsafe handle = unsafe opened
        }

        deinit { unsafe sqlite3_close(handle) }

        /// Runs statements, and answers how many rows the last one changed.
        @discardableResult
        func run(_ text: String) throws(Refused) -> Int {
            guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else {
                throw Refused(description: unsafe String(cString: sqlite3_errmsg(handle)))
            }
            return Int(unsafe sqlite3_changes(handle))
        }
    }
#endif
