/// Flexprice's wallets: the calls that its clients of both generations make.
enum FlexpriceAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "Flexprice",
            summary: "Wallets, top-ups and transactions; clients show the token as x-api-key.",
            dialect: FlexpriceDialect(),
            operations: FlexpriceTopUpCall(desk: desk).operations
                + FlexpriceWalletCalls(desk: desk).operations
                + FlexpriceLookUps(desk: desk).operations
                + FlexpriceTransactionLists(desk: desk).operations)
    }
}
