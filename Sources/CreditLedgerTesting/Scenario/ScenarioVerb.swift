/// What a step does: the table of commands of the scenario format, with what each one takes.
enum ScenarioVerb: String, CaseIterable, Sendable {
    case createWallet
    case activate
    case terminate
    case updateWallet
    case topUp
    case settleTopUp
    case failTopUp
    case void
    case expireGrant
    case voidGrant
    case changeGrant
    case previewDrawdown
    case drawDown
    case reinstate
    case reportUsage
    case hold
    case capture
    case extendHold
    case release
    case resumeRule
    case advance
    case check

    /// Whether it only reads: its book is not advanced before it.
    var onlyReads: Bool { self == .check || self == .previewDrawdown }

    /// Whether it makes something that `as` can name.
    var makesNamed: Bool { self == .createWallet || self == .hold }

    /// What `with` may hold.
    var members: [ScenarioMember] {
        typealias M = ScenarioMember
        switch self {
        case .createWallet: return Self.createWalletMembers
        case .updateWallet: return Self.updateWalletMembers
        case .topUp: return Self.topUpMembers
        case .activate, .terminate:
            return M.required(.text, "wallet") + M.optional(.text, "key")
        case .settleTopUp, .expireGrant, .voidGrant:
            return M.required(.text, "grant") + M.optional(.text, "key")
        case .failTopUp: return M.required(.text, "grant", "reason") + M.optional(.text, "key")
        case .void:
            return M.required(.text, "wallet", "credits") + M.optional(.text, "grant", "key")
        case .changeGrant:
            return M.required(.text, "grant") + M.change(.text, "expiresAt", "name")
                + M.change(.integer, "priority") + M.change(.map(of: .text), "metadata")
        case .previewDrawdown, .drawDown: return Self.drawDownMembers
        case .reinstate:
            return M.required(.text, "invoice", "customer")
                + M.optional(.map(of: .text), "lines") + M.optional(.text, "reopenUntil", "key")
        case .reportUsage:
            return M.required(.text, "customer", "currency") + M.optional(.text, "period")
                + M.required(.list(of: .object(Self.invoiceLineMembers)), "lines")
        case .hold:
            return M.required(.text, "customer", "currency", "until")
                + M.required(.object(Self.lineMembers.filter { $0.name != "id" }), "line")
                + M.optional(.boolean, "partial") + M.optional(.text, "key")
        case .capture:
            return M.required(.text, "hold", "invoice", "line", "amount")
                + M.optional(.text, "key")
        case .extendHold: return M.required(.text, "hold", "until") + M.optional(.text, "key")
        case .release: return M.required(.text, "hold") + M.optional(.text, "key")
        case .resumeRule: return M.required(.text, "wallet") + M.required(.integer, "rule")
        case .advance, .check: return M.required(.text, "customer")
        }
    }

    private static let createWalletMembers =
        ScenarioMember.required(.text, "customer", "currency", "rate")
        + ScenarioMember.optional(
            .text, "name", "externalId", "activatesAt", "expiresAt", "paid", "granted", "payment",
            "minTopUp", "maxTopUp", "key")
        + ScenarioMember.optional(.integer, "priority", "grace")
        + ScenarioMember.optional(.boolean, "pending")
        + ScenarioMember.optional(.list(of: .text), "feeTypes", "prices")
        + ScenarioMember.optional(.list(of: .object(ruleMembers)), "rules")
        + ScenarioMember.optional(.map(of: .text), "metadata")

    private static let updateWalletMembers =
        ScenarioMember.required(.text, "wallet")
        + ScenarioMember.change(
            .text, "name", "externalId", "activatesAt", "expiresAt", "minTopUp", "maxTopUp")
        + ScenarioMember.change(.integer, "priority", "grace")
        + ScenarioMember.change(.list(of: .text), "feeTypes", "prices")
        + ScenarioMember.change(.list(of: .object(ruleMembers)), "rules")
        + ScenarioMember.change(.map(of: .text), "metadata")

    private static let topUpMembers =
        ScenarioMember.required(.text, "wallet")
        + ScenarioMember.optional(
            .text, "paid", "granted", "paidAmount", "grantedAmount", "payment", "effectiveAt",
            "expiresAt", "costBasis", "key")
        + ScenarioMember.optional(.integer, "priority")
        + ScenarioMember.optional(.boolean, "ignoreLimits")
        + ScenarioMember.optional(.list(of: .text), "feeTypes", "prices")
        + ScenarioMember.optional(.map(of: .text), "metadata")

    private static let drawDownMembers =
        ScenarioMember.required(.text, "invoice", "customer", "currency")
        + ScenarioMember.required(.list(of: .object(invoiceLineMembers)), "lines")
        + ScenarioMember.optional(.textsOrTrue, "clearsUsage")
        + ScenarioMember.optional(.text, "periodEnd", "key")

    private static let lineMembers =
        ScenarioMember.required(.text, "id", "feeType", "amount")
        + ScenarioMember.optional(.text, "price")

    /// Lines of usage are as of an invoice (R9.2).
    private static let invoiceLineMembers =
        lineMembers + ScenarioMember.optional(.text, "periodEnd")

    /// A rule: what its combination needs and lacks is the ledger's `invalidRule`, not a fault
    /// here.
    private static let ruleMembers =
        ScenarioMember.optional(
            .text, "method", "trigger", "interval", "threshold", "fires", "target", "paid",
            "granted", "kind", "payment", "startsAt", "expiresAt", "timeZone")
        + ScenarioMember.optional(.integer, "timeToLive")
        + ScenarioMember.optional(.map(of: .text), "metadata")
}
