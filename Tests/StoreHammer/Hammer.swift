internal import CreditLedger
internal import Foundation

#if SQLite
    internal import CreditLedgerSQLite
#endif
#if Postgres
    internal import CreditLedgerPostgres
#endif

/// A program to be killed: it puts a ledger on a durable store under load, and tells what was
/// acknowledged.
///
/// Its lines are those of ``HammerLog``. It ends with 0 when all commands were answered, with 2 if
/// it can't do what it was told, and with 3 if the store says that it is corrupt or misconfigured.
@main
struct Hammer {
    static func main() async {
        do {
            try await run(Orders(CommandLine.arguments.dropFirst()))
        } catch {
            let text = (error as? Orders.Complaint)?.text ?? "\(error)"
            FileHandle.standardError.write(Data("store-hammer: \(text)\n".utf8))
            exit(2)
        }
    }

    private static func run(_ orders: Orders) async throws {
        let voice = Voice()
        endWithParent()
        let ledger = Ledger(store: try await reach(orders.target, voice))
        voice.say("ready")
        let collecting = orders.charges.map { file in
            Task { await Collection(ledger: ledger, file: ChargeFile(path: file)).run(voice) }
        }
        await withTaskGroup(of: Void.self) { callers in
            for number in 0..<orders.callers {
                callers.addTask {
                    var caller = Caller(number, orders, ledger, voice)
                    await caller.run()
                }
            }
        }
        if orders.collectsAll {
            while try await !ledger.store.charges(after: nil, limit: 1).isEmpty {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        collecting?.cancel()
        await collecting?.value
        voice.say("done")
    }

    /// Ends the program once nobody is there any more who would kill it.
    private static func endWithParent() {
        let parent = getppid()
        Task {
            while getppid() == parent { try? await Task.sleep(for: .milliseconds(200)) }
            exit(1)
        }
    }

    /// Opens the store, as often as it takes: its server may be starting.
    private static func reach(
        _ target: Orders.Target, _ voice: Voice
    ) async throws -> any LedgerStore {
        while true {
            do {
                return try await open(target)
            } catch let error as StoreError {
                guard error.isPassing else {
                    voice.say("broken", error.code, error.description)
                    exit(3)
                }
                voice.say("closed", error.code, error.description)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func open(_ target: Orders.Target) async throws -> any LedgerStore {
        switch target {
        case .sqlite(let path):
            #if SQLite
                return try await SQLiteStore(path: path)
            #else
                throw Orders.Complaint(text: "it was built without the trait SQLite")
            #endif
        case .postgres(let url, let schema):
            #if Postgres
                return try await PostgresStore(
                    url, configuration: PostgresStore.Configuration(schema: schema))
            #else
                throw Orders.Complaint(text: "it was built without the trait Postgres")
            #endif
        }
    }
}

extension StoreError {
    /// Whether the same call may work later.
    var isPassing: Bool { kind == .unavailable || kind == .outcomeUnknown }
}
