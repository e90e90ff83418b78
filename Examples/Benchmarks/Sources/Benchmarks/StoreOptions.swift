import Foundation

/// What to measure, and how much of it.
struct StoreOptions: Sendable {
    static let usage = """
        usage: benchmarks stores sqlite:FILE | postgres:URL [OPTION ...]

        Measures a durable store through the ledger's public face, in turn with a bare program in C
        over the same library, which writes the very rows that the store has written into the same
        schema, as durably, or reads the same rows and does nothing with them. Prints the medians
        of several rounds, and the median of the ratios round by round.

        sqlite:FILE    makes files whose names begin with FILE
        postgres:URL   makes schemas whose names begin with benchmark_

        --only WORDS       of commits,topups,open,load,verify, separated by commas (default: all)
        --rounds N         rounds of each figure (5)
        --customers N      customers that are written for, each with one open grant (10,000)
        --operations N     commits of one caller in a round; many callers do 5 times that (10,000)
        --callers LIST     callers at once, separated by commas (1,100,1000; PostgreSQL: 1,8,64)
        --population N     customers of the ledger that is opened; it is kept for the next time
                           (SQLite: 1,000,000; PostgreSQL: 10,000)
        --history N        entries of each book that is loaded; they are kept too (100,000)
        --grants N         open grants of the second of these books (1,000)
        --connections N    connections of a PostgreSQL store (8)
        --loads N          loads in a round (200)
        --keep             keeps what the commits wrote
        """

    var only: Set<String> = ["commits", "topups", "open", "load", "verify"]
    var rounds = 5
    var customers = 10_000
    var operations = 10_000
    var callers: [Int]?
    var population: Int?
    var history = 100_000
    var grants = 1_000
    var loads = 200
    var connections = 8
    var keepsFiles = false

    /// Reads the options.
    ///
    /// - Parameter arguments: what follows the place.
    /// - Throws: ``BareFailure`` for what is none.
    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let name = rest.popFirst() {
            if name == "--keep" {
                keepsFiles = true
                continue
            }
            guard let value = rest.popFirst() else {
                throw BareFailure(description: "\(name) is no option, or lacks its value")
            }
            let numbers = value.split(separator: ",").compactMap { Int($0) }.filter { $0 > 0 }
            switch (name, numbers.first) {
            case ("--only", _): only = Set(value.split(separator: ",").map(String.init))
            case ("--rounds", let number?): rounds = number
            case ("--customers", let number?): customers = number
            case ("--operations", let number?): operations = number
            case ("--callers", .some): callers = numbers
            case ("--population", let number?): population = number
            case ("--history", let number?): history = number
            case ("--grants", let number?): grants = number
            case ("--connections", let number?): connections = number
            case ("--loads", let number?): loads = number
            default: throw BareFailure(description: "\(name) \(value) is no option")
            }
        }
    }
}
