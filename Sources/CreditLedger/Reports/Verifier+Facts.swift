/// What the verifier knows of one customer, in rows that are changed in place.
extension Verifier {
    struct WalletFacts: Identifiable {
        let id: WalletID
        let currency: Currency
        let rate: Rate
        var tally = AccountTally()
        /// The entry that terminated it.
        var ended: EntryID?
        /// What remains in its lots, summed up when the journal has ended.
        var inLots = Statement.Funds()
    }

    struct GrantFacts: Identifiable {
        /// What the effects say of it.
        var record: GrantRecord
        /// Its terms as it was opened.
        let opened: Shared<GrantTerms>
        let issued: Credits
        /// The transaction that issues it, by its terms.
        let transaction: TransactionID
        let kind: GrantKind
        /// That transaction as it was last named.
        var issue: IssueFacts?
        /// What remains by the movements.
        var remaining: Credits = 0
        /// What the open holds hold of it.
        var held: Credits = 0
        var turn = TurnFacts()
        var closed: GrantDoor?
        /// Whether a lot of the book is of it, seen when the journal has ended.
        var hasLot = false

        init(_ grant: OpenedGrant) {
            record = GrantRecord(grant)
            opened = grant.shared
            issued = grant.terms.issued
            transaction = grant.terms.transaction
            kind = grant.terms.kind
        }

        var id: GrantID { record.id }
        var wallet: WalletID { record.wallet }
        /// What it costs, by its terms.
        var price: Money { opened.value.price }
    }

    /// How a grant was issued.
    struct IssueFacts {
        let kind: TransactionKind
        let status: TransactionStatus
        let credits: Credits
    }

    /// What one drawdown took from one grant so far.
    struct TurnFacts {
        /// The drawdown, as the number of its entry.
        var entry = 0
        var before: Credits = 0
        /// What that was worth.
        var worth: Int128 = 0
        var paid: Int128 = 0
    }

    /// What was applied, as far as giving it back needs it.
    struct ApplicationFacts: Identifiable {
        let id: TransactionID
        let credits: Credits
        let amount: Money
        /// Its places.
        let grant: UInt32
        let line: UInt32
        var reinstatedCredits: Credits = 0
        var reinstatedMoney: Int128 = 0
    }

    struct InvoiceFacts {
        /// Whether it was captured for or drawn down; what is applied to another is not followed.
        var isClaimed = false
        var isDrawn = false
        /// The currency of what was applied last.
        var currency: Currency?
        /// The first and the last of its lines, and how many there are.
        var firstLine: UInt32 = 0
        var lastLine: UInt32 = 0
        var lineCount = 0
    }

    struct LineFacts {
        let id: LineID
        let invoice: UInt32
        /// The next line of the invoice.
        var next: UInt32 = 0
        var isCaptured = false
        /// What may be paid of it; `nil` until the invoice is drawn down.
        var amount: Money?
        /// What is still applied.
        var applied: Int128 = 0
    }
}
