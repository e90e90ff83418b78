/// What a stretch of operations came to.
struct Stretch: Sendable {
    var operations = 0
    /// While the clock ran, in nanoseconds.
    var elapsed: Int64 = 0
    /// Operations that did not come to what they must.
    var wrong = 0
    /// What the timed ones took, in nanoseconds.
    var times: [Int64] = []
}

/// What one caller did of a block.
struct Share: Sendable {
    var wrong = 0
    var times: [Int64] = []
}

/// Does operations block by block: each is made while the clock stands, and done while it runs.
struct Drive<Kind: Traffic> {
    let callers: Int
    /// Every so many-th operation of a caller is timed.
    let sampling: Int
    private var block: [Kind.Operation] = []

    /// A drive with room for its operations, so that it does not grow while memory is measured.
    init(_ plan: Plan, callers: Int? = nil) {
        self.callers = callers ?? plan.callers
        self.sampling = plan.sampling
        block.reserveCapacity(blockSize)
    }

    /// Many operations for each caller, so that they seldom wait for the last of them.
    private var blockSize: Int { max(65_536, callers * 256) }

    /// Does further operations.
    ///
    /// - Parameters:
    ///   - traffic: makes them.
    ///   - operations: how many.
    ///   - work: does a block of them.
    /// - Returns: what they came to.
    /// - Throws: what `work` throws.
    mutating func run(
        _ traffic: inout Kind, operations: Int,
        _ work: ([Kind.Operation]) async throws -> [Share]
    ) async throws -> Stretch {
        var stretch = Stretch()
        stretch.times.reserveCapacity(operations / sampling + callers)
        while stretch.operations < operations {
            let count = min(blockSize, operations - stretch.operations)
            try traffic.fill(&block, count: count)
            let start = MonotonicTime.now
            let shares = try await work(block)
            stretch.elapsed += MonotonicTime.now - start
            stretch.operations += count
            for share in shares {
                stretch.wrong += share.wrong
                stretch.times += share.times
            }
        }
        return stretch
    }

    /// Lets each of the callers do its share of a block at once with the others.
    static func together(
        _ callers: Int, _ block: [Kind.Operation],
        _ work: @escaping @Sendable ([Kind.Operation], Int) async throws -> Share
    ) async throws -> [Share] {
        try await withThrowingTaskGroup(of: Share.self) { group in
            for caller in 0..<callers { group.addTask { try await work(block, caller) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

extension Share {
    /// Every `callers`-th operation of a block from the `caller`-th on.
    ///
    /// - Parameters:
    ///   - block: the operations.
    ///   - caller: whose share.
    ///   - callers: of how many.
    ///   - sampling: every so many-th is timed.
    ///   - perform: does an operation, and says whether it came to what it must.
    /// - Throws: what `perform` throws.
    @inline(__always)
    init<Operation>(
        _ block: [Operation], _ caller: Int, of callers: Int, sampling: Int,
        _ perform: (Operation) async throws -> Bool
    ) async rethrows {
        times.reserveCapacity(block.count / callers / sampling + 1)
        var untilTimed = 1
        for index in stride(from: caller, to: block.count, by: callers) {
            untilTimed -= 1
            if untilTimed > 0 {
                if try await !perform(block[index]) { wrong += 1 }
            } else {
                untilTimed = sampling
                let began = MonotonicTime.now
                if try await !perform(block[index]) { wrong += 1 }
                times.append(MonotonicTime.now - began)
            }
        }
    }

    /// The same for what never waits.
    @inline(__always)
    init<Operation>(
        _ block: [Operation], _ caller: Int, of callers: Int, sampling: Int,
        _ perform: (Operation) -> Bool
    ) {
        times.reserveCapacity(block.count / callers / sampling + 1)
        var untilTimed = 1
        for index in stride(from: caller, to: block.count, by: callers) {
            untilTimed -= 1
            if untilTimed > 0 {
                if !perform(block[index]) { wrong += 1 }
            } else {
                untilTimed = sampling
                let began = MonotonicTime.now
                if !perform(block[index]) { wrong += 1 }
                times.append(MonotonicTime.now - began)
            }
        }
    }
}
