internal import CreditLedger
internal import HTTPTypes

/// Flexprice's calls on one wallet, but for its top-up.
struct FlexpriceWalletCalls: Sendable {
    let desk: Desk

    var operations: [Operation] { [create, get, update, balance, terminate] }

    private var create: Operation {
        Operation(
            method: .post, path: "/v1/wallets", id: "flexpriceCreateWallet",
            summary: "Opens a wallet for a customer.", body: .json(.flexpriceNewWallet),
            answers: [.ok(.flexpriceWallet)]
        ) { call in
            let (customer, command) = try newWallet(FlexpriceRequest(call.body))
            let expiry = try initialExpiry(FlexpriceRequest(call.body))
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.createWallet(command, for: customer)
            }
            if let expiry, let grant = receipt.entry?.transactions.first?.grant {
                _ = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                    try await ledger.changeGrant(
                        ChangeGrant(grant, expiresAt: .set(expiry)), of: customer)
                }
            }
            return try await answer(receipt.outcome, to: call)
        }
    }

    private var get: Operation {
        Operation(
            method: .get, path: "/v1/wallets/{id}", id: "flexpriceGetWallet",
            summary: "A wallet with its balance.", parameters: [.path("id")],
            answers: [.ok(.flexpriceWallet)]
        ) { call in try await answer(try call.id("id", of: "wallet"), to: call) }
    }

    private var balance: Operation {
        Operation(
            method: .get, path: "/v1/wallets/{id}/balance/real-time", id: "flexpriceGetBalance",
            summary: "A wallet with what unbilled usage leaves of its balance.",
            parameters: [.path("id"), .query("expand", .text())],
            answers: [.ok(.flexpriceRealTimeWallet)]
        ) { call in try await answer(try call.id("id", of: "wallet"), to: call, isRealTime: true) }
    }

    private var update: Operation {
        Operation(
            method: .put, path: "/v1/wallets/{id}", id: "flexpriceUpdateWallet",
            summary: "Changes a wallet; what is left out stays.", parameters: [.path("id")],
            body: .json(.flexpriceWalletUpdate), answers: [.ok(.flexpriceWallet)]
        ) { call in
            let wallet = try await desk.wallet(try call.id("id", of: "wallet"))
            let change = try self.change(of: wallet, call.body)
            _ = try await desk.perform(for: wallet.customer) { ledger throws(LedgerError) in
                try await ledger.updateWallet(change, of: wallet.customer)
            }
            return try await answer(wallet.id, to: call)
        }
    }

    private var terminate: Operation {
        Operation(
            method: .post, path: "/v1/wallets/{id}/terminate", id: "flexpriceTerminateWallet",
            summary: "Closes a wallet for good; what it held is forfeited.",
            parameters: [.path("id")], answers: [.ok(.flexpriceWallet)]
        ) { call in
            let wallet = try await desk.wallet(try call.id("id", of: "wallet"))
            _ = try await desk.perform(for: wallet.customer) { ledger throws(LedgerError) in
                try await ledger.terminateWallet(wallet.id, of: wallet.customer)
            }
            return try await answer(wallet.id, to: call)
        }
    }

    private func answer(
        _ id: WalletID, to call: Call, isRealTime: Bool = false
    ) async throws -> Answer {
        let wallet = try await FlexpriceWallet.read(id, at: desk)
        return Answer(
            .object(wallet.fields(for: FlexpriceGeneration(of: call), isRealTime: isRealTime)))
    }

    // MARK: What is asked for

    private func newWallet(_ request: FlexpriceRequest) throws -> (CustomerID, CreateWallet) {
        let fields = request.fields
        let id = try fields.text("customer_id") ?? fields.text("external_customer_id")
        let customer = try CustomerID(try fields.required("customer_id", id))
        let code = try fields.requiredText("currency")
        let currency = try Currency(code.uppercased())
        let rate = try request.rate("conversion_rate") ?? .one
        try refuseOtherRates(request, rate)
        let type = try fields.choice("wallet_type", of: FlexpriceWalletType.self) ?? .prePaid
        let notes = FlexpriceNotes(
            description: try fields.text("description") ?? "", type: type,
            metadata: try fields.pairs("metadata") ?? [:])
        var rules: [TopUpRule] = []
        if case .set(let autoTopUp) = try FlexpriceAutoTopUpChange(fields, present: nil) {
            rules = [try autoTopUp.rule]
        }
        return (
            customer,
            CreateWallet(
                currency: currency, rate: rate,
                name: try fields.text("name") ?? type.name(currency),
                scope: Scope(feeTypes: try FlexpriceScope.feeTypes(fields) ?? []), rules: rules,
                metadata: try notes.stored,
                // Flexprice gives initial credits for free.
                granted: try request.credits("initial_credits_to_load") ?? 0)
        )
    }

    /// What would make a top-up's credits worth something else than its money can't be kept.
    private func refuseOtherRates(_ request: FlexpriceRequest, _ rate: Rate) throws {
        if let other = try request.rate("topup_conversion_rate"), other != rate {
            throw request.fields.invalid(
                "topup_conversion_rate", other.description, "is not the conversion rate \(rate)")
        }
        if let unit = try request.fields.text("price_unit"), !unit.isEmpty {
            throw request.fields.invalid(
                "price_unit", unit, "is not known: there are no price units here")
        }
    }

    /// When initial credits end: by Flexprice's rule, not in the past.
    ///
    /// It is judged before the wallet is opened, as the expiry is set in a second step.
    private func initialExpiry(_ request: FlexpriceRequest) throws -> Instant? {
        let instant = try request.instant("initial_credits_expiry_date_utc")
        let day = try request.day("initial_credits_to_load_expiry_date")
        guard let expiry = instant ?? day else { return nil }
        guard expiry > desk.clock.now else {
            let name =
                instant == nil
                ? "initial_credits_to_load_expiry_date" : "initial_credits_expiry_date_utc"
            throw request.fields.invalid(name, "\(expiry)", "is in the past")
        }
        return expiry
    }

    private func change(of wallet: Wallet, _ fields: Fields) throws -> UpdateWallet {
        var change = UpdateWallet(wallet.id)
        if let name = try fields.text("name") { change.name = .set(name) }
        var notes = FlexpriceNotes(wallet.terms.metadata)
        let description = try fields.text("description")
        let metadata = try fields.pairs("metadata")
        notes.description = description ?? notes.description
        notes.metadata = metadata ?? notes.metadata
        if description != nil || metadata != nil { change.metadata = .set(try notes.stored) }
        if let feeTypes = try FlexpriceScope.feeTypes(fields) { change.feeTypes = .set(feeTypes) }
        let autoTopUp = try FlexpriceAutoTopUpChange(fields, present: .of(wallet))
        if let rules = try autoTopUp.rules(of: wallet) { change.rules = .set(rules) }
        return change
    }
}
