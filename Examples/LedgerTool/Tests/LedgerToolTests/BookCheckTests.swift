import CreditLedger
import CreditLedgerTesting
import Foundation
import Testing

@testable import LedgerTool

@Suite("BookCheck")
struct BookCheckTests {
    /// Each customer has a wallet of ten credits and has used two of them.
    private static func world(customers: Int) async throws -> InMemoryStore {
        let store = InMemoryStore()
        let ledger = Ledger(store: store, clock: ManualClock(Workload.start))
        for index in 0..<customers {
            let customer = try CustomerID("customer-\(index)")
            try await ledger.createWallet(
                CreateWallet(currency: .usd, granted: 10), for: customer)
            let line = try Invoice.Line(LineID("use"), .charge, Money("2", .usd))
            _ = try await ledger.drawDown(
                Invoice(id: InvoiceID("in_1"), currency: .usd, lines: [line]), for: customer)
        }
        return store
    }

    /// A store whose second customer has the first entry of one history and the second of another.
    private static func mixedUp() async throws -> InMemoryStore {
        let customer = try CustomerID("customer-1")
        let (kept, other) = (try await world(customers: 1), try await world(customers: 2))
        let another = try await world(customers: 2)
        let entries = [
            try await other.journal(of: customer, after: 0, limit: 1),
            try await another.journal(of: customer, after: 1, limit: 1),
        ]
        for (index, entry) in entries.enumerated() {
            let commit = Commit(customer: customer, expected: Int64(index), entries: entry)
            #expect(try await kept.commit(commit) == .committed)
        }
        return kept
    }

    @Test("R10.2: books without fault, over more than one page of customers")
    func clean() async throws {
        let store = try await Self.world(customers: 1_003)
        var told: [Int] = []
        let check = try await BookCheck(of: nil, in: Ledger(store: store), over: store) {
            told.append($0)
        } found: { _ in
            Issue.record("nothing is wrong")
        }
        #expect(check.isClean && check.customers == 1_003)
        #expect(check.entries == 2_006 && check.transactions == 2_006)
        #expect(told == Array(1...1_003))
        let sum = "1003 books, 2006 journal entries, 2006 transactions: everything is as it must be"
        #expect(check.summary == sum)
    }

    @Test("R10.2: an entry of a grant that was never opened, as text and as JSON")
    func broken() async throws {
        let store = try await Self.mixedUp()
        var (lines, items) = ([String](), [JSONText]())
        let ledger = Ledger(store: store)
        let check = try await BookCheck(of: nil, in: ledger, over: store) { difference in
            lines.append(difference.line)
            items.append(difference.json)
        }
        #expect(check.customers == 2 && check.entries == 4 && check.differences == 1)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("grantOpened (customer customer-1, wallet ") == true)
        #expect(check.summary == "2 books, 4 journal entries, 3 transactions: 1 difference")

        let report = try Report(check.json(items))
        #expect(!report.clean && report.customers == 2)
        #expect(report.differences.map(\.customer) == ["customer-1"])
        #expect(report.differences.map(\.invariant) == ["grantOpened"])
        #expect(report.differences.allSatisfy { $0.grant != nil })
    }

    @Test("R10.2: a book that can't be read is named, and those after it are verified")
    func unreadable() async throws {
        let store = DamagedStore(base: try await Self.world(customers: 3))
        var (lines, items) = ([String](), [JSONText]())
        let ledger = Ledger(store: store)
        let check = try await BookCheck(of: nil, in: ledger, over: store) { difference in
            lines.append(difference.line)
            items.append(difference.json)
        }
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("journalReadable (customer customer-1)") == true)
        #expect(check.customers == 3 && check.entries == 4 && !check.isClean)
        let report = try Report(check.json(items))
        #expect(report.differences.map(\.invariant) == ["journalReadable"])
    }

    private struct Report: Decodable {
        struct Item: Decodable {
            let customer, invariant: String
            let grant: String?
        }
        let clean: Bool
        let customers: Int
        let differences: [Item]

        init(_ json: String) throws {
            self = try JSONDecoder().decode(Report.self, from: Data(json.utf8))
        }
    }
}
