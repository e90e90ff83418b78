/// What moved in one wallet between two instants, with the balance before, after and in between.
///
/// `opening` and the lines make `closing`, always: an opening is the sum of all settled movements
/// before the statement begins, a line is one settled movement in it. A purchase that waited for
/// its payment stands at the instant at which it was settled (R5.2c). What fell due by time up to
/// now is included, whether it is journalled yet or not.
public struct Statement: Hashable, Sendable {
    /// Remaining credits of a wallet, by kind; scheduled and closing ones are in them.
    public struct Funds: Hashable, Sendable {
        /// Paid credits.
        public internal(set) var paid: Credits = 0
        /// Granted credits.
        public internal(set) var granted: Credits = 0
        /// Both.
        public var total: Credits { paid + granted }

        mutating func move(_ transaction: Transaction) {
            let credits =
                transaction.movement.entersWallet
                ? transaction.credits : 0 - transaction.credits
            switch transaction.grantKind {
            case .paid: paid += credits
            case .granted: granted += credits
            }
        }
    }

    /// One movement.
    public struct Line: Hashable, Sendable {
        /// The journal entry of the movement; `nil` for one that fell due by time and that is not
        /// journalled yet.
        public let entry: EntryID?
        /// When the credits moved.
        public let instant: Instant
        /// The transaction that moved them.
        public let transaction: Transaction
        /// What the movement was for.
        public let purpose: Purpose
        /// Who asked and why, if that was said.
        public let context: Context?
        /// What remains in the wallet after it.
        public let balance: Funds

        /// The credits that the movement added to the wallet; negative for what left it.
        public var change: Credits {
            transaction.movement.entersWallet ? transaction.credits : 0 - transaction.credits
        }
    }

    /// What a movement was for.
    public enum Purpose: Hashable, Sendable {
        /// Credits were added: by what, and under which name.
        case added(GrantSource, name: String)
        /// A line of an invoice was paid.
        case invoice(InvoiceID, LineID, Money)
        /// What had paid a line of an invoice was given back (R7).
        case givenBack(InvoiceID, LineID, Money)
        /// What was given back was lost at once, as its grant or wallet had closed (R7.3).
        case lostAtOnce(InvoiceID, LineID, Money)
        /// The host took credits away.
        case voided
        /// Time ran out, or the host ended it.
        case expired
        /// The wallet was terminated.
        case terminated
        /// The journal does not say, as it must: ``Verification`` tells more.
        case unstated
    }

    /// Whose wallet it is.
    public let customer: CustomerID
    /// The wallet.
    public let wallet: WalletID
    /// Its name, as of the end of the statement.
    public internal(set) var name: String
    /// The currency of its credits' worth.
    public let currency: Currency
    /// Money per credit.
    public let rate: Rate
    /// The first instant in it.
    public let from: Instant
    /// The first instant after it.
    public let to: Instant
    /// What remained in the wallet just before `from`.
    public internal(set) var opening = Funds()
    /// The movements, in order.
    public internal(set) var lines: [Line] = []

    /// What remained in the wallet just before `to`.
    public var closing: Funds { lines.last?.balance ?? opening }
}

extension Statement.Purpose: CustomStringConvertible {
    /// A few words for people.
    public var description: String {
        switch self {
        case .added(_, let name) where !name.isEmpty: name
        case .added(.initial, _): "initial credits"
        case .added(.topUp, _): "top-up"
        case .added(.rule, _): "automatic top-up"
        case .invoice(let invoice, let line, _): "invoice \(invoice), line \(line)"
        case .givenBack(let invoice, let line, _):
            "given back from invoice \(invoice), line \(line)"
        case .lostAtOnce(let invoice, let line, _):
            "lost at once, given back from invoice \(invoice), line \(line)"
        case .voided: "taken away"
        case .expired: "expired"
        case .terminated: "wallet terminated"
        case .unstated: "not stated"
        }
    }
}
