internal import CreditLedger

/// What must be so after a step: the `expect` of the file, checked for its form when it is read.
///
/// Both sides of a comparison are written out as the same canonical text, so what a failure shows
/// as expected and got is exactly what was compared.
struct ScenarioExpectation: Hashable, Sendable {
    let keys: [String: JSON]

    init(_ value: JSON) throws(ScenarioFault) {
        try Self.shape.check(value, "expect")
        self.keys = value.object ?? [:]
    }

    private static var shape: ScenarioShape {
        typealias M = ScenarioMember
        let line: ScenarioShape = .object(M.optional(.amount, "applied", "due"))
        let application: ScenarioShape = .object(
            M.required(.text, "grant", "line") + M.required(.amount, "amount", "credits"))
        let transaction: ScenarioShape = .object(
            M.required(words(TransactionKind.self), "kind") + M.required(.text, "grant")
                + M.required(.amount, "credits") + M.optional(.instant, "at")
                + M.optional(words(TransactionStatus.self), "status"))
        let wallet: ScenarioShape = .object(
            M.optional(words(WalletStatus.self), "status")
                + M.optional(
                    .amount, "settled", "paid", "granted", "available", "held", "scheduled",
                    "pending", "closing", "ongoing", "applied", "worth"))
        let grant: ScenarioShape = .object(
            M.optional(.amount, "remaining") + M.optional(words(GrantStatus.self), "status"))
        return .object(
            M.optional(.amount, "applied", "due", "reinstated", "lost")
                + M.optional(.map(of: line), "lines")
                + M.optional(.list(of: application), "applications")
                + M.optional(.map(of: words(SkipReason.self)), "skipped")
                + M.optional(.list(of: transaction), "transactions")
                + M.optional(.map(of: wallet), "wallets") + M.optional(.map(of: grant), "grants")
                + M.optional(.map(of: .list(of: words(RuleStatus.self))), "rules"))
    }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type
    ) -> ScenarioShape {
        .word(type.allCases.map(\.rawValue))
    }

    /// The members of one of its maps, in the order of their names.
    func entries(_ key: String) -> [(name: String, value: JSON)] {
        (keys[key]?.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The canonical text of an expected amount, instant or word.
    static func text(_ value: JSON?, of member: String) -> String {
        let text = value?.text ?? ""
        if member == "at" { return (try? Instant(text))?.description ?? text }
        return CanonicalAmount(text)?.description ?? text
    }
}

/// What was expected and what came instead.
struct ScenarioMismatch: Error, Hashable {
    let expected: String
    let got: String

    init(_ expected: String, got: String) {
        self.expected = expected
        self.got = got
    }

    init(_ expected: String, got error: LedgerError) {
        self.init(expected, got: "\(error.code): \(error)")
    }

    /// Refuses two canonical texts that differ.
    static func require(
        _ what: String, _ expected: String, _ got: String
    ) throws(ScenarioMismatch) {
        guard expected == got else {
            throw ScenarioMismatch("\(what) \(expected)", got: "\(what) \(got)")
        }
    }
}
