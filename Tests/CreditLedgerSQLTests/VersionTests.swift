import CreditLedger
import CreditLedgerSQL
import Testing

@testable import CreditLedgerTesting

/// What an entry changes of wallets and grants: one row of each, whatever happened in it.
@Suite("The versions of wallets and grants")
struct VersionTests {
    /// An entry with the effects of others, as if all had happened at once.
    static func merged(_ entries: [JournalEntry], effects: [Effect] = []) throws -> EntryRow {
        let first = try #require(entries.first)
        return EntryRow(
            JournalEntry(
                id: first.id, customer: first.customer, revision: first.revision,
                instant: first.instant, command: nil, context: nil, transactions: [],
                effects: entries.flatMap(\.effects) + effects))
    }

    @Test("the entry that opens a wallet says all of it and of its grant")
    func openings() throws {
        var journal = try CommitRowsTests.journal()
        let entry = try journal.open()
        let row = EntryRow(entry)
        let wallet = try #require(row.wallets.first)
        #expect(row.wallets.count == 1 && wallet.id == journal.wallet && wallet.isOpening)
        #expect(wallet.createdAt == entry.instant && wallet.status == .active)
        #expect(wallet.endedAt == nil && wallet.terms != nil && wallet.rules != nil)
        let grant = try #require(row.grants.first)
        #expect(row.grants.count == 1 && grant.id == journal.grants[0] && grant.isOpening)
        #expect(grant.wallet == journal.wallet && grant.kind == .granted)
        #expect(grant.createdAt == entry.instant && grant.terms != nil)
        #expect(grant.closure == .keep && !grant.isRefundOwed)
    }

    @Test("a later entry says only what it changes")
    func changes() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        let touched = EntryRow(try journal.touch("Renamed")).wallets
        #expect(touched.map(\.id) == [journal.wallet])
        #expect(touched.allSatisfy { !$0.isOpening && $0.createdAt == nil && $0.status == nil })
        #expect(touched.allSatisfy { $0.terms != nil && $0.rules == nil && $0.endedAt == nil })
        let renamed = EntryRow(try journal.rename(journal.grants[0], "Welcome")).grants
        #expect(renamed.map(\.id) == [journal.grants[0]])
        #expect(renamed.allSatisfy { !$0.isOpening && $0.wallet == nil && $0.kind == nil })
        #expect(renamed.allSatisfy { $0.terms != nil && $0.closure == .keep })
        let drawn = EntryRow(try journal.drawDown("in 1"))
        #expect(drawn.wallets.isEmpty && drawn.grants.isEmpty)
    }

    @Test("R3.3: a wallet that is activated and ended in one entry has one row")
    func walletStates() throws {
        var journal = try CommitRowsTests.journal()
        let opened = try journal.open()
        let touched = try journal.touch()
        let wallet = journal.wallet
        let row = try Self.merged(
            [touched], effects: [.walletActivated(wallet), .walletTerminated(wallet, .expired)])
        #expect(row.wallets.count == 1)
        #expect(row.wallets[0].status == .terminated && row.wallets[0].endedAt == touched.instant)
        let once = try Self.merged([opened], effects: [.walletTerminated(wallet, .terminated)])
        #expect(once.wallets.count == 1 && once.wallets[0].isOpening)
        #expect(once.wallets[0].status == .terminated && once.wallets[0].createdAt != nil)
        let activated = try Self.merged([touched], effects: [.walletActivated(wallet)])
        #expect(activated.wallets.map(\.status) == [.active])
        let replaced = try Self.merged([touched], effects: [.rulesReplaced(wallet, [])])
        #expect(replaced.wallets.allSatisfy { $0.rules != nil && $0.status == nil })
    }

    @Test("R8.6: a rule that is paused or runs again is no new version")
    func pauses() throws {
        var journal = try CommitRowsTests.journal()
        let opened = try journal.open()
        let rule: RuleID = opened.id.with(ordinal: 9)
        let effects: [Effect] = [
            .rulePaused(journal.wallet, rule), .ruleResumed(journal.wallet, rule),
        ]
        let entry = JournalEntry(
            id: opened.id, customer: opened.customer, revision: 2, instant: opened.instant,
            command: nil, context: nil, transactions: [], effects: effects)
        #expect(EntryRow(entry).wallets == [])
    }

    @Test("R7.2: of a close and a reopening in one entry the last counts")
    func closures() throws {
        var journal = try CommitRowsTests.journal()
        let opened = try journal.open()
        let grant = journal.grants[0]
        let terms = try #require(journal.lots[grant]?.terms)
        let at = opened.instant
        let closed = Effect.grantClosed(grant, .expired)
        let reopened = Effect.grantReopened(
            OpenedGrant(id: grant, wallet: journal.wallet, shared: Shared(terms)))
        let drawn = try journal.drawDown("in 1")
        for (effects, closure) in [
            ([closed], .set(at: drawn.instant, door: .expired)),
            ([reopened], .clear),
            ([closed, reopened], .clear),
            ([reopened, closed], .set(at: drawn.instant, door: .expired)),
            ([closed, .grantClosed(grant, .voided)], .set(at: drawn.instant, door: .voided)),
        ] as [([Effect], GrantVersion.Closure)] {
            let row = try Self.merged([drawn], effects: effects)
            #expect(row.grants.map(\.id) == [grant])
            #expect(row.grants.map(\.closure) == [closure])
        }
        let once = try Self.merged([opened], effects: [closed])
        #expect(once.grants.map(\.isOpening) == [true])
        #expect(once.grants.map(\.closure) == [.set(at: at, door: .expired)])
    }

    @Test("R5.5c: money that is owed back is a version of its grant")
    func refunds() throws {
        var journal = try CommitRowsTests.journal()
        try journal.open()
        try journal.topUp(10, payment: .due)
        let failed = EntryRow(try journal.settle(journal.grants[1], fails: true)).grants
        #expect(failed.map(\.isRefundOwed) == [false] && failed[0].terms == nil)
        let owed = EntryRow(try journal.oweRefund(of: journal.grants[1])).grants
        #expect(owed.map(\.isRefundOwed) == [true] && owed[0].closure == .keep)
    }
}
