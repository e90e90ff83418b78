import CreditLedger
import Synchronization

/// What a check works with: fresh stores, ids that repeat from run to run, and a list of findings.
final class ConformanceProbe: Sendable {
    private let clause: String
    private let check: String
    private let makeStore: @Sendable () async throws -> any LedgerStore
    private let list = Mutex<[StoreConformance.Finding]>([])
    private let ids = TimeOrderedIDs(seed: 1)

    init(
        clause: String, check: String,
        makeStore: @escaping @Sendable () async throws -> any LedgerStore
    ) {
        self.clause = clause
        self.check = check
        self.makeStore = makeStore
    }

    var findings: [StoreConformance.Finding] { list.withLock { $0 } }

    /// A store that is empty.
    func store() async throws -> any LedgerStore { try await makeStore() }

    /// A journal to write by hand, whose ids no other journal of this check has.
    func journal(_ customer: String) throws -> SampleJournal {
        try SampleJournal(customer, ids: ids)
    }

    /// The id of somebody who asks for leases.
    func holder() -> LeaseID { ids.next(at: .earliest, after: nil).with(ordinal: 1) }

    /// Expects that what was found equals what should be.
    func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) {
        guard found != expected else { return }
        report(expected: "\(what): \(brief(expected))", found: brief(found))
    }

    /// Expects that a condition holds.
    func expect(_ holds: Bool, _ what: String, found: String = "otherwise") {
        guard !holds else { return }
        report(expected: what, found: found)
    }

    func report(expected: String, found: String) {
        let finding = StoreConformance.Finding(
            clause: clause, check: check, expected: expected, found: found)
        list.withLock { $0.append(finding) }
    }

    /// Commits, and expects that it was written.
    func write(_ commit: Commit, to store: any LedgerStore) async throws {
        expect(try await store.commit(commit), .committed, "the answer to a commit")
    }

    /// Writes the entries of several journals one by one, all journals at the same time.
    func writeAtOnce(_ journals: [SampleJournal], to store: any LedgerStore) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for journal in journals {
                group.addTask {
                    for entry in journal.entries {
                        let commit = Commit(
                            customer: journal.customer, expected: entry.revision - 1,
                            entries: [entry])
                        try await self.write(commit, to: store)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Expects that a commit throws `corrupt`.
    func expectCorrupt(_ commit: Commit, on store: any LedgerStore, _ what: String) async {
        do {
            let outcome = try await store.commit(commit)
            report(expected: "\(what) to throw corrupt", found: brief(outcome))
        } catch {
            expect(error.kind, .corrupt, "the kind of error of \(what)")
        }
    }

    /// Expects that a customer's journal and book are those of `journal`, and nothing more.
    func expectWritten(_ journal: SampleJournal, in store: any LedgerStore) async throws {
        let found = try await store.journal(of: journal.customer, after: 0, limit: .max)
        expect(found.map(\.id), journal.entries.map(\.id), "the ids of the journal")
        expect(found == journal.entries, "the journal as it was written")
        let loaded = try await store.load(journal.customer, recalling: .nothing, unless: nil)
        expect(loaded.revision, journal.revision, "the revision")
        expect(loaded.book == journal.book, "the book to be the fold of its journal")
    }

    private func brief(_ value: some Any) -> String {
        let text = "\(value)"
        return text.count > 400 ? "\(text.prefix(400))…" : text
    }
}
