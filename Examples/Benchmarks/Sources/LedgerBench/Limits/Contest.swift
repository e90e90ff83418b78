/// One round of a workload and of the bare program beside it.
struct Pairing: Sendable {
    /// `nil` where only the program was asked for and does not need the ledger's.
    var ledger: Report?
    var bare: Report
}

/// The workloads that have a limit, and how the two are measured in turn.
enum Contest {
    /// Measures rounds of the ledger and of the bare program, in turn.
    ///
    /// - Parameters:
    ///   - plan: what is measured; its rounds.
    ///   - measuresLedger: whether the ledger is wanted where the program does not need it.
    /// - Returns: the rounds.
    /// - Throws: ``Failure``; a workload without a sensible limit says so.
    static func rounds(_ plan: Plan, measuresLedger: Bool) async throws -> [Pairing] {
        switch plan.workload {
        case .topup: try await traffic(TopUps.self, plan, measuresLedger)
        case .drawdown: try await traffic(Drawdowns.self, plan, measuresLedger)
        case .mixed: try await traffic(MixedCommands.self, plan, measuresLedger)
        case .hold: try await traffic(Holds.self, plan, measuresLedger)
        case .verify: try await VerifyContest.rounds(plan)
        case .open: try await OpenContest.rounds(plan)
        case .invoice, .sweep, .history, .grants:
            throw Failure.usage(
                "'\(plan.workload.rawValue)' has no sensible limit: what it takes is the ledger's "
                    + "own work, and its figures are compared with each other.")
        }
    }

    private static func traffic<Kind: BareTraffic>(
        _: Kind.Type, _ plan: Plan, _ measuresLedger: Bool
    ) async throws -> [Pairing] {
        guard plan.store == .memory else { return try await DurableContest<Kind>.rounds(plan) }
        var rounds: [Pairing] = []
        for _ in 0..<plan.rounds {
            let ledger = measuresLedger ? try await TrafficRun<Kind>.report(plan) : nil
            rounds.append(Pairing(ledger: ledger, bare: try await MemoryLimit<Kind>.report(plan)))
        }
        return rounds
    }
}

extension Report {
    /// What a bare program that only reads came to.
    init(_ plan: Plan, bare stretch: Stretch) {
        self.init(plan, stretch)
        add("commits", 0)
        add("conflicts", 0)
        add("peak_bytes", ProcessMemory.peak)
    }

    /// What a bare program came to.
    init(_ plan: Plan, _ run: BareRun, operations: Int) {
        self.init(plan)
        add("operations", operations)
        add("seconds", Double(run.elapsed) / 1e9)
        add("operations_per_second", Double(operations) * 1e9 / Double(run.elapsed))
        add("p50_us", Double(run.p50) / 1e3)
        add("p99_us", Double(run.p99) / 1e3)
        add("max_us", Double(run.longest) / 1e3)
        add("commits", run.commits)
        add("conflicts", 0)
        add("rows", run.rows)
        add("peak_bytes", ProcessMemory.peak)
    }
}
