/// Reads one customer's journal in order, a page at a time, after one revision and up to and with
/// another.
package struct JournalReader: Sendable {
    private let store: any LedgerStore
    private let customer: CustomerID
    private let revision: Int64
    private var page: ArraySlice<JournalEntry> = []
    private var fetched: Int64
    private var isAtEnd = false
    /// The last revision that ``nextOfWhole()`` answered.
    private var last: Int64

    /// How much of a journal, or of the list of customers, is read at a time.
    static let stride = 500

    package init(
        _ store: any LedgerStore, of customer: CustomerID, after first: Int64 = 0,
        through revision: Int64
    ) {
        self.store = store
        self.customer = customer
        self.revision = revision
        fetched = first
        last = first
    }

    /// The next entry, as far as there are any.
    ///
    /// - Throws: ``LedgerError`` if the store can't answer.
    package mutating func next() async throws(LedgerError) -> JournalEntry? {
        if page.isEmpty, let next = try await nextPage() { page = next }
        return page.popFirst()
    }

    /// The next entries, as many as the store answers at a time; `nil` after the last one.
    ///
    /// - Throws: ``LedgerError`` if the store can't answer.
    package mutating func nextPage() async throws(LedgerError) -> ArraySlice<JournalEntry>? {
        guard !isAtEnd, fetched < revision else { return nil }
        let found: [JournalEntry]
        do throws(StoreError) {
            found = try await store.journal(of: customer, after: fetched, limit: Self.stride)
        } catch {
            throw LedgerError(error)
        }
        // A journal that stands still or goes back would be read for ever.
        let reached = found.last?.revision ?? fetched
        isAtEnd = reached <= fetched
        fetched = max(reached, fetched)
        // The first that is beyond the end ends it, whatever follows.
        let wanted = found.prefix { $0.revision <= revision }
        if wanted.count < found.count { isAtEnd = true }
        return wanted.isEmpty ? nil : wanted
    }

    /// The next entry of a journal that must lack none.
    ///
    /// - Throws: ``LedgerError/corrupt(_:)`` if it lacks one, or if the store can't answer.
    package mutating func nextOfWhole() async throws(LedgerError) -> JournalEntry? {
        guard let entry = try await next() else {
            guard last >= revision else {
                throw .corrupt(
                    "The journal of customer \(customer) ends at revision \(last), its book at "
                        + "\(revision).")
            }
            return nil
        }
        guard entry.revision == last + 1 else {
            throw .corrupt(
                "The journal of customer \(customer) goes on with revision \(entry.revision) "
                    + "after \(last).")
        }
        last = entry.revision
        return entry
    }
}

/// Reads the list of customers, a page at a time: one that is named, or all in order.
package struct CustomerReader: Sendable {
    private let store: any LedgerStore
    private var page: ArraySlice<CustomerID>
    private var last: CustomerID?
    private var isAtEnd: Bool

    package init(_ store: any LedgerStore, only customer: CustomerID?) {
        self.store = store
        page = customer.map { [$0] } ?? []
        isAtEnd = customer != nil
    }

    /// The next customer.
    ///
    /// - Throws: ``LedgerError`` if the store can't answer.
    package mutating func next() async throws(LedgerError) -> CustomerID? {
        if page.isEmpty, !isAtEnd {
            do throws(StoreError) {
                page = try await store.customers(after: last, limit: JournalReader.stride)[...]
            } catch {
                throw LedgerError(error)
            }
            last = page.last
            isAtEnd = page.isEmpty
        }
        return page.popFirst()
    }
}
