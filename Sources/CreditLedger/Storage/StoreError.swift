/// A store could not answer: the machine's fault, not the caller's (R12).
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, by who must act.
    @nonexhaustive
    public enum Kind: String, Hashable, Sendable {
        /// The store can't be reached or is overloaded; the same call may work later.
        case unavailable
        /// The connection broke after a commit was sent: it may or may not have been written.
        case outcomeUnknown
        /// The calling task was cancelled; nothing was written.
        case cancelled
        /// What is stored contradicts itself, or what is to be stored does.
        case corrupt
        /// The store was set up wrongly; no call will work until that is mended.
        case misconfigured
    }

    /// What went wrong.
    public let kind: Kind
    /// One sentence for people, without secrets and without bound values.
    public let message: String
    /// The error of the database or system beneath, in words, if there was one.
    public let underlying: String?

    /// A store's error.
    public init(_ kind: Kind, _ message: String, underlying: String? = nil) {
        self.kind = kind
        self.message = message
        self.underlying = underlying
    }

    /// The stable code (R12).
    public var code: String { kind.rawValue }

    /// The message, and what lies beneath.
    public var description: String { message + (underlying.map { " (\($0))" } ?? "") }
}
