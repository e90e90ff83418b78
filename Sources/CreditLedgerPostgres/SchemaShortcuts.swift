#if Postgres
    /// The functions of version 1 that write what most commits are, at a fraction of the cost.
    ///
    /// They write and answer exactly as `append` does (see ``SchemaFunctions``), but only for
    /// commits of one entry that follows another, without a snapshot: each table gets the rows of
    /// all commits in one statement, as it is mostly the statement that costs, not the row.
    enum SchemaShortcuts {
        /// One commit with one transaction, and nothing else but a due instant.
        static let one =
            """
            CREATE FUNCTION append_one(
                p_customer text, p_expected bigint, p_due timestamptz, p_id uuid, p_last_id uuid,
                p_instant timestamptz, p_command text, p_key text, p_invoice text, p_line text,
                p_content json,
                t_position integer, t_id uuid, t_again boolean, t_kind text, t_status text,
                t_wallet uuid, t_grant uuid, t_grant_kind text, t_credits numeric,
                t_issued numeric, t_remaining numeric, t_invoice text, t_line text,
                t_amount numeric, t_currency text, t_undoes uuid
            ) RETURNS bigint LANGUAGE plpgsql AS $body$
            BEGIN
                IF p_due IS NOT NULL AND pg_advisory_xact_lock_shared(
                    hashtextextended(p_customer, 'entries'::regclass::oid::bigint)) IS NULL
                THEN
                END IF;
                WITH written AS (
                    INSERT INTO entries
                        SELECT nextval('entry_sequence'),
                            pg_current_xact_id()::text::bigint + s.xid_offset, p_customer,
                            p_expected + 1, p_expected, p_id, p_last_id, p_instant, p_command,
                            p_key, p_invoice, p_line, p_content
                        FROM store s WHERE (
                            SELECT e.last_id < p_id
                                AND e.xid <= pg_current_xact_id()::text::bigint + s.xid_offset
                            FROM entries e
                            WHERE e.customer = p_customer AND e.revision = p_expected)
                    ON CONFLICT DO NOTHING
                    RETURNING revision
                )
                INSERT INTO transactions
                    SELECT p_customer, t_id, revision, t_position, t_again, t_kind, t_status,
                        t_wallet, t_grant, t_grant_kind, t_credits, t_issued, t_remaining,
                        t_invoice, t_line, t_amount, t_currency, t_undoes
                    FROM written;
                IF NOT FOUND THEN
                    RETURN refusal(
                        p_customer, p_expected, p_id, ARRAY[p_key], ARRAY[p_invoice],
                        ARRAY[p_line]);
                END IF;
                IF p_due IS NOT NULL THEN
                    UPDATE books SET due = p_due
                        WHERE customer = p_customer AND (due IS NULL OR due > p_due);
                END IF;
                RETURN -1;
            END
            $body$;
            """

        /// Commits of different customers, in the order of these; of the terms, they only open
        /// grants.
        ///
        /// Without a row in the answer, all were written; else there is one for each.
        static let group =
            """
            CREATE FUNCTION append_group(
                p_customers text[], p_expected bigint[], p_due timestamptz[], p_ids uuid[],
                p_last_ids uuid[], p_instants timestamptz[], p_commands text[], p_keys text[],
                p_invoices text[], p_lines text[], p_contents json[],
                t_customers text[], t_positions integer[], t_ids uuid[], t_again boolean[],
                t_kinds text[], t_statuses text[], t_wallets uuid[], t_grants uuid[],
                t_grant_kinds text[], t_credits numeric[], t_issued numeric[],
                t_remaining numeric[], t_invoices text[], t_lines text[], t_amounts numeric[],
                t_currencies text[], t_undoes uuid[],
                g_customers text[], g_ids uuid[], g_wallets uuid[], g_kinds text[],
                g_created timestamptz[], g_terms json[], g_closed timestamptz[], g_doors text[],
                g_refunds boolean[]
            ) RETURNS SETOF bigint LANGUAGE plpgsql AS $body$
            DECLARE
                written text[];
                earlier record;
            BEGIN
                IF p_due IS NOT NULL THEN
                    PERFORM pg_advisory_xact_lock_shared(
                        hashtextextended(c.customer, 'entries'::regclass::oid::bigint))
                    FROM unnest(p_customers, p_due) c (customer, due) WHERE c.due IS NOT NULL;
                END IF;
            \(rows)
                IF p_due IS NOT NULL THEN
                    FOR earlier IN
                        SELECT c.customer, c.due
                            FROM unnest((SELECT p_customers), p_due) c (customer, due)
                            WHERE c.due IS NOT NULL AND c.customer = ANY (written) AND (
                                SELECT b.due IS NULL OR b.due > c.due
                                FROM books b WHERE b.customer = c.customer)
                    LOOP
                        UPDATE books SET due = earlier.due WHERE customer = earlier.customer;
                    END LOOP;
                END IF;
                IF cardinality(written) = cardinality(p_customers) THEN
                    RETURN;
                END IF;
                RETURN QUERY
                    SELECT CASE WHEN c.customer = ANY (written) THEN -1
                        ELSE refusal(c.customer, c.expected, c.id, ARRAY[c.key],
                            ARRAY[c.invoice], ARRAY[c.line]) END
                    FROM unnest(p_customers, p_expected, p_ids, p_keys, p_invoices, p_lines)
                        c (customer, expected, id, key, invoice, line);
            END
            $body$;
            """

        /// The journal's rows of a group.
        ///
        /// An array in a SELECT of its own has no length that a plan could be made for; else each
        /// call would be planned anew, at twice its cost. And a condition in a SELECT of its own is
        /// looked up by the index row by row, where a join might read a whole table.
        private static let rows = """
                WITH written AS (
                    INSERT INTO entries
                        SELECT nextval('entry_sequence'),
                            pg_current_xact_id()::text::bigint + s.xid_offset, c.customer,
                            c.expected + 1, c.expected, c.id, c.last_id, c.instant, c.command,
                            c.key, c.invoice, c.line, c.content
                        FROM store s, unnest(
                            (SELECT p_customers), p_expected, p_ids, p_last_ids, p_instants,
                            p_commands, p_keys, p_invoices, p_lines, p_contents)
                            c (customer, expected, id, last_id, instant, command, key, invoice,
                                line, content)
                        WHERE (
                            SELECT e.last_id < c.id
                                AND e.xid <= pg_current_xact_id()::text::bigint + s.xid_offset
                            FROM entries e
                            WHERE e.customer = c.customer AND e.revision = c.expected)
                    ON CONFLICT DO NOTHING
                    RETURNING entries.customer, entries.revision
                ), moved AS (
                    INSERT INTO transactions
                        SELECT t.customer, t.id, w.revision, t.position, t.again, t.kind, t.status,
                            t.wallet, t.grant_id, t.grant_kind, t.credits, t.issued, t.remaining,
                            t.invoice, t.line, t.amount, t.currency, t.undoes
                        FROM written w JOIN unnest(
                            (SELECT t_customers), t_positions, t_ids, t_again, t_kinds, t_statuses,
                            t_wallets, t_grants, t_grant_kinds, t_credits, t_issued, t_remaining,
                            t_invoices, t_lines, t_amounts, t_currencies, t_undoes)
                            t (customer, position, id, again, kind, status, wallet, grant_id,
                                grant_kind, credits, issued, remaining, invoice, line, amount,
                                currency, undoes)
                        ON t.customer = w.customer
                ), opened AS (
                    INSERT INTO grants
                        SELECT g.customer, g.id, w.revision, true, g.wallet, g.kind, g.created_at,
                            g.terms, g.closed_at, g.door, g.refund_owed
                        FROM written w JOIN unnest(
                            (SELECT g_customers), g_ids, g_wallets, g_kinds, g_created, g_terms,
                            g_closed, g_doors, g_refunds)
                            g (customer, id, wallet, kind, created_at, terms, closed_at, door,
                                refund_owed)
                        ON g.customer = w.customer
                )
                SELECT coalesce(array_agg(w.customer), '{}') INTO written FROM written w;
            """
    }
#endif
