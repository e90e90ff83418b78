#if SQLite
    // What people ask who never saw this library: ids as UUIDs, amounts as decimal numbers,
    // instants in ISO 8601, and sums that are exact. A sum of fractions would leave 64 bits after
    // nine million rows, so fractions are summed up in two halves of six digits, which are carried
    // at the end.

    extension SQLiteSchema {
        static var views: String { movementViews + termViews }

        /// What moved, and what it adds up to.
        private static var movementViews: String {
            """
            CREATE VIEW transfers AS
            SELECT t.customer,
                \(uuid("e.id")) AS entry,
                t.revision, t.position,
                \(time("e.instant")) AS instant,
                \(uuid("t.id")) AS "transaction",
                t.kind,
                \(uuid("t.wallet_id")) AS wallet,
                \(uuid("t.grant_id")) AS "grant",
                t.grant_kind,
                \(debit) AS debit,
                \(credit) AS credit,
                \(amount("t.credits")) AS credits,
                t.credits_whole, t.credits_fraction,
                t.invoice, t.line,
                \(amount("t.amount")) AS amount,
                t.currency
            FROM transactions AS t JOIN entries AS e USING (customer, revision)
            WHERE t.status = 'settled';

            CREATE VIEW balances AS
            SELECT customer, \(uuid("wallet_id")) AS wallet, grant_kind AS kind,
                \(amount("remaining")) AS remaining, remaining_whole, remaining_fraction
            FROM (\(carried(
                "remaining", of: ["customer", "wallet_id", "grant_kind"], from: "transactions",
                where: "status = 'settled'", sign: entering)));

            CREATE VIEW trial_balance AS
            SELECT customer, \(uuid("wallet_id")) AS wallet, account,
                \(amount("debits")) AS debits, \(amount("credits")) AS credits,
                debits_whole, debits_fraction, credits_whole, credits_fraction
            FROM (
                SELECT * FROM (\(sides("debits", "1 - side"))) JOIN (\(sides("credits", "side")))
                    USING (customer, wallet_id, account)
            );

            """
        }

        /// The latest terms, with a column each.
        private static var termViews: String {
            """
            CREATE VIEW wallet_terms AS
            SELECT customer, \(uuid("id")) AS wallet, revision,
                \(time("created_at")) AS created_at, status, \(time("ended_at")) AS ended_at,
                \(members(["name", "externalID", "currency", "rate", "priority", "expiresAt"])),
                coalesce(json_extract(terms, '$.graceSeconds'), 0) AS grace_seconds,
                \(members(["minimumTopUp", "maximumTopUp", "scope", "metadata"])), rules
            FROM wallets AS latest
            WHERE revision = (
                SELECT max(revision) FROM wallets AS w
                WHERE w.customer = latest.customer AND w.id = latest.id);

            CREATE VIEW grant_terms AS
            SELECT customer, \(uuid("id")) AS "grant", revision, \(uuid("wallet_id")) AS wallet,
                kind, \(time("created_at")) AS created_at,
                \(members(["issued", "priority", "effectiveAt", "expiresAt"])),
                json_extract(terms, '$.costBasis.amount') AS cost_basis,
                json_extract(terms, '$.costBasis.currency') AS currency,
                \(members(["source", "rule", "payment", "name", "scope", "metadata"])),
                \(time("closed_at")) AS closed_at, door, refund_owed
            FROM grants AS latest
            WHERE revision = (
                SELECT max(revision) FROM grants AS g
                WHERE g.customer = latest.customer AND g.id = latest.id);
            """
        }

        /// 1 for what enters a wallet, -1 for what leaves it.
        private static let entering =
            "CASE WHEN kind IN ('purchased', 'granted', 'reinstated') THEN 1 ELSE -1 END"

        private static let ofWallet =
            "CASE t.grant_kind WHEN 'paid' THEN 'walletPaid' ELSE 'walletGranted' END"

        private static let ofPlatform = """
            CASE t.kind WHEN 'purchased' THEN 'purchases' WHEN 'granted' THEN 'promotions'
            WHEN 'applied' THEN 'redemptions' WHEN 'reinstated' THEN 'redemptions'
            WHEN 'voided' THEN 'voids' WHEN 'expired' THEN 'expirations'
            ELSE 'forfeitures' END
            """

        /// The account that the credits leave.
        private static let debit = """
            CASE WHEN t.kind IN ('purchased', 'granted', 'reinstated') THEN \(ofPlatform)
            ELSE \(ofWallet) END
            """

        /// The account that the credits enter.
        private static let credit = """
            CASE WHEN t.kind IN ('purchased', 'granted', 'reinstated') THEN \(ofWallet)
            ELSE \(ofPlatform) END
            """

        /// One side of every account: what was debited, or what was credited.
        private static func sides(_ name: String, _ sign: String) -> String {
            carried(
                name, of: ["customer", "wallet_id", "account"],
                from: """
                    (SELECT t.*, 0 AS side, \(debit) AS account FROM transactions AS t
                    UNION ALL
                    SELECT t.*, 1 AS side, \(credit) AS account FROM transactions AS t)
                    """,
                where: "status = 'settled'", sign: sign)
        }

        /// The sums of `credits` per group as `name_whole` and `name_fraction`, none negative.
        private static func carried(
            _ name: String, of columns: [String], from table: String, where condition: String,
            sign: String
        ) -> String {
            let group = columns.joined(separator: ", ")
            let upper = "(upper + \(floor("lower", "1000000")))"
            return """
                SELECT \(group), whole + \(floor(upper, "1000000")) AS \(name)_whole,
                    \(rest(upper, "1000000")) * 1000000 + \(rest("lower", "1000000"))
                        AS \(name)_fraction
                FROM (
                    SELECT \(group), sum((\(sign)) * credits_whole) AS whole,
                        sum((\(sign)) * (credits_fraction / 1000000)) AS upper,
                        sum((\(sign)) * (credits_fraction % 1000000)) AS lower
                    FROM \(table) WHERE \(condition) GROUP BY \(group)
                )
                """
        }

        /// What remains of a division towards minus infinity.
        private static func rest(_ number: String, _ divisor: String) -> String {
            "((\(number) % \(divisor) + \(divisor)) % \(divisor))"
        }

        private static func floor(_ number: String, _ divisor: String) -> String {
            "((\(number) - \(rest(number, divisor))) / \(divisor))"
        }

        private static func amount(_ column: String) -> String {
            """
            \(column)_whole || CASE \(column)_fraction WHEN 0 THEN ''
                ELSE '.' || rtrim(printf('%012d', \(column)_fraction), '0') END
            """
        }

        private static func time(_ column: String) -> String {
            "strftime('%Y-%m-%dT%H:%M:%fZ', \(column) / 1000.0, 'unixepoch')"
        }

        private static func uuid(_ column: String) -> String {
            let digits = "lower(hex(\(column)))"
            return [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
                .map { "substr(\(digits), \($0.0), \($0.1))" }.joined(separator: " || '-' || ")
        }

        /// Members of the terms as columns, `externalID` as `external_id`.
        private static func members(_ names: [String]) -> String {
            names.map { name in
                "json_extract(terms, '$.\(name)') AS \(column(name))"
            }.joined(separator: ", ")
        }

        private static func column(_ member: String) -> String {
            var column = ""
            var wasLower = false
            for character in member {
                column += (character.isUppercase && wasLower ? "_" : "") + character.lowercased()
                wasLower = character.isLowercase
            }
            return column
        }
    }
#endif
