package import CreditLedger

/// A journal entry as it stands in the table `entries`, and the rows of other tables that it
/// writes.
///
/// A class, as a copy of so many values costs a retain for each.
package final class EntryRow: Sendable {
    package let customer: CustomerID
    package let revision: Int64
    /// The revision that it follows; `nil` for the first.
    package let previous: Int64?
    package let id: EntryID
    /// ``CreditLedger/JournalEntry/lastID``.
    ///
    /// Ids of one customer ascend with the revision, so what lies within `id...lastID` and was
    /// not named before is this entry's.
    package let lastID: EntryID
    package let instant: Instant
    /// The name of the command; `nil` for what time alone caused.
    package let command: String?
    package let key: IdempotencyKey?
    /// The invoice that it takes part in.
    package let invoice: InvoiceID?
    /// The line that it captures for; empty if it draws the invoice down, `nil` if it gives back.
    package let line: String?
    /// What invoice and line claim, if they do.
    package let claim: Claim?
    /// ``StorageFormat/content(of:)``.
    package let content: [UInt8]
    package let transactions: [TransactionRow]
    package let wallets: [WalletVersion]
    package let grants: [GrantVersion]
    /// The holds that it ended.
    package let endedHolds: [HoldID]
    /// The bases of its new ids beyond its own.
    package let furtherBases: [EntryID]
    /// The charges that enter the list by it.
    package let newCharges: [StoredCharge]
    /// The older purchases that it names settled or failed.
    package let answeredCharges: [ChargeAnswer]

    /// The rows of an entry.
    package init(_ entry: JournalEntry) {
        self.customer = entry.customer
        self.revision = entry.revision
        self.previous = entry.revision > 1 ? entry.revision - 1 : nil
        self.id = entry.id
        self.lastID = entry.lastID
        self.instant = entry.instant
        self.command = entry.command.map(StorageFormat.name)
        self.key = entry.key
        self.invoice = entry.invoice
        self.line = entry.claimedLine
        self.claim = entry.command?.claim
        self.content = StorageFormat.content(of: entry)
        self.transactions = TransactionRow.rows(of: entry)
        self.wallets = WalletVersion.versions(of: entry)
        self.grants = GrantVersion.versions(of: entry)
        self.endedHolds = entry.effects.compactMap { effect in
            if case .holdEnded(let hold, _) = effect { hold.id } else { nil }
        }
        self.furtherBases = entry.furtherBases
        (self.newCharges, self.answeredCharges) = ChargeAnswer.charges(of: entry)
    }
}

extension JournalEntry {
    /// What stands in the column `line`: with the invoice, it is the claim of the entry.
    package var claimedLine: String? {
        switch command {
        case .drawDown: ""
        case .capture(let capture): capture.line.text
        default: nil
        }
    }
}

/// A transaction as an entry names it, in the table `transactions`.
package struct TransactionRow: Sendable {
    package let transaction: Transaction
    /// Its place in the entry, from 0.
    package let position: Int
    /// Whether it was named before: by an older entry, or earlier by this one.
    package let again: Bool

    static func rows(of entry: JournalEntry) -> [TransactionRow] {
        let transactions = entry.transactions
        var seen: Set<TransactionID>?
        if !ascend(transactions) { seen = [] }
        return transactions.enumerated().map { position, transaction in
            let isOld = transaction.id.entry < entry.id
            let isRepeated = seen?.insert(transaction.id).inserted == false
            return TransactionRow(
                transaction: transaction, position: position, again: isOld || isRepeated)
        }
    }

    /// Ids that ascend are distinct, and they nearly always do.
    private static func ascend(_ transactions: [Transaction]) -> Bool {
        zip(transactions, transactions.dropFirst()).allSatisfy { $0.id < $1.id }
    }
}

/// A purchase that the ledger's collector may have been charging, named settled or failed.
package struct ChargeAnswer: Hashable, Sendable {
    package let transaction: TransactionID
    /// Whether it failed: then it stays listed if it was leased (S19).
    package let failed: Bool

    /// The charges that enter the list by an entry, and the older ones that it answers.
    static func charges(
        of entry: JournalEntry
    ) -> (new: [StoredCharge], answered: [ChargeAnswer]) {
        var new = entry.openedCharges
        var answered: [ChargeAnswer] = []
        for transaction in entry.transactions
        where transaction.kind == .purchased && transaction.status != .pending {
            if transaction.id.entry < entry.id {
                answered.append(
                    ChargeAnswer(
                        transaction: transaction.id, failed: transaction.status == .failed))
            } else if !new.isEmpty {
                new.removeAll { $0.transaction == transaction.id }
            }
        }
        return (new, answered)
    }
}
