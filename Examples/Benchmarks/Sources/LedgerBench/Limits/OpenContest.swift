/// A cold start in turn with a bare one: a file or schema is opened and a customer looked for; and
/// all its rows are read.
enum OpenContest {
    static func rounds(_ plan: Plan) async throws -> [Pairing] {
        let place = Place(plan)
        return try await OpenRun.withStore(plan, place) { closed in
            var rounds: [Pairing] = []
            for _ in 0..<plan.rounds {
                let ledger = try await closed.report(plan, place, rounds: 1)
                place.forget()
                let open = try BareProgram.open(place, closed.customer)
                place.forget()
                let scan = try BareProgram.scan(place)
                guard scan.commits == closed.transactions else {
                    throw Failure.wrong(
                        "\(scan.commits) transactions, not \(closed.transactions)")
                }
                // What is timed ends before the closing, which the whole does not.
                let stretch = Stretch(
                    operations: 1, elapsed: open.p50, wrong: 0, times: [open.p50])
                var bare = Report(plan, bare: stretch)
                bare.add("seconds_of_all_balances", Double(scan.elapsed) / 1e9)
                bare.add(
                    "transactions_per_second", Double(scan.commits) * 1e9 / Double(scan.elapsed))
                rounds.append(Pairing(ledger: ledger, bare: bare))
            }
            return rounds
        }
    }
}
