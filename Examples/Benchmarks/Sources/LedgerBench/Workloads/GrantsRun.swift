import CreditLedger

/// Drawdowns of one customer at a time, with more and more open grants.
enum GrantsRun {
    static func report(_ plan: Plan) async throws -> Report {
        let place = Place(plan)
        return try await place.whileItStands {
            let open = try await place.open()
            let world = try World(plan, open.store, customers: 1)
            var customers = LoneCustomers(world.ledger, plan)
            _ = try await customers.time(after: 10, grants: 3, window: min(plan.warmup, 1_000))
            let before = ProcessMemory.settled
            world.count.reset()
            customers.times.removeAll()
            var points: [(grants: Int, nanoseconds: Double)] = []
            for grants in numbers(upTo: plan.grants) {
                let window = max(plan.operations / 10, 1)
                let times = try await customers.time(after: 0, grants: grants, window: window)
                points.append((grants, Double(Latencies(times).percentile(50))))
            }
            let (grown, peak) = (ProcessMemory.settled - before, ProcessMemory.peak)
            let report = try await customers.report(plan, world, grown: grown, peak: peak) {
                let rows = points.map { point in
                    var row = Report()
                    row.add("grants", point.grants)
                    row.add("us_per_decision", point.nanoseconds / 1e3)
                    return row
                }
                $0.add("points", rows)
                let (first, last) = (points[0], points[points.count - 1])
                $0.add(
                    "ns_per_grant",
                    (last.nanoseconds - first.nanoseconds) / Double(last.grants - first.grants))
            }
            await open.close()
            return report
        }
    }

    /// 1, 10, 100 and so on, and the most that were asked for.
    static func numbers(upTo most: Int) -> [Int] {
        var numbers: [Int] = []
        var number = 1
        while number < most {
            numbers.append(number)
            number *= 10
        }
        return numbers + [most]
    }
}
