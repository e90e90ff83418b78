/// Writes journal entries down as text of one format, entry by entry (R10.4).
struct JournalWriter: Sendable {
    /// What one entry comes to.
    struct Passage: Sendable {
        /// Its text; empty if there is nothing to tell.
        var text = ""
        /// The transactions in it.
        var transactions = 0
    }

    private let format: any JournalFormat
    /// Whose journal it is just now.
    private var customer: CustomerID?
    private var name = ""
    /// The wallets of this customer so far, so that no movement names an account that is not open.
    private var wallets: Set<WalletID> = []

    init(_ format: ExportFormat) {
        self.format =
            switch format {
            case .hledger: LedgerText(.hledger)
            case .ledger: LedgerText(.ledger)
            case .beancount: BeancountText()
            case .csv: SpreadsheetText()
            }
    }

    /// What the file begins with.
    var heading: String { format.heading }

    /// What an entry comes to; entries must come customer by customer, in order.
    ///
    /// - Throws: ``LedgerError/corrupt(_:)`` for a movement in a wallet that was never opened.
    mutating func passage(of entry: JournalEntry) throws(LedgerError) -> Passage {
        var passage = Passage()
        if entry.customer != customer {
            customer = entry.customer
            wallets = []
        }
        for effect in entry.effects {
            guard case .walletOpened(let opened) = effect else { continue }
            if wallets.isEmpty {
                name = AccountName.customer(entry.customer, firstWallet: opened.id)
            }
            wallets.insert(opened.id)
            passage.text += format.opening(
                OpenedAccounts(opened, of: entry.customer, at: entry.instant, name: name))
        }
        for transaction in entry.transactions {
            guard wallets.contains(transaction.wallet) else {
                throw .corrupt(
                    "Entry \(entry.id) names wallet \(transaction.wallet), which was never opened.")
            }
            guard format.tellsUnsettled || transaction.status == .settled else { continue }
            passage.text += format.booking(Booking(transaction, in: entry, name: name))
            passage.transactions += 1
        }
        return passage
    }
}

/// How one tool wants things written.
protocol JournalFormat: Sendable {
    /// What the file begins with.
    var heading: String { get }
    /// Whether transactions that moved nothing are told too.
    var tellsUnsettled: Bool { get }
    /// Declares a wallet's commodity and accounts.
    func opening(_ accounts: OpenedAccounts) -> String
    /// One transaction.
    func booking(_ booking: Booking) -> String
}

/// A wallet's commodity and accounts, as they are declared.
struct OpenedAccounts: Sendable {
    let customer: CustomerID
    let wallet: WalletID
    let instant: Instant
    let terms: WalletTerms
    let commodity: String
    /// In the order of ``Account``.
    let accounts: [String]

    init(_ opened: OpenedWallet, of customer: CustomerID, at instant: Instant, name: String) {
        self.customer = customer
        wallet = opened.id
        self.instant = instant
        terms = opened.terms
        let commodity = AccountName.commodity(opened.id)
        self.commodity = commodity
        accounts = Account.allCases.map { "\($0.chapter):\(name):\(commodity)" }
    }
}

/// One transaction and all that is said of it.
struct Booking: Sendable {
    /// Something said of it, under a key that is legal in every tool.
    typealias Note = (key: Key, text: String)

    /// What is said of transactions, in this order.
    enum Key: String, CaseIterable {
        case customer, instant, entry, transaction, grant, undoes, invoice, line, money, actor
        case actorName = "actor-name"
        case reason, key
    }

    let entry: JournalEntry
    let transaction: Transaction
    let commodity: String
    let debit: String
    let credit: String

    init(_ transaction: Transaction, in entry: JournalEntry, name: String) {
        self.entry = entry
        self.transaction = transaction
        let commodity = AccountName.commodity(transaction.wallet)
        self.commodity = commodity
        debit = "\(transaction.movement.debit.chapter):\(name):\(commodity)"
        credit = "\(transaction.movement.credit.chapter):\(name):\(commodity)"
    }

    /// A few words for people, of bounded length.
    var description: String {
        guard let application = transaction.application else { return transaction.kind.rawValue }
        let (invoice, line) = (application.invoice.text, application.line.text)
        let place = "invoice \(Self.beginning(invoice)), line \(Self.beginning(line))"
        return switch transaction.kind {
        case .applied: "applied to \(place)"
        case .reinstated: "reinstated from \(place)"
        default: "\(transaction.kind.rawValue), given back from \(place)"
        }
    }

    /// What is known of it; what is not, or is empty, is left out.
    var notes: [Note] {
        let application = transaction.application
        let context = entry.context
        let notes: [(key: Key, text: String?)] = [
            (.customer, entry.customer.text),
            (.instant, entry.instant.description),
            (.entry, entry.id.description),
            (.transaction, transaction.id.description),
            (.grant, transaction.grant.description),
            (.undoes, application?.undoes?.description),
            (.invoice, application?.invoice.text),
            (.line, application?.line.text),
            (.money, application?.amount.description),
            (.actor, context?.actor?.id),
            (.actorName, context?.actor?.name),
            (.reason, context?.reason),
            (.key, context?.key?.text),
        ]
        return notes.compactMap { note in
            guard let text = note.text, !text.isEmpty else { return nil }
            return (note.key, text)
        }
    }

    /// Notes hold the whole of it; ledger reads no line of more than 4,096 bytes.
    private static func beginning(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return scalars.count > 60 ? String(scalars.prefix(60)) + "…" : text
    }
}

extension Instant {
    /// The day in UTC: `2026-01-31`.
    var day: String { String(description.prefix(10)) }
}
