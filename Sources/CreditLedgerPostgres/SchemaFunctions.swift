#if Postgres
    /// The functions of version 1, by which books are written.
    ///
    /// `append` writes one commit in one call, and answers
    /// - -1: written;
    /// - -2: an earlier entry has one of its claims;
    /// - -3: its transaction began before the one that it follows; it is to be done in a later one;
    /// - -4: the ids of its entries do not ascend beyond the customer's last;
    /// - 0 or more: the book stands at this other revision.
    ///
    /// It raises nothing in any of these cases, so that the commits that share its transaction
    /// stand.
    ///
    /// Which commit wins is decided by the primary key of `entries`: whoever inserts the first
    /// entry has the book until the end of the transaction. Why an insertion failed is found out
    /// only then.
    enum SchemaFunctions {
        static let append =
            """
            CREATE FUNCTION append(
                p_customer text, p_expected bigint, p_due timestamptz, p_more boolean,
                p_ids uuid[], p_last_ids uuid[], p_instants timestamptz[], p_commands text[],
                p_keys text[], p_invoices text[], p_lines text[], p_contents json[],
                t_revisions bigint[], t_positions integer[], t_ids uuid[], t_again boolean[],
                t_kinds text[], t_statuses text[], t_wallets uuid[], t_grants uuid[],
                t_grant_kinds text[], t_credits numeric[], t_issued numeric[],
                t_remaining numeric[], t_invoices text[], t_lines text[], t_amounts numeric[],
                t_currencies text[], t_undoes uuid[],
                w_revisions bigint[], w_ids uuid[], w_created timestamptz[], w_statuses text[],
                w_ended timestamptz[], w_terms json[], w_rules json[],
                g_revisions bigint[], g_ids uuid[], g_wallets uuid[], g_kinds text[],
                g_created timestamptz[], g_terms json[], g_keeps boolean[],
                g_closed timestamptz[], g_doors text[], g_refunds boolean[],
                h_revisions bigint[], h_ids uuid[],
                b_revisions bigint[], b_bases uuid[],
                c_transactions uuid[], c_grants uuid[],
                a_transactions uuid[], a_failed boolean[],
                s_revision bigint, s_content bytea
            ) RETURNS bigint LANGUAGE plpgsql
            -- Every statement goes by an index, whatever its values: planning anew is wasted.
            SET plan_cache_mode = force_generic_plan AS $body$
            BEGIN
                -- Whoever raises the due instant of a book has this lock alone. (An IF calls it
                -- without a query of its own.)
                IF pg_advisory_xact_lock_shared(
                    hashtextextended(p_customer, 'entries'::regclass::oid::bigint)) IS NULL
                THEN
                END IF;
                -- Of several entries, the claims of the later ones are looked at before any is
                -- written; nothing is between the two but an entry that the first one collides
                -- with.
                IF p_more AND array_length(p_ids, 1) > 1 AND (
                    NOT follows(p_customer, p_expected)
                    OR claimed(p_customer, p_keys, p_invoices, p_lines))
                THEN
                    RETURN refusal(p_customer, p_expected, p_ids[1], p_keys, p_invoices, p_lines);
                END IF;
            \(first)
                IF p_more THEN
            \(others)
                END IF;
            \(transactions)
                IF p_expected = 0 THEN
                    INSERT INTO books VALUES (p_customer, p_due);
                ELSIF p_due IS NOT NULL THEN
                    UPDATE books SET due = p_due
                        WHERE customer = p_customer AND (due IS NULL OR due > p_due);
                END IF;
                IF p_more THEN
            \(terms)
            \(present)
                END IF;
                RETURN -1;
            END
            $body$;
            """

        /// One that began before its predecessor's transaction would stand before it in the feed.
        private static let first = """
                INSERT INTO entries
                    SELECT nextval('entry_sequence'),
                        pg_current_xact_id()::text::bigint + s.xid_offset, p_customer,
                        p_expected + 1, nullif(p_expected, 0), p_ids[1], p_last_ids[1],
                        p_instants[1], p_commands[1], p_keys[1], p_invoices[1], p_lines[1],
                        p_contents[1]
                    FROM store s WHERE p_expected = 0 OR EXISTS (
                        SELECT FROM entries e
                        WHERE e.customer = p_customer AND e.revision = p_expected
                        AND e.last_id < p_ids[1]
                        AND e.xid <= pg_current_xact_id()::text::bigint + s.xid_offset)
                ON CONFLICT DO NOTHING;
                IF NOT FOUND THEN
                    RETURN refusal(p_customer, p_expected, p_ids[1], p_keys, p_invoices, p_lines);
                END IF;
            """

        private static let others = """
                FOR i IN 2..array_length(p_ids, 1) LOOP
                    INSERT INTO entries
                        SELECT nextval('entry_sequence'),
                            pg_current_xact_id()::text::bigint + s.xid_offset, p_customer,
                            p_expected + i, p_expected + i - 1, p_ids[i], p_last_ids[i],
                            p_instants[i], p_commands[i], p_keys[i], p_invoices[i], p_lines[i],
                            p_contents[i]
                        FROM store s;
                END LOOP;
            """

        private static let transactions = """
                IF array_length(t_ids, 1) = 1 THEN
                    INSERT INTO transactions VALUES (
                        p_customer, t_ids[1], t_revisions[1], t_positions[1], t_again[1],
                        t_kinds[1], t_statuses[1], t_wallets[1], t_grants[1], t_grant_kinds[1],
                        t_credits[1], t_issued[1], t_remaining[1], t_invoices[1], t_lines[1],
                        t_amounts[1], t_currencies[1], t_undoes[1]);
                ELSIF t_ids IS NOT NULL THEN
                    INSERT INTO transactions
                        SELECT p_customer, t.* FROM unnest(
                            t_ids, t_revisions, t_positions, t_again, t_kinds, t_statuses,
                            t_wallets, t_grants, t_grant_kinds, t_credits, t_issued, t_remaining,
                            t_invoices, t_lines, t_amounts, t_currencies, t_undoes) t;
                END IF;
            """

        /// What a version leaves open is as in the one before, which may be of the same commit.
        private static let terms = """
                FOR i IN 1..coalesce(array_length(w_ids, 1), 0) LOOP
                    IF w_created[i] IS NOT NULL THEN
                        INSERT INTO wallets VALUES (
                            p_customer, w_ids[i], w_revisions[i], true, w_created[i], w_statuses[i],
                            w_ended[i], w_terms[i], w_rules[i]);
                    ELSE
                        INSERT INTO wallets
                            SELECT p_customer, w_ids[i], w_revisions[i], false, o.created_at,
                                coalesce(w_statuses[i], o.status), coalesce(w_ended[i], o.ended_at),
                                coalesce(w_terms[i], o.terms), coalesce(w_rules[i], o.rules)
                            FROM wallets o WHERE o.customer = p_customer AND o.id = w_ids[i]
                            ORDER BY o.revision DESC LIMIT 1;
                    END IF;
                END LOOP;
                FOR i IN 1..coalesce(array_length(g_ids, 1), 0) LOOP
                    IF g_created[i] IS NOT NULL THEN
                        INSERT INTO grants VALUES (
                            p_customer, g_ids[i], g_revisions[i], true, g_wallets[i], g_kinds[i],
                            g_created[i], g_terms[i], g_closed[i], g_doors[i], g_refunds[i]);
                    ELSE
                        INSERT INTO grants
                            SELECT p_customer, g_ids[i], g_revisions[i], false, o.wallet_id, o.kind,
                                o.created_at, coalesce(g_terms[i], o.terms),
                                CASE WHEN g_keeps[i] THEN o.closed_at ELSE g_closed[i] END,
                                CASE WHEN g_keeps[i] THEN o.door ELSE g_doors[i] END,
                                g_refunds[i] OR o.refund_owed
                            FROM grants o WHERE o.customer = p_customer AND o.id = g_ids[i]
                            ORDER BY o.revision DESC LIMIT 1;
                    END IF;
                END LOOP;
                IF h_ids IS NOT NULL THEN
                    INSERT INTO holds SELECT p_customer, h.* FROM unnest(h_ids, h_revisions) h;
                END IF;
                IF b_bases IS NOT NULL THEN
                    INSERT INTO bases SELECT p_customer, b.* FROM unnest(b_bases, b_revisions) b;
                END IF;
            """

        private static let present = """
                IF c_transactions IS NOT NULL THEN
                    INSERT INTO charges (customer, transaction_id, grant_id)
                        SELECT p_customer, c.* FROM unnest(c_transactions, c_grants) c;
                END IF;
                FOR i IN 1..coalesce(array_length(a_transactions, 1), 0) LOOP
                    -- A lease that is being granted is waited for: a charge that was attempted
                    -- must stay listed.
                    PERFORM FROM charges
                        WHERE customer = p_customer AND transaction_id = a_transactions[i]
                        FOR UPDATE;
                    UPDATE charges SET failed = true
                        WHERE customer = p_customer AND transaction_id = a_transactions[i]
                        AND a_failed[i] AND attempt > 0;
                    IF NOT FOUND THEN
                        DELETE FROM charges
                            WHERE customer = p_customer AND transaction_id = a_transactions[i];
                    END IF;
                END LOOP;
                IF s_revision IS NOT NULL THEN
                    INSERT INTO snapshots VALUES (p_customer, s_revision, s_content)
                    ON CONFLICT (customer) DO UPDATE
                        SET revision = excluded.revision, content = excluded.content
                        WHERE snapshots.revision < excluded.revision;
                END IF;
            """

        /// What stands in the way of a commit.
        static let refusal = """
            CREATE FUNCTION follows(p_customer text, p_expected bigint)
            RETURNS boolean LANGUAGE plpgsql AS $body$
            BEGIN
                RETURN p_expected = 0 OR EXISTS (
                    SELECT FROM entries e
                        WHERE e.customer = p_customer AND e.revision = p_expected);
            END
            $body$;

            CREATE FUNCTION claimed(
                p_customer text, p_keys text[], p_invoices text[], p_lines text[])
            RETURNS boolean LANGUAGE plpgsql AS $body$
            BEGIN
                RETURN EXISTS (
                    SELECT FROM unnest(p_keys) k JOIN entries e ON e.key = k
                        WHERE e.customer = p_customer AND e.key IS NOT NULL
                ) OR EXISTS (
                    SELECT FROM unnest(p_invoices, p_lines) c (invoice, line)
                        JOIN entries e ON e.invoice = c.invoice AND e.line = c.line
                        WHERE e.customer = p_customer AND e.invoice IS NOT NULL
                );
            END
            $body$;

            CREATE FUNCTION refusal(
                p_customer text, p_expected bigint, p_id uuid, p_keys text[], p_invoices text[],
                p_lines text[])
            RETURNS bigint LANGUAGE plpgsql AS $body$
            DECLARE
                last record;
            BEGIN
                IF claimed(p_customer, p_keys, p_invoices, p_lines) THEN
                    RETURN -2;
                END IF;
                SELECT e.revision, e.last_id INTO last FROM entries e
                    WHERE e.customer = p_customer ORDER BY e.revision DESC LIMIT 1;
                IF NOT FOUND THEN
                    -- A book that was there a moment ago has not been: its writer rolled back.
                    RETURN CASE WHEN p_expected = 0 THEN -3 ELSE 0 END;
                END IF;
                RETURN CASE WHEN last.revision <> p_expected THEN last.revision
                    WHEN last.last_id >= p_id THEN -4 ELSE -3 END;
            END
            $body$;
            """

        /// Sets the due instant of a book that still stands at a revision.
        static let reschedule = """
            CREATE FUNCTION reschedule(p_customer text, p_due timestamptz, p_revision bigint)
            RETURNS void LANGUAGE plpgsql AS $body$
            BEGIN
                -- Commits that have not yet shown their entries are waited for.
                PERFORM pg_advisory_xact_lock(
                    hashtextextended(p_customer, 'entries'::regclass::oid::bigint));
                UPDATE books SET due = p_due
                    WHERE customer = p_customer AND due IS DISTINCT FROM p_due
                    AND p_revision = (
                        SELECT max(e.revision) FROM entries e WHERE e.customer = p_customer);
            END
            $body$;
            """
    }
#endif
