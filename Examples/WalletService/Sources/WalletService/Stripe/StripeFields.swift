internal import CreditLedger

/// How Stripe writes values in forms and queries.
extension Fields {
    /// Refuses a parameter that the call does not know.
    ///
    /// Stripe does so, too: a misspelt `expires_at` must not make credits that never expire.
    ///
    /// - Throws: ``StripeFault``.
    func allow(_ known: String...) throws(StripeFault) {
        for name in names where !known.contains(name) {
            throw .unknownParameter(place(name))
        }
    }

    /// Seconds since 1970.
    func seconds(_ name: String) throws(Fault) -> Instant? {
        guard let seconds = try integer(name) else { return nil }
        guard let instant = Instant(seconds: seconds) else {
            throw invalid(name, "\(seconds)", "is not within the years 1 to 9999")
        }
        return instant
    }

    /// Whether the value was sent empty, which unsets it.
    func isEmpty(_ name: String) -> Bool { self[name] == .string("") }

    /// What a grant is for, or is to be found by: `price_type` or `prices`.
    func scope(_ name: String) throws -> Scope {
        let scope = try required(name, try fields(name))
        try scope.allow("price_type", "prices")
        let prices = try scope.objects("prices")
        guard let type = try scope.text("price_type") else {
            guard let prices else { throw Fault.missing(place(name)) }
            return Scope(feeTypes: [.charge], prices: Set(try prices.map(Self.price)))
        }
        guard prices == nil else {
            throw StripeFault.notAllowed(
                "Only one of price_type and prices can be given.", param: scope.place("prices"))
        }
        guard type == "metered" else { throw scope.invalid("price_type", type, "is not metered") }
        return Scope(feeTypes: [.charge])
    }

    private static func price(_ fields: Fields) throws -> PriceCode {
        try fields.allow("id")
        return try fields.requiredIdentifier("id")
    }

    /// Pairs to merge into metadata: an empty value unsets its key, and an empty whole all keys.
    ///
    /// - Returns: the change, or `nil` if nothing was sent.
    func metadata() throws(Fault) -> MetadataChange? {
        if isEmpty("metadata") { return .clear }
        return try pairs("metadata").map(MetadataChange.merge)
    }

    /// Which ids the answer is to spell out as objects.
    ///
    /// - Parameters:
    ///   - known: what this call can spell out.
    ///   - prefix: what stands before the names; `data.` in lists.
    /// - Returns: the names, without the prefix.
    /// - Throws: ``Fault``, or ``StripeFault`` for what it can't spell out.
    func expansion(of known: Set<String>, after prefix: String = "") throws -> Set<String> {
        let asked = try texts("expand") ?? []
        var names: Set<String> = []
        for path in asked {
            let name = String(path.dropFirst(prefix.count))
            guard path.hasPrefix(prefix), known.contains(name) else {
                throw StripeFault.notAllowed(
                    "This property cannot be expanded (\(path.prefix(60))).", param: "expand")
            }
            names.insert(name)
        }
        return names
    }
}

/// What a request says of metadata.
enum MetadataChange: Hashable, Sendable {
    case clear
    case merge([String: String])

    /// The metadata after the change.
    ///
    /// - Throws: `Refusal` for more, or longer, pairs than the ledger takes.
    func applied(to metadata: Metadata) throws(Refusal) -> Metadata {
        guard case .merge(let pairs) = self else { return .none }
        return try Metadata(
            metadata.pairs.merging(pairs) { _, new in new }.filter { key, value in
                // What stood there empty stays; what is sent empty goes.
                !value.isEmpty || pairs[key] == nil
            })
    }
}
