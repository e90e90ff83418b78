internal import CreditLedgerTesting
internal import Foundation
internal import Testing

@Suite("The format of scenario files")
struct ScenarioFormatTests {
    static let steps = [
        ("fly", "", "", "the step.do must be one of"),
        ("check", "", "", "with lacks the member 'customer'"),
        ("check", #""customer": 5"#, "", "with.customer must be text, not an integer"),
        ("check", #""customer": "c""#, #", "expects": {}"#, "unknown member 'expects' of the step"),
        ("check", #""customer": "c", "wallet": "a""#, "", "unknown member 'wallet' of with"),
        ("check", #""customer": "c""#, #", "as": "c""#, "'as' names nothing"),
        ("check", #""customer": "c""#, #", "error": "oops""#, "the step.error must be one of"),
        (
            "check", #""customer": "c""#, #", "error": "corrupt", "expect": {}"#,
            "either 'error' or 'expect'"
        ),
        ("topUp", #""wallet": "a", "paid": 5"#, "", "with.paid must be text, not an integer"),
        (
            "topUp", #""wallet": "a", "priority": "5""#, "",
            "with.priority must be an integer, not '5'"
        ),
        (
            "topUp", #""wallet": "a", "priority": 5.5"#, "",
            "with.priority must be an integer, not a number that is no integer"
        ),
        (
            "topUp", #""wallet": "a", "priority": null"#, "",
            "with.priority must be an integer, not null"
        ),
        (
            "topUp", #""wallet": "a", "ignoreLimits": "yes""#, "",
            "with.ignoreLimits must be true or false"
        ),
        (
            "updateWallet", #""wallet": "a", "rules": [{ "cap": "1" }]"#, "",
            "unknown member 'cap' of with.rules[0]"
        ),
        ("updateWallet", #""wallet": "a", "key": "k""#, "", "unknown member 'key' of with"),
        ("resumeRule", #""wallet": "a", "rule": "0""#, "", "with.rule must be an integer"),
        ("release", #""hold": "h""#, #", "as": "h""#, "'as' names nothing"),
        (
            "reportUsage", #""customer": "c", "currency": "USD", "lines": [], "key": "k""#, "",
            "unknown member 'key' of with"
        ),
        (
            "hold",
            #""customer": "c", "currency": "USD", "until": "2026-02-01T00:00:00Z", "#
                + #""line": { "id": "x", "feeType": "charge", "amount": "1" }"#, "",
            "unknown member 'id' of with.line"
        ),
    ]

    @Test("A step of another form is a fault that names the member", arguments: steps)
    func step(verb: String, with: String, rest: String, sentence: String) {
        let step = ScenarioText.step(verb, with, rest)
        let fault = ScenarioText.fault(ScenarioText.scenario([ScenarioText.story, step]))
        #expect(fault.hasPrefix("step 3: "))
        #expect(fault.contains(sentence), "\(fault)")
    }

    static let expectations = [
        (#"{ "aplied": "1" }"#, "unknown member 'aplied' of expect"),
        (#"{ "applied": 1 }"#, "expect.applied must be an amount in text"),
        (#"{ "applied": "1e2" }"#, "expect.applied must be an amount in text, not '1e2'"),
        (#"{ "due": null }"#, "expect.due must be an amount in text, not null"),
        (#"{ "wallets": { "a": { "balance": "1" } } }"#, "unknown member 'balance'"),
        (#"{ "wallets": { "a": { "status": "open" } } }"#, "one of pending, active, terminated"),
        (#"{ "grants": { "a/1": { "left": "1" } } }"#, "unknown member 'left'"),
        (#"{ "rules": { "a": "active" } }"#, "expect.rules.a must be a list"),
        (#"{ "rules": { "a": ["asleep"] } }"#, "expect.rules.a[0] must be one of active, paused"),
        (#"{ "skipped": { "a/1": "late" } }"#, "expect.skipped.a/1 must be one of currency"),
        (#"{ "lines": { "x": { "paid": "1" } } }"#, "unknown member 'paid' of expect.lines.x"),
        (
            #"{ "transactions": [{ "kind": "granted", "grant": "a/1" }] }"#,
            "expect.transactions[0] lacks the member 'credits'"
        ),
        (#"{ "transactions": {} }"#, "expect.transactions must be a list, not an object"),
        (
            #"{ "applications": [{ "grant": "a/1", "line": "x", "amount": "1" }] }"#,
            "expect.applications[0] lacks the member 'credits'"
        ),
    ]

    @Test(
        "An expectation of another form is a fault that names the member", arguments: expectations)
    func expectation(expect: String, sentence: String) {
        let fault = ScenarioText.fault(ScenarioText.scenario([ScenarioText.check(expect)]))
        #expect(fault.hasPrefix("step 1: "))
        #expect(fault.contains(sentence), "\(fault)")
    }

    @Test("A file of another form is a fault")
    func files() {
        #expect(ScenarioText.fault("{") == "the file is not JSON")
        #expect(ScenarioText.fault("[]") == "the file must be an object, not a list")
        #expect(ScenarioText.fault(ScenarioText.scenario([])) == "the file has no steps")
        #expect(
            ScenarioText.fault(#"{ "rules": [], "steps": [] }"#)
                == "the file lacks the member 'name'")
        #expect(
            ScenarioText.fault(#"{ "name": "n", "rules": ["8.2"], "steps": [] }"#)
                == "'8.2' of rules is not the number of a rule, such as R6.3")
        let late = #"{ "at": "yesterday", "do": "check", "with": { "customer": "acme" } }"#
        #expect(
            ScenarioText.fault(ScenarioText.scenario([late]))
                == "step 1: the step.at must be an ISO 8601 instant, not 'yesterday'")
    }

    @Test("A file that is not there, or no scenario, is a failure of that file")
    func absent() async {
        let absent = ScenarioFiles.folder.appendingPathComponent("absent.json")
        let report = await ScenarioRunner { throw CancellationError() }.report(on: absent)
        #expect(
            report.description
                == "FAIL absent: expected a scenario of the format, got the file can't be read"
        )
        #expect(Scenario.files(at: absent) == nil)
    }
}
