/// The limits that the terms of wallets and grants share.
enum TermRule {
    /// The longest grace or time to live: 100 years of 365.25 days, in seconds.
    static let longestSeconds: Int64 = 3_155_760_000

    static func checkPriority(_ priority: Int) throws(Refusal) {
        guard (0...100).contains(priority) else {
            throw .invalidField("priority", value: "\(priority)", reason: "is not within 0...100")
        }
    }

    static func checkGrace(_ seconds: Int64) throws(Refusal) {
        guard (0...longestSeconds).contains(seconds) else {
            throw .invalidField(
                "grace", value: "\(seconds)", reason: "is not within 0 seconds and 100 years")
        }
    }

    static func checkLimitAmounts(_ limits: TopUpLimits) throws(Refusal) {
        for (field, credits) in [
            ("minTopUp", limits.minimum), ("maxTopUp", limits.maximum),
        ] {
            guard let credits else { continue }
            guard credits > 0, credits.isInRange else {
                throw .invalidAmount(field: field, value: "\(credits)", fault: .notPositive)
            }
        }
    }

    static func checkLimitOrder(_ limits: TopUpLimits) throws(Refusal) {
        guard let minimum = limits.minimum, let maximum = limits.maximum, minimum > maximum else {
            return
        }
        throw .invalidField(
            "minTopUp", value: "\(minimum)", reason: "is above the maximum \(maximum)")
    }

    static func checkName(_ name: String, field: String = "name") throws(Refusal) {
        try TextRule.check(name, field: field, in: 0...TextRule.limit)
    }
}
