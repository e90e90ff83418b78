/// bill.sh's admin credits.
enum BillShAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "bill.sh", summary: "Credits that staff give, and their audit history.",
            dialect: BillShDialect(), scheme: "bearer", operations: [])
    }
}
