#if SQLite
    import CreditLedger

    /// Commits of a customer that are written by hand: entries that say nothing but their key.
    struct HandWritten {
        let customer: CustomerID
        private(set) var entries: [JournalEntry] = []
        private let ids: TimeOrderedIDs
        private let start = Instant(unchecked: 1_767_225_600_000)

        init(_ customer: String, seed: UInt32 = 7) throws {
            self.customer = try CustomerID(customer)
            ids = TimeOrderedIDs(seed: seed)
        }

        /// Takes back the last entry, which was not written.
        mutating func removeLast() {
            entries.removeLast()
        }

        /// A commit of entries from a revision on that say nothing, under ids of one's choice.
        func commit(from revision: Int64, under ids: EntryID...) -> Commit {
            let entries = ids.enumerated().map { offset, id in
                JournalEntry(
                    id: id, customer: customer, revision: revision + Int64(offset), instant: start,
                    command: nil, context: nil, transactions: [], effects: [])
            }
            return Commit(customer: customer, expected: revision - 1, entries: entries)
        }

        /// A commit of one more entry for each key.
        mutating func commit(
            _ keys: String?..., snapshot: Book? = nil, nextDue: Instant? = nil
        ) throws -> Commit {
            let expected = Int64(entries.count)
            for key in keys {
                entries.append(
                    JournalEntry(
                        id: ids.next(at: start, after: entries.last?.id), customer: customer,
                        revision: Int64(entries.count) + 1, instant: start, command: nil,
                        context: try key.map { Context(key: try IdempotencyKey($0)) },
                        transactions: [], effects: []))
            }
            return Commit(
                customer: customer, expected: expected, entries: Array(entries.suffix(keys.count)),
                snapshot: snapshot, nextDue: nextDue)
        }
    }
#endif
