internal import CreditLedger

/// A wallet as Flexprice shows one: its terms, its balance as of now, and when it last changed.
struct FlexpriceWallet: Sendable {
    let wallet: Wallet
    let balance: Balance
    let updatedAt: Instant

    static func read(_ wallet: Wallet, at desk: Desk) async throws -> FlexpriceWallet {
        let balance = try await desk.balance(of: wallet)
        let page = try PageRequest<JournalEntry>(.newest, limit: 1)
        let newest = try await desk.live.entries(
            EntryQuery(customer: wallet.customer, wallet: wallet.id, page: page))
        return FlexpriceWallet(
            wallet: wallet, balance: balance,
            updatedAt: newest.items.first?.instant ?? wallet.createdAt)
    }

    static func read(_ id: WalletID, at desk: Desk) async throws -> FlexpriceWallet {
        try await read(try await desk.wallet(id), at: desk)
    }

    /// The wallet's fields.
    ///
    /// - Parameters:
    ///   - generation: whose clients they are for.
    ///   - isRealTime: whether they tell what unbilled usage leaves of the balance, too.
    /// - Returns: the fields, in the order in which they are sent.
    func fields(for generation: FlexpriceGeneration, isRealTime: Bool = false) -> JSONObject {
        let terms = wallet.terms
        let autoTopUp = FlexpriceAutoTopUp.of(wallet)
        let notes = FlexpriceNotes(terms.metadata)
        let fields: JSONObject = [
            "id": .text(wallet.id), "customer_id": .string(wallet.customer.text),
            "name": .string(terms.name), "description": .string(notes.description),
            "currency": .string(terms.currency.code.lowercased()),
            "wallet_status": .string(status), "wallet_type": type(notes, for: generation),
            "balance": generation.amount(balance.worth.amount),
            "credit_balance": generation.amount(balance.settled),
            "conversion_rate": generation.amount(terms.rate),
            "topup_conversion_rate": generation.amount(terms.rate),
            "credits_available_breakdown": [
                "purchased": generation.amount(balance.paid),
                "free": generation.amount(balance.granted),
            ],
            "auto_topup_trigger": .string(
                (autoTopUp == nil ? FlexpriceTrigger.disabled : .balanceBelowThreshold).rawValue),
            "auto_topup_amount": generation.amount(autoTopUp?.amount ?? 0),
            "auto_topup_min_balance": generation.amount(autoTopUp?.threshold ?? 0),
            "auto_topup": Self.autoTopUp(autoTopUp),
            "config": ["allowed_price_types": .array(FlexpriceScope.words(for: terms.scope))],
            "metadata": FlexpriceNotes.json(notes.metadata),
            "status": "published",
            "created_at": .text(wallet.createdAt), "updated_at": .text(updatedAt),
        ]
        return isRealTime ? fields + realTime(generation) : fields
    }

    private func realTime(_ generation: FlexpriceGeneration) -> JSONObject {
        let usage = balance.available - balance.ongoing
        return [
            "real_time_balance": generation.amount(balance.worth(of: balance.ongoing).amount),
            "real_time_credit_balance": generation.amount(balance.ongoing),
            "current_period_usage": generation.amount(balance.worth(of: usage).amount),
            "balance_updated_at": .text(balance.asOf), "is_cached_fallback": false,
        ]
    }

    /// Both generations' clients read these as numbers.
    private static func autoTopUp(_ autoTopUp: FlexpriceAutoTopUp?) -> JSONValue {
        guard let autoTopUp else { return ["enabled": false] }
        return [
            "enabled": true, "amount": .number(autoTopUp.amount.description),
            "threshold": .number(autoTopUp.threshold.description),
            "invoicing": .bool(autoTopUp.isInvoiced),
        ]
    }

    private func type(_ notes: FlexpriceNotes, for generation: FlexpriceGeneration) -> JSONValue? {
        // 1.x knows no such type, and refuses words that it doesn't know.
        if generation == .first, notes.type == .postPaid { return nil }
        return .string(notes.type.rawValue)
    }

    private var status: String {
        switch wallet.status {
        case .active: FlexpriceWalletStatus.active.rawValue
        case .pending: FlexpriceWalletStatus.frozen.rawValue
        case .terminated: FlexpriceWalletStatus.closed.rawValue
        }
    }
}

/// A wallet's status in Flexprice's words.
enum FlexpriceWalletStatus: String, CaseIterable, Sendable {
    case active, frozen, closed

    var status: WalletStatus {
        switch self {
        case .active: .active
        case .frozen: .pending
        case .closed: .terminated
        }
    }
}

enum FlexpriceWalletType: String, CaseIterable, Sendable {
    case prePaid = "PRE_PAID"
    case postPaid = "POST_PAID"
    /// Of 1.x only.
    case promotional = "PROMOTIONAL"

    /// What a wallet is called that was given no name.
    func name(_ currency: Currency) -> String {
        switch self {
        case .prePaid: "Prepaid Wallet - \(currency)"
        case .postPaid: "Postpaid Wallet - \(currency)"
        case .promotional: "Promotional Wallet - \(currency)"
        }
    }
}
