/// Someone who is told what the ledger does, for metrics and logs.
///
/// An observer is called on the path of the command, so it should only count and return. Without
/// one nothing is measured and no clock is read.
public protocol LedgerObserver: Sendable {
    /// Takes note of something that happened.
    ///
    /// - Parameter observation: what happened.
    func observe(_ observation: Observation)
}

/// Something that the ledger did.
@nonexhaustive
public enum Observation: Hashable, Sendable {
    /// Entries of one book were committed, of so many commands together; the duration is the
    /// store's.
    case committed(CustomerID, entries: Int, commands: Int, duration: Duration)
    /// Another host was faster; `attempt` counts the conflicts of this commit from 1.
    case conflict(CustomerID, attempt: Int)
    /// The outcome of a commit was unknown, and the same commit is sent again.
    case retried(CustomerID, attempt: Int)
    /// A command had been done before, by this entry.
    case replayed(CustomerID, EntryID)
    /// A command was refused, with this code.
    case refused(CustomerID, code: String)
    /// A book was loaded from the store.
    case loaded(CustomerID, duration: Duration)
    /// A due payment was looked at, with this result.
    case collected(CustomerID, TransactionID, PaymentResult)
    /// A sweep has come this far.
    case swept(SweepProgress)
}
