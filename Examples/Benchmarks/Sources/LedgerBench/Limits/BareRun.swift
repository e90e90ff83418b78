import Bare
import Foundation

/// What a bare program measured, in nanoseconds.
struct BareRun: Sendable {
    let commits: Int
    let rows: Int
    let elapsed: Int64
    let p50: Int64
    let p99: Int64
    let longest: Int64

    /// Reads what a program in C answered.
    init(_ run: bare_run) throws {
        if let failure = unsafe run.failure {
            defer { unsafe free(failure) }
            throw Failure.store(unsafe String(cString: failure))
        }
        commits = Int(unsafe run.commits)
        rows = Int(unsafe run.rows)
        elapsed = unsafe run.elapsed
        p50 = unsafe run.p50
        p99 = unsafe run.p99
        longest = unsafe run.longest
    }
}
