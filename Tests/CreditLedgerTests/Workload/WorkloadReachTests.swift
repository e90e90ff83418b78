import CreditLedger
import CreditLedgerTesting
import Testing

/// What the histories reach: an agreement about nothing would prove nothing.
@Suite("Workload: reach")
struct WorkloadReachTests {
    /// Everything that the model answered over some histories.
    private struct Reach {
        var commands = 0
        var journalled = 0
        var noted: Set<String> = []

        mutating func note(_ outcome: ModelLedger.Outcome) {
            switch outcome {
            case .journalled(let entry, let result):
                journalled += 1
                note(entry)
                if let lost = result.lost, lost > 0 { noted.insert("lost") }
                note(result.drawn)
            case .refused(let codes): noted.formUnion(codes)
            case .nothing: noted.insert("no-op")
            case .replayed: noted.insert("replayed")
            case .previewed(let drawn): note(drawn)
            }
        }

        mutating func note(_ entry: ModelLedger.Entry) {
            for transaction in entry.transactions {
                noted.insert("\(transaction.kind.rawValue) \(transaction.status.rawValue)")
            }
        }

        mutating func note(_ drawn: ModelLedger.Drawn?) {
            guard let drawn else { return }
            for skipped in drawn.skipped { noted.insert(skipped.reason.rawValue) }
            if drawn.applications.count > 4 { noted.insert("many applications") }
        }

        mutating func note(_ view: ModelLedger.View) {
            for wallet in view.wallets {
                noted.insert("wallet \(wallet.status.rawValue)")
                for rule in wallet.rules { noted.insert("rule \(rule.rawValue)") }
            }
            for grant in view.grants { noted.insert("grant \(grant.status.rawValue)") }
        }
    }

    @Test("Every kind, status, reason and refusal comes up, and most commands succeed")
    func reach() {
        var reach = Reach()
        for seed in 1...60 as ClosedRange<UInt64> {
            var model = ModelLedger()
            for step in Workload.history(seed: seed, steps: 100) {
                switch step.action {
                case .advance:
                    for entry in model.advance(to: step.at) { reach.note(entry) }
                case .preview(let invoice):
                    reach.note(model.preview(invoice, at: step.at))
                case .perform(let command):
                    let answer = model.perform(command, at: step.at)
                    for entry in answer.advanced { reach.note(entry) }
                    reach.commands += 1
                    reach.note(answer.outcome)
                }
                reach.note(model.view(at: step.at))
            }
        }
        #expect(Self.wanted.subtracting(reach.noted) == [])
        #expect(reach.journalled * 10 > reach.commands * 7)
    }

    private static let wanted: Set<String> = [
        "purchased pending", "purchased settled", "purchased failed", "granted settled",
        "applied settled", "reinstated settled", "voided settled", "expired settled",
        "forfeited settled", "lost", "no-op", "replayed", "many applications",
        "currency", "scope", "notYetEffective", "expired", "awaitingPayment", "walletPending",
        "wallet active", "wallet pending", "wallet terminated",
        "rule active", "rule paused", "rule ended",
        "grant pending", "grant scheduled", "grant active", "grant closing", "grant depleted",
        "grant expired", "grant voided", "grant forfeited", "grant failed",
        "walletNotFound", "grantNotFound", "invoiceNotFound", "ruleNotFound", "walletPending",
        "walletTerminated", "walletClosing", "grantClosed", "topUpNotPending", "invalidAmount",
        "invalidField", "invalidRule", "currencyMismatch", "invoiceAlreadyDrawn",
        "topUpOutsideLimits", "insufficientCredits", "exceedsApplied",
    ]
}
