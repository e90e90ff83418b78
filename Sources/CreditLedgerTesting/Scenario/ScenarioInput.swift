internal import CreditLedger

/// The fields of a step's `with`, read as the ledger's values by the ledger's own initialisers, so
/// that what is malformed is refused as it would be from any other caller.
struct ScenarioInput {
    let fields: [String: JSON]
    let names: ScenarioNames

    func text(_ name: String) -> String { fields[name]?.text ?? "" }
    func integer(_ name: String) -> Int64? { fields[name]?.integer }
    func isTrue(_ name: String) -> Bool { fields[name]?.boolean ?? false }
    func has(_ name: String) -> Bool { fields[name] != nil }

    var wallet: WalletID { names.wallet(text("wallet")) }
    var grant: GrantID { names.grant(text("grant")) }

    /// Reads a text that may be left out.
    func optional<Value>(
        _ name: String, _ read: (String) throws(Refusal) -> Value
    ) throws(Refusal) -> Value? {
        guard let text = fields[name]?.text else { return nil }
        return try read(text)
    }

    /// Reads credits that may be left out; a malformed amount is refused by its field's name.
    func credits(_ name: String) throws(Refusal) -> Credits? {
        try optional(name) { text throws(Refusal) in try Self.credits(text, name) }
    }

    static func credits(_ text: String, _ name: String) throws(Refusal) -> Credits {
        do throws(Refusal) {
            return try Credits(text)
        } catch {
            throw error.naming(name)
        }
    }

    func instant(_ name: String) throws(Refusal) -> Instant? {
        try optional(name) { text throws(Refusal) in
            do throws(Refusal) { return try Instant(text) } catch { throw error.naming(name) }
        }
    }

    /// Reads a word of a closed list.
    func word<Word: RawRepresentable<String>>(
        _ name: String, default fallback: Word
    ) throws(Refusal) -> Word {
        try optional(name) { text throws(Refusal) in try Self.word(text, name) } ?? fallback
    }

    static func word<Word: RawRepresentable<String>>(
        _ text: String, _ name: String
    ) throws(Refusal) -> Word {
        guard let word = Word(rawValue: text) else {
            throw .invalidField(name, value: text, reason: "is not a word that it knows")
        }
        return word
    }

    func metadata() throws(Refusal) -> Metadata {
        try Metadata(Self.pairs(fields["metadata"]))
    }

    static func pairs(_ value: JSON?) -> [String: String] {
        (value?.object ?? [:]).compactMapValues(\.text)
    }

    func scope() throws(Refusal) -> Scope {
        try Scope(
            feeTypes: Self.feeTypes(fields["feeTypes"] ?? .list([])),
            prices: Self.prices(fields["prices"] ?? .list([])))
    }

    static func feeTypes(_ value: JSON) throws(Refusal) -> Set<FeeType> {
        var types: Set<FeeType> = []
        for item in value.list ?? [] { types.insert(try word(item.text ?? "", "feeTypes")) }
        return types
    }

    static func prices(_ value: JSON) throws(Refusal) -> Set<PriceCode> {
        var prices: Set<PriceCode> = []
        for item in value.list ?? [] { prices.insert(try PriceCode(item.text ?? "")) }
        return prices
    }

    func context() throws(Refusal) -> Context {
        Context(
            key: try optional("key") { text throws(Refusal) in try IdempotencyKey(text) })
    }

    /// Reads a change: left out it keeps, `null` clears, anything else sets.
    func change<Value: Hashable & Sendable>(
        _ name: String, _ read: (JSON) throws(Refusal) -> Value
    ) throws(Refusal) -> Change<Value> {
        guard let value = fields[name] else { return .keep }
        return value == .null ? .clear : .set(try read(value))
    }

    func changedText(_ name: String) -> Change<String> {
        guard let value = fields[name] else { return .keep }
        return value.text.map { .set($0) } ?? .clear
    }

    func changedInstant(_ name: String) throws(Refusal) -> Change<Instant> {
        guard has(name) else { return .keep }
        return try instant(name).map { .set($0) } ?? .clear
    }

    func changedCredits(_ name: String) throws(Refusal) -> Change<Credits> {
        guard has(name) else { return .keep }
        return try credits(name).map { .set($0) } ?? .clear
    }

    func changedMetadata() throws(Refusal) -> Change<Metadata> {
        guard let value = fields["metadata"] else { return .keep }
        return value == .null ? .clear : .set(try metadata())
    }

    /// An integer of the file as the ledger takes it; one beyond its range stays beyond it.
    func priority() -> Int { integer("priority").map { Int(clamping: $0) } ?? 50 }
}

extension Refusal {
    /// The same refusal, naming the member that the text stood in.
    fileprivate func naming(_ name: String) -> Refusal {
        switch self {
        case .invalidAmount(_, let value, let fault):
            .invalidAmount(field: name, value: value, fault: fault)
        case .invalidField(_, let value, let reason):
            .invalidField(name, value: value, reason: reason)
        default: self
        }
    }
}
