internal import Foundation

/// The occurrences of a rule in its time zone (R8.2).
struct Schedule {
    static func isTimeZone(_ name: String) -> Bool { false }
}
