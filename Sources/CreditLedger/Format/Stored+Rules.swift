extension RuleState: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put("id", id)
        writer.put("rule", rule)
        writer.put("addedAt", addedAt)
        writer.put("isPaused", isPaused, unless: false)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> RuleState {
        try RuleState(
            id: reader.get("id"), rule: Shared(reader.get("rule")),
            addedAt: reader.get("addedAt"), isPaused: reader.find("isPaused") ?? false)
    }
}

extension TopUpRule: StoredRecord {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer) {
        writer.put(method)
        writer.put(trigger)
        writer.put("startsAt", ifAny: startsAt)
        writer.put("expiresAt", ifAny: expiresAt)
        writer.put("payment", payment)
        writer.put("timeZone", timeZone)
        writer.put("timeToLiveSeconds", ifAny: timeToLiveSeconds)
        writer.put("metadata", metadata, unless: .none)
    }

    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> TopUpRule {
        try TopUpRule(
            unchecked: reader.method(), trigger: reader.trigger(),
            startsAt: reader.find("startsAt"), expiresAt: reader.find("expiresAt"),
            payment: reader.get("payment"), timeZone: reader.get("timeZone"),
            timeToLiveSeconds: reader.find("timeToLiveSeconds"),
            metadata: reader.find("metadata") ?? .none)
    }
}

extension StoredWriter {
    fileprivate mutating func put(_ method: TopUpMethod) {
        var (paid, granted): (Credits?, Credits?) = (nil, nil)
        var (target, kind): (Credits?, GrantKind?) = (nil, nil)
        switch method {
        case .fixed(let paidCredits, let grantedCredits):
            (paid, granted) = (paidCredits, grantedCredits)
        case .target(let balance, let ofKind): (target, kind) = (balance, ofKind)
        }
        put("paid", ifAny: paid)
        put("granted", ifAny: granted)
        put("target", ifAny: target)
        put("kind", ifAny: kind)
    }

    fileprivate mutating func put(_ trigger: TopUpTrigger) {
        var (interval, threshold, isReached): (Interval?, Credits?, Bool) = (nil, nil, false)
        switch trigger {
        case .interval(let step): interval = step
        case .threshold(let credits, let orEqual): (threshold, isReached) = (credits, orEqual)
        }
        put("interval", ifAny: interval)
        put("threshold", ifAny: threshold)
        put("orEqual", isReached, unless: false)
    }
}

extension StoredReader {
    fileprivate mutating func method() throws(StoredFault) -> TopUpMethod {
        let paid: Credits? = try find("paid")
        let granted: Credits? = try find("granted")
        let target: Credits? = try find("target")
        let kind: GrantKind? = try find("kind")
        switch (paid, granted, target, kind) {
        case (nil, nil, let target?, let kind?): return .target(target, kind: kind)
        case (_, _, nil, nil) where paid != nil || granted != nil:
            return .fixed(paid: paid, granted: granted)
        default: throw StoredFault("contradicts the other sums").inside("target")
        }
    }

    fileprivate mutating func trigger() throws(StoredFault) -> TopUpTrigger {
        let interval: Interval? = try find("interval")
        let threshold: Credits? = try find("threshold")
        let orEqual = try find("orEqual") ?? false
        switch (interval, threshold) {
        case (let interval?, nil) where !orEqual: return .interval(interval)
        case (nil, let threshold?): return .threshold(threshold, orEqual: orEqual)
        default: throw StoredFault("contradicts the interval").inside("threshold")
        }
    }
}
