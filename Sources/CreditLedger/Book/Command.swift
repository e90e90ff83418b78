/// What a caller asks a book to do: everything that can change one, as a value.
///
/// A command says what is wanted, never when (the clock does) nor by whom (its ``Context`` does),
/// so two equal commands under one idempotency key are the same request (R11.3).
@nonexhaustive
public indirect enum Command: Hashable, Sendable {
    /// Opens a wallet (R3.1).
    case createWallet(CreateWallet)
    /// Activates a PENDING wallet (R3.2).
    case activateWallet(WalletID)
    /// Changes a wallet's terms (R3.4).
    case updateWallet(UpdateWallet)
    /// Ends a wallet for good; its credits are forfeited (R3.3).
    case terminateWallet(WalletID)
    /// Adds credits (R5.1).
    case topUp(TopUp)
    /// The payment of a due top-up has come in (R5.2).
    case settleTopUp(GrantID)
    /// The payment of a due top-up has failed (R5.2), and why.
    case failTopUp(GrantID, reason: String)
    /// Takes credits away (R5.4).
    case voidCredits(VoidCredits)
    /// Expires what remains of a grant at once (R4.3).
    case expireGrant(GrantID)
    /// Voids what remains of a grant (R4.3).
    case voidGrant(GrantID)
    /// Changes a grant's terms (R4.3b).
    case changeGrant(ChangeGrant)
    /// Pays an invoice with credits (R6).
    case drawDown(DrawDown)
    /// Gives credits back from an invoice (R7).
    case reinstate(Reinstate)
    /// Lets a paused rule run again (R8.6).
    case resumeRule(WalletID, RuleID)
    /// Replaces the unbilled usage of one currency and period (R9.2).
    case reportUsage(UsageReport)
    /// Reserves credits (R9.4).
    case hold(HoldCredits)
    /// Moves the end of a hold later (R9.4b).
    case extendHold(HoldID, until: Instant)
    /// Applies held credits to a line of an invoice (R9.4b).
    case capture(CaptureHold)
    /// Frees held credits (R9.4b).
    case releaseHold(HoldID)
    /// A charge for a due top-up has gone through: its credits are there or, where it was cancelled
    /// before, the sum is owed back (R5.5c).
    case confirmCharge(GrantID)
}

/// Who asks, why, and under which key: what an audit wants to know of a command (R11.1).
public struct Context: Hashable, Sendable {
    /// Who asked.
    public struct Actor: Hashable, Sendable, Codable {
        /// The host's id of the person or program.
        public let id: String
        /// A name for people.
        public let name: String

        /// An actor; texts of at most 1,000 Unicode scalars, checked by the command.
        public init(id: String, name: String = "") {
            self.id = id
            self.name = name
        }
    }

    /// The key under which the command is done at most once (R11.3).
    public var key: IdempotencyKey?
    /// Who asked.
    public var actor: Actor?
    /// Why, in words.
    public var reason: String?
    /// The host's pairs.
    public var metadata: Metadata

    /// A context; everything may be left out.
    public init(
        key: IdempotencyKey? = nil, actor: Actor? = nil, reason: String? = nil,
        metadata: Metadata = .none
    ) {
        self.key = key
        self.actor = actor
        self.reason = reason
        self.metadata = metadata
    }

    /// Nothing said.
    public static let none = Context()

    /// Whether nothing is said.
    var isNone: Bool { key == nil && actor == nil && reason == nil && metadata.isEmpty }

    /// What is wrong with it, if anything.
    var objection: Refusal? {
        guard actor != nil || reason != nil else { return nil }
        do throws(Refusal) {
            if let actor {
                try TextRule.check(actor.id, field: "actor id")
                try TermRule.checkName(actor.name, field: "actor name")
            }
            if let reason { try TermRule.checkName(reason, field: "reason") }
            return nil
        } catch {
            return error
        }
    }
}

/// What an update says of one field: leave it, set it, or clear it to its default (R3.4a).
public enum Change<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The field stays as it is.
    case keep
    /// The field gets this value, even if it has it already.
    case set(Value)
    /// The field gets its default.
    case clear

    /// Whether the field is named.
    public var isNamed: Bool { self != .keep }

    /// The value after the change.
    func applied(to value: Value, default fallback: Value) -> Value {
        switch self {
        case .keep: value
        case .set(let new): new
        case .clear: fallback
        }
    }

    /// The value after the change, of a field that may be without one.
    func applied(to value: Value?) -> Value? {
        switch self {
        case .keep: value
        case .set(let new): new
        case .clear: nil
        }
    }
}
