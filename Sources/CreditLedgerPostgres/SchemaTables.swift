#if Postgres
    /// The tables of version 1.
    ///
    /// The journal's rows are only ever inserted. Every key begins with the customer, so that the
    /// tables can be partitioned by it, or distributed: after `CREATE EXTENSION citus`,
    /// `SELECT create_distributed_table(name, 'customer')` for each of `entries`, `transactions`,
    /// `wallets`, `grants`, `holds`, `bases`, `books`, `snapshots` and `charges` (in this order),
    /// `SELECT create_reference_table('store')`, and
    /// `SELECT create_distributed_function(oid, 'p_customer', colocate_with := 'entries')` for
    /// `append`, `append_one` and `reschedule`; commits then go one by one, with a `groupLimit`
    /// of 1.
    enum SchemaTables {
        static let journal = """
            CREATE TABLE store (
                singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
                identity text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', ''),
                version integer NOT NULL,
                xid_offset bigint NOT NULL DEFAULT 0
            );

            CREATE SEQUENCE entry_sequence AS bigint;

            CREATE TABLE entries (
                sequence bigint NOT NULL,
                xid bigint NOT NULL,
                customer text COLLATE "C" NOT NULL,
                revision bigint NOT NULL,
                previous bigint,
                id uuid NOT NULL,
                last_id uuid NOT NULL,
                instant timestamptz NOT NULL,
                command text COLLATE "C",
                key text COLLATE "C",
                invoice text COLLATE "C",
                line text COLLATE "C",
                content json NOT NULL,
                PRIMARY KEY (customer, revision),
                FOREIGN KEY (customer, previous) REFERENCES entries (customer, revision),
                CHECK (revision >= 1),
                CHECK (CASE WHEN revision = 1 THEN previous IS NULL
                    ELSE previous IS NOT NULL AND previous = revision - 1 END),
                CHECK (last_id >= id),
                CHECK (customer <> '' AND key <> ''),
                CHECK (CASE command WHEN 'drawDown' THEN invoice IS NOT NULL AND line = ''
                    WHEN 'capture' THEN invoice IS NOT NULL AND line <> ''
                    WHEN 'reinstate' THEN invoice IS NOT NULL AND line IS NULL
                    ELSE invoice IS NULL AND line IS NULL END)
            );
            CREATE UNIQUE INDEX entries_key ON entries (customer, key) WHERE key IS NOT NULL;
            CREATE UNIQUE INDEX entries_invoice ON entries (customer, invoice, line)
                WHERE invoice IS NOT NULL;
            CREATE INDEX entries_id ON entries (id);
            CREATE INDEX entries_feed ON entries (xid, sequence);

            CREATE TABLE transactions (
                customer text COLLATE "C" NOT NULL,
                id uuid NOT NULL,
                revision bigint NOT NULL,
                position integer NOT NULL,
                again boolean NOT NULL,
                kind text COLLATE "C" NOT NULL,
                status text COLLATE "C" NOT NULL,
                wallet_id uuid NOT NULL,
                grant_id uuid NOT NULL,
                grant_kind text COLLATE "C" NOT NULL,
                credits numeric(38, 12) NOT NULL,
                issued numeric(38, 12) NOT NULL,
                remaining numeric(38, 12) NOT NULL,
                invoice text COLLATE "C",
                line text COLLATE "C",
                amount numeric(38, 12),
                currency text COLLATE "C",
                undoes uuid,
                PRIMARY KEY (customer, id, revision, position),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (position >= 0),
                CHECK (kind IN ('purchased', 'granted', 'applied', 'reinstated', 'voided',
                    'expired', 'forfeited')),
                CHECK (status = 'settled'
                    OR status IN ('pending', 'failed') AND kind = 'purchased'),
                CHECK (grant_kind = 'paid' AND kind <> 'granted'
                    OR grant_kind = 'granted' AND kind <> 'purchased'),
                CHECK (credits > 0 OR credits = 0 AND invoice IS NOT NULL),
                CONSTRAINT remaining_within_issued
                    CHECK (remaining >= 0 AND remaining <= issued),
                CHECK (num_nonnulls(invoice, line, amount, currency) IN (0, 4)),
                CHECK (amount >= 0),
                CHECK (CASE kind WHEN 'applied' THEN invoice IS NOT NULL AND undoes IS NULL
                    WHEN 'reinstated' THEN invoice IS NOT NULL AND undoes IS NOT NULL
                    WHEN 'purchased' THEN invoice IS NULL AND undoes IS NULL
                    WHEN 'granted' THEN invoice IS NULL AND undoes IS NULL
                    ELSE (invoice IS NULL) = (undoes IS NULL) END)
            );
            CREATE INDEX transactions_again ON transactions (customer, revision) WHERE again;
            """

        static let terms = """
            CREATE TABLE wallets (
                customer text COLLATE "C" NOT NULL,
                id uuid NOT NULL,
                revision bigint NOT NULL,
                opened boolean NOT NULL,
                created_at timestamptz NOT NULL,
                status text COLLATE "C" NOT NULL,
                ended_at timestamptz,
                terms json NOT NULL,
                rules json NOT NULL,
                PRIMARY KEY (customer, id, revision),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (status IN ('pending', 'active', 'terminated')),
                CHECK ((status = 'terminated') = (ended_at IS NOT NULL))
            );
            CREATE INDEX wallets_opened ON wallets (id) WHERE opened;

            CREATE TABLE grants (
                customer text COLLATE "C" NOT NULL,
                id uuid NOT NULL,
                revision bigint NOT NULL,
                opened boolean NOT NULL,
                wallet_id uuid NOT NULL,
                kind text COLLATE "C" NOT NULL,
                created_at timestamptz NOT NULL,
                terms json NOT NULL,
                closed_at timestamptz,
                door text COLLATE "C",
                refund_owed boolean NOT NULL,
                PRIMARY KEY (customer, id, revision),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision),
                CHECK (kind IN ('granted', 'paid')),
                CHECK (door IN ('expired', 'voided', 'forfeited', 'failed')),
                CHECK ((closed_at IS NULL) = (door IS NULL))
            );
            CREATE INDEX grants_opened ON grants (id) WHERE opened;

            CREATE TABLE holds (
                customer text COLLATE "C" NOT NULL,
                id uuid NOT NULL,
                revision bigint NOT NULL,
                PRIMARY KEY (customer, id),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision)
            );

            CREATE TABLE bases (
                customer text COLLATE "C" NOT NULL,
                base uuid NOT NULL,
                revision bigint NOT NULL,
                PRIMARY KEY (customer, base),
                FOREIGN KEY (customer, revision) REFERENCES entries (customer, revision)
            );
            CREATE INDEX bases_base ON bases (base);
            """

        /// What is no journal: it can be worked out anew, or is about work in hand.
        static let present = """
            CREATE TABLE books (
                customer text COLLATE "C" PRIMARY KEY,
                due timestamptz
            );
            CREATE INDEX books_due ON books (due, customer) WHERE due IS NOT NULL;

            CREATE TABLE snapshots (
                customer text COLLATE "C" PRIMARY KEY,
                revision bigint NOT NULL CHECK (revision >= 1),
                content bytea NOT NULL
            );

            CREATE TABLE charges (
                customer text COLLATE "C" NOT NULL,
                transaction_id uuid NOT NULL,
                grant_id uuid NOT NULL,
                attempt bigint NOT NULL DEFAULT 0 CHECK (attempt >= 0),
                holder uuid,
                lease_end timestamptz,
                failed boolean NOT NULL DEFAULT false,
                PRIMARY KEY (customer, transaction_id),
                CHECK (num_nonnulls(holder, lease_end) IN (0, 2)),
                CHECK ((attempt = 0) = (holder IS NULL))
            );
            CREATE INDEX charges_transaction ON charges (transaction_id);
            """

        /// The tables whose rows are never changed.
        static let journalTables = [
            "entries", "transactions", "wallets", "grants", "holds", "bases",
        ]

        /// The tables whose rows come and go.
        static let presentTables = ["books", "snapshots", "charges"]

        /// Refuses to change the journal: for good, whoever asks.
        static let guards =
            """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                RAISE EXCEPTION 'rows of the journal are never changed'
                    USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
            END
            $body$;

            """
            + journalTables.map { table in
                """
                CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON \(table)
                    FOR EACH ROW EXECUTE FUNCTION refuse_change();
                CREATE TRIGGER refuse_truncation BEFORE TRUNCATE ON \(table)
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

                """
            }.joined()
    }
#endif
