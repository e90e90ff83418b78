/// Flexprice's wallets: the calls that its clients of both generations make.
enum FlexpriceAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "Flexprice", summary: "Wallets, top-ups and their transactions.",
            dialect: FlexpriceDialect(), scheme: "key",
            operations: FlexpriceTopUpCall(desk: desk).operations
                + FlexpriceWalletCalls(desk: desk).operations
                + FlexpriceLookUps(desk: desk).operations
                + FlexpriceTransactionLists(desk: desk).operations)
    }
}
