#if SQLite
    public import CreditLedger
    internal import CreditLedgerSQL

    // Entries are numbered under the lock of the writer, so their numbers ascend in the order in
    // which their commits become visible, and none is ever given out below one that was answered.
    // A position names the store, the number, and a mark of the entry that has it: a copy of the
    // file that has gone another way since does not take it for its own.

    extension SQLiteStore {
        /// Answers entries in the order of their commits; see ``LedgerStore``.
        public func feed(
            after position: FeedPosition?, limit: Int
        ) async throws(StoreError) -> [FeedItem] {
            let prefix = feedPrefix
            return try await read(isConsistent: true) { connection throws(StoreError) in
                var sequence: Int64 = 0
                if let position {
                    guard let number = FeedPlace.number(in: position, prefix),
                        try connection.place(at: number)?.position(prefix) == position
                    else {
                        throw StoreError(
                            .misconfigured, "The position is not one of this store's feed.")
                    }
                    sequence = number
                }
                let selection = EntrySelection(
                    where: "e.sequence > $1", [.integer(sequence)], orderedBy: "e.sequence",
                    limit: limit)
                let found = try connection.entries(selection, also: ", e.sequence") {
                    cursor throws(StoreError) in try cursor.required(cursor.integer())
                }
                return found.map { entry, sequence in
                    let place = FeedPlace(sequence: sequence, entry: entry.id)
                    return FeedItem(entry: entry, position: place.position(prefix))
                }
            }
        }

        /// The position of the newest entry; see ``LedgerStore``.
        public func feedEnd() async throws(StoreError) -> FeedPosition? {
            let prefix = feedPrefix
            return try await read { connection throws(StoreError) in
                let statement = SQLStatement(
                    "SELECT sequence, id FROM entries ORDER BY sequence DESC LIMIT 1")
                return try connection.place(statement)?.position(prefix)
            }
        }

        /// What the positions of a store begin with.
        static func feedPrefix(_ identity: String) -> String { "s\(identity)-" }
    }

    /// Where an entry stands in the feed.
    private struct FeedPlace {
        let sequence: Int64
        let entry: EntryID

        func position(_ prefix: String) -> FeedPosition {
            let mark = String(entry.high ^ entry.low, radix: 36)
            return FeedPosition(unchecked: "\(prefix)\(sequence)-\(mark)")
        }

        /// The number in a position of a store with this prefix.
        static func number(in position: FeedPosition, _ prefix: String) -> Int64? {
            guard position.text.hasPrefix(prefix) else { return nil }
            return position.text.dropFirst(prefix.count).split(separator: "-").first
                .flatMap { Int64($0) }
        }
    }

    extension SQLiteConnection {
        fileprivate func place(at sequence: Int64) throws(StoreError) -> FeedPlace? {
            try place(
                SQLStatement(
                    "SELECT sequence, id FROM entries WHERE sequence = $1", [.integer(sequence)]))
        }

        fileprivate func place(_ statement: SQLStatement) throws(StoreError) -> FeedPlace? {
            try first(statement) { cursor throws(StoreError) in
                FeedPlace(
                    sequence: try cursor.required(cursor.integer()), entry: try cursor.id())
            }
        }
    }
#endif
