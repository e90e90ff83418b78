import ArgumentParser

/// What the command line says of a run.
struct WorkloadOptions: ParsableArguments {
    @Argument(help: "What to measure.")
    var workload: WorkloadName

    @Option(
        help: ArgumentHelp(
            "Where: \(StoreChoice.forms); by default memory.",
            discussion: """
                The file must not be there: it is made, beside others whose names begin alike, and \
                removed. In a database, schemas of the run's own are made and dropped. A command \
                line can be seen by others: libpq also takes passwords from PGPASSWORD.
                """, valueName: "store"))
    var store: StoreChoice = .memory

    @Option(help: ArgumentHelp("How many customers there are.", valueName: "n"))
    var customers = 10_000

    @Option(
        help: ArgumentHelp(
            "How many operations are measured; by default 200,000 in memory and 20,000 elsewhere.",
            valueName: "m"))
    var operations: Int?

    @Option(help: ArgumentHelp("How many callers there are at once.", valueName: "c"))
    var callers = 1

    @Option(help: ArgumentHelp("What decides every choice of the run.", valueName: "s"))
    var seed: UInt32 = 1

    @Option(
        help: ArgumentHelp(
            "How many operations go before, uncounted; by default a tenth, 20,000 at most.",
            valueName: "n"))
    var warmup: Int?

    @Option(
        help: ArgumentHelp(
            "The most books that the ledger keeps in memory; by default its own default.",
            valueName: "n"))
    var cache: Int?

    @Option(
        help: ArgumentHelp(
            "How often invoice, sweep, verify, open and compare repeat what they measure.",
            valueName: "n"))
    var rounds = 5

    @Option(
        help: ArgumentHelp(
            "Every so many-th call is timed for the percentiles; by default 16 in memory, where "
                + "the clock would distort the throughput, and 1 elsewhere.", valueName: "n"))
    var sampling: Int?

    @Option(help: ArgumentHelp("The lines of an invoice.", valueName: "n"))
    var lines = 1_000

    @Option(
        help: ArgumentHelp(
            "The open grants of a customer: by default 100 for invoice, 1,000 for grants.",
            valueName: "n"))
    var grants: Int?

    @Option(
        help: ArgumentHelp(
            "With topup, drawdown, mixed and hold: each wallet has a threshold rule that does not "
                + "fire, and each customer so many lines of unbilled usage, which it counts.",
            valueName: "n"))
    var usage: Int?

    @Option(help: ArgumentHelp("The connections of a PostgreSQL store.", valueName: "n"))
    var connections = 8

    @Flag(
        help: ArgumentHelp(
            "Count commits and conflicts in memory too, which costs two looks at the clock a call.",
            discussion: """
                Without it a commit is counted for each entry, and no conflict: in memory all \
                callers have one ledger, where the commands of one book form one queue.
                """))
    var observe = false

    @Flag(help: "Print one JSON object as the last line.")
    var json = false

    func validate() throws {
        try store.check()
        try Self.check("--customers", customers, 1...100_000_000)
        try Self.check("--operations", operations, 1...1_000_000_000)
        try Self.check("--callers", callers, 1...100_000)
        try Self.check("--warmup", warmup, 0...1_000_000_000)
        try Self.check("--cache", cache, 1...1_000_000_000)
        try Self.check("--rounds", rounds, 1...50)
        try Self.check("--sampling", sampling, 1...1_000_000)
        try Self.check("--lines", lines, 2...5_000)
        try Self.check("--grants", grants, 2...100_000)
        try Self.check("--usage", usage, 0...5_000)
        try Self.check("--connections", connections, 1...1_000)
        if workload == .open, store == .memory {
            throw ValidationError(
                "'open' does not apply to memory, which is empty whenever it is opened: "
                    + "--store sqlite:FILE or postgres:URL.")
        }
    }

    private static func check(_ name: String, _ value: Int?, _ range: ClosedRange<Int>) throws {
        guard let value, !range.contains(value) else { return }
        throw ValidationError(
            "\(name) must be from \(range.lowerBound) to \(range.upperBound), not \(value).")
    }

    /// The run that this asks for, with every number decided.
    var plan: Plan {
        let isDurable = store != .memory
        let operations = operations ?? (isDurable ? 20_000 : 200_000)
        return Plan(
            workload: workload, store: store, customers: customers, operations: operations,
            callers: callers, seed: seed, warmup: warmup ?? min(operations / 10, 20_000),
            cache: cache, rounds: rounds, sampling: sampling ?? (isDurable ? 1 : 16),
            lines: lines, grants: grants ?? (workload == .invoice ? 100 : 1_000),
            usage: usage, connections: connections, observes: observe || isDurable)
    }
}

/// A run with every number decided.
struct Plan: Sendable {
    let workload: WorkloadName
    let store: StoreChoice
    let customers: Int
    let operations: Int
    let callers: Int
    let seed: UInt32
    let warmup: Int
    /// The ledger's default if `nil`.
    let cache: Int?
    let rounds: Int
    let sampling: Int
    let lines: Int
    let grants: Int
    /// Without a threshold rule if `nil`.
    let usage: Int?
    let connections: Int
    /// Whether the ledger tells of each commit.
    let observes: Bool
}
