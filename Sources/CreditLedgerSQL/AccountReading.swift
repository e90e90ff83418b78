package import CreditLedger

extension SQLSession {
    /// Sums up what moved in the wallets of customers (S23); the rows of transactions say it all,
    /// so that no entry is read.
    ///
    /// - Parameters:
    ///   - customers: which.
    ///   - read: visits what settled transactions moved, of the customers from the first to the
    ///     last, customer by customer.
    /// - Returns: the sums, by customer.
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func accountSums(
        of customers: CustomerRange,
        _ read: (
            _ first: CustomerID, _ last: CustomerID, _ fold: inout AccountFold
        ) throws(StoreError) -> Void
    ) throws(StoreError) -> [AccountSums] {
        let wanted: [CustomerID]
        switch customers {
        case .one(let customer): wanted = try revision(of: customer) > 0 ? [customer] : []
        case .after(let last, let limit): wanted = try self.customers(after: last, limit: limit)
        }
        return try accountSums(of: wanted, read)
    }

    /// Sums up what moved in the wallets of all customers that there are from one to another.
    ///
    /// - Parameters:
    ///   - first: the first of them.
    ///   - last: the last of them.
    ///   - read: as above.
    /// - Returns: the sums, by customer.
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func accountSums(
        from first: CustomerID, through last: CustomerID,
        _ read: (
            _ first: CustomerID, _ last: CustomerID, _ fold: inout AccountFold
        ) throws(StoreError) -> Void
    ) throws(StoreError) -> [AccountSums] {
        try accountSums(of: customers(from: first, through: last), read)
    }

    /// Sums up for customers who stand next to each other.
    private func accountSums(
        of wanted: [CustomerID],
        _ read: (
            _ first: CustomerID, _ last: CustomerID, _ fold: inout AccountFold
        ) throws(StoreError) -> Void
    ) throws(StoreError) -> [AccountSums] {
        guard let first = wanted.first, let last = wanted.last else { return [] }
        var fold = AccountFold(wanted)
        let statement = SQLStatement(
            """
            SELECT customer, id, terms FROM wallets WHERE customer BETWEEN $1 AND $2 \
            ORDER BY customer, id, revision
            """, [.name(first), .name(last)])
        // The last row of a wallet has its terms as they stand.
        var latest: WalletRow?
        try forEach(statement) { row throws(StoreError) in
            let next = WalletRow(
                customer: try row.name(), id: try row.id(), terms: try row.required(row.bytes()))
            if let latest, latest.id != next.id { try fold.open(latest) }
            latest = next
        }
        if let latest { try fold.open(latest) }
        try read(first, last, &fold)
        return fold.sums
    }
}

/// A wallet's terms as they are stored.
struct WalletRow {
    let customer: CustomerID
    let id: WalletID
    let terms: [UInt8]
}

/// Sums of customers in order, to which what moved is added in the same order.
package struct AccountFold {
    fileprivate private(set) var sums: [AccountSums]
    /// The customer whose turn it is.
    private var place = 0

    fileprivate init(_ customers: [CustomerID]) {
        sums = customers.map { AccountSums(of: $0) }
    }

    fileprivate mutating func open(_ row: WalletRow) throws(StoreError) {
        let terms = try StorageFormat.walletTerms(from: row.terms)
        try turn(to: row.customer)
        sums[place].wallets.append(
            AccountSums.Wallet(
                id: row.id, name: terms.name, currency: terms.currency, rate: terms.rate))
    }

    /// Adds what transactions of one kind have moved in a wallet, one or many.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` if there is no such wallet or kind.
    package mutating func move(
        _ credits: Credits, of customer: CustomerID, in wallet: WalletID, kind: String,
        grantKind: String
    ) throws(StoreError) {
        try turn(to: customer)
        guard let kind = TransactionKind(rawValue: kind),
            let grantKind = GrantKind(rawValue: grantKind)
        else {
            throw StoreError(
                .corrupt, "A transaction of customer \(customer.text) is of an unknown kind.")
        }
        guard let wallet = sums[place].place(of: wallet) else {
            throw StoreError(
                .corrupt,
                "Credits of customer \(customer.text) moved in a wallet that was never opened.")
        }
        sums[place].wallets[wallet].move(credits, Movement(kind, grantKind))
    }

    /// Goes to a customer, who is the same, a later one or, in another list, an earlier one.
    private mutating func turn(to customer: CustomerID) throws(StoreError) {
        guard sums[place].customer != customer else { return }
        if sums[place].customer > customer { place = 0 }
        while place < sums.count - 1, sums[place].customer < customer { place += 1 }
        guard sums[place].customer == customer else {
            throw StoreError(
                .corrupt, "The list of customers lacks \(customer.text), who has a journal.")
        }
    }
}
