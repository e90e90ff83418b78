internal import CreditLedger

/// What the shapes of one customer's objects are made from, read once.
struct StripeBook: Sendable {
    let snapshot: BookSnapshot
    /// The grants that were asked for, as the journal last set them.
    let records: [GrantID: GrantRecord]
    /// The clock that the customer lives on, if it is a test clock.
    let clock: TestClock?

    /// Reads a customer's book.
    ///
    /// - Parameters:
    ///   - desk: where.
    ///   - customer: whose.
    ///   - grants: the grants that shapes are to be made of.
    /// - Throws: if the store can't answer.
    init(_ desk: Desk, of customer: CustomerID, grants: [GrantID]) async throws {
        snapshot = try await desk.ledger(of: customer).snapshot(of: customer)
        records = try await desk.store.load(
            customer, recalling: Recall(grants: grants), unless: snapshot.revision
        ).recalled.grants
        clock = desk.clocks.clock(of: customer)
    }

    /// The record of a grant.
    ///
    /// - Throws: ``StripeFault`` if the customer has no such grant.
    func record(_ id: GrantID) throws(StripeFault) -> GrantRecord {
        guard let record = records[id] else {
            throw .missing(StripeID.grant.kind, StripeID.grant.text(id))
        }
        return record
    }

    /// The grant as it stands open in the book.
    func open(_ id: GrantID) -> Grant? { snapshot.grants.first { $0.id == id } }

    func wallet(_ id: WalletID) -> Wallet? { snapshot.wallets.first { $0.id == id } }

    /// What credits of a wallet are worth.
    func worth(of credits: Credits, in wallet: WalletID) -> Money? {
        snapshot.balances.first { $0.wallet == wallet }?.worth(of: credits)
    }
}

extension Desk {
    /// Reads the books of all customers that some things belong to.
    ///
    /// - Parameters:
    ///   - things: the things.
    ///   - owner: whose one is, and which grant it is of.
    /// - Returns: the books, by customer.
    /// - Throws: if the store can't answer.
    func books<Thing>(
        of things: [Thing], _ owner: (Thing) -> (CustomerID, GrantID)
    ) async throws -> [CustomerID: StripeBook] {
        let grants = Dictionary(grouping: things.map(owner), by: \.0)
        var books: [CustomerID: StripeBook] = [:]
        for (customer, owned) in grants {
            books[customer] = try await StripeBook(self, of: customer, grants: owned.map(\.1))
        }
        return books
    }

    /// What an earlier request with this key did.
    func entry(
        under key: IdempotencyKey?, of customer: CustomerID
    ) async throws -> JournalEntry? {
        guard let key else { return nil }
        return try await store.entries(
            EntryQuery(customer: customer, key: key, page: try PageRequest(.newest, limit: 1))
        ).items.first
    }

    /// The customer whose a thing is, with its book advanced to now: what fell due by time stands
    /// in the journal, and so in lists.
    ///
    /// - Parameters:
    ///   - reference: the thing.
    ///   - fault: what to throw if there is none.
    /// - Returns: the customer.
    /// - Throws: the fault, or if the store can't answer.
    func owner(
        of reference: Reference, else fault: @autoclosure () -> StripeFault
    ) async throws -> CustomerID {
        guard let customer = try await store.owner(of: reference) else { throw fault() }
        try await advance(customer)
        return customer
    }
}
