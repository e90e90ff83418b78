import CreditLedger

/// The least that a ledger in memory could do: one dictionary of books, one growing journal, and
/// sets of the keys that may not come again.
///
/// It has no rules, no time and no answers, and its reinstatements do not know what was paid.
struct BareBooks: Sendable {
    private var books: [CustomerID: BareBook]
    private(set) var journal: [BareRecord] = []
    private var keys: Set<IdempotencyKey> = []
    private var invoices: Set<InvoiceID> = []
    private var lines: Set<LineID> = []
    private let keepsKeys: Bool
    /// The instant of what is journalled.
    var now: Int64 = 0

    /// Books without customers.
    ///
    /// - Parameters:
    ///   - keepsKeys: whether it refuses what was there before.
    ///   - room: for how many customers there is room at first.
    init(keepsKeys: Bool, room: Int) {
        self.keepsKeys = keepsKeys
        books = Dictionary(minimumCapacity: room)
    }

    /// A credit, in units of 10^-12.
    static let credit: Int128 = 1_000_000_000_000

    var count: Int { books.count }

    /// Opens a book with three grants.
    mutating func open(_ customer: CustomerID) {
        let each = 1_000_000 * Self.credit
        let number = UInt32(truncatingIfNeeded: books.count)
        books[customer] = BareBook(number: number, each: each)
        for lot in 0..<3 as Range<UInt32> { _ = record((number, lot, each), .given, each) }
    }

    mutating func isNew(_ key: IdempotencyKey) -> Bool {
        !keepsKeys || keys.insert(key).inserted
    }

    mutating func isNew(_ invoice: InvoiceID) -> Bool {
        !keepsKeys || invoices.insert(invoice).inserted
    }

    mutating func isNew(_ line: LineID) -> Bool { !keepsKeys || lines.insert(line).inserted }

    // Each finds its book by one hash, and changes it in place.

    mutating func take(_ customer: CustomerID, _ amount: Int128, _ kind: BareKind) -> Bool {
        record(books[customer]?.take(amount) ?? nil, kind, amount)
    }

    mutating func add(_ customer: CustomerID, _ amount: Int128) -> Bool {
        record(books[customer]?.add(amount), .given, amount)
    }

    mutating func give(_ customer: CustomerID, _ amount: Int128) -> Bool {
        record(books[customer]?.give(amount), .returned, amount)
    }

    mutating func hold(_ customer: CustomerID, _ amount: Int128) -> Bool {
        record(books[customer]?.hold(amount), .held, amount)
    }

    mutating func capture(_ customer: CustomerID, _ amount: Int128) -> Bool {
        record(books[customer]?.capture(amount) ?? nil, .captured, amount)
    }

    @inline(__always)
    private mutating func record(
        _ change: BareBook.Change?, _ kind: BareKind, _ amount: Int128
    ) -> Bool {
        guard let change else { return false }
        let number = UInt64(journal.count)
        journal.append(
            BareRecord(
                number: number, instant: now, reference: number, book: change.book,
                lot: change.lot, kind: kind, amount: amount, remaining: change.remaining))
        return true
    }
}
