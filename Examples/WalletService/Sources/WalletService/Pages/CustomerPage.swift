internal import CreditLedger

/// One customer: its wallets with their past and what is to come, and its transactions.
struct CustomerPage {
    /// So many wallets are shown whole; the others by a link each.
    static let walletLimit = 5
    static let linkLimit = 100
    static let listLimit = 20

    let desk: Desk
    let customer: CustomerID

    struct View {
        let customerName: String
        /// Whether it would fill a screen in a heading's size.
        let isLong: Bool
        let asOf: Moment
        let entryCount: String
        let hasNoBook: Bool
        let wallets: [WalletSection]
        let others: [WalletLink]
        let hasOthers: Bool
        let moreOthers: String?
        let allLink: String?
        let holds: HoldTable?
        let usage: UsageTable?
        let transactions: TransactionTable
    }

    struct WalletLink {
        let otherTitle: String
        let otherLink: String
        let otherState: String
    }

    /// The page.
    ///
    /// - Parameter query: `wallet`, if only one is to be shown, and `before` or `after`, the
    ///   transaction that the list of them begins at.
    /// - Returns: the page.
    /// - Throws: an error if the ledger can't answer, or the query can't be meant.
    func answer(_ query: Fields) async throws -> Answer {
        let ledger = desk.ledger(of: customer)
        let snapshot = try await ledger.snapshot(of: customer)
        let chosen = try wallet(query, in: snapshot)
        let walk = try await JournalWalk.read(ledger, from: snapshot)
        let forecasts = try await self.forecasts(ledger, snapshot)
        let ordered = Self.ordered(snapshot)
        let shown = chosen.map { [$0] } ?? Array(ordered.prefix(Self.walletLimit))
        var sections: [WalletSection] = []
        for wallet in shown {
            guard let forecast = forecasts.first(where: { $0.wallet == wallet.id }) else {
                continue
            }
            sections.append(
                try await section(wallet, snapshot, walk: walk, forecast: forecast, ledger))
        }
        let transactions = try await TransactionReading(
            ledger: ledger, customer: customer, wallet: chosen?.id, walk: walk,
            wallets: zip(snapshot.wallets, snapshot.balances)
                .reduce(into: [:]) { $0[$1.0.id] = (wallet: $1.0, balance: $1.1) }
        ).table(query)
        let others = chosen == nil ? Array(ordered.dropFirst(Self.walletLimit)) : []
        let view = View(
            customerName: ShownText.visible(customer.text),
            isLong: customer.text.utf8.count > 120, asOf: Moment(snapshot.asOf),
            entryCount: Self.entries(snapshot.revision), hasNoBook: snapshot.revision == 0,
            wallets: sections, others: others.prefix(Self.linkLimit).map(link),
            hasOthers: !others.isEmpty,
            moreOthers: others.count > Self.linkLimit
                ? "and \(others.count - Self.linkLimit) more" : nil,
            allLink: chosen == nil ? nil : PageLink.customer(customer.text),
            holds: HoldTable(snapshot), usage: UsageTable(snapshot), transactions: transactions)
        return .page(
            try PageTemplates.render(
                "customer",
                PageTemplates.Frame(
                    title: "Customer \(ShownText.short(customer.text))", isSignedIn: true,
                    view: view)))
    }

    private func wallet(_ query: Fields, in snapshot: BookSnapshot) throws -> Wallet? {
        guard let text = try query.text("wallet"), !text.isEmpty else { return nil }
        guard let wallet = snapshot.wallets.first(where: { $0.id.description == text }) else {
            throw Fault.unknown("wallet", id: text)
        }
        return wallet
    }

    /// Active ones first, then those that wait, then those that have ended; each by creation.
    private static func ordered(_ snapshot: BookSnapshot) -> [Wallet] {
        [WalletStatus.active, .pending, .terminated].flatMap { status in
            snapshot.wallets.filter { $0.status == status }
        }
    }

    /// A year ahead, or less where more would fall due than a forecast looks at.
    private func forecasts(
        _ ledger: Ledger, _ snapshot: BookSnapshot
    ) async throws -> [Forecast] {
        let day: Int64 = 86_400_000
        // Each due instant costs a look at each open grant.
        for days: Int64 in snapshot.grants.count > 1_000 ? [31, 7, 1] : [366, 92, 31, 7, 1] {
            let end = min(snapshot.asOf.milliseconds + days * day, Instant.latest.milliseconds)
            let until = (try? Instant(milliseconds: end)) ?? snapshot.asOf
            do {
                return try await ledger.forecasts(of: customer, until: until)
            } catch {
                guard case LedgerError.refused(.invalidField) = error else { throw error }
            }
        }
        return try await ledger.forecasts(of: customer, until: snapshot.asOf)
    }

    private func section(
        _ wallet: Wallet, _ snapshot: BookSnapshot, walk: JournalWalk, forecast: Forecast,
        _ ledger: Ledger
    ) async throws -> WalletSection {
        let current = forecast.start
        var journalled = current.remaining
        if let last = walk.entries.first {
            journalled = try await ledger.balance(
                of: wallet.id, at: last.instant, customer: customer
            ).remaining
        }
        let past = walk.balances(
            of: wallet, journalled: journalled, current: current.remaining, now: forecast.asOf)
        let recent = try await ledger.grants(
            GrantQuery(customer: customer, wallet: wallet.id, page: PageRequest(.newest, limit: 20))
        )
        return WalletSection(
            wallet: wallet, balance: current, forecast: forecast, past: past,
            isCut: walk.since.map { $0 > wallet.createdAt } ?? false,
            open: snapshot.grants.filter { $0.wallet == wallet.id },
            ended: recent.items.filter { !$0.status.isOpen })
    }

    private func link(_ wallet: Wallet) -> WalletLink {
        WalletLink(
            otherTitle: wallet.title,
            otherLink: PageLink.customer(customer.text, [("wallet", wallet.id.description)]),
            otherState: wallet.status.rawValue)
    }

    private static func entries(_ count: Int64) -> String {
        count == 1 ? "1 journal entry" : AmountText.grouped("\(count)") + " journal entries"
    }
}
