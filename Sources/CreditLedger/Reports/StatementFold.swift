/// Folds the journal of one customer into the statement of one of its wallets.
package struct StatementFold {
    package private(set) var statement: Statement
    private var balance = Statement.Funds()
    /// What the open purchases and grants of the wallet came from, until they have moved.
    private var origins: [GrantID: Statement.Purpose] = [:]

    /// A statement of the half-open span from `from` to `to`, of a wallet that stands in its book.
    package init(
        _ wallet: WalletState, of customer: CustomerID, from: Instant, to: Instant
    ) {
        statement = Statement(
            customer: customer, wallet: wallet.id, name: wallet.terms.value.name,
            currency: wallet.terms.value.currency, rate: wallet.terms.value.rate, from: from,
            to: to)
    }

    /// Folds the next entry; one at or after the end of the span changes nothing.
    package mutating func add(_ entry: JournalEntry, isJournalled: Bool) {
        guard entry.instant < statement.to else { return }
        note(entry.effects)
        for transaction in entry.transactions where transaction.wallet == statement.wallet {
            switch transaction.status {
            case .pending:
                continue
            case .failed:
                origins[transaction.grant] = nil
            case .settled:
                balance.move(transaction)
                let purpose = purpose(of: transaction)
                guard entry.instant >= statement.from else {
                    statement.opening = balance
                    continue
                }
                statement.lines.append(
                    Statement.Line(
                        entry: isJournalled ? entry.id : nil, instant: entry.instant,
                        transaction: transaction, purpose: purpose, context: entry.context,
                        balance: balance))
            }
        }
    }

    private mutating func note(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .grantOpened(let opened) where opened.wallet == statement.wallet:
                origins[opened.id] = .added(opened.terms.source, name: opened.terms.name)
            case .walletOpened(let opened) where opened.id == statement.wallet:
                statement.name = opened.terms.name
            case .walletChanged(statement.wallet, let change):
                statement.name = change.terms.name
            default:
                break
            }
        }
    }

    private mutating func purpose(of transaction: Transaction) -> Statement.Purpose {
        if let application = transaction.application {
            let (invoice, line) = (application.invoice, application.line)
            switch transaction.kind {
            case .applied: return .invoice(invoice, line, application.amount)
            case .reinstated: return .givenBack(invoice, line, application.amount)
            default: return .lostAtOnce(invoice, line, application.amount)
            }
        }
        switch transaction.kind {
        case .purchased, .granted:
            return origins.removeValue(forKey: transaction.grant) ?? .unstated
        case .voided: return .voided
        case .expired: return .expired
        case .forfeited: return .terminated
        case .applied, .reinstated: return .unstated
        }
    }
}
