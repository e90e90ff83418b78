#if Postgres
    /// The views of version 1, for people who ask in SQL: the same columns as in the other
    /// database.
    enum SchemaViews {
        static let views = """
            CREATE VIEW transfers AS
            SELECT t.customer, e.id AS entry, t.revision, t.position, e.instant,
                t.id AS "transaction", t.kind, t.wallet_id AS wallet, t.grant_id AS "grant",
                t.grant_kind,
                CASE WHEN m.enters THEN m.platform ELSE m.own END AS debit,
                CASE WHEN m.enters THEN m.own ELSE m.platform END AS credit,
                t.credits, t.invoice, t.line, t.amount, t.currency
            FROM transactions t JOIN entries e USING (customer, revision)
            CROSS JOIN LATERAL (
                SELECT t.kind IN ('purchased', 'granted', 'reinstated') AS enters,
                    CASE t.grant_kind WHEN 'paid' THEN 'walletPaid' ELSE 'walletGranted' END AS own,
                    CASE t.kind WHEN 'purchased' THEN 'purchases' WHEN 'granted' THEN 'promotions'
                        WHEN 'applied' THEN 'redemptions' WHEN 'reinstated' THEN 'redemptions'
                        WHEN 'voided' THEN 'voids' WHEN 'expired' THEN 'expirations'
                        ELSE 'forfeitures' END AS platform
            ) m
            WHERE t.status = 'settled';

            CREATE VIEW balances AS
            SELECT customer, wallet_id AS wallet, grant_kind AS kind,
                sum(CASE WHEN kind IN ('purchased', 'granted', 'reinstated') THEN credits
                    ELSE -credits END) AS remaining
            FROM transactions WHERE status = 'settled'
            GROUP BY customer, wallet_id, grant_kind;

            CREATE VIEW trial_balance AS
            SELECT customer, wallet, account, sum(debited) AS debits,
                sum(credited) AS credits
            FROM transfers
            CROSS JOIN LATERAL (
                VALUES (transfers.debit, transfers.credits, 0::numeric),
                    (transfers.credit, 0::numeric, transfers.credits)
            ) side (account, debited, credited)
            GROUP BY customer, wallet, account;

            CREATE VIEW wallet_terms AS
            SELECT DISTINCT ON (customer, id)
                customer, id AS wallet, revision, created_at, status, ended_at,
                terms ->> 'name' AS name, terms ->> 'externalID' AS external_id,
                terms ->> 'currency' AS currency, (terms ->> 'rate')::numeric AS rate,
                (terms ->> 'priority')::integer AS priority,
                'epoch'::timestamptz + (terms ->> 'expiresAt')::bigint * interval '1 ms'
                    AS expires_at,
                coalesce((terms ->> 'graceSeconds')::bigint, 0) AS grace_seconds,
                (terms ->> 'minimumTopUp')::numeric AS minimum_top_up,
                (terms ->> 'maximumTopUp')::numeric AS maximum_top_up,
                terms -> 'scope' AS scope, terms -> 'metadata' AS metadata, rules
            FROM wallets ORDER BY customer, id, revision DESC;

            CREATE VIEW grant_terms AS
            SELECT DISTINCT ON (customer, id)
                customer, id AS "grant", revision, wallet_id AS wallet, kind, created_at,
                (terms ->> 'issued')::numeric AS issued,
                (terms ->> 'priority')::integer AS priority,
                'epoch'::timestamptz + (terms ->> 'effectiveAt')::bigint * interval '1 ms'
                    AS effective_at,
                'epoch'::timestamptz + (terms ->> 'expiresAt')::bigint * interval '1 ms'
                    AS expires_at,
                (terms -> 'costBasis' ->> 'amount')::numeric AS cost_basis,
                terms -> 'costBasis' ->> 'currency' AS currency,
                terms ->> 'source' AS source, terms ->> 'rule' AS rule,
                terms ->> 'payment' AS payment, terms ->> 'name' AS name, terms -> 'scope' AS scope,
                terms -> 'metadata' AS metadata, closed_at, door, refund_owed
            FROM grants ORDER BY customer, id, revision DESC;
            """
    }
#endif
