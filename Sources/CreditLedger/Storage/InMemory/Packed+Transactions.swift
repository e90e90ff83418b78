// Transactions in the packed form. What one pays for mostly stands in the command of its entry, so
// of invoice, line and currency it says little more than which line.

/// What the command of an entry says that its transactions would say again.
private enum Billed {
    case invoice(Invoice)
    /// The only line of a capture.
    case line(InvoiceLine, Currency)

    init?(_ command: Command?) {
        switch command {
        case .drawDown(let drawDown): self = .invoice(drawDown.invoice)
        case .capture(let capture): self = .line(capture.place, capture.amount.currency)
        default: return nil
        }
    }

    var invoice: InvoiceID {
        switch self {
        case .invoice(let invoice): invoice.id
        case .line(let line, _): line.invoice
        }
    }

    var currency: Currency {
        switch self {
        case .invoice(let invoice): invoice.currency
        case .line(_, let currency): currency
        }
    }

    subscript(index: Int) -> LineID {
        switch self {
        case .invoice(let invoice): invoice.lines[index].id
        case .line(let line, _): line.line
        }
    }
}

/// Finds lines by their ids, which mostly come in the order of the lines.
private struct LineFinder {
    private var cursor = 0
    private var positions: [LineID: Int] = [:]

    /// Lines to look through before they are worth a table.
    private static let nearby = 8

    mutating func index(of line: LineID, in billed: Billed) -> Int? {
        switch billed {
        case .line(let only, _): only.line == line ? 0 : nil
        case .invoice(let invoice): index(of: line, in: invoice.lines)
        }
    }

    private mutating func index(of line: LineID, in lines: [Invoice.Line]) -> Int? {
        var index = cursor
        for _ in 0..<min(Self.nearby, lines.count) {
            if lines[index].id == line {
                cursor = index
                return index
            }
            index = index + 1 < lines.count ? index + 1 : 0
        }
        guard lines.count > Self.nearby else { return nil }
        if positions.isEmpty {
            for index in lines.indices { positions[lines[index].id] = index }
        }
        let found = positions[line]
        cursor = found ?? cursor
        return found
    }
}

extension PackedWriter {
    mutating func transactions(_ transactions: [Transaction], of command: Command?) {
        count(transactions.count)
        let billed = Billed(command)
        var finder = LineFinder()
        for index in transactions.indices {
            write(transactions[index], billed, &finder)
        }
    }

    private mutating func write(
        _ transaction: Transaction, _ billed: Billed?, _ finder: inout LineFinder
    ) {
        byte(
            transaction.kind.packed | transaction.status.packed << 3
                | transaction.grantKind.packed << 5
                | (transaction.application == nil ? 0 : 1 << 6)
                | (transaction.issued == transaction.credits ? 1 << 7 : 0))
        id(transaction.id)
        id(transaction.wallet)
        id(transaction.grant)
        credits(transaction.credits)
        if transaction.issued != transaction.credits { credits(transaction.issued) }
        credits(transaction.remaining)
        guard let application = transaction.application else { return }
        var (isOfCommand, isUsualCurrency) = (false, false)
        var line: Int?
        if let billed {
            isOfCommand = billed.invoice == application.invoice
            isUsualCurrency = billed.currency == application.amount.currency
            if isOfCommand { line = finder.index(of: application.line, in: billed) }
        }
        let isUsualAmount = application.amount.units == transaction.credits.units
        flags(
            PackedFlags(
                isOfCommand, line != nil, isUsualCurrency, isUsualAmount,
                application.undoes != nil))
        if !isOfCommand { text(application.invoice.text) }
        if let line { count(line) } else { text(application.line.text) }
        if !isUsualCurrency { currency(application.amount.currency) }
        if !isUsualAmount { units(application.amount.units) }
        if let undoes = application.undoes { id(undoes) }
    }
}

extension PackedReader {
    mutating func transactions(of command: Command?) -> [Transaction] {
        let count = count()
        var transactions: [Transaction] = []
        transactions.reserveCapacity(count)
        let billed = Billed(command)
        for _ in 0..<count { transactions.append(transaction(billed)) }
        return transactions
    }

    private mutating func transaction(_ billed: Billed?) -> Transaction {
        let head = TransactionHead(&self)
        return head.transaction(
            for: head.hasApplication ? application(of: head.credits, billed) : nil)
    }

    /// A transaction without what it pays for, which folding does not need.
    mutating func movement() -> Transaction {
        let head = TransactionHead(&self)
        if head.hasApplication { skipApplication() }
        return head.transaction(for: nil)
    }

    private mutating func application(
        of credits: Credits, _ billed: Billed?
    ) -> LineApplication {
        // Where a flag says that the command has it, there is a command that has it.
        var flags = flags()
        let known = flags.next() ? billed : nil
        let invoice = known?.invoice ?? InvoiceID(stored: text())
        let lines = flags.next() ? known : nil
        let line = lines.map { $0[count()] } ?? LineID(stored: text())
        let usual = flags.next() ? billed : nil
        let currency = usual?.currency ?? self.currency()
        let units = flags.next() ? credits.units : units()
        return LineApplication(
            invoice: invoice, line: line, amount: Money(units: units, currency),
            undoes: flags.next() ? id() : nil)
    }

    private mutating func skipApplication() {
        var flags = flags()
        if !flags.next() { skipText() }
        if flags.next() { _ = count() } else { skipText() }
        if !flags.next() { _ = currency() }
        if !flags.next() { _ = units() }
        // In any case, as later ids may refer to it.
        if flags.next() { _ = id() as TransactionID }
    }
}

/// All of a transaction but what it pays for.
private struct TransactionHead {
    private let bits: UInt8
    private let id: TransactionID
    private let wallet: WalletID
    private let grant: GrantID
    let credits: Credits
    private let issued: Credits
    private let remaining: Credits

    init(_ reader: inout PackedReader) {
        bits = reader.byte()
        id = reader.id()
        wallet = reader.id()
        grant = reader.id()
        credits = reader.credits()
        issued = bits & 1 << 7 != 0 ? credits : reader.credits()
        remaining = reader.credits()
    }

    var hasApplication: Bool { bits & 1 << 6 != 0 }

    func transaction(for application: LineApplication?) -> Transaction {
        Transaction(
            id: id, kind: TransactionKind(packed: bits & 7),
            status: TransactionStatus(packed: bits >> 3 & 3), wallet: wallet, grant: grant,
            grantKind: GrantKind(packed: bits >> 5 & 1), credits: credits, issued: issued,
            remaining: remaining, application: application)
    }
}
