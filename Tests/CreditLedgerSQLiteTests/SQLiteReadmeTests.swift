#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    internal import Foundation
    import Testing

    /// The README's lines on SQLite are the marked ones of this file, so they compile, and they run
    /// here.
    @Suite("README: a ledger in one file")
    struct SQLiteReadmeTests {
        @Test("S4: what one program wrote the next one finds in the file")
        func example() async {
            // In a process of its own, since the file is made in the folder where that stands.
            await #expect(processExitsWith: .success) {
                let desk = try SQLiteDesk()
                try #require(FileManager.default.changeCurrentDirectoryPath(desk.folder))
                // snippet: README.md, Which store when
                let ledger = Ledger(store: try await SQLiteStore(path: "credits.sqlite"))
                // snippet: end
                let wallet = try await ledger.createWallet(
                    CreateWallet(currency: .usd, paid: 100), for: CustomerID("acme")
                ).outcome
                let next = Ledger(store: try await SQLiteStore(path: desk.path("credits.sqlite")))
                #expect(try await next.balance(of: wallet).available == 100)
            }
        }
    }
#endif
