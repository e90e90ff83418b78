internal import CreditLedger
internal import CreditLedgerTesting
internal import Testing

@Suite("ScenarioRunner")
struct ScenarioRunnerTests {
    private static func void(
        _ credits: String, _ rest: String, wallet: String = "a"
    ) -> String {
        ScenarioText.step(
            "void", "\"wallet\": \"\(wallet)\", \"credits\": \"\(credits)\"", ", \(rest)")
    }

    @Test("A step that fails with another code fails the scenario")
    func wrongCode() async throws {
        let result = try await ScenarioText.afterStory(
            Self.void("16", #""error": "invalidAmount""#))
        guard case .failed(3, "error invalidAmount", let got) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(got.hasPrefix("insufficientCredits: "))
    }

    @Test("A step that must fail and succeeds fails the scenario")
    func noError() async throws {
        #expect(
            try await ScenarioText.afterStory(Self.void("1", #""error": "insufficientCredits""#))
                == .failed(
                    step: 3, expected: "error insufficientCredits",
                    got: "success with journal entry 3"))
    }

    @Test("A step that fails without being expected to fails the scenario")
    func unexpectedError() async throws {
        let result = try await ScenarioText.afterStory(Self.void("16", #""expect": {}"#))
        guard case .failed(3, "void to succeed", let got) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(got.hasPrefix("insufficientCredits: "))
    }

    @Test("R12: a step that fails with its very code passes")
    func rightCode() async throws {
        #expect(
            try await ScenarioText.afterStory(
                Self.void("16", #""error": "insufficientCredits""#)) == .passed)
    }

    @Test("A name that nothing has made stands for what does not exist")
    func unknownNames() async throws {
        #expect(
            try await ScenarioText.afterStory(
                Self.void("1", #""error": "walletNotFound""#, wallet: "z")) == .passed)
        let result = try await ScenarioText.afterStory(
            ScenarioText.check(#"{ "wallets": { "z": { "settled": "0" } } }"#))
        guard case .failed(3, "wallets.z", let got) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(got.hasPrefix("walletNotFound: "))
    }

    static let unknownHolds = [
        ("release", #""hold": "h""#),
        ("extendHold", #""hold": "h", "until": "2026-02-01T00:00:00Z""#),
        ("capture", #""hold": "h", "invoice": "in_1", "line": "x", "amount": "1""#),
    ]

    @Test("A hold that nothing has made does not exist", arguments: unknownHolds)
    func unknownHold(verb: String, with: String) async throws {
        let step = ScenarioText.step(verb, with, #", "error": "holdNotFound""#)
        #expect(try await ScenarioText.result([step]) == .passed)
    }

    @Test("R2.3: a step that names a hold advances the book of that hold, and verifies it")
    func bookOfAHold() async throws {
        let result = try await ScenarioText.afterStory(
            ScenarioText.step(
                "hold",
                #""customer": "acme", "currency": "USD", "until": "2026-01-02T12:00:00Z", "#
                    + #""line": { "feeType": "charge", "amount": "1" }"#, #", "as": "h""#),
            ScenarioText.step(
                "release", #""hold": "h""#, #", "error": "holdNotOpen""#,
                at: "2026-01-02T12:00:00Z"))
        #expect(result == .passed)
    }

    @Test("A store that can't be made fails the first step")
    func noStore() async throws {
        struct Full: Error {}
        let runner = ScenarioRunner { throw Full() }
        let scenario = try Scenario(contentsOf: #require(ScenarioFiles.all.first))
        #expect(
            await runner.run(scenario)
                == .failed(step: 1, expected: "an empty store", got: "Full()"))
    }

    @Test("A report is one line")
    func reports() {
        #expect(ScenarioReport(name: "n", result: .passed).description == "ok n")
        let failed = ScenarioResult.failed(step: 2, expected: "due 1", got: "due 0")
        #expect(
            ScenarioReport(name: "n", result: failed).description
                == "FAIL n: step 2: expected due 1, got due 0")
    }
}
