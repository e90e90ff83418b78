import CreditLedger

extension SampleJournal {
    /// A journal with something of everything, as it stood after each of its entries.
    static func history(_ empty: SampleJournal) throws(Refusal) -> [SampleJournal] {
        var journal = empty
        var stages: [SampleJournal] = []
        func stage() { stages.append(journal) }
        try journal.open(key: "open")
        stage()
        try journal.topUp(50, .granted)
        stage()
        try journal.topUp(200, payment: .due, key: "top up")
        stage()
        try journal.drawDown("in 1", parts: [10, 20], key: "draw")
        stage()
        let applied = journal.lastTransactions
        try journal.drawDown("in 2", parts: [50], from: journal.grants[1])
        stage()
        let emptying = journal.lastTransactions
        try journal.settle(journal.grants[2])
        stage()
        try journal.topUp(70, payment: .due)
        stage()
        try journal.settle(journal.grants[3], fails: true)
        stage()
        try journal.rename(journal.grants[0], "Welcome")
        stage()
        try journal.reinstate(applied[1])
        stage()
        try journal.expire(journal.grants[1])
        stage()
        try journal.reinstate(emptying[0], reopens: true)
        stage()
        try journal.expire(journal.grants[0])
        stage()
        try journal.touch("Renamed", key: "rename")
        stage()
        try journal.oweRefund(of: journal.grants[3])
        stage()
        let first = try journal.hold([
            (10, from: journal.grants[2]), (5, from: journal.grants[1]),
        ])
        stage()
        let second = try journal.hold([(20, from: journal.grants[2])])
        stage()
        try journal.extend(first)
        stage()
        try journal.capture(first, 12, invoice: "in 3", line: "line 0", key: "capture")
        stage()
        try journal.end(second, .released)
        stage()
        return stages
    }

    /// What the journal last said of each grant.
    var grantRecords: [GrantID: GrantRecord] {
        var records: [GrantID: GrantRecord] = [:]
        for entry in entries {
            for effect in entry.effects {
                guard let id = effect.grant else { continue }
                if case .grantOpened(let opened) = effect { records[id] = GrantRecord(opened) }
                records[id]?.apply(effect, at: entry.instant)
            }
        }
        return records
    }

    /// What waits for the ledger's collector, by id.
    var charges: [StoredCharge] {
        var charges: [StoredCharge] = []
        for entry in entries {
            for case .grantOpened(let opened) in entry.effects
            where opened.terms.payment == .chargeAutomatically {
                charges.append(
                    StoredCharge(
                        transaction: opened.terms.transaction, grant: opened.id,
                        customer: customer))
            }
            for transaction in entry.transactions where transaction.status != .pending {
                charges.removeAll { $0.transaction == transaction.id }
            }
        }
        return charges
    }
}
