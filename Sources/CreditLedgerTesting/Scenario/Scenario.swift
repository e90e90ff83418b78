internal import CreditLedger
public import Foundation

/// A scenario: what happens to a ledger, step by step, and what must then be so, as data.
///
/// One JSON file holds one scenario; people who know billing but no Swift can write one. The whole
/// file is checked when it is read: a member that the format lacks, a member that is missing, or
/// one of a wrong type is a ``ScenarioFault`` that names it.
public struct Scenario: Hashable, Sendable {
    /// What tells it from others: the name of its file, without `.json`.
    public let name: String
    /// What it shows, in a sentence.
    public let title: String
    /// The numbers of the rules that it is about, such as `R6.3`.
    public let rules: [String]
    /// The number of its steps.
    public var stepCount: Int { steps.count }

    let steps: [ScenarioStep]

    /// Reads a scenario from JSON.
    /// - Throws: ``ScenarioFault`` if it is not one.
    public init(json: Data, name: String) throws(ScenarioFault) {
        let value: JSON
        do {
            value = try JSONDecoder().decode(JSON.self, from: json)
        } catch {
            throw ScenarioFault("the file is not JSON")
        }
        let shape = ScenarioShape.object(
            ScenarioMember.required(.text, "name")
                + ScenarioMember.required(.list(of: .text), "rules")
                + ScenarioMember.required(.list(of: .any), "steps"))
        try shape.check(value, "the file")
        self.name = name
        self.title = value["name"]?.text ?? ""
        self.rules = value["rules"]?.list?.compactMap(\.text) ?? []
        for rule in rules where !Self.isRule(rule) {
            throw ScenarioFault("'\(rule)' of rules is not the number of a rule, such as R6.3")
        }
        var steps: [ScenarioStep] = []
        for (index, step) in (value["steps"]?.list ?? []).enumerated() {
            do throws(ScenarioFault) {
                try steps.append(ScenarioStep(step))
            } catch {
                throw error.at(step: index + 1)
            }
        }
        guard !steps.isEmpty else { throw ScenarioFault("the file has no steps") }
        self.steps = steps
    }

    /// Reads a scenario from a file.
    /// - Throws: ``ScenarioFault`` if it can't be read or is not one.
    public init(contentsOf url: URL) throws(ScenarioFault) {
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            throw ScenarioFault("the file can't be read")
        }
        try self.init(json: data, name: url.deletingPathExtension().lastPathComponent)
    }

    /// Whether a text has the form of a rule's number: `R8`, `R8.2` or `R8.2b`.
    static func isRule(_ text: String) -> Bool {
        text.wholeMatch(of: /R[0-9]+(\.[0-9]+[a-z]?)?/) != nil
    }
}

/// One step: when, what, and what must then be so.
struct ScenarioStep: Hashable, Sendable {
    let at: Instant
    let verb: ScenarioVerb
    /// What it takes; checked against the verb's members.
    let with: [String: JSON]
    /// The name of what it makes.
    let name: String?
    /// The code that it must fail with.
    let error: String?
    let expectation: ScenarioExpectation?

    init(_ value: JSON) throws(ScenarioFault) {
        typealias M = ScenarioMember
        let verbs = ScenarioVerb.allCases.map(\.rawValue)
        let shape = ScenarioShape.object(
            M.required(.instant, "at") + M.required(.word(verbs), "do")
                + M.required(.map(of: .any), "with") + M.optional(.text, "as")
                + M.optional(.word(Self.codes), "error") + M.optional(.map(of: .any), "expect"))
        try shape.check(value, "the step")
        guard let verb = value["do"]?.text.flatMap(ScenarioVerb.init),
            let at = value["at"]?.text.flatMap({ try? Instant($0) })
        else { throw ScenarioFault("the step has no instant or does nothing") }
        self.at = at
        self.verb = verb
        self.with = value["with"]?.object ?? [:]
        self.name = value["as"]?.text
        self.error = value["error"]?.text
        try ScenarioShape.object(verb.members).check(.object(with), "with")
        if let name {
            guard verb.makesNamed else {
                throw ScenarioFault("'as' names nothing: \(verb.rawValue) makes no wallet or hold")
            }
            // The n-th grant of a wallet is named by a slash.
            guard !name.isEmpty, !name.contains("/") else {
                throw ScenarioFault("'\(name)' of 'as' must not be empty or hold a slash")
            }
        }
        self.expectation = try value["expect"].map { json throws(ScenarioFault) in
            try ScenarioExpectation(json)
        }
        guard error == nil || expectation == nil else {
            throw ScenarioFault("a step has either 'error' or 'expect'")
        }
    }

    /// The codes of R12.
    private static let codes = [
        "walletNotFound", "grantNotFound", "transactionNotFound", "invoiceNotFound",
        "holdNotFound", "ruleNotFound", "walletPending", "walletClosing", "walletTerminated",
        "grantClosed", "holdNotOpen", "invalidAmount", "invalidField", "invalidRule",
        "unknownCurrency", "currencyMismatch", "insufficientCredits", "topUpOutsideLimits",
        "topUpNotPending", "exceedsApplied", "invoiceAlreadyDrawn", "idempotencyKeyReused",
        "unavailable", "outcomeUnknown", "cancelled", "corrupt", "misconfigured",
    ]
}
