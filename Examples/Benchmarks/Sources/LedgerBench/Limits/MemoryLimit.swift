import CreditLedger

/// Does a kind of operations on bare books in memory.
enum MemoryLimit<Kind: BareTraffic> {
    /// What a run came to, with what the process grew by for each customer and each record.
    private struct Run: Sendable {
        var stretch: Stretch
        var customerBytes: Double
        var recordBytes: Double
    }

    static func report(_ plan: Plan) async throws -> Report {
        let run = try await run(plan, keepsKeys: true)
        let peak = ProcessMemory.peak
        let bare = try await self.run(plan, keepsKeys: false).stretch
        var report = Report(plan, run.stretch)
        report.add(
            "without_keys_per_second", Double(bare.operations) * 1e9 / Double(bare.elapsed))
        report.add("peak_bytes", peak)
        report.add("bytes_per_customer", run.customerBytes)
        report.add("bytes_per_transaction", run.recordBytes)
        report.add("commits", plan.operations * Kind.entriesEach)
        report.add("conflicts", 0)
        return report
    }

    private static func run(_ plan: Plan, keepsKeys: Bool) async throws -> Run {
        // Only the ids of its wallets are needed of this world, which has no customers.
        var traffic = try Kind(plan, World(plan, InMemoryStore()))
        let start = ProcessMemory.settled
        var books = BareBooks(keepsKeys: keepsKeys, room: plan.customers)
        let shards = BareShards(keepsKeys: keepsKeys, room: plan.customers)
        for index in 0..<plan.customers {
            let customer = try World.name(index)
            if plan.callers == 1 { books.open(customer) } else { shards.open(customer) }
        }
        let before = ProcessMemory.settled
        var drive = Drive<Kind>(plan)
        var wrong = 0
        var stretch = Stretch()
        for operations in [plan.warmup, plan.operations] {
            stretch =
                plan.callers == 1
                ? try await alone(&books, &drive, &traffic, operations)
                : try await together(shards, &drive, &traffic, operations)
            wrong += stretch.wrong
        }
        let records = 3 * plan.customers + (plan.warmup + plan.operations) * Kind.entriesEach
        let found = books.journal.count + shards.records
        guard wrong == 0, found == records else {
            throw Failure.wrong("\(wrong) wrong operations, \(found) records, not \(records)")
        }
        let grown = ProcessMemory.settled - before
        return Run(
            stretch: stretch, customerBytes: Double(before - start) / Double(plan.customers),
            recordBytes: Double(grown) / Double(records - 3 * plan.customers))
    }

    /// One caller needs no lock.
    private static func alone(
        _ books: inout BareBooks, _ drive: inout Drive<Kind>, _ traffic: inout Kind,
        _ operations: Int
    ) async throws -> Stretch {
        let sampling = drive.sampling
        return try await drive.run(&traffic, operations: operations) { block in
            books.now = MonotonicTime.now
            return [
                Share(block, 0, of: 1, sampling: sampling) { Kind.perform($0, on: &books) }
            ]
        }
    }

    private static func together(
        _ shards: BareShards, _ drive: inout Drive<Kind>, _ traffic: inout Kind,
        _ operations: Int
    ) async throws -> Stretch {
        let (callers, sampling) = (drive.callers, drive.sampling)
        return try await drive.run(&traffic, operations: operations) { block in
            try await Drive<Kind>.together(callers, block) { block, caller in
                Share(block, caller, of: callers, sampling: sampling) {
                    shards.perform(Kind.self, $0)
                }
            }
        }
    }
}
