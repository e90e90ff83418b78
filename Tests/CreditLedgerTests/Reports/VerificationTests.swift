import Testing

@testable import CreditLedger

@Suite("Verification")
struct VerificationTests {
    @Test("R10.2: a good history has no differences")
    func clean() throws {
        let good = try BrokenBook()
        let result = good.verify()
        #expect(result.differences == [])
        #expect(result.isClean)
        #expect((result.customers, result.entries, result.transactions) == (1, 10, 10))
    }

    @Test("R9.4: holds, captures and a refund have no differences")
    func cleanHolds() throws {
        let good = BrokenBook(try .holdsAndCapture())
        let result = good.verify()
        #expect(result.differences == [])
        #expect((result.entries, result.transactions) == (11, 8))
    }

    @Test("R6.9: what was captured and given back binds no currency")
    func otherCurrency() throws {
        var history = try History()
        try history.at(
            "2026-02-01T00:00:00Z", .createWallet(CreateWallet(currency: .usd, paid: 10)))
        try history.at(
            "2026-02-01T00:00:00Z",
            .hold(
                HoldCredits(
                    Money("4", .usd), for: .charge, until: Instant("2026-03-01T00:00:00Z"))))
        let (invoice, line) = (try InvoiceID("in_1"), try LineID("use"))
        let hold = history.book.holds[0].id
        try history.at(
            "2026-02-02T00:00:00Z",
            .capture(CaptureHold(hold, Money("3", .usd), invoice: invoice, line: line)))
        try history.at("2026-02-03T00:00:00Z", .reinstate(Reinstate(invoice)))
        let drawn = try Invoice(
            id: invoice, currency: .eur, lines: [Invoice.Line(line, .charge, Money("3", .eur))])
        try history.at("2026-02-04T00:00:00Z", .drawDown(DrawDown(drawn)))
        #expect(BrokenBook(history).verify().differences == [])
    }

    @Test("R6.5: a drawdown that pays out all but what is held ends at what is held")
    func paidOutBesideHold() throws {
        var history = try History()
        try history.at(
            "2026-01-01T00:00:00Z",
            .createWallet(
                CreateWallet(currency: .usd, rate: Rate("0.03"), priority: 10, paid: 100)))
        try history.at(
            "2026-01-01T00:00:00Z", .createWallet(CreateWallet(currency: .usd, paid: 10)))
        try history.at(
            "2026-01-02T00:00:00Z",
            .hold(
                HoldCredits(
                    Money("1", .usd), for: .charge, until: Instant("2026-02-01T00:00:00Z"))))
        let entry = try history.at(
            "2026-01-03T00:00:00Z",
            .drawDown(
                DrawDown(
                    Invoice(
                        id: InvoiceID("in_1"), currency: .usd,
                        lines: [Invoice.Line(LineID("api"), .charge, Money("3", .usd))]))))
        // 66.666666666666 free credits are worth 1.999999999999; 66.666666666634 would do for it.
        #expect(
            entry.transactions.map(\.credits.description) == ["66.666666666666", "1.000000000001"])
        #expect(BrokenBook(history).verify().differences == [])
    }

    @Test("R7.3: what is given back to a wallet that has ended and lost at once is as it must be")
    func lostAtOnce() throws {
        var history = try History.twoMonths()
        try history.at("2026-03-03T00:00:00Z", .terminateWallet(history.wallets[0]))
        let entry = try history.at(
            "2026-03-04T00:00:00Z", .reinstate(Reinstate(InvoiceID("in_1"))))
        #expect(
            entry.transactions.map(\.kind) == [
                .reinstated, .forfeited, .reinstated, .forfeited, .reinstated, .expired,
            ])
        let book = BrokenBook(history)
        #expect(book.verify().differences == [])
    }

    @Test("R10.2: one thing broken, and exactly that is named", arguments: Breakage.all)
    func broken(_ breakage: Breakage) throws {
        var book = BrokenBook(try breakage.history())
        try breakage.apply(&book)
        let result = book.verify()
        #expect(
            Set(result.differences.map(\.invariant)) == breakage.expected, "\(result.differences)")
        #expect(result.differences.allSatisfy { $0.customer.text == "acme" })
    }

    @Test("R10.2: every invariant has a broken book")
    func complete() {
        let broken = Breakage.all.reduce(into: Set<Invariant>()) { $0.formUnion($1.expected) }
        #expect(Set(Invariant.allCases).subtracting(broken) == [])
    }

    @Test("R10.2: a difference names the place, what there should be and what there is")
    func description() throws {
        var book = try BrokenBook()
        try book.change(.voided) { $0.changed(remaining: 76) }
        let difference = try #require(book.verify().differences.first)
        #expect(difference.expected == "77")
        #expect(difference.found == "76")
        #expect(difference.wallet == book.history.wallets[0])
        #expect(difference.grant == book.history.grants(of: book.history.wallets[0])[0])
        #expect(difference.entry == book.entries[6].id)
        #expect("\(difference)".hasPrefix("remainingFollows (customer acme, wallet "))
    }

    @Test("R10.2: the stored book is compared field by field", arguments: StoredField.all)
    func fields(_ field: StoredField) throws {
        var broken = BrokenBook(try field.name == "holds.until" ? .holdsAndCapture() : .twoMonths())
        broken.breakStored(field.change)
        let differences = broken.verify().differences
        #expect(differences.map(\.invariant) == [.storedBookIsFold])
        #expect(
            differences.first?.expected.hasPrefix("\(field.name) ") == true, "\(differences)")
    }

    @Test("The bound of the next due instant is no fact of a book")
    func nextDue() throws {
        var broken = try BrokenBook()
        broken.breakStored { $0.nextDue = .dawn }
        #expect(broken.verify().isClean)
    }
}

/// One field of a stored book, and a change of it alone.
struct StoredField: CustomTestStringConvertible, Sendable {
    let name: String
    let change: @Sendable (inout Book) -> Void

    var testDescription: String { name }

    static let all = [
        StoredField(name: "wallets.terms.name") { $0.wallets[0].rename("Other") },
        StoredField(name: "wallets.status") { $0.wallets[0].status = .terminated },
        StoredField(name: "wallets.applied") { $0.wallets[0].applied = 0 },
        StoredField(name: "wallets.end") { $0.wallets[1].end = nil },
        StoredField(name: "revision") { $0.revision += 1 },
        StoredField(name: "instant") { $0.instant = .dawn },
        StoredField(name: "lastID") { $0.lastID = nil },
        StoredField(name: "holds") { $0.holds.append(.unheardOf) },
        StoredField(name: "holds.until") { $0.holds[0].until = .latest },
        StoredField(name: "usage") { book in
            book.usage = (try? UsageReport(currency: .usd, lines: [])).map { [$0] } ?? []
        },
        StoredField(name: "hasCaptured") { $0.hasCaptured = true },
        StoredField(name: "lots.held") { $0.lots[0].held += 1 },
        StoredField(name: "lots.hasClosed") { $0.lots[0].hasClosed = true },
        StoredField(name: "lots.remaining") { $0.lots[0].remaining -= 1 },
        StoredField(name: "lots.priority") { $0.lots[0].priority += 1 },
        StoredField(name: "lots") { $0.lots.removeLast() },
        StoredField(name: "lots") { $0.lots.swapAt(0, 1) },
    ]
}

extension WalletState {
    fileprivate mutating func rename(_ name: String) {
        var value = terms.value
        value.name = name
        terms = Shared(value)
    }
}
