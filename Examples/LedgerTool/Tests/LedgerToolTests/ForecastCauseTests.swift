import CreditLedger
import Testing

@testable import LedgerTool

@Suite("Forecast.Cause")
struct ForecastCauseTests {
    private static let id = "019b76da-a800-7000-8000-000000000002"

    private static func causes() throws -> [(Forecast.Cause, words: String, name: String)] {
        let close = try Instant("2026-02-11T00:00:00Z")
        let (grant, rule) = (try GrantID(id), try RuleID(id))
        return [
            (
                .walletExpired(closesAt: close), "wallet expired, closes 2026-02-11T00:00:00Z",
                "walletExpired"
            ),
            (.grantEffective(grant), "a/1 became effective", "grantEffective"),
            (
                .grantExpired(grant, closesAt: close), "a/1 expired, closes 2026-02-11T00:00:00Z",
                "grantExpired"
            ),
            (
                .grantClosed(grant, lost: try Credits("2.5")), "a/1 closed, 2.5 lost",
                "grantClosed"
            ),
            (.paymentCancelled(grant), "payment of a/1 cancelled", "paymentCancelled"),
            (.holdLapsed(try HoldID(id)), "hold \(id) lapsed", "holdLapsed"),
            (.usagePeriodEnded(.unnamed), "usage period ended", "usagePeriodEnded"),
            (
                .usagePeriodEnded(try UsagePeriod("2026-02")), "usage period '2026-02' ended",
                "usagePeriodEnded"
            ),
            (.usageMoved, "unbilled usage moved between wallets", "usageMoved"),
            (.walletClosed, "wallet closed", "walletClosed"),
            (.walletActivated, "wallet activated", "walletActivated"),
            (
                .schedule(rule, paid: 5, granted: 1), "schedule added 5 paid and 1 granted",
                "schedule"
            ),
            (.threshold(rule, paid: nil, granted: 1), "threshold added 1 granted", "threshold"),
        ]
    }

    @Test("R9.5: each cause has words for people, and one name in JSON with the same members")
    func words() throws {
        for (cause, words, name) in try Self.causes() {
            #expect(cause.words { _ in "a/1" } == words)
            guard case .object(let members) = cause.json else {
                Issue.record("\(cause) is no object")
                return
            }
            #expect(
                members.map(\.name) == [
                    "cause", "grant", "rule", "hold", "period", "closesAt", "lost", "paid",
                    "granted",
                ])
            #expect(members.first?.value.written() == "\"\(name)\"")
        }
    }

    @Test("what a cause does not have is null")
    func members() throws {
        let cause = Forecast.Cause.grantClosed(try GrantID(Self.id), lost: 3)
        #expect(
            cause.json.written(indent: 2) == """
                {"cause": "grantClosed", "grant": "\(Self.id)", "rule": null, "hold": null, \
                "period": null, "closesAt": null, "lost": "3", "paid": null, "granted": null}
                """)
    }
}
