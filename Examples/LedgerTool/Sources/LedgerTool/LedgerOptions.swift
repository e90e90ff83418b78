import ArgumentParser
import CreditLedger

/// Which ledger a report is about, and as of when.
struct LedgerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What fills the ledger, which must be empty, as one in memory is.",
            discussion: """
                'scenario:FILE' does the steps of a scenario file, whatever they expect; its names \
                of wallets can be used in place of ids. 'workload:SEED[:STEPS]' does seeded \
                histories of about everything a ledger can do, by default 1,000 steps: 100 for \
                each of the customers workload-SEED-1, workload-(SEED+1)-1, and so on.
                """, valueName: "source"),
        transform: { try LedgerSource(argument: $0) })
    var from: LedgerSource?

    @Option(
        help: ArgumentHelp(
            "The store that the ledger is in: \(StoreChoice.forms); by default memory.",
            discussion: """
                It must be there, unless --from fills it, and is only read. A URL is as libpq \
                takes it, or its words such as 'host=db dbname=credits'; '#NAME' after a URL names \
                a schema other than \(StoreChoice.defaultSchema).
                """, valueName: "store"))
    var store: StoreChoice = .memory

    @Option(
        help: ArgumentHelp(
            "Where the clock stands: ISO 8601 with a zone; by default at the last step of what "
                + "fills the ledger, and now if nothing does.",
            discussion: "What falls due by then, such as an expiry, has happened.",
            valueName: "instant"),
        transform: { try Instant(argument: $0) })
    var at: Instant?

    @Flag(help: "Tell of progress, also where the standard error is not a terminal.")
    var progress = false

    func validate() throws {
        try store.check("--store")
        guard store != .memory || from != nil else {
            throw ValidationError(
                "A ledger in memory begins empty: say with '--from scenario:FILE' or '--from "
                    + "workload:SEED' what fills it, or with '--store' where there is one.")
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
