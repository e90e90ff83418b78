/// Credits of one customer reserved for a line, until they are captured, released or lapse (R9.4).
///
/// Not yet in use: no command makes one.
public struct Hold: Hashable, Sendable, Identifiable {
    /// The hold's id.
    public let id: HoldID
}

/// The id of a ``Hold``.
public typealias HoldID = Identifier<Hold>
