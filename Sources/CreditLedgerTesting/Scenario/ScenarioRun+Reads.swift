internal import CreditLedger

/// What a run reads off the ledger: whose book a step is of, and what must be so after it.
extension ScenarioRun {
    /// The customer whose book the step touches, as far as its names tell.
    func book(of step: ScenarioStep) -> CustomerID? {
        if let customer = step.with["customer"]?.text { return try? CustomerID(customer) }
        if let wallet = step.with["wallet"]?.text { return names.owner(ofWallet: wallet) }
        if let hold = step.with["hold"]?.text { return names.owner(ofHold: hold) }
        guard let grant = step.with["grant"]?.text else { return nil }
        return names.owner(ofWallet: ScenarioNames.wallet(ofGrant: grant))
    }

    func revision(of book: CustomerID?) async throws(ScenarioMismatch) -> Int64 {
        guard let book else { return 0 }
        return try await demand("a book") { () async throws(LedgerError) in
            try await ledger.snapshot(of: book).revision
        }
    }

    /// Does a read whose advanced copy takes the same ids as every other read at this place.
    func read<Value>(
        _ body: () async throws(LedgerError) -> Value
    ) async throws(LedgerError) -> Value {
        let mark = ids.mark
        defer { ids.rewind(to: mark) }
        return try await body()
    }

    /// Turns an error of the ledger into what came instead of `expected`.
    func demand<Value>(
        _ expected: String, _ body: () async throws(LedgerError) -> Value
    ) async throws(ScenarioMismatch) -> Value {
        do throws(LedgerError) {
            return try await body()
        } catch {
            throw ScenarioMismatch(expected, got: error)
        }
    }

    /// The names as of a read: those that are journalled and, after a step that only reads, those
    /// of grants that time has made since and nothing has journalled yet.
    func foreseen(_ step: ScenarioStep) async throws(ScenarioMismatch) -> ScenarioNames {
        guard step.verb.onlyReads, let customer = book(of: step) else { return names }
        var seen = names
        let entries = try await demand("a book") { () async throws(LedgerError) in
            try await read { () async throws(LedgerError) in try await due(customer) }
        }
        seen.learn(entries)
        return seen
    }

    /// What advancing the customer's book to now would journal.
    private func due(_ customer: CustomerID) async throws(LedgerError) -> [JournalEntry] {
        let loaded: LoadedBook
        do throws(StoreError) {
            loaded = try await store.load(customer, recalling: .nothing, unless: nil)
        } catch {
            throw .store(error)
        }
        guard var book = loaded.book else { return [] }
        return book.advance(to: max(clock.now, book.instant), ids: ids)
    }

    /// Compares wallets, grants and rules as of the step's instant with what the ledger answers;
    /// `seen` are the names as of the read.
    func compare(
        _ expectation: ScenarioExpectation, _ seen: ScenarioNames
    ) async throws(ScenarioMismatch) {
        for (name, members) in expectation.entries("wallets") {
            let id = seen.wallet(name)
            let (wallet, balance) = try await demand("wallets.\(name)") {
                () async throws(LedgerError) -> (Wallet, Balance) in
                (try await ledger.wallet(id), try await ledger.balance(of: id))
            }
            try Self.compare(members, Self.figures(wallet, balance), "wallets.\(name)")
        }
        for (name, members) in expectation.entries("grants") {
            let grant = try await demand("grants.\(name)") {
                () async throws(LedgerError) -> Grant in
                try await read { () async throws(LedgerError) in
                    try await self.grant(name, seen)
                }
            }
            let figures = [
                "remaining": grant.remaining.description, "status": grant.status.rawValue,
            ]
            try Self.compare(members, figures, "grants.\(name)")
        }
        for (name, list) in expectation.entries("rules") {
            let statuses = try await demand("rules.\(name)") { () async throws(LedgerError) in
                try await ruleStatuses(seen.wallet(name))
            }
            let expected = (list.list ?? []).compactMap(\.text).joined(separator: ", ")
            try ScenarioMismatch.require(
                "rules.\(name)", "[\(expected)]", "[\(statuses.joined(separator: ", "))]")
        }
    }

    private static func compare(
        _ members: JSON, _ figures: [String: String], _ place: String
    ) throws(ScenarioMismatch) {
        for (member, value) in (members.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            try ScenarioMismatch.require(
                "\(place).\(member)", ScenarioExpectation.text(value, of: member),
                figures[member] ?? "no such figure")
        }
    }

    /// A grant by its name.
    ///
    /// No store knows one that only time has made, so it is asked for in its owner's book.
    private func grant(
        _ name: String, _ seen: ScenarioNames
    ) async throws(LedgerError) -> Grant {
        let id = seen.grant(name)
        let isForeseen = seen.knows(id) && !names.knows(id)
        let owner = seen.owner(ofWallet: ScenarioNames.wallet(ofGrant: name))
        return try await ledger.grant(id, of: isForeseen ? owner : nil)
    }

    private static func figures(_ wallet: Wallet, _ balance: Balance) -> [String: String] {
        [
            "status": wallet.status.rawValue, "settled": balance.settled.description,
            "paid": balance.paid.description, "granted": balance.granted.description,
            "available": balance.available.description, "held": balance.held.description,
            "scheduled": balance.scheduled.description, "pending": balance.pending.description,
            "closing": balance.closing.description, "ongoing": balance.ongoing.description,
            "applied": balance.applied.description, "worth": balance.worth.amount,
        ]
    }

    private func ruleStatuses(_ id: WalletID) async throws(LedgerError) -> [String] {
        let wallet = try await ledger.wallet(id)
        let now = try await ledger.balance(of: id).asOf
        return wallet.rules.map { wallet.status(of: $0, at: now).rawValue }
    }
}
