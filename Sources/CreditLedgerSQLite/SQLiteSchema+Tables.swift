#if SQLite
    extension SQLiteSchema {
        /// The tables, indexes, triggers and views of the first version.
        static var firstMigration: String {
            [journalTables, versionTables, stateTables, triggers, views].joined(separator: "\n")
        }

        /// Entries and transactions: the journal itself.
        ///
        /// One insert into `entries` takes the optimistic lock and every claim: the revision, the
        /// key, and the invoice or a line of it are unique within the customer, and the foreign key
        /// to the revision before leaves no gap.
        private static let journalTables = """
            CREATE TABLE entries (
                sequence INTEGER PRIMARY KEY,
                customer TEXT NOT NULL,
                revision INTEGER NOT NULL,
                previous INTEGER,
                id BLOB NOT NULL,
                last_id BLOB NOT NULL,
                instant INTEGER NOT NULL,
                command TEXT,
                key TEXT,
                invoice TEXT,
                line TEXT,
                content TEXT NOT NULL,
                UNIQUE (customer, revision),
                FOREIGN KEY (customer, previous) REFERENCES entries (customer, revision),
                CHECK (revision >= 1 AND previous IS nullif(revision - 1, 0)),
                CHECK (length(id) = 16 AND length(last_id) = 16 AND id <= last_id),
                CHECK (instant BETWEEN -62135596800000 AND 253402300799999),
                CHECK (line IS NULL OR invoice IS NOT NULL)
            ) STRICT;
            CREATE UNIQUE INDEX entries_id ON entries (id);
            CREATE UNIQUE INDEX entries_key ON entries (customer, key) WHERE key IS NOT NULL;
            CREATE UNIQUE INDEX entries_invoice ON entries (customer, invoice, line)
                WHERE invoice IS NOT NULL;

            CREATE TABLE transactions (
                customer TEXT NOT NULL,
                id BLOB NOT NULL,
                revision INTEGER NOT NULL,
                position INTEGER NOT NULL,
                again INTEGER NOT NULL,
                kind TEXT NOT NULL,
                status TEXT NOT NULL,
                wallet_id BLOB NOT NULL,
                grant_id BLOB NOT NULL,
                grant_kind TEXT NOT NULL,
                credits_whole INTEGER NOT NULL,
                credits_fraction INTEGER NOT NULL,
                issued_whole INTEGER NOT NULL,
                issued_fraction INTEGER NOT NULL,
                remaining_whole INTEGER NOT NULL,
                remaining_fraction INTEGER NOT NULL,
                invoice TEXT,
                line TEXT,
                amount_whole INTEGER,
                amount_fraction INTEGER,
                currency TEXT,
                undoes BLOB,
                PRIMARY KEY (customer, id, revision, position),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (length(id) = 16 AND length(wallet_id) = 16 AND length(grant_id) = 16),
                CHECK (position >= 0 AND again IN (0, 1)),
                CHECK (kind IN ('purchased', 'granted', 'applied', 'reinstated', 'voided',
                    'expired', 'forfeited')),
                CHECK (status = 'settled'
                    OR (kind = 'purchased' AND status IN ('pending', 'failed'))),
                CHECK (grant_kind IN ('granted', 'paid')),
                CHECK (kind <> 'purchased' OR grant_kind = 'paid'),
                CHECK (kind <> 'granted' OR grant_kind = 'granted'),
                CHECK (credits_whole BETWEEN 0 AND 99999999999999
                    AND credits_fraction BETWEEN 0 AND 999999999999),
                -- What a line is worth may be less than the grid has.
                CHECK (credits_whole > 0 OR credits_fraction > 0 OR invoice IS NOT NULL),
                CHECK (issued_whole BETWEEN 0 AND 99999999999999
                    AND issued_fraction BETWEEN 0 AND 999999999999),
                CHECK (remaining_whole >= 0 AND remaining_fraction BETWEEN 0 AND 999999999999),
                CHECK (remaining_whole < issued_whole
                    OR (remaining_whole = issued_whole
                        AND remaining_fraction <= issued_fraction)),
                CHECK ((invoice IS NULL) = (line IS NULL)
                    AND (invoice IS NULL) = (amount_whole IS NULL)
                    AND (invoice IS NULL) = (amount_fraction IS NULL)
                    AND (invoice IS NULL) = (currency IS NULL)),
                CHECK (amount_whole IS NULL OR (amount_whole BETWEEN 0 AND 99999999999999
                    AND amount_fraction BETWEEN 0 AND 999999999999)),
                CHECK (undoes IS NULL OR (length(undoes) = 16 AND invoice IS NOT NULL)),
                CHECK (invoice IS NULL OR kind NOT IN ('purchased', 'granted')),
                CHECK (invoice IS NOT NULL OR kind NOT IN ('applied', 'reinstated'))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX transactions_again ON transactions (customer, revision) WHERE again;

            CREATE TABLE bases (
                customer TEXT NOT NULL,
                base BLOB NOT NULL,
                revision INTEGER NOT NULL,
                PRIMARY KEY (customer, base),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (length(base) = 16)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX bases_base ON bases (base);
            """

        /// What entries have made of wallets, grants and holds: a row whenever one changes.
        private static let versionTables = """
            CREATE TABLE wallets (
                customer TEXT NOT NULL,
                id BLOB NOT NULL,
                revision INTEGER NOT NULL,
                opened INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                status TEXT NOT NULL,
                ended_at INTEGER,
                terms TEXT NOT NULL,
                rules TEXT NOT NULL,
                PRIMARY KEY (customer, id, revision),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (length(id) = 16 AND opened IN (0, 1)),
                CHECK (status IN ('pending', 'active', 'terminated')),
                CHECK ((status = 'terminated') = (ended_at IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX wallets_opened ON wallets (id) WHERE opened;

            CREATE TABLE grants (
                customer TEXT NOT NULL,
                id BLOB NOT NULL,
                revision INTEGER NOT NULL,
                opened INTEGER NOT NULL,
                wallet_id BLOB NOT NULL,
                kind TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                terms TEXT NOT NULL,
                closed_at INTEGER,
                door TEXT,
                refund_owed INTEGER NOT NULL,
                PRIMARY KEY (customer, id, revision),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (length(id) = 16 AND length(wallet_id) = 16),
                CHECK (opened IN (0, 1) AND refund_owed IN (0, 1)),
                CHECK (kind IN ('granted', 'paid')),
                CHECK ((closed_at IS NULL) = (door IS NULL)),
                CHECK (door IN ('expired', 'voided', 'forfeited', 'failed'))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX grants_opened ON grants (id) WHERE opened;

            CREATE TABLE holds (
                customer TEXT NOT NULL,
                id BLOB NOT NULL,
                revision INTEGER NOT NULL,
                PRIMARY KEY (customer, id),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (length(id) = 16)
            ) STRICT, WITHOUT ROWID;
            """

        /// What is not the journal: it may change, and all but leases and the store's identity can
        /// be made again from the journal.
        private static let stateTables = """
            CREATE TABLE store (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                identity TEXT NOT NULL CHECK (identity <> '')
            ) STRICT;

            CREATE TABLE books (
                customer TEXT PRIMARY KEY NOT NULL,
                due INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX books_due ON books (due, customer) WHERE due IS NOT NULL;

            CREATE TABLE snapshots (
                customer TEXT PRIMARY KEY NOT NULL,
                revision INTEGER NOT NULL CHECK (revision >= 1),
                content BLOB NOT NULL
            ) STRICT;

            CREATE TABLE charges (
                customer TEXT NOT NULL,
                transaction_id BLOB NOT NULL CHECK (length(transaction_id) = 16),
                grant_id BLOB NOT NULL CHECK (length(grant_id) = 16),
                attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
                holder BLOB,
                lease_end INTEGER,
                failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
                PRIMARY KEY (customer, transaction_id),
                CHECK ((holder IS NULL) = (attempt = 0)
                    AND (holder IS NULL) = (lease_end IS NULL)),
                CHECK (NOT failed OR attempt > 0)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX charges_transaction ON charges (transaction_id);
            """

        /// The tables whose rows are never changed or deleted.
        static let journal = ["entries", "transactions", "bases", "wallets", "grants", "holds"]

        private static var triggers: String {
            journal.flatMap { table in
                ["UPDATE", "DELETE"].map { verb in
                    """
                    CREATE TRIGGER \(table)_refuse_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                    BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
                    """
                }
            }.joined(separator: "\n")
        }
    }
#endif
