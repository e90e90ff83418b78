/// A source of ids for journal entries (R11.2), injected so that a run can be repeated to the bit.
///
/// What an entry makes (transactions, wallets, grants, rules) gets its ids from the entry's own.
public protocol IDSource: Sendable {
    /// An id that this source has not given before.
    ///
    /// - Parameters:
    ///   - now: the clock's instant; its milliseconds lead the id.
    ///   - last: an id that the new one must exceed, whatever the clock says.
    /// - Returns: an id with ordinal 0.
    func next(at now: Instant, after last: EntryID?) -> EntryID
}
