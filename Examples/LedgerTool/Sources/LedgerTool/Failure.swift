import CreditLedger
import CreditLedgerTesting

/// Why the tool ends without having done what was asked: a code, a sentence, and who must act.
struct Failure: Error {
    /// The codes that the tool exits with.
    enum Status: Int32 {
        case fine = 0
        /// Something is wrong with the books or the scenarios, or the ledger refused.
        case wrong = 1
        /// What was given is wrong: the command line, or a file or store that it names.
        case badInput = 2
        /// The store does not answer, or the output can't be written.
        case broken = 3
    }

    let status: Status
    /// What programs tell it by.
    let code: String
    /// One sentence.
    let message: String

    static func badInput(_ message: String) -> Failure {
        Failure(status: .badInput, code: "badInput", message: message)
    }

    /// What is said on the standard error.
    var line: String {
        "\(code): \(message)".withoutPasswords.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { String($0).printable }.joined(separator: "\n")
    }
}

extension Failure {
    /// The failure that an error of the ledger is; `nil` for one of the command line's parser.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as LedgerError: self.init(error, at: nil)
        case let error as CopyError: self.init(error)
        case let error as Workload.Failure:
            self.init(status: .wrong, code: "workloadDiffers", message: error.description)
        default: return nil
        }
    }

    /// An error of a ledger, and which of several it is.
    init(_ error: LedgerError, at place: String?) {
        let status: Status =
            switch error {
            case .refused, .corrupt: .wrong
            case .store(let error): error.kind == .corrupt ? .wrong : .broken
            }
        self.init(
            status: status, code: error.code,
            message: (place.map { "\($0): " } ?? "") + error.description)
    }

    /// A store that can't be opened; one that can't be used as it is, is the command line's fault.
    init(opening choice: StoreChoice, _ error: StoreError) {
        let status: Status =
            switch error.kind {
            case .misconfigured: .badInput
            case .corrupt: .wrong
            default: .broken
            }
        self.init(status: status, code: error.code, message: "\(choice.label): \(error)")
    }

    private init(_ error: CopyError) {
        switch error {
        case .source(let error): self.init(error, at: "the source")
        case .target(let error): self.init(error, at: "the target")
        case .differs:
            self.init(status: .wrong, code: error.code, message: error.description)
        }
    }
}
