internal import CreditLedger
internal import Synchronization

/// Who has signed in, by ids that only their browsers know.
///
/// They are kept in memory: a restart of the service signs everybody out, and each instance of it
/// has its own.
final class PageSessions: Sendable {
    static let lifetimeSeconds = 12 * 3600
    /// With one more, the one that ends first is ended.
    static let limit = 1_000

    /// The ends of the sessions, in milliseconds since 1970.
    private let ends = Mutex<[String: Int64]>([:])

    /// Begins a session.
    ///
    /// - Parameter now: when.
    /// - Returns: its id: 256 bits out of the system's secure generator, in hexadecimal digits.
    func begin(at now: Instant) -> String {
        let id = (0..<4).map { _ in Self.digits(UInt64.random(in: .min ... .max)) }.joined()
        let end = now.milliseconds + Int64(Self.lifetimeSeconds) * 1000
        ends.withLock { ends in
            ends = ends.filter { $0.value > now.milliseconds }
            if ends.count >= Self.limit, let first = ends.min(by: { $0.value < $1.value }) {
                ends[first.key] = nil
            }
            ends[id] = end
        }
        return id
    }

    /// Whether a session is open.
    func holds(_ id: String, at now: Instant) -> Bool {
        ends.withLock { $0[id].map { $0 > now.milliseconds } ?? false }
    }

    /// Ends a session.
    func end(_ id: String) {
        ends.withLock { $0[id] = nil }
    }

    /// How many are kept.
    var count: Int { ends.withLock { $0.count } }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
