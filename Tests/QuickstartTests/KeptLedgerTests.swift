import CreditLedger
import Foundation
import Testing

@testable import quickstart

/// `quickstart --sqlite FILE`: a ledger that is still there when the program is run again.
@Suite("Quickstart: a ledger that is kept")
struct KeptLedgerTests {
    @Test("R11.3: a first run does everything, a later one finds it and does nothing twice")
    func twice() async throws {
        let store = InMemoryStore()
        let first = try await Quickstart.run(on: store, called: "credits.sqlite")
        #expect(first.hasPrefix(try await Quickstart.run()))
        #expect(first.contains("All of this stands in credits.sqlite now"))
        let end = try await store.feedEnd()
        for _ in 1...2 {
            let later = try await Quickstart.run(on: store, called: "credits.sqlite")
            #expect(later.hasPrefix("The ledger of an earlier run\n"))
            #expect(later.contains("credits.sqlite holds 10 customers, 46 entries"))
            #expect(later.contains("key top-up-1"))
            #expect(later.contains("replayed: 10.00 USD paid, as before"))
            #expect(later.contains("There are 46 entries still"))
        }
        #expect(try await store.feedEnd() == end)
    }

    @Test("a file with another ledger, or with the beginning of a run, is refused and left alone")
    func others() async throws {
        let other = InMemoryStore()
        try await Ledger(store: other).createWallet(
            CreateWallet(currency: .usd), for: CustomerID("acme"))
        await #expect {
            try await Quickstart.run(on: other, called: "mine")
        } throws: { error in
            "\(error)" == "mine holds another ledger, which was left as it is."
        }
        let acme = try CustomerID("acme")
        #expect(try await other.journal(of: acme, after: 0, limit: 9).count == 1)

        let whole = InMemoryStore()
        _ = try await Quickstart.done(on: whole)
        let customer = try CustomerID("acme-billsh")
        let begun = InMemoryStore()
        let entries = try await whole.journal(of: customer, after: 0, limit: 1)
        _ = try await begun.commit(Commit(customer: customer, expected: 0, entries: entries))
        await #expect {
            try await Quickstart.run(on: begun, called: "mine")
        } throws: { error in
            "\(error)".contains("an earlier run, which was interrupted")
        }
    }

    #if SQLite
        @Test("S4: what a run has left in a file, the next one finds there")
        func file() async throws {
            let folder = URL.temporaryDirectory.appending(path: "quickstart-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appending(path: "credits.sqlite").path
            let first = try await Quickstart.run(inFile: path)
            #expect(first.hasPrefix(try await Quickstart.run()))
            let later = try await Quickstart.run(inFile: path)
            #expect(later.hasPrefix("The ledger of an earlier run\n"))
            #expect(later.contains("holds 10 customers, 46 entries"))
            #expect(try await Quickstart.run(inFile: path) == later)
        }

        @Test("a folder is no file: one sentence")
        func folder() async throws {
            await #expect(throws: StoreError.self) {
                try await Quickstart.run(inFile: URL.temporaryDirectory.path)
            }
        }
    #else
        @Test("without the trait, one sentence says how to turn it on")
        func off() async throws {
            await #expect {
                try await Quickstart.run(inFile: "credits.sqlite")
            } throws: { error in
                "\(error)".contains("swift run --traits SQLite quickstart --sqlite credits.sqlite")
            }
        }
    #endif
}
