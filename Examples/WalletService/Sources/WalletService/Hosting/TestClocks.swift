internal import CreditLedger

/// The test clocks, each with a ledger of its own over the one store.
struct TestClocks: Sendable {
    func ledger(of customer: CustomerID) -> Ledger? { nil }
}
