import CreditLedger

/// Drawdowns of one customer at a time, at lengths of history that grow a hundredfold each.
enum HistoryRun {
    /// A length of history, and what a drawdown takes there.
    struct Point: Sendable {
        let entries: Int
        let nanoseconds: Double
    }

    static func report(_ plan: Plan) async throws -> Report {
        let place = Place(plan)
        return try await place.whileItStands {
            let open = try await place.open()
            let lengths = lengths(upTo: plan.operations)
            let world = try World(plan, open.store, customers: 1)
            var customers = LoneCustomers(world.ledger, plan)
            // The warm-up is of customers of its own.
            _ = try await customers.time(after: 10, grants: 3, window: min(plan.warmup, 1_000))
            let before = ProcessMemory.settled
            world.count.reset()
            customers.times.removeAll()
            var points: [Point] = []
            for length in lengths {
                // A short history has room for few calls, so several customers have one.
                let window = min(max(length / 10, 10), 2_000)
                var all: [Int64] = []
                for _ in 0..<max(1, min(1_000, plan.operations) / window) {
                    all += try await customers.time(after: length, grants: 3, window: window)
                }
                let mean = Double(all.reduce(0, +)) / Double(all.count)
                points.append(Point(entries: length, nanoseconds: mean))
            }
            let (grown, peak) = (ProcessMemory.settled - before, ProcessMemory.peak)
            let report = try await customers.report(plan, world, grown: grown, peak: peak) {
                let rows = points.map { point in
                    var row = Report()
                    row.add("entries", point.entries)
                    row.add("us_per_operation", point.nanoseconds / 1e3)
                    return row
                }
                $0.add("points", rows)
                let (first, last) = (points[0].nanoseconds, points[points.count - 1].nanoseconds)
                $0.add("growth", last / first)
            }
            await open.close()
            return report
        }
    }

    /// 10, 1,000, 100,000 and so on, and the longest history that was asked for.
    static func lengths(upTo longest: Int) -> [Int] {
        var lengths: [Int] = []
        var length = 10
        while length < longest {
            lengths.append(length)
            length *= 100
        }
        return lengths + [max(longest, 1)]
    }
}
