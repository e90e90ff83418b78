import CreditLedger
import Testing

/// The worked journal of the document about double entry.
@Suite("Docs: worked exports")
struct WorkedExportTests {
    @Test("R10.4: a line of an invoice, for hledger")
    func hledger() async throws {
        let worked = try WorkedLedger()
        try await worked.wallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), name: "Prepaid", paid: 100))
        try worked.go(to: "2026-02-01T00:00:00Z")
        try await worked.draw(worked.invoice("in_1", [("usage", .charge, "7.5")]))
        let text = try await worked.ledger.exported(.hledger)
        let last = try #require(text.split(separator: "\n\n").last)
        try await expect(
            "Docs/double-entry.md", "Worked: a line of an invoice, for hledger",
            shows: last.split(separator: "\n").map(String.init), by: worked)
    }
}
