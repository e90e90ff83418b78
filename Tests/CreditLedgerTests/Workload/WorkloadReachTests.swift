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
                if result.refund != nil { noted.insert("refund owed") }
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
            for hold in view.holds {
                if case .ended(let end, _) = hold.status { noted.insert("hold \(end.rawValue)") }
                if hold.parts.count > 1 { noted.insert("hold of several grants") }
            }
            if view.usage.count > 2 { noted.insert("usage of several periods") }
            for balance in view.wallets.map(\.balance) where balance.ongoing < balance.available {
                noted.insert(balance.ongoing < 0 ? "ongoing below 0" : "ongoing below available")
            }
        }

        /// The meetings of rules that take several steps.
        mutating func note(
            _ command: Command, _ outcome: ModelLedger.Outcome, _ before: ModelBook,
            _ after: ModelBook
        ) {
            guard case .journalled(let entry, let result) = outcome else { return }
            let kinds = Set(entry.transactions.map(\.kind))
            for (old, new) in zip(before.grants, after.grants) where old.stage == .shut {
                noted.insert("held after the close")
                if new.stage == .open { noted.insert("reopened under a hold") }
                if kinds.contains(.voided) && new.remaining == 0 {
                    noted.insert("voided after the close")
                }
            }
            switch command {
            case .drawDown(let drawDown):
                note(drawDown, before.bills.first { $0.id == drawDown.invoice.id })
                if after.usage.count < before.usage.count { noted.insert("usage billed") }
                if kinds.contains(.purchased) && after.usage.count < before.usage.count {
                    noted.insert("usage billed and topped up")
                }
            case .capture:
                if kinds.contains(.expired) { noted.insert("capture and expiry") }
                if result.drawn?.applications.count ?? 0 > 1 { noted.insert("capture of several") }
            case .reinstate(let reinstate):
                let bill = before.bills.first { $0.id == reinstate.invoice }
                noted.insert(
                    bill?.invoice == nil ? "given back before the drawdown" : "given back")
                if bill?.invoice != nil && bill?.captured.isEmpty == false {
                    noted.insert("captured, drawn and given back")
                }
            case .hold: if !kinds.isEmpty { noted.insert("hold and top-up") }
            case .releaseHold: if !kinds.isEmpty { noted.insert("release and expiry") }
            case .reportUsage: if !kinds.isEmpty { noted.insert("usage and top-up") }
            case .extendHold: noted.insert("extended")
            default: break
            }
        }

        private mutating func note(_ drawDown: DrawDown, _ bill: ModelBook.Bill?) {
            guard let bill else { return }
            if bill.currency != drawDown.invoice.currency { noted.insert("another currency") }
            noted.insert(bill.captured.count > 1 ? "several captures drawn" : "a capture drawn")
            if bill.captured.contains(where: { bill.stillApplied(to: $0) == 0 }) {
                noted.insert("drawn after a capture was given back")
            }
        }
    }

    @Test("Every kind, status, reason and refusal comes up, and most commands succeed")
    func reach() {
        var reach = Reach()
        for seed in 1...60 as ClosedRange<UInt64> {
            var model = ModelLedger()
            for step in Workload.history(seed: seed, steps: 100) {
                let before = model.present(at: step.at).book
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
                    reach.note(command, answer.outcome, before, model.present(at: step.at).book)
                }
                reach.note(model.view(at: step.at))
            }
        }
        #expect(Self.wanted.union(Self.meetings).subtracting(reach.noted) == [])
        #expect(reach.journalled * 10 > reach.commands * 7)
    }

    private static let wanted: Set<String> = [
        "purchased pending", "purchased settled", "purchased failed", "granted settled",
        "applied settled", "reinstated settled", "voided settled", "expired settled",
        "forfeited settled", "lost", "no-op", "replayed", "many applications",
        "currency", "scope", "notYetEffective", "expired", "awaitingPayment", "walletPending",
        "held",
        "wallet active", "wallet pending", "wallet terminated",
        "rule active", "rule paused", "rule ended",
        "grant pending", "grant scheduled", "grant active", "grant closing", "grant depleted",
        "grant expired", "grant voided", "grant forfeited", "grant failed",
        "walletNotFound", "grantNotFound", "invoiceNotFound", "ruleNotFound", "walletPending",
        "walletTerminated", "walletClosing", "grantClosed", "topUpNotPending", "invalidAmount",
        "invalidField", "invalidRule", "currencyMismatch", "invoiceAlreadyDrawn",
        "topUpOutsideLimits", "insufficientCredits", "exceedsApplied", "holdNotFound",
        "holdNotOpen", "hold captured", "hold released", "hold lapsed", "hold grantsEnded",
        "refund owed",
    ]

    /// Rules that meet over several steps.
    private static let meetings: Set<String> = [
        "hold of several grants", "held after the close", "reopened under a hold",
        "voided after the close", "hold and top-up", "release and expiry", "extended",
        "capture and expiry", "capture of several", "a capture drawn",
        "several captures drawn", "drawn after a capture was given back",
        "another currency", "given back before the drawdown", "captured, drawn and given back",
        "usage of several periods", "usage and top-up", "usage billed",
        "usage billed and topped up", "ongoing below 0", "ongoing below available",
    ]
}
