import CreditLedger

/// What happens to one wallet, step by step: who did what, what moved, and what the wallet then
/// has.
struct Diary {
    let ledger: Ledger
    let wallet: WalletID
    private var rows: [[String]] = []

    init(_ ledger: Ledger, _ wallet: WalletID) {
        self.ledger = ledger
        self.wallet = wallet
    }

    /// Takes down a step: what time did before it, and what it did.
    mutating func note<Outcome>(_ step: String, _ receipt: Receipt<Outcome>) async throws {
        for entry in receipt.advanced { note("(by time)", entry) }
        if let entry = receipt.entry { note(step, entry) }
        try await noteBalance()
    }

    /// Takes down what time did.
    mutating func note(_ entries: [JournalEntry]) async throws {
        for entry in entries { note("(by time)", entry) }
        try await noteBalance()
    }

    private mutating func note(_ step: String, _ entry: JournalEntry) {
        for (place, transaction) in entry.transactions.enumerated() {
            let status = transaction.status == .settled ? "" : transaction.status.rawValue
            let kind = transaction.grantKind.rawValue
            rows.append([
                place == 0 ? entry.instant.minute : "", place == 0 ? step : "",
                "\(transaction.kind.rawValue)", "\(transaction.credits)", kind, status, "", "",
            ])
        }
    }

    private mutating func noteBalance() async throws {
        guard let last = rows.indices.last else { return }
        let balance = try await ledger.balance(of: wallet)
        rows[last][6] = "\(balance.settled)"
        rows[last][7] = "\(balance.pending)"
    }

    /// Writes the diary down.
    func write(to page: inout Page) {
        page.table(
            [
                "when", "what", "transaction", ">credits", "kind", "status", ">in wallet",
                ">awaited",
            ],
            rows)
    }
}
