import Foundation

/// The clock that runs are timed by, in nanoseconds.
enum MonotonicTime {
    @inline(__always)
    static var now: Int64 {
        var time = timespec()
        // A pointer for the length of this call only.
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// What a timed call takes longer for being timed: the median of looks in a row.
    static var cost: Int64 {
        var last = now
        let gaps = (0..<1_001).map { _ in
            let next = now
            defer { last = next }
            return next - last
        }
        return Latencies(gaps).percentile(50)
    }
}
