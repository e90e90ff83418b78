internal import CreditLedger
internal import Synchronization

/// Slows down who guesses the token.
///
/// An address has a few tries; after each further one it waits twice as long as before. Because
/// somebody may have many addresses, wrong tries are limited in all, too. A try counts as wrong
/// until it is known to be right, so that many at once gain nothing. Behind a proxy all visitors
/// share its address.
final class SignInThrottle: Sendable {
    static let freeTries = 5
    static let longestWaitSeconds: Int64 = 900
    static let forgottenAfterSeconds: Int64 = 3600
    static let addressLimit = 10_000
    /// So many wrong tries of all addresses at once, and one more each second.
    static let triesInAll: Int64 = 100

    private struct Address {
        var tries = 0
        var last: Int64 = 0
        var notBefore: Int64 = 0
    }

    private struct State {
        var addresses: [String: Address] = [:]
        /// When the tries of all will have been forgotten, in milliseconds: one each second.
        var emptyAt: Int64 = 0
    }

    private let state = Mutex(State())

    /// Takes a try in.
    ///
    /// - Parameters:
    ///   - address: who tries.
    ///   - now: when.
    /// - Returns: the seconds to wait before a try; `nil` if this one may go on.
    func admit(_ address: String, at now: Instant) -> Int? {
        let now = now.milliseconds
        return state.withLock { state in
            var known = state.addresses[address] ?? Address()
            if known.last + Self.forgottenAfterSeconds * 1000 < now { known = Address() }
            guard known.notBefore <= now else { return Self.seconds(known.notBefore - now) }
            let full = max(state.emptyAt, now) + 1000 - Self.triesInAll * 1000
            guard full <= now else { return Self.seconds(full - now) }
            state.emptyAt = max(state.emptyAt, now) + 1000
            known.tries += 1
            known.last = now
            known.notBefore = now + Self.wait(after: known.tries) * 1000
            Self.makeRoom(in: &state.addresses, for: address, at: now)
            state.addresses[address] = known
            return nil
        }
    }

    /// Takes back that a try counted as wrong: it was right.
    func succeed(_ address: String) {
        state.withLock { state in
            state.addresses[address] = nil
            state.emptyAt -= 1000
        }
    }

    /// The seconds to wait after so many wrong tries.
    static func wait(after tries: Int) -> Int64 {
        guard tries >= freeTries else { return 0 }
        return min(longestWaitSeconds, 1 << Int64(min(20, tries - freeTries)))
    }

    private static func makeRoom(
        in addresses: inout [String: Address], for address: String, at now: Int64
    ) {
        guard addresses.count >= addressLimit, addresses[address] == nil else { return }
        addresses = addresses.filter { $0.value.last + forgottenAfterSeconds * 1000 >= now }
        guard addresses.count >= addressLimit,
            let oldest = addresses.min(by: { $0.value.last < $1.value.last })
        else { return }
        addresses[oldest.key] = nil
    }

    private static func seconds(_ milliseconds: Int64) -> Int {
        Int((milliseconds + 999) / 1000)
    }
}
