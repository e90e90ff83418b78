import CreditLedger
import Testing

/// One customer's book on a desk: commands are decided and folded by hand, without store or façade.
struct Desk {
    private(set) var book: Book
    private(set) var journal: [JournalEntry] = []
    let ids = TimeOrderedIDs(seed: 7)

    init(_ customer: String = "acme") throws {
        self.book = Book(customer: try CustomerID(customer))
    }

    /// What a store would find of everything that the journal holds.
    var recalled: Recalled {
        var recalled = Recalled()
        for entry in journal {
            if let key = entry.key { recalled.entries[key] = entry }
            if let invoice = entry.invoice {
                recalled.invoices[invoice, default: InvoiceRecord(entries: [])]
                    .entries.append(entry)
            }
            for effect in entry.effects {
                if case .holdEnded(let hold, let end) = effect {
                    recalled.holds[hold.id] = HoldRecord(hold, .ended(end, at: entry.instant))
                }
                if case .grantOpened(let opened) = effect {
                    recalled.grants[opened.id] = GrantRecord(opened)
                } else if let grant = effect.grant {
                    recalled.grants[grant]?.apply(effect, at: entry.instant)
                }
            }
        }
        return recalled
    }

    /// The same, and what the journal says to one who would capture for a line.
    private func recalled(for command: Command) -> Recalled {
        var recalled = recalled
        guard case .capture(let capture) = command else { return recalled }
        let line = InvoiceLine(invoice: capture.invoice, line: capture.line)
        for entry in journal where entry.invoice == capture.invoice {
            guard let currency = entry.invoiceCurrency else { continue }
            var record = recalled.captures[line] ?? CaptureRecord(currency: currency)
            if entry.drawn != nil { record.drawn = entry.id }
            if entry.captured == line { record.captured = entry.id }
            recalled.captures[line] = record
        }
        return recalled
    }

    /// Advances to an instant and decides a command there; the entries are kept.
    @discardableResult
    mutating func perform(
        _ command: Command, at text: String, _ context: Context = .none
    ) throws -> Decision {
        let now = try Instant(text)
        journal += book.advance(to: now, ids: ids)
        let decision = try book.decide(
            command, context, recalled: recalled(for: command), now: now, ids: ids)
        if case .entry(let entry) = decision { journal.append(entry) }
        return decision
    }

    /// Advances to an instant; the entries are kept and given.
    @discardableResult
    mutating func advance(to text: String) throws -> [JournalEntry] {
        let entries = book.advance(to: try Instant(text), ids: ids)
        journal += entries
        return entries
    }

    /// Creates a wallet and gives its id.
    mutating func wallet(_ new: CreateWallet, at text: String) throws -> WalletID {
        try perform(.createWallet(new), at: text)
        return try #require(book.wallets.last?.id)
    }

    /// The balance of a wallet as of an instant.
    func balance(_ wallet: WalletID, at text: String) throws -> Balance {
        let index = try #require(book.index(of: wallet))
        return book.balance(of: index, at: try Instant(text))
    }

    /// The grants in the order in which they were made.
    var grants: [GrantID] {
        journal.flatMap(\.effects).compactMap { effect in
            if case .grantOpened(let opened) = effect { opened.id } else { nil }
        }
    }

    /// The journal folded from an empty book.
    var folded: Book {
        var book = Book(customer: book.customer)
        for entry in journal { book.apply(entry) }
        return book
    }
}
