internal import CreditLedger

/// Top-up rules of a step, from the flat members of the file to the ledger's method and trigger.
///
/// The ledger's types can't say a rule that lacks what its combination needs, or that carries what
/// another combination needs, so those are refused here as the rule that they break (R8.1).
extension ScenarioInput {
    func rules(_ value: JSON) throws(Refusal) -> [TopUpRule] {
        var rules: [TopUpRule] = []
        for item in value.list ?? [] {
            rules.append(try ScenarioInput(fields: item.object ?? [:], names: names).rule())
        }
        return rules
    }

    private func rule() throws(Refusal) -> TopUpRule {
        try TopUpRule(
            method: method(), trigger: trigger(), startsAt: instant("startsAt"),
            expiresAt: instant("expiresAt"), payment: ruleWord("payment") ?? .due,
            timeZone: fields["timeZone"]?.text ?? "UTC",
            timeToLiveSeconds: integer("timeToLive"), metadata: metadata())
    }

    private func method() throws(Refusal) -> TopUpMethod {
        switch text("method") {
        case "fixed":
            try refuse("target", "kind", because: "is not of a fixed rule")
            return .fixed(paid: try credits("paid"), granted: try credits("granted"))
        case "target":
            try refuse("paid", "granted", because: "is not of a target rule")
            guard let target = try credits("target") else { throw missing("target") }
            return .target(target, kind: try ruleWord("kind") ?? .paid)
        case let word:
            throw .invalidRule(field: "method", value: word, reason: "is not fixed or target")
        }
    }

    private func trigger() throws(Refusal) -> TopUpTrigger {
        switch text("trigger") {
        case "interval":
            try refuse("threshold", "fires", because: "is not of an interval rule")
            guard let interval: Interval = try ruleWord("interval") else {
                throw missing("interval")
            }
            return .interval(interval)
        case "threshold":
            try refuse("interval", because: "is not of a threshold rule")
            guard let threshold = try credits("threshold") else { throw missing("threshold") }
            let fires: Firing = try ruleWord("fires") ?? .below
            return .threshold(threshold, orEqual: fires == .atOrBelow)
        case let word:
            throw .invalidRule(
                field: "trigger", value: word, reason: "is not interval or threshold")
        }
    }

    private enum Firing: String {
        case below
        case atOrBelow
    }

    private func ruleWord<Word: RawRepresentable<String>>(
        _ name: String
    ) throws(Refusal) -> Word? {
        guard let text = fields[name]?.text else { return nil }
        guard let word = Word(rawValue: text) else {
            throw .invalidRule(field: name, value: text, reason: "is not a word that it knows")
        }
        return word
    }

    private func refuse(_ members: String..., because reason: String) throws(Refusal) {
        for name in members where has(name) {
            throw .invalidRule(field: name, value: text(name), reason: reason)
        }
    }

    private func missing(_ name: String) -> Refusal {
        .invalidRule(field: name, value: "", reason: "is missing")
    }
}
