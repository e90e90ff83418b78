/// A customer's book as of now, to be looked at: a copy, advanced by nothing that is journalled
/// (R2.4).
package struct Reading: Sendable {
    /// The book, advanced to `now`.
    package var book: Book
    /// The revision that the store has the book at; what the advance added does not count.
    package let revision: Int64
    package let now: Instant
    /// What fell due by now and is not journalled yet.
    package let advanced: [JournalEntry]
    /// What was found of the recall; grants include what the advance did to them.
    package let recalled: Recalled

    /// A copy of `book` at `now`, or at its own instant if that is later (R2.2).
    init(
        _ book: Book, recalling recall: Recall = .nothing, recalled: Recalled, at now: Instant
    ) {
        self.book = book
        self.revision = book.revision
        self.now = max(now, book.instant)
        // These ids are of this copy only: `Grant.isJournalled` tells.
        self.advanced =
            book.nextDue <= self.now
            ? self.book.advance(to: self.now, ids: TimeOrderedIDs(seed: 0)) : []
        var recalled = recalled
        recalled.fold(advanced, asked: recall)
        self.recalled = recalled
    }
}

extension Ledger {
    /// Reads a customer's book as of now.
    ///
    /// - Parameters:
    ///   - customer: whose book.
    ///   - recall: what to find beside it.
    /// - Returns: a copy of the book that was current during this call.
    /// - Throws: ``LedgerError`` if the store can't answer.
    package func read(
        _ customer: CustomerID, recalling recall: Recall = .nothing
    ) async throws(LedgerError) -> Reading {
        let (book, recalled) = try await current(customer, recalling: recall)
        return Reading(book, recalling: recall, recalled: recalled, at: clock.now)
    }

    /// A customer's book as its journal has it, advanced by nothing.
    func current(
        _ customer: CustomerID, recalling recall: Recall = .nothing
    ) async throws(LedgerError) -> (book: Book, recalled: Recalled) {
        guard !Task.isCancelled else { throw .cancelled }
        let slot = cache.slot(of: customer)
        let known = slot.book
        let clock = observer.map { _ in ContinuousClock() }
        let start = clock?.now
        let loaded: LoadedBook
        do throws(StoreError) {
            loaded = try await store.load(customer, recalling: recall, unless: known?.revision)
        } catch {
            throw LedgerError(error)
        }
        if let clock, let start {
            tell(.loaded(customer, duration: start.duration(to: clock.now)))
        }
        if let known, known.revision == loaded.revision {
            return (known, loaded.recalled)
        }
        let book: Book
        do throws(StoreError) {
            book = try loaded.bookToAdvance()
        } catch {
            throw LedgerError(error)
        }
        slot.keep(book)
        return (book, loaded.recalled)
    }

    /// Everything open of a customer, as of now.
    ///
    /// - Parameter customer: whose book.
    /// - Returns: its wallets, balances and open grants; empty for a customer without a book
    ///   (R2.5).
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func snapshot(
        of customer: CustomerID
    ) async throws(LedgerError) -> BookSnapshot {
        BookSnapshot(try await read(customer))
    }

    /// A wallet, as of now.
    ///
    /// - Parameters:
    ///   - id: the wallet.
    ///   - customer: whose it is, if known: that saves a look-up.
    /// - Returns: its terms, status and rules.
    /// - Throws: ``Refusal/walletNotFound(_:)``, or if the store can't answer.
    public func wallet(
        _ id: WalletID, of customer: CustomerID? = nil
    ) async throws(LedgerError) -> Wallet {
        let (reading, index) = try await find(id, of: customer)
        return Wallet(reading.book, at: index)
    }

    /// What a wallet holds now, in credits and in money (R9.1).
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - customer: whose it is, if known.
    /// - Returns: its balance.
    /// - Throws: ``Refusal/walletNotFound(_:)``, or if the store can't answer.
    public func balance(
        of wallet: WalletID, customer: CustomerID? = nil
    ) async throws(LedgerError) -> Balance {
        let (reading, index) = try await find(wallet, of: customer)
        return reading.book.balance(of: index, at: reading.now)
    }

    /// A grant as of now, open or not.
    ///
    /// - Parameters:
    ///   - id: the grant.
    ///   - customer: whose it is, if known.
    /// - Returns: its terms, what is left of it, and where it stands.
    /// - Throws: ``Refusal/grantNotFound(_:)``, or if the store can't answer.
    public func grant(
        _ id: GrantID, of customer: CustomerID? = nil
    ) async throws(LedgerError) -> Grant {
        let owner = try await self.customer(customer, of: .grant(id), else: .grantNotFound(id))
        let reading = try await read(owner, recalling: Recall(grants: [id]))
        guard let grant = reading.grant(id) else { throw .refused(.grantNotFound(id)) }
        return grant
    }

    private func find(
        _ wallet: WalletID, of customer: CustomerID?
    ) async throws(LedgerError) -> (Reading, Int) {
        let owner = try await self.customer(
            customer, of: .wallet(wallet), else: .walletNotFound(wallet))
        let reading = try await read(owner)
        guard let index = reading.book.index(of: wallet) else {
            throw .refused(.walletNotFound(wallet))
        }
        return (reading, index)
    }
}

extension Reading {
    /// A grant: as it stands open in the book, or as it was recalled.
    func grant(_ id: GrantID) -> Grant? {
        open(id) ?? recalled.grants[id].map { Grant($0) }
    }

    /// A grant that stands open in the book.
    func open(_ id: GrantID) -> Grant? {
        book.index(of: id).map { Grant(book.lots[$0], in: self) }
    }
}
