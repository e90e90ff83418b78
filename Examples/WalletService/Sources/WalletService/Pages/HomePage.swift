internal import CreditLedger

/// The first page: totals per currency, and the customers with what their wallets hold.
struct HomePage {
    /// So many customers stand on a page.
    static let pageSize = 25
    /// So many wallets of each.
    static let walletLimit = 4

    let desk: Desk

    struct View {
        let totals: [Totals]
        let search: String
        let shownSearch: String?
        let customers: [CustomerRow]
        let isFirst: Bool
        let firstLink: String
        let nextLink: String?
        let isEmptyLedger: Bool
        let foundNothing: Bool
    }

    /// The money of one currency.
    struct Totals {
        let currencyCode: String
        let inWallets: String
        /// Whether it would break in a card in the size of a heading.
        let isLongSum: Bool
        let flows: [Flow]
    }

    struct Flow {
        let flowName: String
        let sum: String
    }

    struct CustomerRow {
        let customerName: String
        let customerLink: String
        let wallets: [WalletLine]
        let moreWallets: String?
        let hasNone: Bool
    }

    struct WalletLine {
        let walletTitle: String
        let availableCredits: String
        let availableWorth: String
        /// Its status, unless it is the usual one.
        let walletStatus: String?
    }

    /// The page.
    ///
    /// - Parameter query: `search`, the beginning of an id, and `after`, the last customer of the
    ///   page before.
    /// - Returns: the page.
    /// - Throws: an error if the ledger can't answer, or the query can't be meant.
    func answer(_ query: Fields) async throws -> Answer {
        let search = try query.text("search") ?? ""
        let after = try query.text("after").flatMap { $0.isEmpty ? nil : $0 }
        var found = try await customers(beginningWith: search, after: after)
        let hasMore = found.count > Self.pageSize
        found = Array(found.prefix(Self.pageSize))
        var rows: [CustomerRow] = []
        for customer in found { rows.append(try await row(customer)) }
        let isWhole = search.isEmpty && after == nil
        let view = View(
            totals: try await desk.totals.current().currencies.map(Self.totals), search: search,
            shownSearch: search.isEmpty ? nil : ShownText.short(search), customers: rows,
            isFirst: after == nil, firstLink: PageLink.customers(search: search, after: nil),
            nextLink: hasMore
                ? found.last.map { PageLink.customers(search: search, after: $0.text) } : nil,
            isEmptyLedger: isWhole && rows.isEmpty, foundNothing: !isWhole && rows.isEmpty)
        return .page(
            try PageTemplates.render(
                "home",
                PageTemplates.Frame(
                    title: search.isEmpty ? "Customers" : "Customers: \(ShownText.short(search))",
                    isSignedIn: true, view: view, isHome: true)))
    }

    /// The next customers in the order of their ids' bytes, one more than stand on a page.
    private func customers(
        beginningWith search: String, after: String?
    ) async throws -> [CustomerID] {
        let limit = Self.pageSize + 1
        guard !search.isEmpty else {
            return try await desk.store.customers(
                after: try after.map { try CustomerID($0) }, limit: limit)
        }
        let start = try CustomerID(search)
        var found: [CustomerID] = []
        // Those that begin with it follow it, but the one of that very id is it.
        if after == nil, try await desk.ledger(of: start).snapshot(of: start).revision > 0 {
            found.append(start)
        }
        let last = try max(start, after.map { try CustomerID($0) } ?? start)
        found += try await desk.store.customers(after: last, limit: limit)
            .prefix { $0.text.utf8.starts(with: search.utf8) }
        return Array(found.prefix(limit))
    }

    private func row(_ customer: CustomerID) async throws -> CustomerRow {
        let snapshot = try await desk.ledger(of: customer).snapshot(of: customer)
        let wallets = zip(snapshot.wallets, snapshot.balances).map { ($0, $1) }
        let open = wallets.filter { $0.0.status != .terminated }
        let shown = (open.isEmpty ? wallets : open).prefix(Self.walletLimit)
        let rest = wallets.count - shown.count
        return CustomerRow(
            customerName: ShownText.visible(customer.text),
            customerLink: PageLink.customer(customer.text),
            wallets: shown.map { Self.line($0.0, $0.1) },
            moreWallets: rest == 0 ? nil : "and \(rest) more", hasNone: wallets.isEmpty)
    }

    private static func line(_ wallet: Wallet, _ balance: Balance) -> WalletLine {
        WalletLine(
            walletTitle: wallet.title,
            availableCredits: AmountText.credits(balance.available),
            availableWorth: AmountText.money(balance.worth(of: balance.available)),
            walletStatus: wallet.status == .active ? nil : wallet.status.rawValue)
    }

    private static func totals(_ rows: TrialBalance.CurrencyRows) -> Totals {
        let currency = rows.currency
        let text = { (sum: WideSum) in AmountText.money(sum.description, currency) }
        let flows: [(String, WideSum)] = [
            ("Purchased", -rows.balance(of: .purchases)),
            ("Granted", -rows.balance(of: .promotions)),
            ("Used", rows.balance(of: .redemptions)), ("Expired", rows.balance(of: .expirations)),
            ("Voided", rows.balance(of: .voids)), ("Forfeited", rows.balance(of: .forfeitures)),
        ]
        return Totals(
            currencyCode: currency.code, inWallets: text(rows.held),
            isLongSum: text(rows.held).utf8.count > 18,
            flows: flows.map { Flow(flowName: $0.0, sum: text($0.1)) })
    }
}
