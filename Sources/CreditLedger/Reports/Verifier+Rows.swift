/// What a store says of each grant, open or closed, beside what its journal last said.
///
/// Books forget grants that have closed; a store answers for them from rows of their own.
extension Verifier {
    /// How many grants a store is asked for at a time.
    private static var stride: Int { 200 }

    /// Folds an effect into the record of its grant.
    mutating func foldRecord(_ effect: Effect, at instant: Instant) {
        guard let id = effect.grant, let place = grants.place(of: id) else { return }
        grants.rows[place].record.apply(effect, at: instant)
    }

    /// Folds an entry into the records of its grants, and nothing else.
    private mutating func foldRecords(_ entry: JournalEntry) {
        for effect in entry.effects {
            if case .grantOpened(let opened) = effect {
                if grants.place(of: opened.id) == nil { grants.append(GrantFacts(opened)) }
            } else {
                foldRecord(effect, at: entry.instant)
            }
        }
    }

    /// What the journal last said of the grants whose stored records are to be compared; nothing if
    /// the journal ended too early.
    package var comparableGrants: [GrantRecord] { isWhole ? grants.rows.map(\.record) : [] }

    /// Compares what a store says of each grant with the journal, some hundreds at a time.
    ///
    /// A store answers as of the latest revision, so what was journalled since is folded first.
    ///
    /// - Parameters:
    ///   - store: the store.
    ///   - verified: the revision that the journal was verified at.
    /// - Throws: ``LedgerError`` if the store can't answer.
    package mutating func compareGrants(
        in store: any LedgerStore, at verified: Int64
    ) async throws(LedgerError) {
        var revision = verified
        let count = isWhole ? grants.rows.count : 0
        for start in Swift.stride(from: 0, to: count, by: Self.stride) {
            let some = grants.rows[start..<min(start + Self.stride, count)].map(\.id)
            let loaded: LoadedBook
            do throws(StoreError) {
                loaded = try await store.load(
                    customer, recalling: Recall(grants: some), unless: revision)
            } catch {
                throw LedgerError(error)
            }
            var journal = JournalReader(
                store, of: customer, after: revision, through: loaded.revision)
            while let entry = try await journal.nextOfWhole() { foldRecords(entry) }
            revision = loaded.revision
            compare(some, with: loaded.recalled.grants)
        }
    }

    /// Compares what a store found of some grants with what the journal last said of them.
    package mutating func compare(
        _ ids: [GrantID], with found: [GrantID: GrantRecord]
    ) {
        for id in ids {
            guard let place = grants.place(of: id) else { continue }
            let expected = grants.rows[place].record
            guard let stored = found[id] else {
                name(
                    .storedGrantIsFold, wallet: expected.wallet, grant: id, expected: "a grant",
                    found: "none of this id")
                continue
            }
            for difference in BookComparison.differences(expected: expected, found: stored) {
                name(
                    .storedGrantIsFold, wallet: expected.wallet, grant: id,
                    expected: "\(difference.field) \(difference.expected)",
                    found: difference.found)
            }
        }
    }

    /// Ends the verification of a journal that can't be read any further.
    package mutating func stop(because error: LedgerError) {
        name(
            .journalReadable, expected: "what is stored to be readable", found: "\(error)")
    }
}
