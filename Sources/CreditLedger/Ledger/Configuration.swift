extension Ledger {
    /// The ledger's knobs: how much it remembers, and how patient it is.
    ///
    /// None of them changes any answer, only what an answer costs.
    public struct Configuration: Hashable, Sendable {
        /// The most books that are kept in memory; at least 1.
        public var cacheCapacity: Int
        /// The most commands of one book that are committed together; at least 1.
        public var batchLimit: Int
        /// The most commands that wait for one book; further ones are `unavailable`; at least 1.
        public var queueLimit: Int
        /// How often a command is tried again after a conflict or an unknown outcome.
        public var retryLimit: Int
        /// The wait before the second retry; the first comes at once, and each later one waits up
        /// to twice as long.
        public var retryDelay: Duration
        /// The longest wait between two retries.
        public var longestRetryDelay: Duration
        /// A snapshot of a book is stored every so many revisions; at least 1.
        public var snapshotInterval: Int64
        /// How many books a sweep advances, and on how many tasks `verify` works, at a time; at
        /// least 1.
        public var sweepConcurrency: Int
        /// The wait between two looks for new entries of a feed that has come to its end; at least
        /// a millisecond.
        public var feedPollInterval: Duration
        /// How many entries a feed asks for at a time; at least 1.
        public var feedBatch: Int

        /// Values that suit a service unless something else is measured.
        ///
        /// - Parameters:
        ///   - cacheCapacity: the most books in memory.
        ///   - batchLimit: the most commands in one commit.
        ///   - queueLimit: the most commands that wait for one book.
        ///   - retryLimit: the most retries of one command.
        ///   - retryDelay: the wait before the second retry.
        ///   - longestRetryDelay: the longest wait between two retries.
        ///   - snapshotInterval: the revisions from one snapshot to the next.
        ///   - sweepConcurrency: the books that are swept at a time.
        ///   - feedPollInterval: the wait between two looks for new entries.
        ///   - feedBatch: the entries that a feed asks for at a time.
        public init(
            cacheCapacity: Int = 100_000, batchLimit: Int = 128, queueLimit: Int = 10_000,
            retryLimit: Int = 16,
            retryDelay: Duration = .milliseconds(1),
            longestRetryDelay: Duration = .milliseconds(50), snapshotInterval: Int64 = 64,
            sweepConcurrency: Int = 4, feedPollInterval: Duration = .milliseconds(200),
            feedBatch: Int = 100
        ) {
            self.cacheCapacity = max(1, cacheCapacity)
            self.batchLimit = max(1, batchLimit)
            self.queueLimit = max(1, queueLimit)
            self.retryLimit = max(0, retryLimit)
            self.retryDelay = min(max(.zero, retryDelay), Self.longestWait)
            self.longestRetryDelay = min(max(.zero, longestRetryDelay), Self.longestWait)
            self.snapshotInterval = max(1, snapshotInterval)
            self.sweepConcurrency = max(1, sweepConcurrency)
            self.feedPollInterval = min(max(Self.shortestPoll, feedPollInterval), Self.longestWait)
            self.feedBatch = max(1, feedBatch)
        }

        /// No wait is longer, whatever the knobs say.
        private static var longestWait: Duration { .seconds(3_600) }

        /// A feed without a wait would ask its store in a circle.
        private static var shortestPoll: Duration { .milliseconds(1) }

        /// The wait of a feed, bounded whatever the knob was set to.
        var feedWait: Duration { min(max(Self.shortestPoll, feedPollInterval), Self.longestWait) }

        /// The entries that a feed asks for at a time, bounded whatever the knob was set to.
        var feedLimit: Int { max(1, feedBatch) }

        /// Whether a commit that takes a book from one revision to another brings a snapshot along.
        func wantsSnapshot(from old: Int64, to new: Int64) -> Bool {
            let interval = max(1, snapshotInterval)
            return old / interval != new / interval
        }

        /// The wait before a retry: none before the first, then doubling, each cut at random to
        /// between half and all of itself, so that hosts that collided do not collide again.
        func delay(beforeRetry retry: Int) -> Duration {
            guard retry > 1 else { return .zero }
            // The knobs can be set to anything afterwards, so they are bounded here as well.
            let delay = min(max(.zero, retryDelay), Self.longestWait)
            let longest = min(max(.zero, longestRetryDelay), Self.longestWait)
            let full = min(longest, delay * (1 << min(retry - 2, 16)))
            return full * Int.random(in: 512...1024) / 1024
        }
    }
}
