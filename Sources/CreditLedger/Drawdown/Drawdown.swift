/// What credits paid of an invoice (R6.6).
public struct Drawdown: Hashable, Sendable {
    /// What was applied to one line, and what is left to charge.
    public struct Line: Hashable, Sendable, Identifiable {
        /// The line.
        public let id: LineID
        /// Paid by credits.
        public fileprivate(set) var applied: Money
        /// Left for the payment method.
        public fileprivate(set) var due: Money
    }

    /// What one grant paid of one line.
    public struct Application: Hashable, Sendable {
        /// The grant.
        public let grant: GrantID
        /// Its wallet.
        public let wallet: WalletID
        /// The line.
        public let line: LineID
        /// The money paid.
        public let amount: Money
        /// The credits taken.
        public let credits: Credits
        /// The transaction that took them; `nil` in a preview.
        public let transaction: TransactionID?
    }

    /// The invoice.
    public let invoice: InvoiceID
    /// Per line, in the invoice's order; what captures paid before is applied too (R6.9).
    public let lines: [Line]
    /// In total paid by credits, captured ones included.
    public let applied: Money
    /// In total left for the payment method.
    public let due: Money
    /// What each grant paid in this step, in consumption order, then the invoice's.
    public let applications: [Application]
    /// The grants of the book that may pay no line, and why, in consumption order.
    public let skipped: [SkippedGrant]
}

extension Drawdown {
    /// The result of paying an invoice by these applications, after what captures have paid of it
    /// (R6.6, R6.9).
    package init(
        _ invoice: Invoice, captured: [CapturedLine] = [], applications: [Application],
        skipped: [SkippedGrant]
    ) {
        let currency = invoice.currency
        let table = invoice.positions
        var lines = invoice.lines.map { line in
            Line(id: line.id, applied: .zero(currency), due: line.amount)
        }
        var total: Int128 = 0
        func pay(_ line: LineID, _ amount: Money) {
            guard let index = invoice.position(of: line, in: table) else { return }
            lines[index].applied = Money(units: lines[index].applied.units + amount.units, currency)
            lines[index].due = Money(units: lines[index].due.units - amount.units, currency)
            total += amount.units
        }
        for line in captured { pay(line.line, line.amount) }
        for index in applications.indices {
            pay(applications[index].line, applications[index].amount)
        }
        self.init(
            invoice: invoice.id, lines: lines, applied: Money(units: total, currency),
            due: Money(units: invoice.total.units - total, currency),
            applications: applications, skipped: skipped)
    }
}

extension Invoice {
    /// The positions of the lines, where they are too many to scan for each application.
    fileprivate var positions: [LineID: Int] {
        guard lines.count > 8 else { return [:] }
        var table = [LineID: Int](minimumCapacity: lines.count)
        for (index, line) in lines.enumerated() { table[line.id] = index }
        return table
    }

    fileprivate func position(of line: LineID, in table: [LineID: Int]) -> Int? {
        lines.count > 8 ? table[line] : lines.firstIndex { $0.id == line }
    }
}

/// What captures have paid of a line of an invoice, and was not given back (R6.9).
public struct CapturedLine: Hashable, Sendable {
    /// The line.
    public let line: LineID
    /// The money.
    public let amount: Money
}

/// A grant that may pay no line of an invoice, and the first reason (R6.2).
public struct SkippedGrant: Hashable, Sendable {
    /// The grant.
    public let grant: GrantID
    /// The first condition after which no line is left.
    public let reason: SkipReason
}

/// The conditions of R6.2 in their order.
public enum SkipReason: String, Hashable, Sendable, Codable, CaseIterable {
    /// Its wallet has another currency.
    case currency
    /// The line is not in its and its wallet's scope.
    case scope
    /// It becomes effective later.
    case notYetEffective
    /// It has expired, and not for a line whose period ended before (R4.4b).
    case expired
    /// Its payment is awaited.
    case awaitingPayment
    /// Its wallet is not active yet.
    case walletPending
    /// All its credits are held.
    case held
}

/// What a reinstatement gave back (R7).
public struct Reinstatement: Hashable, Sendable {
    /// Credits that came back in all, lost ones included.
    public let reinstated: Credits
    /// Credits of these that were lost at once, as their grant or wallet had closed.
    public let lost: Credits
    /// The money that the credits had paid, in the invoice's currency: what the host may have to
    /// charge or credit otherwise; `nil` if nothing was left to give back.
    public let amount: Money?
    /// The transactions, each loss after what it follows.
    public let transactions: [Transaction]
}
