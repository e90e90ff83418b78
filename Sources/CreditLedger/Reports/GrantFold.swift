/// What a journal last said of each grant, open or closed, by its effects alone.
///
/// Books forget grants that have closed; a store answers for them from rows of their own.
struct GrantFold {
    /// By grant; of one that was opened twice, the first.
    private(set) var records: [GrantID: GrantRecord] = [:]

    /// How many grants a store is asked for at a time.
    static let stride = 200

    /// Takes in the next entry.
    mutating func add(_ entry: JournalEntry) {
        for effect in entry.effects {
            if case .grantOpened(let opened) = effect {
                if records[opened.id] == nil { records[opened.id] = GrantRecord(opened) }
            } else if let grant = effect.grant {
                records[grant]?.apply(effect, at: entry.instant)
            }
        }
    }
}

extension Verifier {
    /// The grants whose stored records are to be compared; none if the journal ended too early.
    package var comparableGrants: [GrantID] {
        isWhole ? grantFold.records.keys.sorted() : []
    }

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
        let grants = comparableGrants
        for start in stride(from: 0, to: grants.count, by: GrantFold.stride) {
            let some = Array(grants[start...].prefix(GrantFold.stride))
            let loaded: LoadedBook
            do throws(StoreError) {
                loaded = try await store.load(
                    customer, recalling: Recall(grants: some), unless: revision)
            } catch {
                throw LedgerError(error)
            }
            var journal = JournalReader(
                store, of: customer, after: revision, through: loaded.revision)
            while let entry = try await journal.nextOfWhole() { grantFold.add(entry) }
            revision = loaded.revision
            compare(some, with: loaded.recalled.grants)
        }
    }

    /// Compares what a store found of some grants with what the journal last said of them.
    package mutating func compare(
        _ grants: [GrantID], with found: [GrantID: GrantRecord]
    ) {
        for id in grants {
            guard let expected = grantFold.records[id] else { continue }
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
