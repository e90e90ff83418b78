internal import CreditLedger

/// The columns of a transaction, in the order in which ``SQLCursor/transaction(of:at:)`` reads
/// them.
struct TransactionColumns<Dialect: SQLDialect> {
    /// The columns of the table's alias.
    static func list(_ alias: String) -> String {
        let plain = ["id", "kind", "status", "wallet_id", "grant_id", "grant_kind"]
            .map { "\(alias).\($0)" }
            .joined(separator: ", ")
        let amounts = ["credits", "issued", "remaining"]
            .map { Dialect.amount("\(alias).\($0)") }
            .joined(separator: ", ")
        return "\(plain), \(amounts), \(alias).invoice, \(alias).line, "
            + Dialect.amount("\(alias).amount") + ", \(alias).currency, \(alias).undoes"
    }
}

extension SQLCursor {
    /// The next columns: a transaction that an entry names.
    mutating func transaction(
        of customer: CustomerID, at revision: Int64
    ) throws(StoreError) -> Transaction {
        let id: TransactionID = try id()
        let kind = TransactionKind(rawValue: try required(text()))
        let status = TransactionStatus(rawValue: try required(text()))
        let wallet: WalletID = try self.id()
        let grant: GrantID = try self.id()
        let grantKind = GrantKind(rawValue: try required(text()))
        let credits = Credits(units: try required(units()))
        let issued = Credits(units: try required(units()))
        let remaining = Credits(units: try required(units()))
        let application = try application(of: customer, at: revision)
        guard let kind, let status, let grantKind else {
            throw .corrupt(customer, revision, "has a transaction of an unknown kind")
        }
        return Transaction(
            id: id, kind: kind, status: status, wallet: wallet, grant: grant,
            grantKind: grantKind, credits: credits, issued: issued, remaining: remaining,
            application: application)
    }

    private mutating func application(
        of customer: CustomerID, at revision: Int64
    ) throws(StoreError) -> LineApplication? {
        let invoice: InvoiceID? = try optionalName()
        let line: LineID? = try optionalName()
        let amount = try units()
        let code = try text()
        let undoes: TransactionID? = try optionalID()
        switch (invoice, line, amount, code) {
        case (nil, nil, nil, nil):
            return nil
        case (let invoice?, let line?, let amount?, let code?):
            guard let currency = Currency(stored: code) else {
                throw .corrupt(customer, revision, "has a transaction in an unknown currency")
            }
            return LineApplication(
                invoice: invoice, line: line, amount: Money(units: amount, currency),
                undoes: undoes)
        default:
            throw .corrupt(customer, revision, "has a transaction with a part of a line")
        }
    }
}

extension Currency {
    /// The currency of a stored code.
    init?(stored code: String) {
        // Nearly all stored codes are of these, which need no look at the table.
        switch code {
        case "USD": self = .usd
        case "EUR": self = .eur
        default:
            do throws(Refusal) {
                try self.init(code)
            } catch {
                return nil
            }
        }
    }
}

extension StoreError {
    /// What is stored of an entry contradicts itself.
    static func corrupt(
        _ customer: CustomerID, _ revision: Int64, _ what: String
    ) -> StoreError {
        StoreError(.corrupt, "Entry \(revision) of customer \(customer.text) \(what).")
    }
}
