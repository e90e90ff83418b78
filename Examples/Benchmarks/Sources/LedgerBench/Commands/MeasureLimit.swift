import ArgumentParser

/// Measures the bare program.
struct MeasureLimit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit", abstract: "Measures the bare program beside a workload.",
        discussion: """
            A durable store's program writes what the ledger has written, so the ledger runs \
            first. The median round is printed.
            """)

    @OptionGroup var options: WorkloadOptions

    func run() async throws {
        do {
            let rounds = try await Contest.rounds(options.plan, measuresLedger: false)
            let sorted = rounds.map(\.bare).sorted { Comparison.rate($0) < Comparison.rate($1) }
            let report = sorted[sorted.count / 2]
            print(options.json ? report.json : report.text)
        } catch {
            throw Failure(error)
        }
    }
}
