internal import CreditLedger
internal import HTTPTypes

/// The calls about the service itself; none needs the token, and none tells of a customer.
struct ServiceCalls {
    let desk: Desk

    var operations: [Operation] { [health] }

    private var health: Operation {
        Operation(
            method: .get, path: "/health", id: "health",
            summary: "Whether the service can reach its store.",
            answers: [.ok(.object(["status*": .constant("ok")]))], isPublic: true
        ) { _ in
            do throws(StoreError) {
                _ = try await desk.store.customers(after: nil, limit: 1)
            } catch {
                throw LedgerError.store(error)
            }
            return Answer(["status": "ok"])
        }
    }
}
