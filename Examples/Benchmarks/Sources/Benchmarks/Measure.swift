import Foundation

/// Wall-clock time of some work, and what the process grew by.
enum Measure {
    /// Nanoseconds per operation of one run of `count` operations.
    static func nanoseconds(
        per count: Int, _ work: () async throws -> Void
    ) async rethrows -> Double {
        let start = ContinuousClock.now
        try await work()
        let spent = start.duration(to: .now).components
        return (Double(spent.seconds) * 1e9 + Double(spent.attoseconds) / 1e9) / Double(count)
    }

    /// The median of several figures.
    static func median(_ figures: [Double]) -> Double {
        let sorted = figures.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    /// Resident memory of this process in bytes; `nil` where the system does not tell.
    static func residentBytes() -> Int? {
        guard
            let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = status.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return pages * 4096
    }
}

/// Prints one figure in aligned columns.
func report(_ name: String, _ value: String) {
    print(name.padding(toLength: 56, withPad: " ", startingAt: 0) + value)
}

func perSecond(_ nanoseconds: Double) -> String {
    String(format: "%10.0f /s   %8.2f us", 1e9 / nanoseconds, nanoseconds / 1000)
}
