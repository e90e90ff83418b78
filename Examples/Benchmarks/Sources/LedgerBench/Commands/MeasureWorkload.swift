import ArgumentParser

/// Measures the ledger.
struct MeasureWorkload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures the ledger; 'measure' may be left out.")

    @OptionGroup var options: WorkloadOptions

    func run() async throws {
        do {
            let report = try await Self.report(options.plan)
            print(options.json ? report.json : report.text)
        } catch {
            throw Failure(error)
        }
    }

    static func report(_ plan: Plan) async throws -> Report {
        switch plan.workload {
        case .topup: try await TrafficRun<TopUps>.report(plan)
        case .drawdown: try await TrafficRun<Drawdowns>.report(plan)
        case .mixed: try await TrafficRun<MixedCommands>.report(plan)
        case .hold: try await TrafficRun<Holds>.report(plan)
        case .invoice: try await InvoiceRun.report(plan)
        case .sweep: try await SweepRun.report(plan)
        case .history: try await HistoryRun.report(plan)
        case .grants: try await GrantsRun.report(plan)
        case .verify: try await VerifyRun.report(plan)
        case .open: try await OpenRun.report(plan)
        }
    }
}
