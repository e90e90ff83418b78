/// Many callers at once.
enum Crowd {
    /// Does something for each of `count` numbers, each of the callers for its share of them.
    ///
    /// - Parameters:
    ///   - callers: how many at once.
    ///   - count: how many numbers, from 0 on.
    ///   - work: what is done for a number.
    ///   - take: is given what came of it, not while others do it.
    /// - Returns: for how many it was done.
    /// - Throws: what `work` throws.
    static func gather<Result: Sendable>(
        _ callers: Int, of count: Int, _ work: @escaping @Sendable (Int) async throws -> Result,
        into take: (Int, Result) -> Void
    ) async throws -> Int {
        var done = 0
        let block = max(callers, 8_192)
        for start in stride(from: 0, to: count, by: block) {
            let end = min(start + block, count)
            try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
                for caller in 0..<min(callers, end - start) {
                    group.addTask {
                        var results: [(Int, Result)] = []
                        for index in stride(from: start + caller, to: end, by: callers) {
                            results.append((index, try await work(index)))
                        }
                        return results
                    }
                }
                for try await results in group {
                    done += results.count
                    for (index, result) in results { take(index, result) }
                }
            }
        }
        return done
    }
}
