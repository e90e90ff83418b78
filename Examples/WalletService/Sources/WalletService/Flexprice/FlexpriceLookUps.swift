internal import CreditLedger
internal import HTTPTypes

/// Flexprice's lists of wallets: those of a customer, and a search.
struct FlexpriceLookUps: Sendable {
    let desk: Desk

    var operations: [Operation] { [ofCustomer, byKey, search] }

    private var ofCustomer: Operation {
        Operation(
            method: .get, path: "/v1/customers/{id}/wallets", id: "flexpriceWalletsOfCustomer",
            summary: "A customer's wallets, newest first.",
            parameters: [.path("id", .flexpriceText), .query("expand", .text())],
            answers: [.ok(.list(.flexpriceWallet))]
        ) { call in
            try await wallets(of: try call.customer("id"), call)
        }
    }

    /// An external id, or lookup key, is the customer's id here.
    private var byKey: Operation {
        Operation(
            method: .get, path: "/v1/customers/wallets", id: "flexpriceWalletsByKey",
            summary: "A customer's wallets, by the customer's id or lookup key.",
            parameters: [
                .queries(
                    "customer",
                    Schema.object(["id": .flexpriceText, "lookup_key": .flexpriceText]).closed
                        .with("minProperties", 1), required: true),
                .query("include_real_time_balance", .boolean), .query("from_cache", .boolean),
                .query("expand", .text()),
            ], answers: [.ok(.list(.flexpriceRealTimeWallet))]
        ) { call in
            _ = try call.query.flag("from_cache")
            let id: CustomerID? = try call.query.identifier("id")
            let key: CustomerID? = try call.query.identifier("lookup_key")
            return try await wallets(
                of: try call.query.required("id", id ?? key), call,
                isRealTime: try call.query.flag("include_real_time_balance") ?? false)
        }
    }

    private func wallets(
        of customer: CustomerID, _ call: Call, isRealTime: Bool = false
    ) async throws -> Answer {
        let generation = FlexpriceGeneration(of: call)
        let page = try await page(WalletQuery(customer: customer), offset: 0, limit: .max)
        var shapes: [JSONValue] = []
        for wallet in page.items {
            let wallet = try await FlexpriceWallet.read(wallet, at: desk)
            shapes.append(.object(wallet.fields(for: generation, isRealTime: isRealTime)))
        }
        return Answer(.array(shapes))
    }

    private var search: Operation {
        Operation(
            method: .post, path: "/v1/wallets/search", id: "flexpriceSearchWallets",
            summary: "Wallets of all customers.", body: .json(.flexpriceWalletSearch),
            answers: [.ok(.flexpriceList(.flexpriceWallet))]
        ) { call in
            let (offset, limit) = try FlexpriceRequest(call.body).slice()
            let found = try await find(call.body, offset: offset, limit: limit)
            let generation = FlexpriceGeneration(of: call)
            var shapes: [JSONValue] = []
            for wallet in found.items {
                let wallet = try await FlexpriceWallet.read(wallet, at: desk)
                shapes.append(.object(wallet.fields(for: generation)))
            }
            return .flexpriceList(shapes, offset: offset, limit: limit, total: found.total)
        }
    }

    private func find(
        _ fields: Fields, offset: Int, limit: Int
    ) async throws -> (items: [Wallet], total: Int) {
        let status = try fields.choice("status", of: FlexpriceWalletStatus.self)
        let order = try fields.choice("order", of: FlexpriceOrder.self) ?? .descending
        _ = try fields.choice("sort", of: FlexpriceSort.self)
        if let ids = try fields.texts("wallet_ids") {
            guard ids.count <= 1_000 else {
                throw fields.invalid("wallet_ids", "\(ids.count)", "are more than 1000")
            }
            var wallets: [Wallet] = []
            for id in Set(ids) {
                guard let wallet = try await wallet(id),
                    status == nil || wallet.status == status?.status
                else { continue }
                wallets.append(wallet)
            }
            wallets.sort { order == .ascending ? $0.id < $1.id : $1.id < $0.id }
            return (Array(wallets.dropFirst(offset).prefix(limit)), wallets.count)
        }
        let query = WalletQuery(statuses: status.map { [$0.status] } ?? [])
        guard order == .ascending else {
            return try await page(query, offset: offset, limit: limit)
        }
        let total = try await page(query, offset: 0, limit: 1).total
        guard let mirrored = FlexpriceSlice(offset: offset, limit: limit, of: total) else {
            return ([], total)
        }
        let page = try await page(query, offset: mirrored.offset, limit: mirrored.limit)
        return (page.items.reversed(), total)
    }

    /// A wallet, if there is one of this id.
    private func wallet(_ text: String) async throws -> Wallet? {
        guard let id = try? WalletID(text) else { return nil }
        do throws(LedgerError) {
            return try await desk.wallet(id)
        } catch .refused(.walletNotFound) {
            return nil
        }
    }

    private func page(
        _ query: WalletQuery, offset: Int, limit: Int
    ) async throws -> (items: [Wallet], total: Int) {
        let page = try await NumberedPage.read(offset: offset, limit: limit, id: \Wallet.id) {
            var query = query
            query.page = $0
            return try await desk.live.wallets(query)
        }
        return (page.items, page.total)
    }
}

/// By what a list is sorted.
enum FlexpriceSort: String, CaseIterable, Sendable {
    case createdAt = "created_at"
}

/// A slice of a list in ascending order, as the slice of the descending one that holds the same.
struct FlexpriceSlice: Hashable, Sendable {
    let offset: Int
    let limit: Int

    init?(offset: Int, limit: Int, of total: Int) {
        guard offset < total else { return nil }
        self.limit = min(limit, total - offset)
        self.offset = total - offset - self.limit
    }
}

extension Answer {
    /// A part of a list.
    static func flexpriceList(
        _ items: [JSONValue], offset: Int, limit: Int, total: Int
    ) -> Answer {
        Answer([
            "items": .array(items),
            "pagination": [
                "limit": .integer(limit), "offset": .integer(offset), "total": .integer(total),
            ],
        ])
    }
}
