import CreditLedger

/// The recomputing of all books in turn with a bare scan of the same rows; in memory with a bare
/// fold of as many records.
enum VerifyContest {
    static func rounds(_ plan: Plan) async throws -> [Pairing] {
        let place = Place(plan)
        return try await VerifyRun.withLedger(plan, place) { standing in
            let fold = plan.store == .memory ? try await BareFold(plan) : nil
            var rounds: [Pairing] = []
            for _ in 0..<plan.rounds {
                let ledger = try await standing.report(plan, rounds: 1)
                let bare =
                    if let fold {
                        try fold.stretch()
                    } else {
                        try scan(place, transactions: standing.transactions)
                    }
                rounds.append(Pairing(ledger: ledger, bare: Report(plan, bare: bare)))
            }
            return rounds
        }
    }

    /// Reads all that a place has, each transaction being an operation.
    private static func scan(_ place: Place, transactions: Int) throws -> Stretch {
        let run = try BareProgram.scan(place)
        guard run.commits == transactions else {
            throw Failure.wrong("\(run.commits) transactions, not \(transactions)")
        }
        return Stretch(
            operations: transactions, elapsed: run.elapsed, wrong: 0, times: [run.elapsed])
    }
}

/// A bare journal in memory, folded anew.
struct BareFold {
    private let journal: [BareRecord]
    private let customers: Int

    /// As many drawdowns as the plan says, of customers with three grants.
    init(_ plan: Plan) async throws {
        var books = BareBooks(keepsKeys: false, room: plan.customers)
        for index in 0..<plan.customers { books.open(try World.name(index)) }
        var traffic = try Drawdowns(plan, World(plan, InMemoryStore()))
        var drive = Drive<Drawdowns>(plan, callers: 1)
        _ = try await drive.run(&traffic, operations: plan.operations) { block in
            [Share(block, 0, of: 1, sampling: 16) { Drawdowns.perform($0, on: &books) }]
        }
        journal = books.journal
        customers = plan.customers
    }

    /// Recomputes what remains in each grant, and compares it with what each record says.
    func stretch() throws -> Stretch {
        let began = MonotonicTime.now
        var remaining = [Int128](repeating: 0, count: customers * 3)
        var wrong = 0
        for record in journal {
            let place = Int(record.book) * 3 + Int(record.lot)
            remaining[place] += record.kind == .given ? record.amount : -record.amount
            if remaining[place] != record.remaining { wrong += 1 }
        }
        let spent = MonotonicTime.now - began
        guard wrong == 0 else { throw Failure.wrong("\(wrong) records do not follow.") }
        return Stretch(operations: journal.count, elapsed: spent, wrong: 0, times: [spent])
    }
}
