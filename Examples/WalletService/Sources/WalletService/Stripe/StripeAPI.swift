/// Stripe's billing credits.
enum StripeAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "Stripe", summary: "Credit grants, their transactions and test clocks.",
            dialect: StripeDialect(),
            operations: CreditGrantCalls(desk: desk).operations
                + CreditTransactionCalls(desk: desk).operations
                + CreditSummaryCalls(desk: desk).operations
                + TestClockCalls(desk: desk).operations)
    }
}
