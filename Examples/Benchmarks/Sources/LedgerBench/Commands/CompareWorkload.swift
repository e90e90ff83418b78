import ArgumentParser

/// Measures the ledger and the bare program in turn.
struct CompareWorkload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Measures a workload and the bare program beside it, in turn.",
        discussion:
            "Prints the ratio of each round, 1 being as fast as the program, and the median.")

    @OptionGroup var options: WorkloadOptions

    func run() async throws {
        do {
            let plan = options.plan
            let rounds = try await Contest.rounds(plan, measuresLedger: true)
            let report = Comparison.report(plan, rounds)
            print(options.json ? report.json : report.text)
        } catch {
            throw Failure(error)
        }
    }
}

/// The ratios of rounds.
enum Comparison {
    static func rate(_ report: Report) -> Double { report["operations_per_second"] ?? 0 }

    static func report(_ plan: Plan, _ rounds: [Pairing]) -> Report {
        let pairs = rounds.compactMap { round in
            round.ledger.map { (ledger: $0, bare: round.bare) }
        }
        var report = Report(plan)
        report.add("operations", plan.operations)
        for (name, prefix) in [
            ("operations_per_second", ""), ("transactions_per_second", "transactions_"),
        ] {
            let figures = pairs.compactMap { pair in
                pair.ledger[name].flatMap { mine in pair.bare[name].map { (mine, $0) } }
            }
            guard !figures.isEmpty else { continue }
            report.add(
                "\(prefix)rounds",
                figures.map { mine, bare in
                    var row = Report()
                    row.add("ledger_per_second", mine)
                    row.add("bare_per_second", bare)
                    row.add("ratio", mine / bare)
                    return row
                })
            report.add("\(prefix)ledger_per_second", median(figures.map(\.0)))
            report.add("\(prefix)bare_per_second", median(figures.map(\.1)))
            report.add("\(prefix)ratio", median(figures.map { $0 / $1 }))
        }
        for name in ["p50_us", "p99_us", "max_us", "disk_bytes_per_operation"] {
            let mine = pairs.compactMap { $0.ledger[name] }
            let bare = pairs.compactMap { $0.bare[name] }
            guard !mine.isEmpty, !bare.isEmpty else { continue }
            report.add("ledger_\(name)", median(mine))
            report.add("bare_\(name)", median(bare))
        }
        return report
    }
}
