#if Postgres
    /// When commits go on their way, and when they wait to share a transaction.
    ///
    /// While one group is on its way, commits wait for its end and then go together: a server that
    /// flushes once for all of them, and plans, checks and locks once for each table, writes many
    /// in little more than the time of one. A caller alone never waits.
    struct GroupPace {
        /// How long a group may be on its way before others no longer wait for it: it may be stuck
        /// behind another host's lock.
        static let patience = Duration.milliseconds(50)
        /// How long a group waits to be as large as the last.
        private static let leeway = Duration.microseconds(100)

        private var groups = 0
        /// When the last group began, and when the last one ended with how many commits.
        private var begun = ContinuousClock.now
        private var ended = ContinuousClock.now
        private var size = 0

        /// Whether a group may begin, though it would be less than full.
        func mayBegin() -> Bool { groups == 0 || begun + Self.patience <= .now }

        mutating func begin() {
            groups += 1
            begun = .now
        }

        mutating func end(_ count: Int) {
            groups -= 1
            size = count
            ended = .now
        }

        /// Whether a group that has begun with so many commits is better sent a little later.
        func isIncomplete(_ count: Int, of limit: Int) -> Bool {
            count < min(size, limit) && .now < ended + Self.leeway
        }
    }
#endif
