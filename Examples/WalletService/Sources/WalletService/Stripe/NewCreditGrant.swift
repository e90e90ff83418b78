internal import CreditLedger

/// A credit grant that is to be made, as its form says.
struct NewCreditGrant: Sendable {
    enum Category: String, CaseIterable {
        case paid, promotional
    }

    let customer: CustomerID
    let amount: Money
    let category: Category
    let scope: Scope
    let effectiveAt: Instant?
    let expiresAt: Instant?
    let name: String
    let priority: Int
    let metadata: Metadata

    /// Reads the form.
    ///
    /// - Throws: ``Fault``, ``StripeFault`` or a refusal of the ledger.
    init(_ form: Fields) throws {
        try form.allow(
            "amount", "applicability_config", "category", "customer", "effective_at", "expand",
            "expires_at", "metadata", "name", "priority")
        amount = try Self.amount(try form.required("amount", try form.fields("amount")))
        let config = try form.required(
            "applicability_config", try form.fields("applicability_config"))
        try config.allow("scope")
        scope = try config.scope("scope")
        customer = try form.requiredIdentifier("customer")
        category = try form.choice("category") ?? .paid
        effectiveAt = try form.seconds("effective_at")
        expiresAt = try form.seconds("expires_at")
        name = try form.text("name") ?? ""
        priority = Int(clamping: try form.integer("priority") ?? 50)
        metadata = try form.metadata()?.applied(to: .none) ?? .none
    }

    private static func amount(_ fields: Fields) throws -> Money {
        try fields.allow("type", "monetary")
        let type = try fields.requiredText("type")
        guard type == "monetary" else { throw fields.invalid("type", type, "is not monetary") }
        let monetary = try fields.required("monetary", try fields.fields("monetary"))
        try monetary.allow("currency", "value")
        return try monetary.required(
            "value", try monetary.minorUnits("value", try monetary.currency()))
    }

    /// The top-up of a wallet that makes the grant.
    ///
    /// What is paid has been paid elsewhere.
    func topUp(of wallet: WalletID) -> TopUp {
        TopUp(
            wallet, paid: category == .paid ? .money(amount) : nil,
            granted: category == .promotional ? .money(amount) : nil, priority: priority,
            scope: scope, effectiveAt: effectiveAt, expiresAt: expiresAt, name: name,
            metadata: metadata)
    }
}

/// The wallet that a customer's grants by this API are in: one for each currency, of one credit
/// per unit of money, made by the first grant.
struct StripeWallet {
    let desk: Desk
    let customer: CustomerID
    let currency: Currency

    /// A clock for a rehearsal, which takes no time.
    private struct Standstill: LedgerClock {
        let now: Instant
    }

    /// Makes a grant in the wallet, and the wallet if there is none.
    ///
    /// - Returns: the grant, and whether the key had made it before.
    func issue(
        _ grant: NewCreditGrant, _ context: Context
    ) async throws -> (id: GrantID, replayed: Bool) {
        let topUp = grant.topUp(of: try await open(for: grant, context.key))
        do throws(LedgerError) {
            let receipt = try await desk.perform(for: customer) {
                ledger throws(LedgerError) in
                try await ledger.topUp(topUp, of: customer, context: context)
            }
            guard let id = receipt.outcome.paid ?? receipt.outcome.granted else {
                throw .corrupt("The entry of a new grant opens none.")
            }
            return (id, receipt.replayed)
        } catch {
            guard case .refused(.idempotencyKeyReused(_, let entry)) = error,
                let earlier = try await issued(topUp, by: entry)
            else { throw error }
            return (earlier, true)
        }
    }

    /// The grant that the same request made in a wallet that has been terminated since.
    private func issued(_ topUp: TopUp, by entry: EntryID) async throws -> GrantID? {
        let earlier = try await desk.live.entry(entry)
        guard case .topUp(let asked)? = earlier.command else { return nil }
        var same = topUp
        same.wallet = asked.wallet
        guard same == asked, try await all.contains(where: { $0.id == asked.wallet }) else {
            return nil
        }
        for case .grantOpened(let opened) in earlier.effects { return opened.id }
        return nil
    }

    /// All wallets that this API made for the currency, oldest first; one at most is open.
    private var all: [Wallet] {
        get async throws {
            try await desk.ledger(of: customer).snapshot(of: customer).wallets.filter {
                let id = $0.terms.externalID
                return id == name || id?.hasPrefix("\(name):") == true
            }
        }
    }

    /// The wallet's external id; a later wallet has a number behind it.
    private var name: String { "stripe:\(currency.code.lowercased())" }

    private func open(
        for grant: NewCreditGrant, _ key: IdempotencyKey?
    ) async throws -> WalletID {
        let earlier = try await all
        if let open = earlier.last(where: { $0.status != .terminated }) { return open.id }
        if let key, let entry = try await desk.entry(under: key, of: customer) {
            // A request that only comes again, or is refused for its key, makes no wallet.
            guard case .topUp(let asked)? = entry.command,
                earlier.contains(where: { $0.id == asked.wallet })
            else { throw Refusal.idempotencyKeyReused(key, entry: entry.id) }
            return asked.wallet
        }
        let wallet = CreateWallet(
            currency: currency, name: "Billing credits \(currency.code)",
            externalID: earlier.isEmpty ? name : "\(name):\(earlier.count + 1)",
            scope: Scope(feeTypes: [.charge]))
        try await rehearse(grant, in: wallet)
        do {
            return try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.createWallet(wallet, for: customer)
            }.outcome
        } catch {
            // Another first grant may have made the wallet meanwhile.
            guard let open = try await all.last(where: { $0.status != .terminated }) else {
                throw error
            }
            return open.id
        }
    }

    /// Does it all in a ledger of its own first: a grant that is refused leaves no wallet behind.
    private func rehearse(_ grant: NewCreditGrant, in wallet: CreateWallet) async throws {
        let now = try await desk.ledger(of: customer).snapshot(of: customer).asOf
        let stage = Ledger(clock: Standstill(now: now))
        let id = try await stage.createWallet(wallet, for: customer).outcome
        try await stage.topUp(grant.topUp(of: id), of: customer)
    }
}
