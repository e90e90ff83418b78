import CreditLedger
import CreditLedgerSQL
import Testing

@testable import CreditLedgerTesting

/// Which transactions an entry names again, and which charges it opens and answers.
@Suite("The transactions and charges of an entry")
struct TransactionRowTests {
    @Test("R5.2c: a purchase that is settled was named before")
    func namedAgain() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        try journal.topUp(10, payment: .due)
        try journal.settle(journal.grants[1])
        let rows = try CommitRows(journal.commit(3)).entries
        #expect(rows.map { $0.transactions.map(\.again) } == [[false], [false], [true]])
        #expect(rows[2].transactions[0].transaction.id == rows[1].transactions[0].transaction.id)
        #expect(rows[2].transactions[0].transaction.status == .settled)
    }

    @Test("R5.2c: of one that an entry itself names twice, the second is again")
    func namedTwice() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        let issued = journal.lastTransactions[0]
        var draft = journal.draft()
        let id: TransactionID = draft.mint()
        let later: TransactionID = draft.mint()
        func named(_ id: TransactionID, _ status: TransactionStatus) -> Transaction {
            Transaction(
                id: id, kind: .purchased, status: status, wallet: issued.wallet,
                grant: issued.grant, grantKind: .paid, credits: 5, issued: 5, remaining: 0,
                application: nil)
        }
        draft.transactions = [
            named(later, .settled), named(id, .pending), issued, named(id, .failed),
        ]
        let entry = try journal.write(draft, nil, key: nil)
        let rows = EntryRow(entry).transactions
        #expect(rows.map(\.again) == [false, false, true, true])
        #expect(rows.map(\.position) == [0, 1, 2, 3])
        #expect(rows.map(\.transaction) == entry.transactions)
    }

    @Test("S19: a charge enters with the entry that opens its grant")
    func chargesEnter() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        try journal.topUp(10)
        try journal.topUp(10, payment: .due)
        try journal.topUp(10, payment: .chargeAutomatically)
        let rows = try CommitRows(journal.commit(4)).entries
        #expect(rows.map(\.newCharges) == [[], [], [], journal.charges])
        #expect(rows.allSatisfy { $0.answeredCharges.isEmpty })
    }

    @Test("S19: a purchase of an older entry is answered when it is settled or fails")
    func chargesLeave() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        for _ in 0..<2 { try journal.topUp(10, payment: .chargeAutomatically) }
        let charges = journal.charges
        try journal.settle(journal.grants[1])
        try journal.settle(journal.grants[2], fails: true)
        let rows = try CommitRows(journal.commit(2)).entries
        #expect(
            rows.map { $0.answeredCharges.map(\.transaction) }
                == charges.map { [$0.transaction] })
        #expect(rows.map { $0.answeredCharges.map(\.failed) } == [[false], [true]])
    }

    @Test("S19: a charge that its own entry settles never enters")
    func chargeOfOneEntry() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        let opened = try journal.topUp(10, payment: .chargeAutomatically)
        let purchase = opened.transactions[0]
        let settled = Transaction(
            id: purchase.id, kind: .purchased, status: .settled, wallet: purchase.wallet,
            grant: purchase.grant, grantKind: .paid, credits: 10, issued: 10, remaining: 10,
            application: nil)
        let both = JournalEntry(
            id: opened.id, customer: opened.customer, revision: 2, instant: opened.instant,
            command: opened.command, context: nil, transactions: [purchase, settled],
            effects: opened.effects)
        #expect(EntryRow(opened).newCharges == journal.charges)
        #expect(EntryRow(both).newCharges == [])
        #expect(EntryRow(both).answeredCharges == [])
        #expect(EntryRow(both).transactions.map(\.again) == [false, true])
    }
}
