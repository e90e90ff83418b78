internal import CreditLedger
internal import HTTPTypes

/// Flexprice's lists of transactions: those of a wallet, and a search.
struct FlexpriceTransactionLists: Sendable {
    let desk: Desk

    var operations: [Operation] { [ofWallet, search] }

    private var ofWallet: Operation {
        Operation(
            method: .get, path: "/v1/wallets/{id}/transactions",
            id: "flexpriceWalletTransactions", summary: "A wallet's transactions, newest first.",
            parameters: [.path("id")] + FlexpriceTransactionFilter.parameters,
            answers: [.ok(.flexpriceList(.flexpriceTransaction))]
        ) { call in
            let wallet = try await desk.wallet(try call.id("id", of: "wallet"))
            var filter = try FlexpriceTransactionFilter(call.query)
            _ = try call.query.choice("sort", of: FlexpriceSort.self)
            filter.query.customer = wallet.customer
            filter.query.wallet = wallet.id
            return try await list(filter, FlexpriceGeneration(of: call))
        }
    }

    private var search: Operation {
        Operation(
            method: .post, path: "/v1/wallets/transactions/search",
            id: "flexpriceSearchTransactions", summary: "Transactions of all wallets.",
            body: .json(.flexpriceTransactionSearch),
            answers: [.ok(.flexpriceList(.flexpriceTransaction))]
        ) { call in
            var filter = try FlexpriceTransactionFilter(call.body)
            try filter.read(conditions: call.body.objects("filters") ?? [])
            try filter.read(sorting: call.body.objects("sort") ?? [])
            return try await list(filter, FlexpriceGeneration(of: call))
        }
    }

    private func list(
        _ filter: FlexpriceTransactionFilter, _ generation: FlexpriceGeneration
    ) async throws -> Answer {
        let found = try await find(filter)
        return .flexpriceList(
            found.items.map { $0.json(for: generation) }, offset: filter.offset,
            limit: filter.limit, total: found.total)
    }

    private func find(
        _ filter: FlexpriceTransactionFilter
    ) async throws -> (items: [FlexpriceTransaction], total: Int) {
        if filter.matchesNothing { return ([], 0) }
        if filter.looksInside || filter.id != nil {
            // What the ledger can't look for is looked for in all that it finds.
            var kept = try await told(try await candidates(filter)).filter(filter.keeps)
            if filter.order == .ascending { kept.reverse() }
            return (Array(kept.dropFirst(filter.offset).prefix(filter.limit)), kept.count)
        }
        guard filter.order == .ascending else {
            let page = try await page(filter.query, offset: filter.offset, limit: filter.limit)
            return (try await told(page.items), page.total)
        }
        let total = try await page(filter.query, offset: 0, limit: 1).total
        guard
            let mirrored = FlexpriceSlice(offset: filter.offset, limit: filter.limit, of: total)
        else { return ([], total) }
        let page = try await page(filter.query, offset: mirrored.offset, limit: mirrored.limit)
        return (try await told(page.items).reversed(), total)
    }

    private func candidates(
        _ filter: FlexpriceTransactionFilter
    ) async throws -> [JournalledTransaction] {
        guard let text = filter.id else {
            return try await page(filter.query, offset: 0, limit: .max).items
        }
        guard let id = try? TransactionID(text), let one = try await transaction(id) else {
            return []
        }
        let isOfCustomer = filter.query.customer.map { $0 == one.customer } ?? true
        return isOfCustomer && filter.query.matches(one) ? [one] : []
    }

    /// A transaction, if there is one of this id.
    private func transaction(_ id: TransactionID) async throws -> JournalledTransaction? {
        do throws(LedgerError) {
            return try await desk.live.transaction(id)
        } catch .refused(.transactionNotFound) {
            return nil
        }
    }

    private func page(
        _ query: TransactionQuery, offset: Int, limit: Int
    ) async throws -> NumberedPage<JournalledTransaction> {
        try await NumberedPage.read(offset: offset, limit: limit, id: \.id) {
            var query = query
            query.page = $0
            return try await desk.live.transactions(query)
        }
    }

    /// The transactions with their wallets' histories, each read once, as far back as it is needed.
    private func told(
        _ listed: [JournalledTransaction]
    ) async throws -> [FlexpriceTransaction] {
        var oldest: [WalletID: EntryID] = [:]
        for item in listed {
            let id = item.transaction.wallet
            oldest[id] = min(oldest[id] ?? item.entry, item.entry)
        }
        var read: [WalletID: (wallet: FlexpriceWallet, history: WalletHistory)] = [:]
        for (id, entry) in oldest {
            let wallet = try await FlexpriceWallet.read(id, at: desk)
            let history = try await WalletHistory.read(
                of: wallet.wallet, on: desk.ledger(of: wallet.wallet.customer), backTo: entry)
            read[id] = (wallet, history)
        }
        return listed.compactMap { item in
            read[item.transaction.wallet].map {
                FlexpriceTransaction(listed: item, wallet: $0.wallet, history: $0.history)
            }
        }
    }
}
