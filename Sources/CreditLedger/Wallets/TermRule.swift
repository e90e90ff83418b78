/// The limits that the terms of wallets and grants share.
enum TermRule {
    static func checkPriority(_ priority: Int) throws(Refusal) {
        guard (0...100).contains(priority) else {
            throw .invalidField(
                "priority", value: "\(priority)", reason: "is not within 0...100 (R3.1)")
        }
    }

    static func checkGrace(_ seconds: Int64) throws(Refusal) {
        guard seconds >= 0 else {
            throw .invalidField("grace", value: "\(seconds)", reason: "is negative (R3.1)")
        }
    }

    static func checkLimitAmounts(_ limits: TopUpLimits) throws(Refusal) {
        for (field, credits) in [
            ("minTopUp", limits.minimum), ("maxTopUp", limits.maximum),
        ] {
            guard let credits else { continue }
            guard credits > 0, credits.isInRange else {
                throw .invalidAmount(
                    field: field, value: "\(credits)",
                    fault: credits > 0 ? .outOfRange : .notPositive)
            }
        }
    }

    static func checkLimitOrder(_ limits: TopUpLimits) throws(Refusal) {
        guard let minimum = limits.minimum, let maximum = limits.maximum, minimum > maximum else {
            return
        }
        throw .invalidField(
            "minTopUp", value: "\(minimum)", reason: "is above the maximum \(maximum) (R3.1)")
    }

    static func checkName(_ name: String, field: String = "name") throws(Refusal) {
        try TextRule.check(name, field: field, in: 0...TextRule.limit)
    }
}
