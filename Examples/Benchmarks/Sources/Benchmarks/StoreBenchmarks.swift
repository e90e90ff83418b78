import CreditLedger
import Foundation

extension Benchmarks {
    /// The figures of a durable store beside those of a bare program.
    ///
    /// - Parameter arguments: where the store is, and options.
    /// - Throws: what the store or the program has against it.
    static func stores(_ arguments: ArraySlice<String>) async throws {
        guard let place = arguments.first else { return print(StoreOptions.usage) }
        do {
            let options = try StoreOptions(arguments.dropFirst())
            if place.hasPrefix("sqlite:") {
                let contestant = SQLiteContestant(path: String(place.dropFirst(7)))
                try await StoreBenchmark(contestant: contestant, options: options).run()
            } else if place.hasPrefix("postgres:") || place.hasPrefix("postgresql:") {
                let isURL = place.hasPrefix("postgresql:") || place.hasPrefix("postgres://")
                let url = isURL ? place : String(place.dropFirst(9))
                let contestant = PostgresContestant(
                    url: url, connections: options.connections)
                try await StoreBenchmark(contestant: contestant, options: options).run()
            } else {
                print(StoreOptions.usage)
            }
        } catch {
            print("error: \(error)\n\n\(StoreOptions.usage)")
            exit(1)
        }
    }
}

/// Measures one kind of store, in turn with its bare program: A B, A B, ….
struct StoreBenchmark<Rival: Contestant> {
    let contestant: Rival
    let options: StoreOptions

    func run() async throws {
        print(Comparison.title)
        let callers = options.callers ?? contestant.callers
        if options.only.contains("commits") {
            for callers in callers { try await commits(callers: callers, topUps: false) }
        }
        if options.only.contains("topups") {
            for callers in callers { try await commits(callers: callers, topUps: true) }
        }
        if options.only.contains("open") { try await opening() }
        if options.only.contains("load") { try await loading() }
        if options.only.contains("verify") { try await verifying() }
        guard !options.keepsFiles else { return }
        for place in ["world", "a", "b"] { try contestant.remove(place) }
    }

    /// Commits of so many callers, into a ledger of its own each round.
    private func commits(callers: Int, topUps: Bool) async throws {
        try await makeWorld()
        let count = callers == 1 ? options.operations : options.operations * 5
        var comparison = Comparison()
        var (grown, bareGrown) = (0.0, 0.0)
        for round in 0..<options.rounds {
            try await contestant.copy("world", to: "a")
            try await contestant.copy("world", to: "b")
            let before = Double(try contestant.bytes(of: "a"))
            let store = try await contestant.open("a")
            var traffic = StoreTraffic(store, customers: try StoreTraffic.names(options.customers))
            try await traffic.warm()
            let name = "\(callers)-\(round)"
            let run =
                topUps
                ? try await traffic.topUp(callers: callers, count: count, round: name)
                : try await traffic.drawDown(callers: callers, count: count, round: name)
            try await contestant.close(store)
            let bare = try contestant.bareWrite("a", to: "b", callers: callers)
            guard bare.count == run.count else {
                throw BareFailure(
                    description: "\(run.count) commits by the store, \(bare.count) by the program")
            }
            comparison.add(run, bare)
            grown = (Double(try contestant.bytes(of: "a")) - before) / Double(count)
            bareGrown = (Double(try contestant.bytes(of: "b")) - before) / Double(count)
        }
        comparison.report("\(topUps ? "top-ups" : "drawdowns"), \(callers) callers")
        let bytes = "  bytes on disk per transaction"
        print(Comparison.row(bytes, grown, "", bareGrown, "", bareGrown / grown))
    }

    /// Customers with one wallet and one grant each.
    private func makeWorld() async throws {
        try await build("world", customers: options.customers, grants: 1, history: 0)
    }

    /// Fills a place, unless it is there already, and whole.
    private func build(
        _ place: String, customers: Int, grants: Int, history: Int
    ) async throws {
        let last = try CustomerID("complete-\(customers)-\(grants)-\(history)")
        var store = try await contestant.open(place)
        let found = try await store.load(last, recalling: .nothing, unless: nil)
        if found.revision == 0 {
            try await contestant.close(store)
            try contestant.remove(place)
            store = try await contestant.open(place)
            let traffic = StoreTraffic(store, customers: try StoreTraffic.names(customers))
            try await traffic.populate(grants: grants, callers: min(1_000, customers))
            if history > 0 { try await traffic.drawDownAlone(count: history) }
            try await StoreTraffic(store, customers: [last]).populate(grants: 1, callers: 1)
        }
        try await contestant.close(store)
    }

    /// Opens a ledger of many customers and loads one book, again and again.
    private func opening() async throws {
        let population = options.population ?? (contestant.callers.contains(8) ? 10_000 : 1_000_000)
        let place = "population_\(population)"
        try await build(place, customers: population, grants: 1, history: 0)
        let customer = try CustomerID("customer-\(population / 2)")
        var comparison = Comparison()
        for _ in 0..<options.rounds {
            var times: [Int64] = []
            let start = ContinuousClock.now
            for _ in 0..<20 {
                let began = ContinuousClock.now
                let store = try await contestant.open(place)
                _ = try await store.load(customer, recalling: .nothing, unless: nil)
                try await contestant.close(store)
                times.append(StoreTraffic.nanoseconds(since: began))
            }
            let run = Run(elapsed: Double(StoreTraffic.nanoseconds(since: start)), times: times)
            comparison.add(run, try contestant.bareOpen(place, customer, times: 20))
        }
        comparison.report("open, 1 load, close; \(population) customers")
    }

    /// Loads books that nobody has in memory.
    private func loading() async throws {
        for grants in [3, options.grants] {
            let place = "history_\(grants)_\(options.history)"
            try await build(place, customers: 1, grants: grants, history: options.history)
            let customer = try StoreTraffic.names(1)[0]
            let store = try await contestant.open(place)
            var comparison = Comparison()
            for _ in 0..<options.rounds {
                var times: [Int64] = []
                let start = ContinuousClock.now
                for _ in 0..<options.loads {
                    let began = ContinuousClock.now
                    _ = try await store.load(customer, recalling: .nothing, unless: nil)
                    times.append(StoreTraffic.nanoseconds(since: began))
                }
                let run = Run(elapsed: Double(StoreTraffic.nanoseconds(since: start)), times: times)
                comparison.add(
                    run, try contestant.bareLoad(place, customer, times: options.loads))
            }
            try await contestant.close(store)
            comparison.report("cold load, \(grants) grants, \(options.history) entries")
        }
    }

    /// Verifies whole ledgers: many short journals, and a long one.
    private func verifying() async throws {
        try await makeWorld()
        try await contestant.copy("world", to: "a")
        let store = try await contestant.open("a")
        let traffic = StoreTraffic(store, customers: try StoreTraffic.names(options.customers))
        _ = try await traffic.drawDown(
            callers: 1_000, count: options.operations * 5, round: "verify")
        try await contestant.close(store)
        try await verify("a", "verify, \(options.customers) customers")
        let long = "history_3_\(options.history)"
        try await build(long, customers: 1, grants: 3, history: options.history)
        try await verify(long, "verify, \(options.history) entries of a customer")
    }

    private func verify(_ place: String, _ name: String) async throws {
        var comparison = Comparison()
        for _ in 0..<options.rounds {
            let store = try await contestant.open(place)
            let start = ContinuousClock.now
            let verification = try await Ledger(store: store).verify()
            let elapsed = Double(StoreTraffic.nanoseconds(since: start))
            try await contestant.close(store)
            guard verification.isClean else {
                throw BareFailure(description: "\(verification.differences)")
            }
            let bare = try contestant.bareScan(place)
            comparison.add(Run(count: verification.transactions, elapsed: elapsed), bare)
        }
        comparison.report(name)
    }
}
