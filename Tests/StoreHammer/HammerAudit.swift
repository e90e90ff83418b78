package import CreditLedger

/// What is found in a store after hammers were killed.
package struct HammerAudit {
    /// A sentence for each thing that is not as it must be.
    package private(set) var faults: [String] = []
    /// How many journal entries there are.
    package private(set) var entries = 0
    /// How many commands stand in the journal that were sent and never answered.
    package private(set) var unanswered = 0
    /// What became of each top-up that the ledger was to collect, by its transaction.
    package private(set) var automatic: [TransactionID: TransactionStatus] = [:]

    /// Reads a whole store and compares it with what was said.
    ///
    /// - Parameters:
    ///   - store: the store.
    ///   - log: what all of its hammers said.
    /// - Throws: `LedgerError` or `StoreError` if the store can't answer.
    package init(_ store: any LedgerStore, _ log: HammerLog) async throws {
        faults += log.faults
        var missing = log.acknowledged
        var last: CustomerID?
        while let customer = try await store.customers(after: last, limit: 1).first {
            last = customer
            var keys: Set<IdempotencyKey> = []
            var journal = JournalReader(store, of: customer, through: .max)
            while let entry = try await journal.next() {
                count(entry)
                guard let key = entry.key else { continue }
                let sent = HammerLog.Sent(customer: customer, key: key)
                let place = "\(customer) \(key)"
                if !keys.insert(key).inserted { faults.append("\(place): journalled twice") }
                if !log.sent.contains(sent) { faults.append("\(place): was never sent") }
                if log.refused.contains(sent) { faults.append("\(place): refused, and journalled") }
                guard let acknowledged = missing.removeValue(forKey: sent) else {
                    unanswered += 1
                    continue
                }
                if acknowledged != entry.id { faults.append("\(place): is another entry") }
            }
        }
        for sent in missing.keys.prefix(20) {
            faults.append("\(sent.customer) \(sent.key): acknowledged and gone")
        }
        try await verify(store)
    }

    private mutating func verify(_ store: any LedgerStore) async throws {
        let ledger = Ledger(store: store)
        let result = try await ledger.verify()
        faults += result.differences.prefix(20).map(\.description)
        if result.entries != entries {
            faults.append("\(entries) entries, of which \(result.entries) were verified")
        }
        let balance = try await ledger.trialBalance()
        if !balance.isBalanced { faults.append("debits are not credits") }
    }

    private mutating func count(_ entry: JournalEntry) {
        entries += 1
        for case .grantOpened(let opened) in entry.effects
        where opened.terms.payment == .chargeAutomatically {
            automatic[opened.terms.transaction] = .pending
        }
        for transaction in entry.transactions where automatic[transaction.id] != nil {
            automatic[transaction.id] = transaction.status
        }
    }

    /// Compares the payments with the provider's records, once everything has been collected.
    ///
    /// - Parameter records: what the provider did.
    package mutating func compare(_ records: [ChargeFile.Record]) {
        var charges: [String: Int] = [:]
        for record in records {
            charges[record.transaction, default: 0] += record.isCharged ? 1 : 0
        }
        for (transaction, status) in automatic {
            let count = charges.removeValue(forKey: "\(transaction)") ?? 0
            let expected = status == .settled ? 1 : 0
            if status == .pending { faults.append("\(transaction): still awaits its payment") }
            if count != expected {
                faults.append("\(transaction): \(status.rawValue), charged \(count) times")
            }
        }
        for transaction in charges.keys { faults.append("\(transaction): charged for nothing") }
    }
}
