import CreditLedger

/// A durable store in turn with its bare program, which writes the very rows that the store has
/// written, in the same order, into a copy of what was there before.
enum DurableContest<Kind: Traffic> {
    static func rounds(_ plan: Plan) async throws -> [Pairing] {
        let (base, first, second) = (Place(plan, "world"), Place(plan), Place(plan, "b"))
        return try await base.whileItStands {
            let open = try await base.open()
            var world = try World(plan, open.store)
            try await world.populate(more: Kind.moreGrants, callers: plan.populators)
            await open.close()
            var rounds: [Pairing] = []
            for _ in 0..<plan.rounds {
                let round = try await first.whileItStands {
                    try await second.whileItStands {
                        try await base.copy(to: first)
                        try await base.copy(to: second)
                        return try await pairing(plan, world, first, second)
                    }
                }
                rounds.append(round)
            }
            return rounds
        }
    }

    /// One round in two places that are alike.
    private static func pairing(
        _ plan: Plan, _ base: World, _ first: Place, _ second: Place
    ) async throws -> Pairing {
        let before = try first.bytes()
        let open = try await first.open()
        let world = try World(plan, open.store, like: base)
        try await world.load(callers: plan.populators)
        var traffic = try Kind(plan, world)
        var drive = Drive<Kind>(plan)
        let resident = ProcessMemory.settled
        world.count.reset()
        let stretch = try await drive.run(
            &traffic, operations: plan.operations, on: world.ledger)
        let grown = ProcessMemory.settled - resident
        let commits = world.count.commits
        guard stretch.wrong == 0 else {
            throw Failure.wrong("\(stretch.wrong) operations came to something else.")
        }
        let verification = try await Proof(ledger: world.ledger).check(
            customers: world.customers, sums: world.given(more: Kind.moreGrants) + traffic.sums)
        await open.close()
        var ledger = Report(plan, stretch)
        ledger.add(
            world, commits: commits,
            transactions: verification.transactions - world.transactions,
            grown: grown, peak: ProcessMemory.peak)
        ledger.add("disk_bytes_per_operation", try growth(of: first, from: before, plan))
        let run = try BareProgram.write(first, to: second, callers: plan.callers)
        let entries = plan.operations * Kind.entriesEach
        guard run.commits == entries else {
            throw Failure.wrong("The program committed \(run.commits) entries, not \(entries).")
        }
        var bare = Report(plan, run, operations: plan.operations)
        bare.add("disk_bytes_per_operation", try growth(of: second, from: before, plan))
        return Pairing(ledger: ledger, bare: bare)
    }

    private static func growth(
        of place: Place, from before: Int, _ plan: Plan
    ) throws -> Double {
        Double(try place.bytes() - before) / Double(plan.operations)
    }
}
