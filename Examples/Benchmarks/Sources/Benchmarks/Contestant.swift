import CreditLedger

/// A kind of durable store, and the bare program that it is compared with.
///
/// A place is where one ledger stands: a file of a folder, or a schema of a server.
protocol Contestant: Sendable {
    associatedtype Store: LedgerStore

    /// How many callers at once are measured.
    var callers: [Int] { get }
    func open(_ place: String) async throws -> Store
    func close(_ store: Store) async throws
    func remove(_ place: String) throws
    /// Makes a place like another; nothing of it waits to be written when it returns.
    func copy(_ place: String, to other: String) async throws
    func bytes(of place: String) throws -> Int
    /// Writes what `recorded` has beyond `target`, as well as it can be done for so many callers.
    func bareWrite(_ recorded: String, to target: String, callers: Int) throws -> Run
    func bareOpen(_ place: String, _ customer: CustomerID, times: Int) throws -> Run
    func bareLoad(_ place: String, _ customer: CustomerID, times: Int) throws -> Run
    func bareScan(_ place: String) throws -> Run
}
