#if Postgres
    internal import CreditLedger

    /// Tells a caller what came of its call.
    typealias Answering = @Sendable () -> Void

    /// A call that waits for a connection.
    ///
    /// Exactly one of its two ends is reached: whoever takes it out of the queue runs it or fails
    /// it.
    final class WaitingCall: Sendable {
        enum Work: Sendable {
            /// A commit, which can share a transaction with others.
            case append(AppendCall)
            /// Anything else; it gives back how its caller is to be answered.
            case other(@Sendable (PostgresConnection) -> Answering)
        }

        let number: UInt64
        let work: Work
        let deadline: ContinuousClock.Instant
        private let failing: @Sendable (StoreError) -> Void

        init(
            number: UInt64, deadline: ContinuousClock.Instant, work: Work,
            failing: @escaping @Sendable (StoreError) -> Void
        ) {
            self.number = number
            self.deadline = deadline
            self.work = work
            self.failing = failing
        }

        var isCommit: Bool { if case .append = work { true } else { false } }

        /// Tells the caller that nothing was done, and why.
        func fail(_ error: StoreError) { failing(error) }
    }

    /// The calls that wait for a connection, in the order in which they came.
    struct CallQueue {
        private var calls: [WaitingCall] = []
        /// Those before this one are gone.
        private var head = 0
        private(set) var commits = 0

        var isEmpty: Bool { head == calls.count }
        var count: Int { calls.count - head }
        var first: WaitingCall? { isEmpty ? nil : calls[head] }

        mutating func append(_ call: WaitingCall) {
            calls.append(call)
            if call.isCommit { commits += 1 }
        }

        /// Takes the call that came first and, if it is a commit, the commits that came next after
        /// it, past other calls, which keep their places.
        ///
        /// It takes no more commits than the limit; with 0 they stay, and other calls go past them.
        mutating func take(commits limit: Int) -> [WaitingCall] {
            guard let first else { return [] }
            guard first.isCommit else { return [removeFirst()] }
            guard limit > 0 else { return removeOther().map { [$0] } ?? [] }
            var group = [removeFirst()]
            var place = head
            while group.count < limit, commits > 0, place < calls.count {
                if calls[place].isCommit {
                    group.append(place == head ? removeFirst() : remove(at: place))
                    place = max(place, head)
                } else {
                    place += 1
                }
            }
            return group
        }

        /// Takes the first call that is no commit.
        private mutating func removeOther() -> WaitingCall? {
            guard count > commits else { return nil }
            return calls[head...].firstIndex { !$0.isCommit }.map { remove(at: $0) }
        }

        /// Takes a call out, wherever it stands.
        mutating func remove(_ number: UInt64) -> WaitingCall? {
            guard let place = calls[head...].firstIndex(where: { $0.number == number }) else {
                return nil
            }
            return place == head ? removeFirst() : remove(at: place)
        }

        /// Takes out all whose time is up.
        mutating func removeExpired(at now: ContinuousClock.Instant) -> [WaitingCall] {
            var expired: [WaitingCall] = []
            while let first, first.deadline <= now { expired.append(removeFirst()) }
            return expired
        }

        /// Takes out all.
        mutating func removeAll() -> [WaitingCall] {
            defer { self = CallQueue() }
            return Array(calls[head...])
        }

        private mutating func removeFirst() -> WaitingCall {
            let call = calls[head]
            head += 1
            // The array is shortened now and then, so that a call costs no move of those behind it.
            if head == calls.count {
                calls.removeAll(keepingCapacity: true)
                head = 0
            } else if head >= 64, head * 2 > calls.count {
                calls.removeFirst(head)
                head = 0
            }
            if call.isCommit { commits -= 1 }
            return call
        }

        private mutating func remove(at place: Int) -> WaitingCall {
            let call = calls.remove(at: place)
            if call.isCommit { commits -= 1 }
            return call
        }
    }
#endif
