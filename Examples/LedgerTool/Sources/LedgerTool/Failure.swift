import CreditLedger
import CreditLedgerTesting

/// Why the tool ends without having done what was asked: a sentence, and who must act.
struct Failure: Error {
    /// The codes that the tool exits with.
    enum Status: Int32 {
        case fine = 0
        /// Something is wrong with the books or the scenarios, or the ledger refused.
        case wrong = 1
        /// What was given is wrong: the command line, or a file.
        case badInput = 2
        /// The store does not answer, or the output can't be written.
        case broken = 3
    }

    let status: Status
    let message: String

    static func badInput(_ message: String) -> Failure {
        Failure(status: .badInput, message: message)
    }
}

extension Failure {
    /// The failure that an error of the ledger is; `nil` for one of the command line's parser.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as LedgerError:
            self.init(
                status: Self.status(of: error), message: "\(error.code): \(error.description)")
        case let error as Workload.Failure:
            self.init(status: .wrong, message: error.description)
        default: return nil
        }
    }

    private static func status(of error: LedgerError) -> Status {
        switch error {
        case .refused, .corrupt: .wrong
        case .store(let error): error.kind == .corrupt ? .wrong : .broken
        }
    }
}
