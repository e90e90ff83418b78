internal import CreditLedger
internal import Synchronization

/// The test clocks, each with a ledger of its own over the one store.
///
/// A customer on a test clock lives in its time whichever API is asked: the desk finds the ledger
/// here. Nothing else of the ledger knows of test clocks. What stands in the customer's book stays
/// when the clock is deleted; as time in a book never runs backwards (R2.2), a book that was led
/// ahead then waits for real time to catch up.
final class TestClocks: Sendable {
    /// A customer's ledger, and the time that it reads.
    private struct Member {
        let clock: TestClock.ID
        let time: FrozenTime
        let ledger: Ledger
    }

    private struct State {
        /// Oldest first.
        var clocks: [TestClock] = []
        var members: [CustomerID: Member] = [:]
    }

    private let store: any LedgerStore
    private let real: any LedgerClock
    private let file: TestClockFile?
    private let observer: (any LedgerObserver)?
    private let ids = TimeOrderedIDs()
    private let state = Mutex(State())

    /// The clocks of a file, or none.
    ///
    /// - Parameters:
    ///   - store: the store of all ledgers.
    ///   - file: where clocks are kept; without one they end with the service.
    ///   - real: the clock of real time.
    ///   - observer: is told what the clocks' ledgers do.
    /// - Throws: ``TestClockFile/Unusable`` if there is a file that can't be read.
    init(
        store: any LedgerStore, file: TestClockFile? = nil, real: any LedgerClock = SystemClock(),
        observer: (any LedgerObserver)? = nil
    ) throws {
        self.store = store
        self.file = file
        self.real = real
        self.observer = observer
        let clocks = try file?.read() ?? []
        state.withLock { take(clocks, &$0) }
    }

    /// The ledger of a customer who lives on a test clock.
    func ledger(of customer: CustomerID) -> Ledger? {
        state.withLock { $0.members[customer]?.ledger }
    }

    /// The clock that a customer lives on.
    func clock(of customer: CustomerID) -> TestClock? {
        state.withLock { state in
            guard let member = state.members[customer] else { return nil }
            return state.clocks.first { $0.id == member.clock }
        }
    }

    /// Whether a customer lives on a test clock.
    func contains(_ customer: CustomerID) -> Bool {
        state.withLock { $0.members[customer] != nil }
    }

    /// All clocks, newest first.
    var all: [TestClock] { state.withLock { $0.clocks.reversed() } }

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - frozenTime: where it stands.
    ///   - name: a name for people.
    ///   - customer: who is to live on it.
    ///   - key: the key of the request, if it has one.
    /// - Returns: the clock, and whether the key had made it before.
    /// - Throws: ``TestClockRefusal``, or ``TestClockFile/Unusable`` if it can't be kept.
    func create(
        at frozenTime: Instant, name: String?, customer: CustomerID?, key: String?
    ) throws -> (clock: TestClock, replayed: Bool) {
        let request = TestClock.Request.create(
            frozenTime: frozenTime, name: name, customer: customer)
        return try change { clocks in
            if let earlier = try Self.find(request, under: key, in: clocks) {
                return (clocks[earlier], true)
            }
            if let customer, let holder = clocks.first(where: { $0.customer == customer }) {
                throw TestClockRefusal.attached(to: holder.id)
            }
            let now = real.now
            var clock = TestClock(
                id: "clock_\(ids.next(at: now, after: nil))", createdAt: now,
                frozenTime: frozenTime, name: name, customer: customer)
            clock.remember(request, under: key)
            clocks.append(clock)
            return (clock, false)
        }
    }

    /// Moves a clock forwards.
    ///
    /// - Parameters:
    ///   - id: the clock.
    ///   - instant: where it stands from now on.
    ///   - key: the key of the request, if it has one.
    /// - Returns: the clock.
    /// - Throws: ``TestClockRefusal``, or ``TestClockFile/Unusable`` if it can't be kept.
    func advance(
        _ id: TestClock.ID, to instant: Instant, key: String?
    ) throws -> (clock: TestClock, replayed: Bool) {
        let request = TestClock.Request.advance(to: instant)
        return try change { clocks in
            guard let index = clocks.firstIndex(where: { $0.id == id }) else {
                throw TestClockRefusal.unknown
            }
            if let earlier = try Self.find(request, under: key, in: clocks) {
                guard earlier == index else { throw TestClockRefusal.keyReused }
                return (clocks[index], true)
            }
            let frozen = clocks[index].frozenTime
            guard instant > frozen else { throw TestClockRefusal.notForward }
            guard instant.seconds - frozen.seconds <= TestClock.farthestSeconds else {
                throw TestClockRefusal.tooFar
            }
            clocks[index].frozenTime = instant
            clocks[index].remember(request, under: key)
            return (clocks[index], false)
        }
    }

    /// Deletes a clock; its customer lives in real time again.
    ///
    /// - Throws: ``TestClockRefusal/unknown``, or ``TestClockFile/Unusable`` if it can't be kept.
    func delete(_ id: TestClock.ID) throws {
        try change { clocks in
            guard let index = clocks.firstIndex(where: { $0.id == id }) else {
                throw TestClockRefusal.unknown
            }
            clocks.remove(at: index)
        }
    }

    /// Deletes the clocks whose time has come.
    ///
    /// - Throws: ``TestClockFile/Unusable`` if it can't be kept.
    func deleteOverdue() throws {
        let now = real.now.seconds
        try change { clocks in clocks.removeAll { $0.deletesAfter < now } }
    }

    /// Where a key was used for this request.
    ///
    /// - Returns: the place of the clock; `nil` if nobody has used the key.
    /// - Throws: ``TestClockRefusal/keyReused``.
    private static func find(
        _ request: TestClock.Request, under key: String?, in clocks: [TestClock]
    ) throws(TestClockRefusal) -> Int? {
        guard let key else { return nil }
        for (index, clock) in clocks.enumerated() {
            guard let earlier = clock.requests.first(where: { $0.key == key }) else { continue }
            guard earlier.request == request else { throw .keyReused }
            return index
        }
        return nil
    }

    /// Changes the clocks: on the file first, so that nothing is answered that a restart forgets.
    private func change<Outcome: Sendable>(
        _ body: (inout [TestClock]) throws -> Outcome
    ) throws -> Outcome {
        try state.withLock { state in
            var clocks = state.clocks
            let outcome = try body(&clocks)
            if clocks != state.clocks {
                try file?.write(clocks)
                take(clocks, &state)
            }
            return outcome
        }
    }

    /// Takes clocks over: who is new on one gets a ledger, who was there goes along with its time.
    private func take(_ clocks: [TestClock], _ state: inout State) {
        state.clocks = clocks
        var members: [CustomerID: Member] = [:]
        for clock in clocks {
            guard let customer = clock.customer else { continue }
            if let member = state.members[customer], member.clock == clock.id {
                member.time.move(to: clock.frozenTime)
                members[customer] = member
            } else {
                let time = FrozenTime(clock.frozenTime)
                members[customer] = Member(
                    clock: clock.id, time: time,
                    ledger: Ledger(
                        store: store, clock: time, configuration: .init(cacheCapacity: 1),
                        observer: observer))
            }
        }
        state.members = members
    }
}
