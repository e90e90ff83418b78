public import CreditLedger

/// Proves the contract of `LedgerStore` on any store, clause by clause.
///
/// A store of your own passes when `run()` answers no finding. It needs no test framework; with
/// one, a test can run over ``clauses`` and expect ``run(_:)`` to answer nothing:
///
/// ```swift
/// @Test(arguments: StoreConformance.clauses)
/// func conforms(_ clause: StoreConformance.Clause) async {
///     let suite = StoreConformance { try await MyStore() }
///     #expect(await suite.run(clause) == [])
/// }
/// ```
///
/// The journals that it writes are made by hand, entry by entry, so it depends on no rule of the
/// ledger but on folding. What it can't prove from outside: that a commit survives the loss of
/// power (S4), and that `due`, `charges` and the recall of a line to capture for cost only what
/// they answer (S15, S19, S3).
public struct StoreConformance: Sendable {
    /// One numbered clause of the contract, and the checks that prove it.
    public struct Clause: Sendable, CustomStringConvertible {
        /// Its number, such as `S5`.
        public let number: String
        /// What it demands, in one sentence.
        public let summary: String
        let checks: [Check]

        /// The names of the checks, in order.
        public var checkNames: [String] { checks.map(\.name) }

        /// The number and the summary.
        public var description: String { "\(number) \(summary)" }
    }

    /// A way in which a store broke a clause.
    public struct Finding: Hashable, Sendable, CustomStringConvertible {
        /// The number of the clause.
        public let clause: String
        /// The check that found it.
        public let check: String
        /// What was expected.
        public let expected: String
        /// What came.
        public let found: String

        /// Everything in one line.
        public var description: String {
            "\(clause), \(check): expected \(expected), found \(found)"
        }
    }

    struct Check: Sendable {
        let name: String
        /// Whether several callers use the store at the same time.
        let isRace: Bool
        /// Whether it takes longer than all the others together.
        let isLong: Bool
        let body: @Sendable (ConformanceProbe) async throws -> Void

        init(
            _ name: String, isRace: Bool = false, isLong: Bool = false,
            _ body: @escaping @Sendable (ConformanceProbe) async throws -> Void
        ) {
            (self.name, self.isRace, self.isLong, self.body) = (name, isRace, isLong, body)
        }
    }

    private let makeStore: @Sendable () async throws -> any LedgerStore

    /// A suite over stores that a closure makes.
    ///
    /// - Parameter makeStore: makes a store; each has to be empty when it comes.
    public init(makeStore: @escaping @Sendable () async throws -> any LedgerStore) {
        self.makeStore = makeStore
    }

    /// All clauses in order.
    public static let clauses: [Clause] =
        loading + committing + claims + retrying + owners + lists + journals + dueBooks + feeds
        + charges + leases + sums

    /// The clauses that several callers at once could break, with those checks alone.
    ///
    /// They are for the thread sanitizer, under which all checks take minutes; where one thing is
    /// done after another it can find nothing.
    package static var races: [Clause] { clauses(where: \.isRace) }

    /// The clauses without the checks that take long: for what only stands before a store that has
    /// passed them all.
    package static var ofForwarding: [Clause] { clauses(where: { !$0.isLong }) }

    private static func clauses(where isMeant: (Check) -> Bool) -> [Clause] {
        clauses.compactMap { clause in
            let checks = clause.checks.filter(isMeant)
            guard !checks.isEmpty else { return nil }
            return Clause(number: clause.number, summary: clause.summary, checks: checks)
        }
    }

    /// Runs the checks of all clauses, each on stores of its own.
    ///
    /// - Returns: what was found wrong; nothing of a store that keeps the contract.
    public func run() async -> [Finding] {
        var findings: [Finding] = []
        for clause in Self.clauses { findings += await run(clause) }
        return findings
    }

    /// Runs the checks of one clause.
    ///
    /// - Parameter clause: one of ``clauses``.
    /// - Returns: what was found wrong.
    public func run(_ clause: Clause) async -> [Finding] {
        var findings: [Finding] = []
        for check in clause.checks {
            let probe = ConformanceProbe(
                clause: clause.number, check: check.name, makeStore: makeStore)
            do {
                try await check.body(probe)
            } catch {
                probe.report(expected: "no error", found: "\(error)")
            }
            findings += probe.findings
        }
        return findings
    }
}
