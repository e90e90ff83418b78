// Scopes, and the terms of wallets and grants, in the packed form.

extension PackedWriter {
    /// A scope that limits something; one that does not is told by a flag.
    mutating func scope(_ scope: Scope) {
        guard !scope.isEverything else { return }
        flags(
            PackedFlags(
                scope.feeTypes.contains(.subscription), scope.feeTypes.contains(.charge),
                scope.feeTypes.contains(.commitment)))
        count(scope.prices.count)
        for price in scope.prices { text(price.text) }
    }

    mutating func activation(_ activation: Activation) {
        switch activation {
        case .atOnce: byte(0)
        case .onRequest: byte(1)
        case .at(let time):
            byte(2)
            instant(time)
        }
    }

    mutating func terms(_ terms: WalletTerms) {
        flags(
            PackedFlags(
                !terms.name.isEmpty, terms.externalID != nil, terms.scope.isEverything,
                terms.expiresAt != nil, terms.limits.minimum != nil,
                terms.limits.maximum != nil, !terms.metadata.isEmpty))
        if !terms.name.isEmpty { text(terms.name) }
        text(ifAny: terms.externalID)
        currency(terms.currency)
        units(terms.rate.units)
        integer(Int64(terms.priority))
        scope(terms.scope)
        activation(terms.activation)
        instant(ifAny: terms.expiresAt)
        integer(terms.graceSeconds)
        credits(ifAny: terms.limits.minimum)
        credits(ifAny: terms.limits.maximum)
        if !terms.metadata.isEmpty { pairs(terms.metadata.pairs) }
    }

    mutating func terms(_ terms: GrantTerms) {
        flags(
            PackedFlags(
                terms.kind == .paid, terms.scope.isEverything, terms.expiresAt != nil,
                terms.payment != nil, !terms.name.isEmpty, !terms.metadata.isEmpty,
                terms.effectiveAt == terms.createdAt))
        credits(terms.issued)
        integer(Int64(terms.priority))
        scope(terms.scope)
        instant(terms.createdAt)
        if terms.effectiveAt != terms.createdAt { instant(terms.effectiveAt) }
        instant(ifAny: terms.expiresAt)
        money(terms.costBasis)
        switch terms.source {
        case .initial: byte(0)
        case .topUp: byte(1)
        case .rule(let rule):
            byte(2)
            id(rule)
        }
        if let payment = terms.payment { byte(payment.packed) }
        if !terms.name.isEmpty { text(terms.name) }
        if !terms.metadata.isEmpty { pairs(terms.metadata.pairs) }
        id(terms.transaction)
    }
}

extension PackedReader {
    mutating func scope(isEverything: Bool) -> Scope {
        guard !isEverything else { return .everything }
        var flags = flags()
        var feeTypes: Set<FeeType> = []
        if flags.next() { feeTypes.insert(.subscription) }
        if flags.next() { feeTypes.insert(.charge) }
        if flags.next() { feeTypes.insert(.commitment) }
        var prices: Set<PriceCode> = []
        for _ in 0..<count() { prices.insert(PriceCode(stored: text())) }
        return Scope(feeTypes: feeTypes, prices: prices)
    }

    mutating func activation() -> Activation {
        switch byte() {
        case 0: .atOnce
        case 1: .onRequest
        default: .at(time())
        }
    }

    mutating func walletTerms() -> WalletTerms {
        var flags = flags()
        let name = flags.next() ? text() : ""
        let externalID = text(if: flags.next())
        let currency = currency()
        let rate = Rate(units: units())
        let priority = Int(truncatingIfNeeded: integer())
        let scope = scope(isEverything: flags.next())
        let activation = activation()
        let expiresAt = time(if: flags.next())
        let graceSeconds = integer()
        let minimum = credits(if: flags.next())
        let maximum = credits(if: flags.next())
        return WalletTerms(
            name: name, externalID: externalID, currency: currency, rate: rate,
            priority: priority, scope: scope, activation: activation, expiresAt: expiresAt,
            graceSeconds: graceSeconds, limits: TopUpLimits(minimum: minimum, maximum: maximum),
            metadata: flags.next() ? Metadata(stored: pairs()) : .none)
    }

    mutating func grantTerms() -> GrantTerms {
        var flags = flags()
        let kind: GrantKind = flags.next() ? .paid : .granted
        let issued = credits()
        let priority = Int(truncatingIfNeeded: integer())
        let scope = scope(isEverything: flags.next())
        let createdAt = time()
        let (expires, pays) = (flags.next(), flags.next())
        let (isNamed, hasPairs) = (flags.next(), flags.next())
        let effectiveAt = flags.next() ? createdAt : time()
        let expiresAt = time(if: expires)
        let costBasis = money()
        let source: GrantSource =
            switch byte() {
            case 0: .initial
            case 1: .topUp
            default: .rule(id())
            }
        let payment = pays ? Payment(packed: byte()) : nil
        let name = isNamed ? text() : ""
        let metadata = hasPairs ? Metadata(stored: pairs()) : .none
        return GrantTerms(
            kind: kind, issued: issued, priority: priority, scope: scope,
            effectiveAt: effectiveAt, expiresAt: expiresAt, costBasis: costBasis,
            source: source, payment: payment, name: name, metadata: metadata,
            transaction: id(), createdAt: createdAt)
    }
}
