import CreditLedger

#if SQLite
    import CreditLedgerSQLite
#endif

extension Quickstart {
    /// Does everything in a SQLite file, or shows what an earlier run has left there.
    ///
    /// - Parameter path: the file; it is made if it is not there.
    /// - Returns: what is to be read.
    /// - Throws: as ``run()`` does; ``Unexpected`` for a file that holds something else, or in a
    ///   build without SQLite.
    static func run(inFile path: String) async throws -> String {
        #if SQLite
            let store = try await SQLiteStore(path: path)
            do {
                let text = try await run(on: store, called: path)
                await store.close()
                return text
            } catch {
                await store.close()
                throw error
            }
        #else
            throw Unexpected(
                "SQLite is not part of this build; turn it on: "
                    + "swift run --traits SQLite quickstart --sqlite \(path)")
        #endif
    }

    /// Does everything on a store that lasts, or shows what an earlier run has left there.
    static func run(on store: any LedgerStore, called name: String) async throws -> String {
        guard try await !store.customers(after: nil, limit: 1).isEmpty else {
            var job = try await done(on: store)
            try await job.sayThatItStays(in: name)
            return job.page.text
        }
        try await recognize(store, called: name)
        var job = try Quickstart(on: store)
        try await job.laterRun(on: store, called: name)
        return job.page.text
    }

    private mutating func sayThatItStays(in name: String) async throws {
        page.heading("9. Kept in a file")
        page.say("All of this stands in \(name) now, and stays when this program ends.")
        page.say("Run the same command again to find it there.")
    }

    /// Fails unless a store holds just what the quick start does: its journal is the same on every
    /// run, ids and all, so the same story told in memory can be held against it.
    private static func recognize(_ store: any LedgerStore, called name: String) async throws {
        let memory = InMemoryStore()
        _ = try await done(on: memory)
        let compared: Result<CopyReport, CopyError>
        do throws(CopyError) {
            compared = .success(try await JournalCopy(from: memory, to: store).compare())
        } catch {
            compared = .failure(error)
        }
        if case .failure(.differs) = compared {
            throw Unexpected("\(name) holds another ledger, which was left as it is.")
        }
        let found = try compared.get()
        guard found.isLevel else {
            throw Unexpected(
                "\(name) holds the beginning of an earlier run, which was interrupted; remove the "
                    + "file to begin anew.")
        }
        guard found.verification.isClean else {
            throw Unexpected(
                found.verification.differences.map(\.description).joined(separator: "\n"))
        }
    }
}

extension Quickstart {
    /// What a second run finds: the ledger as it was left, and requests that it has seen before.
    private mutating func laterRun(on store: any LedgerStore, called name: String) async throws {
        page.heading("The ledger of an earlier run")
        let found = try await ledger.verify()
        page.say(
            "\(name) holds \(found.customers) customers, \(found.entries) entries and "
                + "\(found.transactions) transactions,")
        page.say("entry by entry what the quick start does. What is in the wallets:")
        try await wallets(of: store.customers(after: nil, limit: 100))
        try await sameRequests()
        let after = try await ledger.verify()
        try expect(after == found, "a repeated request writes nothing")
        page.say(
            "There are \(after.entries) entries still, verified from the journal, and no "
                + "differences.")
        page.say("Remove the file to begin anew.")
    }

    private mutating func wallets(of customers: [CustomerID]) async throws {
        // No time passes: each book stands where the first run has left it.
        set(.earliest)
        var rows: [[String]] = []
        for customer in customers {
            let book = try await ledger.snapshot(of: customer)
            for (wallet, balance) in zip(book.wallets, book.balances) {
                rows.append([
                    customer.text, wallet.name, wallet.status.rawValue, "\(balance.settled)",
                    balance.worth.figure, "\(balance.pending)", book.asOf.day,
                ])
            }
        }
        page.table(
            [
                "customer", "wallet", "status", ">in wallet", ">worth USD", ">awaited",
                "as of",
            ],
            rows)
    }

    /// The top-up and the invoice of the first run, asked for again.
    private mutating func sameRequests() async throws {
        page.say("\nThe same requests again, as if their first answers had been lost:")
        let flexprice = try CustomerID("flexprice-customer")
        guard let wallet = try await ledger.snapshot(of: flexprice).wallets.first else {
            throw Unexpected("The wallet of the top-up is gone.")
        }
        let (topUp, context) = try Self.flexpriceRequest(wallet.id)
        let added = try await ledger.topUp(topUp, of: flexprice, context: context)
        let invoice = try Self.stripeInvoice()
        let drawn = try await ledger.drawDown(invoice, for: CustomerID("stripe-customer"))
        try expect(added.replayed && drawn.replayed, "what was done before is recognized")
        page.table(
            ["request", "known by", "answer"],
            [
                [
                    "top up 123 credits", "key \(context.key?.text ?? "")",
                    "replayed: nothing new",
                ],
                [
                    "pay an invoice of 10.00 USD", "invoice \(invoice.id)",
                    "replayed: \(drawn.outcome.applied.figure) USD paid, as before",
                ],
            ])
    }
}
