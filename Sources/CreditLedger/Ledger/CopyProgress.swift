internal import Synchronization

/// How far a ``JournalCopy`` has come.
public struct CopyProgress: Hashable, Sendable {
    /// What a copy is about.
    public enum Phase: String, Hashable, Sendable {
        /// Entries are written to the target.
        case copying
        /// Both stores are read and compared.
        case verifying
    }

    /// What it is about now.
    public internal(set) var phase = Phase.copying
    /// The customers that are done with in this phase.
    public internal(set) var customers = 0
    /// The entries that were written or compared in this phase; not those that stood there already.
    public internal(set) var entries = 0

    /// A copy that has not begun.
    public init() {}
}

/// What a copy has done so far; told of in the order in which it is counted.
final class CopyTally: Sendable {
    private let state = Mutex(CopyProgress())
    private let progress: (@Sendable (CopyProgress) -> Void)?

    init(_ progress: (@Sendable (CopyProgress) -> Void)?) { self.progress = progress }

    func begin(_ phase: CopyProgress.Phase) {
        change {
            $0 = CopyProgress()
            $0.phase = phase
        }
    }

    func countCustomer() { change { $0.customers += 1 } }

    func countEntries(_ count: Int) { change { $0.entries += count } }

    /// What was counted in the phase at hand.
    var sofar: CopyProgress { state.withLock { $0 } }

    private func change(_ body: (inout CopyProgress) -> Void) {
        state.withLock { state in
            body(&state)
            progress?(state)
        }
    }
}

/// Why a ``JournalCopy`` has stopped.
public enum CopyError: Error, Hashable, Sendable {
    /// The source could not answer, or contradicts itself.
    case source(LedgerError)
    /// The target could not answer, or does not hold what was written to it.
    case target(LedgerError)
    /// The target's journal of a customer is not the beginning of the source's: at this revision it
    /// holds something else.
    case differs(CustomerID, revision: Int64)
}

extension CopyError {
    init(_ side: CopySide, _ error: LedgerError) {
        self = side == .source ? .source(error) : .target(error)
    }

    /// The answer to a caller whose task was cancelled.
    static let cancelled = CopyError.target(
        .store(StoreError(.cancelled, "The task was cancelled before its copy ended.")))

    /// The stable code, for programs (R12).
    public var code: String {
        switch self {
        case .source(let error), .target(let error): error.code
        case .differs: "targetDiffers"
        }
    }
}

extension CopyError: CustomStringConvertible {
    /// One sentence, for people.
    public var description: String {
        switch self {
        case .source(let error): "The source: \(error)"
        case .target(let error): "The target: \(error)"
        case .differs(let customer, let revision):
            "The target holds something else than the source at revision \(revision) of customer "
                + "\(customer)."
        }
    }
}
