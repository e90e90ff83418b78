internal import CreditLedger
internal import CreditLedgerTesting
internal import Testing

/// A wrong expectation, and how the runner must report it.
struct WrongExpectation: Sendable, CustomTestStringConvertible {
    let key: String
    let expect: String
    let expected: String
    let got: String
    var testDescription: String { key }

    init(_ key: String, _ expect: String, _ expected: String, got: String) {
        self.key = key
        self.expect = expect
        self.expected = expected
        self.got = got
    }
}

@Suite("Scenario expectations")
struct ScenarioExpectationTests {
    private static func transaction(
        _ grant: String, _ credits: String, _ rest: String = ""
    ) -> String {
        """
        { "kind": "applied", "grant": "\(grant)", "credits": "\(credits)"\(rest) }
        """
    }

    static let drawdowns = [
        WrongExpectation("applied", #"{ "applied": "5" }"#, "applied 5", got: "applied 6"),
        WrongExpectation("due", #"{ "due": "0.1" }"#, "due 0.1", got: "due 0"),
        WrongExpectation(
            "lines", #"{ "lines": { "x": { "applied": "6.0", "due": "1" } } }"#, "lines.x.due 1",
            got: "lines.x.due 0"),
        WrongExpectation(
            "lines of another id", #"{ "lines": { "y": { "applied": "0" } } }"#,
            "lines.y.applied 0", got: "lines.y.applied no such line"),
        WrongExpectation(
            "the whole of applications",
            #"{ "applications": [{ "grant": "a/2", "line": "x", "#
                + #""amount": "2.5", "credits": "5" }] }"#,
            "applications [a/2 x 2.5 5]", got: "applications [a/2 x 2.5 5, a/1 x 3.5 7]"),
        WrongExpectation(
            "skipped", #"{ "skipped": { "b/1": "scope" } }"#, "skipped [b/1 scope]",
            got: "skipped [b/1 currency]"),
        WrongExpectation(
            "the whole of skipped", #"{ "skipped": {} }"#, "skipped []",
            got: "skipped [b/1 currency]"),
        WrongExpectation(
            "the whole of transactions", "{ \"transactions\": [\(transaction("a/2", "5"))] }",
            "transactions [applied a/2 5]", got: "transactions [applied a/2 5, applied a/1 7]"),
        WrongExpectation(
            "transactions in order",
            "{ \"transactions\": [\(transaction("a/1", "7")), \(transaction("a/2", "5"))] }",
            "transactions [applied a/1 7, applied a/2 5]",
            got: "transactions [applied a/2 5, applied a/1 7]"),
        WrongExpectation(
            "transactions' status and instant",
            "{ \"transactions\": [\(transaction("a/2", "5", #", "status": "failed""#)), "
                + "\(transaction("a/1", "7", #", "at": "2026-01-03T00:00:00Z""#))] }",
            "transactions [applied a/2 5 failed, applied a/1 7 2026-01-03T00:00:00Z]",
            got: "transactions [applied a/2 5 settled, applied a/1 7 2026-01-02T00:00:00Z]"),
        WrongExpectation(
            "reinstated", #"{ "reinstated": "0" }"#, "'reinstated'",
            got: "a step that answers without a reinstatement"),
    ]

    @Test("A wrong expectation of a drawdown fails its step", arguments: drawdowns)
    func drawdown(wrong: WrongExpectation) async throws {
        #expect(
            try await ScenarioText.afterStory(
                ScenarioText.drawDown(", \"expect\": \(wrong.expect)"))
                == .failed(step: 3, expected: wrong.expected, got: wrong.got))
    }

    static let wallets = [
        ("status", "pending", "active"), ("settled", "14", "15"), ("paid", "9", "10"),
        ("granted", "5.1", "5"), ("available", "0", "15"), ("held", "1", "0"),
        ("scheduled", "1", "0"), ("pending", "1", "0"), ("closing", "1", "0"),
        ("ongoing", "-15", "15"), ("worth", "15", "7.5"),
    ]

    @Test("A wrong figure of a wallet fails its step", arguments: wallets)
    func wallet(member: String, wrong: String, right: String) async throws {
        let expect = "{ \"wallets\": { \"a\": { \"\(member)\": \"\(wrong)\" } } }"
        #expect(
            try await ScenarioText.afterStory(ScenarioText.check(expect))
                == .failed(
                    step: 3, expected: "wallets.a.\(member) \(wrong)",
                    got: "wallets.a.\(member) \(right)"))
    }

    static let reads = [
        WrongExpectation(
            "grants' remaining", #"{ "grants": { "a/1": { "remaining": "9" } } }"#,
            "grants.a/1.remaining 9", got: "grants.a/1.remaining 10"),
        WrongExpectation(
            "grants' status", #"{ "grants": { "a/2": { "status": "depleted" } } }"#,
            "grants.a/2.status depleted", got: "grants.a/2.status active"),
        WrongExpectation(
            "rules", #"{ "rules": { "a": ["paused"] } }"#, "rules.a [paused]",
            got: "rules.a [active]"),
        WrongExpectation(
            "the whole of rules", #"{ "rules": { "a": [] } }"#, "rules.a []",
            got: "rules.a [active]"),
        WrongExpectation(
            "transactions", "{ \"transactions\": [\(transaction("a/2", "1"))] }",
            "transactions [applied a/2 1]", got: "transactions []"),
        WrongExpectation(
            "applied", #"{ "applied": "0" }"#, "'applied'",
            got: "a step that answers without a drawdown"),
    ]

    @Test("A wrong expectation of what stands fails its step", arguments: reads)
    func read(wrong: WrongExpectation) async throws {
        #expect(
            try await ScenarioText.afterStory(ScenarioText.check(wrong.expect))
                == .failed(step: 3, expected: wrong.expected, got: wrong.got))
    }

    @Test("Wrong sums of a reinstatement fail its step")
    func reinstatement() async throws {
        let reinstate = ScenarioText.step(
            "reinstate", #""invoice": "in_1", "customer": "acme""#,
            #", "expect": { "reinstated": "12", "lost": "1" }"#)
        #expect(
            try await ScenarioText.afterStory(ScenarioText.drawDown(), reinstate)
                == .failed(step: 4, expected: "lost 1", got: "lost 0"))
    }

    @Test("R1.2: amounts are compared as numbers, and only what is named is compared")
    func right() async throws {
        let expect = #"{ "wallets": { "a": { "settled": "015.00" }, "b": {} }, "grants": {} }"#
        #expect(try await ScenarioText.afterStory(ScenarioText.check(expect)) == .passed)
    }
}
