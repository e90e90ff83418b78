/// What can go wrong between a ledger and its store, on one call.
public enum Fault: String, Hashable, Sendable, CaseIterable {
    /// A commit, or what concerns a lease, throws `unavailable` and was not written.
    case commitRefused
    /// A commit, or what concerns a lease, throws `outcomeUnknown` and was not written: it was lost
    /// on its way.
    case commitLost
    /// A commit, or what concerns a lease, throws `outcomeUnknown` and was written: its answer was
    /// lost on its way back.
    case answerLost
    /// A commit is answered by `conflict` and was not written, though the book stood at the
    /// expected revision, which the answer names: the victim of a database that gave up a
    /// transaction.
    case conflict
    /// Anything else throws `unavailable`.
    case readRefused
    /// A call reaches the store late: others may overtake it.
    case late
    /// A read's answer comes back late: it was current when it left.
    case answerLate
    /// A load answers the book as it stood some revisions ago, as a replica that lags behind does.
    ///
    /// It breaks S4 and is in no plan but `lagging`. Only loads that recall nothing and name no
    /// revision are answered so: who names one asks whether it is current, and who recalls is about
    /// to decide by what he gets; both have to be answered by the database that takes the commits.
    case staleLoad
    /// The feed, or the list of charges, answers without the last few of what it found, as a
    /// replica that lags behind does.
    ///
    /// It breaks S4 and is in no plan but `lagging`. Whoever goes on from what he got misses
    /// nothing.
    case staleFeed

    /// Whether it befalls commits rather than other calls; some befall both.
    func befalls(_ call: FaultyCall) -> Bool {
        switch self {
        case .commitRefused, .commitLost, .answerLost: call == .commit || call == .lease
        case .conflict: call == .commit
        case .readRefused, .answerLate: call == .load || call == .read || call == .feed
        case .late: true
        case .staleLoad: call == .load
        case .staleFeed: call == .feed
        }
    }

    /// Whether the call fails by it, rather than being late or stale.
    var fails: Bool {
        switch self {
        case .commitRefused, .commitLost, .answerLost, .conflict, .readRefused: true
        case .late, .answerLate, .staleLoad, .staleFeed: false
        }
    }
}

/// The calls that faults tell apart.
enum FaultyCall: Hashable, Sendable {
    case commit
    /// A load that recalls nothing and names no revision.
    case load
    case read
    /// The feed, or the list of charges.
    case feed
    /// Whatever grants or moves a lease.
    case lease
}

/// How often each fault befalls the calls that it can befall.
public struct FaultPlan: Hashable, Sendable {
    /// Percent of calls, by fault; where more than one hundred come together, the first ones in
    /// the order of ``Fault`` have precedence.
    public var percentages: [Fault: Int]
    /// After so many failed calls in a row the next one does not fail, so that whoever tries once
    /// more than that gets through.
    public var longestRun: Int
    /// The most revisions that a stale load, and the most entries or charges that a stale feed,
    /// lies behind.
    public var longestLag: Int

    /// A plan of the given percentages.
    public init(_ percentages: [Fault: Int], longestRun: Int = 3, longestLag: Int = 3) {
        self.percentages = percentages
        self.longestRun = longestRun
        self.longestLag = longestLag
    }

    /// Nothing goes wrong.
    public static let none = FaultPlan([:])

    /// Calls and answers overtake each other, and nothing fails.
    public static let slow = FaultPlan([.late: 40, .answerLate: 40])

    /// Everything that a store may do that keeps its contract, ten percent of each kind.
    public static let stormy = FaultPlan([
        .commitRefused: 10, .commitLost: 10, .answerLost: 10, .conflict: 10, .readRefused: 10,
        .late: 10, .answerLate: 10,
    ])

    /// One load or feed of two comes from a replica that lags behind.
    public static let lagging = FaultPlan([.staleLoad: 50, .staleFeed: 50])
}
