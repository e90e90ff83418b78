/// The calls of the service's own: invoices, usage, holds, and the service itself.
enum NeutralAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "Ledger", summary: "Invoices, usage, holds and reports, in no vendor's shape.",
            dialect: NeutralDialect(),
            operations: InvoiceCalls(desk: desk).operations + UsageCalls(desk: desk).operations
                + HoldCalls(desk: desk).operations + TopUpCalls(desk: desk).operations
                + TrialBalanceCalls(desk: desk).operations + ServiceCalls(desk: desk).operations)
    }
}
