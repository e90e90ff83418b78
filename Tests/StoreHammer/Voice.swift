import Foundation

/// Tells who started the program what happened, one line at a time.
///
/// A line is written by one call of the system, so one that stands was said whole, and nothing that
/// was said waits in a buffer when the program is killed.
struct Voice: Sendable {
    /// Where it is said to.
    var descriptor: Int32 = 1

    /// Says words as one line.
    func say(_ words: String...) {
        let line = Array((words.joined(separator: " ") + "\n").utf8)
        let written = unsafe line.withUnsafeBytes {
            unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        // Who can't be heard any more has no reason to go on.
        if written != line.count { exit(1) }
    }
}
