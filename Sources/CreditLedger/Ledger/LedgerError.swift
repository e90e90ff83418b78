/// Why a call to the ledger did not succeed, by who must act (R12).
public enum LedgerError: Error, Hashable, Sendable {
    /// The business said no: the caller acts.
    case refused(Refusal)
    /// The store could not answer: the operator acts, or the caller tries again.
    case store(StoreError)
    /// What is stored contradicts itself, and this is how.
    case corrupt(String)
}

extension LedgerError {
    /// The stable code, for programs (R12).
    public var code: String {
        switch self {
        case .refused(let refusal): refusal.code
        case .store(let error): error.code
        case .corrupt: StoreError.Kind.corrupt.rawValue
        }
    }

    /// The refusal, if it is one.
    public var refusal: Refusal? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal
    }

    /// The answer to a caller whose task was cancelled before anything was written.
    static let cancelled = LedgerError.store(
        StoreError(.cancelled, "The task was cancelled before its command was decided."))

    /// The answer to a caller for whom the queue of its book has no place.
    static let crowded = LedgerError.store(
        StoreError(.unavailable, "Too many commands wait for this book already."))
}

extension LedgerError: CustomStringConvertible {
    /// One sentence, for people.
    public var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .store(let error): error.description
        case .corrupt(let what): what
        }
    }
}
