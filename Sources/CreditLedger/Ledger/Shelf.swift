/// The books that one list needs, each read once, so that all of a customer's items are of one
/// state.
struct Shelf {
    let ledger: Ledger
    private var readings: [CustomerID: Reading] = [:]

    /// A long list is of more customers than memory should hold; those are read again.
    private static let capacity = 1_000

    init(ledger: Ledger) {
        self.ledger = ledger
    }

    /// The wallets as of now, in the order given.
    mutating func wallets(_ stored: [StoredWallet]) async throws(LedgerError) -> [Wallet] {
        var wallets: [Wallet] = []
        wallets.reserveCapacity(stored.count)
        for wallet in stored {
            let reading = try await reading(of: wallet.customer)
            guard let index = reading.book.index(of: wallet.id) else {
                // It was made after the book was read, and belongs to the list all the same.
                readings[wallet.customer] = nil
                let reading = try await self.reading(of: wallet.customer)
                guard let index = reading.book.index(of: wallet.id) else {
                    throw .corrupt("The wallet \(wallet.id) is listed, but not in its book.")
                }
                wallets.append(Wallet(reading.book, at: index))
                continue
            }
            wallets.append(Wallet(reading.book, at: index))
        }
        return wallets
    }

    /// The grants as of now, in the order given.
    mutating func grants(_ stored: [StoredGrant]) async throws(LedgerError) -> [Grant] {
        var missing: [CustomerID: [GrantID]] = [:]
        for grant in stored {
            let reading = try await reading(of: grant.customer)
            // One that is not open, nor was listed as closed, is depleted or has closed since.
            if reading.book.index(of: grant.record.id) == nil, grant.record.closure == nil {
                missing[grant.customer, default: []].append(grant.record.id)
            }
        }
        var recalled: [GrantID: Grant] = [:]
        for (customer, ids) in missing {
            let reading = try await ledger.read(customer, recalling: Recall(grants: ids))
            for id in ids { recalled[id] = reading.grant(id) }
        }
        var grants: [Grant] = []
        grants.reserveCapacity(stored.count)
        for grant in stored {
            let id = grant.record.id
            if let found = recalled[id] {
                grants.append(found)
            } else if let open = try await reading(of: grant.customer).open(id) {
                grants.append(open)
            } else {
                grants.append(Grant(grant.record))
            }
        }
        return grants
    }

    /// The transactions in their state as of now, in the order given.
    mutating func transactions(
        _ stored: [JournalledTransaction]
    ) async throws(LedgerError) -> [JournalledTransaction] {
        var listed = stored
        for (index, item) in stored.enumerated() where item.transaction.status == .pending {
            let reading = try await reading(of: item.customer)
            for entry in reading.advanced {
                for transaction in entry.transactions where transaction.id == item.id {
                    listed[index] = JournalledTransaction(
                        transaction: transaction, customer: item.customer, entry: item.entry,
                        instant: item.instant)
                }
            }
        }
        return listed
    }

    private mutating func reading(
        of customer: CustomerID
    ) async throws(LedgerError) -> Reading {
        if let reading = readings[customer] { return reading }
        let reading = try await ledger.read(customer)
        if readings.count >= Self.capacity { readings.removeAll(keepingCapacity: true) }
        readings[customer] = reading
        return reading
    }
}
