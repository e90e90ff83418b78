#if SQLite
    import CreditLedger
    import CreditLedgerSQL

    @testable import CreditLedgerSQLite

    extension SQLiteConnection {
        /// The first column of each row, which must be text.
        func texts(_ text: String, _ values: [SQLValue] = []) throws(StoreError) -> [String] {
            try rows(SQLStatement(text, values)) { cursor throws(StoreError) in
                try cursor.required(cursor.text())
            }
        }
    }

    extension SQLiteStore {
        /// The path of the store's file.
        var path: String? { file?.path }

        /// A connection beside the store's own.
        func beside() throws(StoreError) -> SQLiteConnection {
            try SQLiteSchema.openReader(path ?? "", busyMilliseconds: 1000)
        }
    }
#endif
