internal import CreditLedger
internal import Synchronization

/// Lets one at a time change what it has read of a customer before.
///
/// The ledger does each command as a whole, but knows nothing of what was read for it. Where an API
/// merges into what stands there, two at once would lose what one of them adds. Hosts that share a
/// store take turns each for itself.
final class CustomerTurns: Sendable {
    /// Who waits, by customer, in the order of coming; there is a place for each who has the turn.
    private let waiting = Mutex<[CustomerID: [CheckedContinuation<Void, Never>]]>([:])

    /// Does something when it is its turn.
    ///
    /// - Parameters:
    ///   - customer: whose book it is about.
    ///   - body: what is done.
    /// - Returns: what it returns.
    /// - Throws: what it throws.
    func take<Outcome>(
        for customer: CustomerID, _ body: () async throws -> Outcome
    ) async throws -> Outcome {
        await begin(customer)
        defer { end(customer) }
        return try await body()
    }

    private func begin(_ customer: CustomerID) async {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[customer] != nil else {
                    waiting[customer] = []
                    return true
                }
                waiting[customer]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func end(_ customer: CustomerID) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard let queue = waiting[customer], let next = queue.first else {
                waiting[customer] = nil
                return nil
            }
            waiting[customer] = Array(queue.dropFirst())
            return next
        }
        next?.resume()
    }
}
