import CreditLedger

/// Why a run ends without figures, and who must act.
struct Failure: Error {
    /// The codes that the program exits with.
    enum Status: Int32 {
        /// The ledger is not as it must be, or refused.
        case wrong = 1
        /// A store can't be opened or used.
        case store = 2
        /// The command line asks for what does not apply.
        case usage = 64
    }

    let status: Status
    /// One sentence.
    let message: String

    static func wrong(_ message: String) -> Failure { Failure(status: .wrong, message: message) }

    static func store(_ message: String) -> Failure { Failure(status: .store, message: message) }

    static func usage(_ message: String) -> Failure { Failure(status: .usage, message: message) }

    /// What an error of the ledger or of its store means for the run.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case LedgerError.store(let error): self = .store("\(error)")
        case let error as StoreError: self = .store("\(error)")
        default: self = .wrong("\(error)")
        }
    }

    private init(status: Status, message: String) {
        self.status = status
        self.message = message
    }
}
