import ArgumentParser
import CreditLedger

/// Which ledger a report is about, and as of when.
struct LedgerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What fills the ledger, as one in memory begins empty.",
            discussion: """
                'scenario:FILE' does the steps of a scenario file, whatever they expect; its names \
                of wallets can be used in place of ids. 'workload:SEED[:STEPS]' does seeded \
                histories of about everything a ledger can do, by default 1,000 steps: 100 for \
                each of the customers workload-SEED-1, workload-(SEED+1)-1, and so on.
                """, valueName: "source"),
        transform: { try LedgerSource(argument: $0) })
    var from: LedgerSource?

    @Option(help: "The store that the ledger is in.")
    var store: StoreChoice = .memory

    @Option(
        help: ArgumentHelp(
            "Where the clock stands, if later than the last step: ISO 8601 with a zone.",
            discussion: "What falls due by then, such as an expiry, has happened.",
            valueName: "instant"),
        transform: { try Instant(argument: $0) })
    var at: Instant?

    @Flag(help: "Tell of progress, also where the standard error is not a terminal.")
    var progress = false

    func validate() throws {
        guard store != .memory || from != nil else {
            throw ValidationError(
                "A ledger in memory begins empty: say with '--from scenario:FILE' or '--from "
                    + "workload:SEED' what fills it.")
        }
    }
}

/// How a report is written.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Write one JSON object; amounts and ids are text, instants ISO 8601.")
    var json = false
}

extension Instant {
    /// Reads an argument of the command line.
    init(argument: String) throws {
        do throws(Refusal) {
            try self.init(argument)
        } catch {
            throw ValidationError(
                "It must be an instant with a zone, such as 2026-01-31T12:00:00Z.")
        }
    }
}

extension CustomerID {
    /// Reads an argument of the command line.
    init(argument: String) throws {
        do throws(Refusal) {
            try self.init(argument)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
