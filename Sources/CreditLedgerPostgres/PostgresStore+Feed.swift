#if Postgres
    public import CreditLedger
    internal import CreditLedgerSQL

    /// The feed: entries in the order of their transactions' numbers, and only of transactions
    /// below the oldest one that runs (S17, S18).
    ///
    /// A transaction below that bound has ended, so nothing can come before what was answered. The
    /// numbers are given when a transaction first writes, not when it ends, so the order is not
    /// that of the commits' ends; but of one customer, `append` writes only in a transaction that
    /// has a higher number than that of the entry before. Sequence numbers tell the entries of one
    /// transaction apart. What was committed just now may stand above the bound for as long as
    /// transactions run that began before; it is waited for, for a while.
    extension PostgresStore {
        /// Answers entries in the order of the feed; see ``LedgerStore``.
        ///
        /// It waits up to a second for what was committed before the call but lies behind
        /// transactions that still run, of whatever database of the server.
        public func feed(
            after position: FeedPosition?, limit: Int
        ) async throws(StoreError) -> [FeedItem] {
            let start =
                try position.map { (position) throws(StoreError) in
                    try place(at: position)
                } ?? FeedPlace(transaction: .min, sequence: .min)
            let identity = identity
            return try await settled { (session, horizon) throws(StoreError) in
                if position != nil { try session.check(start) }
                let selection = EntrySelection(
                    where: "(e.xid, e.sequence) > ($1, $2) AND e.xid < $3",
                    [
                        .integer(start.transaction), .integer(start.sequence),
                        .integer(horizon.bound),
                    ], orderedBy: "e.xid, e.sequence", limit: limit)
                let found = try session.entries(selection, also: ", e.xid, e.sequence") {
                    (row) throws(StoreError) in
                    FeedPlace(
                        transaction: try row.required(row.integer()),
                        sequence: try row.required(row.integer()))
                }
                let items = found.map {
                    FeedItem(entry: $0.entry, position: $0.extra.position(in: identity))
                }
                return (items, items.count >= limit)
            }
        }

        /// The position of the newest entry; see ``LedgerStore``.
        public func feedEnd() async throws(StoreError) -> FeedPosition? {
            let identity = identity
            return try await settled { (session, horizon) throws(StoreError) in
                let statement = SQLStatement(
                    """
                    SELECT xid, sequence FROM entries WHERE xid < $1 \
                    ORDER BY xid DESC, sequence DESC LIMIT 1
                    """, [.integer(horizon.bound)])
                let last = try session.first(statement) { (row) throws(StoreError) in
                    FeedPlace(
                        transaction: try row.required(row.integer()),
                        sequence: try row.required(row.integer()))
                }
                return (last?.position(in: identity), false)
            }
        }

        /// Reads below the bound, again and again until nothing that stood at the beginning is
        /// missing, or a second has passed.
        private func settled<Found: Sendable>(
            _ read:
                @escaping @Sendable (
                    PostgresConnection, FeedHorizon
                ) throws(StoreError) -> (Found, isFull: Bool)
        ) async throws(StoreError) -> Found {
            let start = ContinuousClock.now
            var newest: Int64?
            var pause = Duration.milliseconds(1)
            while true {
                let (found, isFull, horizon) = try await pool.run(consistently: true) {
                    (session) throws(StoreError) in
                    let horizon = try session.horizon()
                    let (found, isFull) = try read(session, horizon)
                    return (found, isFull, horizon)
                }
                let wanted = newest ?? horizon.newest
                newest = wanted
                let isLate = ContinuousClock.now - start >= .seconds(1)
                guard wanted >= horizon.bound, !isFull, !isLate else { return found }
                do {
                    try await Task.sleep(for: pause)
                } catch {
                    throw StoreError(.cancelled, "The task was cancelled while it read the feed.")
                }
                pause = min(pause * 2, .milliseconds(50))
            }
        }

        private func place(at position: FeedPosition) throws(StoreError) -> FeedPlace {
            let parts = position.text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == identity, let transaction = Int64(parts[1]),
                let sequence = Int64(parts[2])
            else { throw FeedPlace.unknown }
            let place = FeedPlace(transaction: transaction, sequence: sequence)
            guard place.position(in: identity) == position else { throw FeedPlace.unknown }
            return place
        }
    }

    /// A place in the feed.
    struct FeedPlace: Sendable {
        let transaction: Int64
        let sequence: Int64

        func position(in identity: String) -> FeedPosition {
            FeedPosition(unchecked: "\(identity)-\(transaction)-\(sequence)")
        }

        static let unknown = StoreError(
            .misconfigured, "The feed's position was not made by this store.")
    }

    /// How far the feed reaches at one moment.
    struct FeedHorizon: Sendable {
        /// The oldest transaction that runs: all below it have ended.
        let bound: Int64
        /// The newest transaction that wrote an entry which can be seen.
        let newest: Int64
    }

    extension PostgresConnection {
        /// How far the feed reaches, as of the transaction's snapshot.
        fileprivate func horizon() throws(StoreError) -> FeedHorizon {
            let statement = SQLStatement(
                """
                SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + s.xid_offset,
                    (SELECT max(xid) FROM entries), to_regclass('pg_dist_partition') IS NOT NULL
                FROM store s
                """)
            var mayBeDistributed = false
            let horizon = try first(statement) { (row) throws(StoreError) in
                let horizon = FeedHorizon(
                    bound: try row.required(row.integer()), newest: try row.integer() ?? .min)
                mayBeDistributed = try row.flag()
                return horizon
            }
            if mayBeDistributed { try refuseIfDistributed() }
            guard let horizon else {
                throw StoreError(.corrupt, "The table of the store's identity is empty.")
            }
            return horizon
        }

        /// Refuses tables that Citus has distributed: each worker counts transactions of its own.
        private func refuseIfDistributed() throws(StoreError) {
            let statement = SQLStatement(
                "SELECT EXISTS (SELECT FROM pg_dist_partition "
                    + "WHERE logicalrelid = 'entries'::regclass)")
            let isDistributed = try first(statement) { (row) throws(StoreError) in try row.flag() }
            guard isDistributed != true else {
                throw StoreError(
                    .misconfigured,
                    "The entries are distributed, and there is no one order of their commits.")
            }
        }

        /// Checks that an entry stands at a place.
        fileprivate func check(_ place: FeedPlace) throws(StoreError) {
            let statement = SQLStatement(
                "SELECT EXISTS (SELECT FROM entries WHERE xid = $1 AND sequence = $2)",
                [.integer(place.transaction), .integer(place.sequence)])
            let exists = try first(statement) { (row) throws(StoreError) in try row.flag() }
            guard exists == true else { throw FeedPlace.unknown }
        }
    }
#endif
