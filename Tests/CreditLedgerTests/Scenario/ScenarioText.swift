internal import CreditLedger
internal import CreditLedgerTesting
internal import Foundation

/// Scenarios written out in a test, and what comes of them.
enum ScenarioText {
    /// A wallet of ten paid and five granted credits at half a dollar, and one in another currency.
    static let story = """
        { "at": "2026-01-01T00:00:00Z", "do": "createWallet", "as": "a",
          "with": { "customer": "acme", "currency": "USD", "rate": "0.5", "paid": "10",
            "granted": "5", "rules": [
              { "method": "fixed", "trigger": "interval", "interval": "monthly",
                "granted": "1" }] } },
        { "at": "2026-01-01T00:00:00Z", "do": "createWallet", "as": "b",
          "with": { "customer": "acme", "currency": "EUR", "rate": "1", "granted": "1" } }
        """

    /// A step, by default on 2 January; `rest` follows its `with`.
    static func step(
        _ verb: String, _ with: String, _ rest: String = "", at: String = "2026-01-02T00:00:00Z"
    ) -> String {
        """
        { "at": "\(at)", "do": "\(verb)", "with": { \(with) }\(rest) }
        """
    }

    /// An invoice of 6 dollars, which takes twelve credits.
    static func drawDown(_ rest: String = "") -> String {
        step(
            "drawDown",
            """
            "invoice": "in_1", "customer": "acme", "currency": "USD",
            "lines": [{ "id": "x", "feeType": "charge", "amount": "6" }]
            """, rest)
    }

    static func check(_ expect: String) -> String {
        step("check", #""customer": "acme""#, ", \"expect\": \(expect)")
    }

    static func scenario(_ steps: [String]) -> String {
        """
        { "name": "n", "rules": ["R6.3"], "steps": [\(steps.joined(separator: ", "))] }
        """
    }

    /// What comes of the story followed by these steps; the first of them is step 3.
    static func afterStory(_ steps: String...) async throws -> ScenarioResult {
        try await result([story] + steps)
    }

    static func result(_ steps: [String]) async throws -> ScenarioResult {
        let scenario = try Scenario(json: Data(scenario(steps).utf8), name: "test")
        return await ScenarioRunner { InMemoryStore() }.run(scenario)
    }

    /// What is wrong with a file of this text.
    static func fault(_ json: String) -> String {
        do throws(ScenarioFault) {
            _ = try Scenario(json: Data(json.utf8), name: "test")
            return "no fault"
        } catch {
            return error.description
        }
    }
}
