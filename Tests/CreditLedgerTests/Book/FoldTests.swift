import CreditLedger
import Testing

@Suite("Folding")
struct FoldTests {
    private func busyDesk() throws -> Desk {
        var desk = try Desk()
        let rule = try TopUpRule(
            method: .fixed(paid: 5, granted: nil), trigger: .threshold(3, orEqual: false))
        let paid = try desk.wallet(
            CreateWallet(currency: .usd, graceSeconds: 86_400, rules: [rule], paid: 10),
            at: "2026-01-01T00:00:00Z")
        let promotion = try desk.wallet(
            CreateWallet(
                currency: .usd, rate: Rate("0.03"), priority: 10,
                expiresAt: Instant("2026-03-01T00:00:00Z"), granted: 100),
            at: "2026-01-02T00:00:00Z")
        try desk.perform(
            .topUp(
                TopUp(
                    paid, paid: .credits(4), granted: .credits(2),
                    expiresAt: Instant("2026-02-01T00:00:00Z"))),
            at: "2026-01-03T00:00:00Z")
        let lines = [
            Invoice.Line(try LineID("seat"), .subscription, try Money("3", .usd)),
            Invoice.Line(try LineID("use"), .charge, try Money("2.5", .usd)),
        ]
        try desk.perform(
            .drawDown(
                DrawDown(Invoice(id: InvoiceID("in_1"), currency: .usd, lines: lines))),
            at: "2026-01-10T00:00:00Z")
        try desk.advance(to: "2026-02-10T00:00:00Z")
        try desk.perform(
            .reinstate(Reinstate(InvoiceID("in_1"))), at: "2026-02-11T00:00:00Z")
        try desk.perform(.terminateWallet(promotion), at: "2026-02-12T00:00:00Z")
        return desk
    }

    @Test("R11.1: the fold of the journal is the book, word for word")
    func foldIsBook() throws {
        let desk = try busyDesk()
        #expect(desk.journal.count >= 7)
        #expect(desk.folded == desk.book)
    }

    @Test("R11.2: the same source of ids gives the same journal, to the bit")
    func repeatable() throws {
        #expect(try busyDesk().journal == busyDesk().journal)
    }

    @Test("R11.1: revisions have no gaps, ids ascend, time never goes back")
    func order() throws {
        let journal = try busyDesk().journal
        #expect(journal.map(\.revision) == Array(1...Int64(journal.count)))
        #expect(journal.map(\.id) == journal.map(\.id).sorted())
        #expect(journal.map(\.instant) == journal.map(\.instant).sorted())
    }
}
