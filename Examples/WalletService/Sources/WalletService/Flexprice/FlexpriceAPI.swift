/// Flexprice's wallets.
enum FlexpriceAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "Flexprice", summary: "Wallets, top-ups and their transactions.",
            dialect: FlexpriceDialect(), scheme: "key", operations: [])
    }
}
