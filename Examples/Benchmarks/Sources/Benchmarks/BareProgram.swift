import Bare
import CreditLedger
import Foundation

/// What one run came to: a store's, or that of the bare program beside it.
struct Run: Sendable {
    /// How many commits, loads or transactions.
    var count: Int
    /// How long all of them took, in nanoseconds.
    var elapsed: Double
    /// The time that half of them took at most, in nanoseconds; 0 where only all were timed.
    var p50: Double = 0
    /// The time that all but a hundredth of them took at most, in nanoseconds.
    var p99: Double = 0

    var perSecond: Double { Double(count) / elapsed * 1e9 }

    /// A run of which each operation was timed.
    ///
    /// - Parameters:
    ///   - elapsed: what all took, in nanoseconds.
    ///   - times: what each took, in nanoseconds.
    init(elapsed: Double, times: [Int64]) {
        let sorted = times.sorted()
        self.init(count: times.count, elapsed: elapsed)
        guard !sorted.isEmpty else { return }
        p50 = Double(sorted[sorted.count / 2])
        p99 = Double(sorted[sorted.count * 99 / 100])
    }

    /// A run that was timed as a whole.
    init(count: Int, elapsed: Double) {
        self.count = count
        self.elapsed = elapsed
    }
}

/// What went wrong in a bare program, in the words of its library.
struct BareFailure: Error, CustomStringConvertible {
    let description: String
}

/// The programs in C over the libraries of the stores.
enum BareProgram {
    /// Reads what a program answered.
    static func result(_ run: bare_run) throws -> Run {
        if let failure = unsafe run.failure {
            defer { unsafe free(failure) }
            throw BareFailure(description: unsafe String(cString: failure))
        }
        var result = Run(count: Int(unsafe run.commits), elapsed: Double(unsafe run.elapsed))
        result.p50 = Double(unsafe run.p50)
        result.p99 = Double(unsafe run.p99)
        return result
    }
}
