@testable import CreditLedger

/// A customer's history in the making, decided by the engine and kept in memory: what the pure
/// cores of the reports are tested on.
struct History {
    private(set) var book: Book
    private(set) var entries: [JournalEntry] = []
    private let ids = TimeOrderedIDs(seed: 1)

    init(_ customer: String = "acme") throws {
        book = Book(customer: try CustomerID(customer))
    }

    /// Advances to an instant and does a command.
    @discardableResult
    mutating func at(
        _ instant: String, _ command: Command, _ context: Context = .none
    ) throws -> JournalEntry {
        try advance(to: instant)
        let decision = try book.decide(
            command, context, recalled: recalled(for: command), now: Instant(instant), ids: ids)
        guard case .entry(let entry) = decision else { throw NothingHappened(command: command) }
        entries.append(entry)
        return entry
    }

    /// Journals what falls due by an instant.
    mutating func advance(to instant: String) throws {
        entries += try book.advance(to: Instant(instant), ids: ids)
    }

    /// The grants of a wallet in order of creation.
    func grants(of wallet: WalletID) -> [GrantID] {
        entries.flatMap(\.effects).compactMap {
            guard case .grantOpened(let opened) = $0, opened.wallet == wallet else { return nil }
            return opened.id
        }
    }

    /// The wallets in order of creation.
    var wallets: [WalletID] { book.wallets.map(\.id) }

    private func recalled(for command: Command) -> Recalled {
        var recalled = Recalled()
        var recall = book.recall(for: command)
        // Every invoice is found below, asked for or not.
        recall.invoices = []
        recalled.fold(entries, asked: recall)
        for entry in entries {
            if let key = entry.key { recalled.entries[key] = entry }
            if let invoice = entry.invoice {
                recalled.invoices[invoice, default: InvoiceRecord(entries: [])].entries
                    .append(entry)
            }
            for effect in entry.effects {
                if case .grantOpened(let opened) = effect {
                    recalled.grants[opened.id] = GrantRecord(opened)
                } else if let id = effect.grant {
                    recalled.grants[id]?.apply(effect, at: entry.instant)
                }
            }
        }
        return recalled
    }

    struct NothingHappened: Error { let command: Command }
}

extension History {
    /// Two months of a customer with a prepaid wallet of half a dollar per credit and a bonus
    /// wallet of one dollar per credit that goes first and expires in March.
    static func twoMonths() throws -> History {
        var history = try History()
        try history.at(
            "2026-01-01T00:00:00Z",
            .createWallet(
                CreateWallet(
                    currency: .usd, rate: Rate("0.5"), name: "Prepaid", paid: 100, granted: 20)))
        let prepaid = history.wallets[0]
        try history.at(
            "2026-01-02T00:00:00Z", .topUp(TopUp(prepaid, paid: .credits(50), payment: .due)))
        try history.at("2026-01-03T00:00:00Z", .settleTopUp(history.grants(of: prepaid)[2]))
        try history.at(
            "2026-01-04T00:00:00Z",
            .createWallet(
                CreateWallet(
                    currency: .usd, name: "Bonus", priority: 10,
                    scope: Scope(feeTypes: [.charge]), expiresAt: Instant("2026-03-01T00:00:00Z"),
                    granted: 10)))
        try history.at("2026-02-01T00:00:00Z", .drawDown(DrawDown(january())))
        try history.at(
            "2026-02-02T00:00:00Z",
            .reinstate(
                Reinstate(InvoiceID("in_1"), lines: [LineID("api"): Money("8", .usd)])))
        try history.at(
            "2026-02-03T00:00:00Z",
            .voidCredits(VoidCredits(prepaid, 7, from: history.grants(of: prepaid)[0])))
        try history.at(
            "2026-02-04T00:00:00Z", .topUp(TopUp(prepaid, paid: .credits(9), payment: .due)))
        try history.at(
            "2026-02-05T00:00:00Z",
            .failTopUp(history.grants(of: prepaid)[3], reason: "card declined"))
        try history.advance(to: "2026-03-02T00:00:00Z")
        return history
    }

    /// 10 dollars of subscription and 26 dollars of usage.
    static func january() throws -> Invoice {
        try Invoice(
            id: InvoiceID("in_1"), currency: .usd,
            lines: [
                Invoice.Line(LineID("plan"), .subscription, Money("10", .usd)),
                Invoice.Line(LineID("api"), .charge, Money("26", .usd)),
            ])
    }
}
