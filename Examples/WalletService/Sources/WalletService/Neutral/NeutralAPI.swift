/// The calls of the service's own: invoices, usage, holds, and the service itself.
enum NeutralAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "Ledger", summary: "Invoices, usage, holds and reports, in no vendor's shape.",
            dialect: NeutralDialect(), scheme: "bearer",
            operations: ServiceCalls(desk: desk).operations)
    }
}
