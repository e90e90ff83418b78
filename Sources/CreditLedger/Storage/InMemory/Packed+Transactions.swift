// Transactions in the packed form. What one pays for mostly stands in the command of its entry, so
// of invoice, line and currency it says little more than which line.

/// What the command of an entry says that its transactions would say again.
private struct Billed {
    let invoice: InvoiceID
    let currency: Currency
    let lines: [Invoice.Line]
    /// The only line of a capture.
    let line: LineID?

    init?(_ command: Command?) {
        switch command {
        case .drawDown(let drawDown):
            invoice = drawDown.invoice.id
            currency = drawDown.invoice.currency
            lines = drawDown.invoice.lines
            line = nil
        case .capture(let capture):
            invoice = capture.invoice
            currency = capture.amount.currency
            lines = []
            line = capture.line
        default: return nil
        }
    }

    subscript(index: Int) -> LineID { line ?? lines[index].id }
}

/// Finds lines by their ids, which mostly come in the order of the lines.
private struct LineFinder {
    private let billed: Billed
    private var cursor = 0
    private var positions: [LineID: Int] = [:]

    /// Lines to look through before they are worth a table.
    private static let nearby = 8

    init(_ billed: Billed) {
        self.billed = billed
    }

    mutating func index(of line: LineID) -> Int? {
        if let only = billed.line { return only == line ? 0 : nil }
        let lines = billed.lines
        for step in 0..<min(Self.nearby, lines.count) {
            let index = (cursor + step) % lines.count
            guard lines[index].id == line else { continue }
            cursor = index
            return index
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
        var finder = billed.map(LineFinder.init)
        for index in transactions.indices {
            write(transactions[index], billed, &finder)
        }
    }

    private mutating func write(
        _ transaction: Transaction, _ billed: Billed?, _ finder: inout LineFinder?
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
        let isOfCommand = billed.map { $0.invoice == application.invoice } ?? false
        let line = isOfCommand ? finder?.index(of: application.line) : nil
        let isUsualCurrency = billed?.currency == application.amount.currency
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
