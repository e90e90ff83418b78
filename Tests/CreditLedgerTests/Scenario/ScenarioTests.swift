internal import CreditLedger
internal import CreditLedgerTesting
internal import Foundation
internal import Testing

/// The scenario files of the project: the rules as data.
enum ScenarioFiles {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scenarios")

    static var all: [URL] { Scenario.files(at: folder) ?? [] }

    static var names: [String] { all.map { $0.deletingPathExtension().lastPathComponent } }
}

@Suite("Scenarios")
struct ScenarioTests {
    @Test("Every scenario file passes on the in-memory store", arguments: ScenarioFiles.names)
    func passes(name: String) async {
        let file = ScenarioFiles.folder.appendingPathComponent(name + ".json")
        let report = await ScenarioRunner { InMemoryStore() }.report(on: file)
        #expect(report.result == .passed, "\(report)")
    }

    @Test("A passing scenario passes again on another empty store")
    func repeats() async throws {
        let file = try #require(ScenarioFiles.all.first)
        let runner = ScenarioRunner { InMemoryStore() }
        #expect(await runner.report(on: file) == runner.report(on: file))
    }

    @Test("Every rule that a scenario can show is cited by one")
    func coverage() throws {
        let cited = Set(try ScenarioFiles.all.flatMap { try Scenario(contentsOf: $0).rules })
        // Collectors, balances at other times, trial balances, exports, ids and lists (R5.5, R9.5,
        // R10.3, R10.4, R11.2, R11.4) answer no step.
        let counts = [1: 4, 2: 5, 3: 5, 4: 4, 5: 4, 6: 9, 7: 3, 8: 6, 9: 4, 10: 2]
        let rules = counts.flatMap { chapter, last in (1...last).map { "R\(chapter).\($0)" } }
        for rule in rules.sorted() + ["R11.1", "R11.3", "R12"] {
            // A letter is a part of its rule: R8.5a shows R8.5.
            let isCited = cited.contains {
                $0 == rule || ($0.hasPrefix(rule) && $0.last?.isLetter == true)
            }
            #expect(isCited, "\(rule) is cited by no scenario")
        }
    }

    @Test("R12: every refusal that a step can meet is met in some scenario")
    func refusals() throws {
        let text = try ScenarioFiles.all.reduce(into: "") { text, file in
            text += try String(contentsOf: file, encoding: .utf8)
        }
        let codes = [
            "walletNotFound", "grantNotFound", "invoiceNotFound", "holdNotFound", "ruleNotFound",
            "walletPending", "walletClosing", "walletTerminated", "grantClosed", "holdNotOpen",
            "invalidAmount", "invalidField", "invalidRule", "unknownCurrency", "currencyMismatch",
            "insufficientCredits", "topUpOutsideLimits", "topUpNotPending", "exceedsApplied",
            "invoiceAlreadyDrawn", "idempotencyKeyReused",
        ]
        for code in codes {
            #expect(text.contains("\"error\": \"\(code)\""), "\(code) is met in no scenario")
        }
    }
}
