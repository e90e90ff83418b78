/// Committed entries of all customers in the order of their commits, for whoever acts on them:
/// webhooks, projections, a copy for the warehouse.
///
/// **At least once.** Each item carries its position. A reader handles the item and then stores the
/// position; after a crash between the two it gets that item again, so what it does has to be
/// harmless when done twice (an entry's id is a good key). From a stored position nothing is
/// missed, however late a commit came (S18). Entries of one customer come in order of revision; of
/// different customers, in the order of their commits.
///
/// **What ends it.** Cancelling the task: the next item is `nil`. An error of the store, such as
/// `unavailable`: it is thrown, and the iteration is over. Go on with a new feed from the last
/// position:
///
/// ```swift
/// var last = try await load()  // the position that was stored
/// while !Task.isCancelled {
///     do {
///         for try await item in ledger.entries(after: last) {
///             try await handle(item.entry)
///             try await store(item.position)
///             last = item.position
///         }
///     } catch LedgerError.store(let error) where error.kind == .unavailable {
///         try await Task.sleep(for: .seconds(5))
///     }
/// }
/// ```
///
/// A feed reads the journal only: it loads no book and keeps none in memory. It can be iterated any
/// number of times, each time from its start.
public struct EntryFeed: AsyncSequence, Sendable {
    /// An entry and its position.
    public typealias Element = FeedItem
    /// The ledger's error.
    public typealias Failure = LedgerError

    let ledger: Ledger
    /// The position after which it begins; `nil` for the first entry of all.
    public let start: FeedPosition?
    /// Whether it waits for new entries at its end.
    public let isFollowing: Bool

    /// One pass over the feed.
    public struct Iterator: AsyncIteratorProtocol {
        private let feed: EntryFeed
        private var last: FeedPosition?
        private var page: ArraySlice<FeedItem> = []
        private var stage: Stage

        private enum Stage {
            case beginning
            /// On the way to the entry that was the newest when this pass began; for good if `nil`.
            case reading(upTo: FeedPosition?)
            case over
        }

        init(_ feed: EntryFeed) {
            self.feed = feed
            self.last = feed.start
            self.stage = feed.isFollowing ? .reading(upTo: nil) : .beginning
        }

        /// The next entry.
        ///
        /// - Parameter actor: where the caller runs.
        /// - Returns: the entry and its position; `nil` at the end, or if the task is cancelled.
        /// - Throws: ``LedgerError`` if the store can't answer, or if the feed began at a position
        ///   that is not one of its store (``StoreError/Kind/misconfigured``).
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(LedgerError) -> FeedItem? {
            do throws(StoreError) {
                return try await advance(isolation: actor)
            } catch {
                stage = .over
                if error.kind == .cancelled, Task.isCancelled { return nil }
                throw LedgerError(error)
            }
        }

        private mutating func advance(
            isolation actor: isolated (any Actor)?
        ) async throws(StoreError) -> FeedItem? {
            let ledger = feed.ledger
            while !Task.isCancelled {
                switch stage {
                case .over:
                    return nil
                case .beginning:
                    let end = try await ledger.store.feedEnd()
                    stage = end == last ? .over : .reading(upTo: end)
                case .reading(let end):
                    if let item = page.popFirst() {
                        last = item.position
                        if item.position == end { stage = .over }
                        return item
                    }
                    let limit = ledger.configuration.feedLimit
                    page = try await ledger.store.feed(after: last, limit: limit)[...]
                    guard page.isEmpty else { continue }
                    guard feed.isFollowing else {
                        stage = .over
                        return nil
                    }
                    // Cut short by cancellation, which the loop then sees.
                    try? await Task.sleep(for: ledger.configuration.feedWait)
                }
            }
            stage = .over
            return nil
        }
    }

    /// Begins a pass.
    public func makeAsyncIterator() -> Iterator { Iterator(self) }
}

extension Ledger {
    /// The committed entries of all customers, in the order of their commits.
    ///
    /// Store an item's position after handling it, and go on from there: see ``EntryFeed``. To get
    /// only what is new, begin at ``feedEnd()``.
    ///
    /// - Parameters:
    ///   - position: the last one that is not wanted; `nil` for all that were ever committed.
    ///   - following: whether to wait for more after the newest entry; if not, the feed ends at
    ///     the one that is the newest when its first item is asked for.
    /// - Returns: the feed; it asks the store when it is iterated.
    public func entries(
        after position: FeedPosition? = nil, following: Bool = true
    ) -> EntryFeed {
        EntryFeed(ledger: self, start: position, isFollowing: following)
    }

    /// The position of the newest entry, to follow only what comes after it.
    ///
    /// - Returns: the position; `nil` if there is no entry yet, which is where to begin then.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func feedEnd() async throws(LedgerError) -> FeedPosition? {
        do throws(StoreError) {
            return try await store.feedEnd()
        } catch {
            throw LedgerError(error)
        }
    }
}
