/// PayPal's billing wallets.
enum PayPalAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "PayPal", summary: "Billing wallets and their transactions.",
            dialect: PayPalDialect(), scheme: "bearer", operations: [])
    }
}
