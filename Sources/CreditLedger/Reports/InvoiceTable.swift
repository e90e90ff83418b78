/// The invoices of a customer and their lines, found by the texts that the host gave them.
struct InvoiceTable {
    var rows: [Verifier.InvoiceFacts] = []
    var lines: [Verifier.LineFacts] = []
    private var names = TextTable<Invoice>()
    /// The places of lines, plus 1, of invoices with too many to go through.
    private var slots = HashSlots()
    private var isIndexed = false
    /// The invoice and the line that were asked for last.
    private var last = (invoice: 0, line: 0)

    private static let unindexedLimit = 8

    /// The place of an invoice, which is made if there is none.
    mutating func place(of invoice: InvoiceID) -> Int {
        if last.invoice < rows.count, names[last.invoice] == invoice { return last.invoice }
        let (place, isNew) = names.insert(invoice)
        if isNew { rows.append(Verifier.InvoiceFacts()) }
        last.invoice = place
        return place
    }

    /// The id of the invoice at a place.
    func name(of invoice: Int) -> InvoiceID { names[invoice] }

    /// The place of a line of an invoice.
    mutating func line(_ id: LineID, of invoice: Int) -> Int? {
        // Lines are paid in their order, so it is the same again or the next.
        for place in last.line..<min(last.line + 2, lines.count)
        where isLine(place, id, of: invoice) {
            last.line = place
            return place
        }
        guard let place = search(id, of: invoice) else { return nil }
        last.line = place
        return place
    }

    private func isLine(_ place: Int, _ id: LineID, of invoice: Int) -> Bool {
        lines[place].invoice == invoice && lines[place].id == id
    }

    private func search(_ id: LineID, of invoice: Int) -> Int? {
        guard rows[invoice].lineCount <= Self.unindexedLimit else {
            let found = slots.find(Self.hash(id, of: invoice)) {
                isLine(Int($0) - 1, id, of: invoice)
            }
            return found.map { Int($0.number) - 1 }
        }
        return places(of: invoice).first { lines[$0].id == id }
    }

    /// The places of an invoice's lines, in the order in which they came to be known.
    func places(of invoice: Int) -> [Int] {
        var place = Int(rows[invoice].firstLine)
        return (0..<rows[invoice].lineCount).map { _ in
            defer { place = Int(lines[place].next) }
            return place
        }
    }

    /// Adds a line to an invoice, and gives its place.
    mutating func append(_ id: LineID, of invoice: Int) -> Int {
        let place = lines.count
        lines.append(Verifier.LineFacts(id: id, invoice: UInt32(truncatingIfNeeded: invoice)))
        if rows[invoice].lineCount == 0 {
            rows[invoice].firstLine = UInt32(truncatingIfNeeded: place)
        } else {
            lines[Int(rows[invoice].lastLine)].next = UInt32(truncatingIfNeeded: place)
        }
        rows[invoice].lastLine = UInt32(truncatingIfNeeded: place)
        rows[invoice].lineCount += 1
        if rows[invoice].lineCount == Self.unindexedLimit + 1 {
            for place in places(of: invoice) { index(place) }
        } else if rows[invoice].lineCount > Self.unindexedLimit {
            index(place)
        }
        return place
    }

    private mutating func index(_ place: Int) {
        let hash = Self.hash(lines[place].id, of: Int(lines[place].invoice))
        slots.insert(hash, UInt32(truncatingIfNeeded: place + 1))
        isIndexed = true
    }

    private static func hash(_ id: LineID, of invoice: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(id)
        hasher.combine(invoice)
        return hasher.finalize()
    }

    /// Forgets everything, and keeps the space for the next few.
    mutating func removeAll() {
        rows.forget()
        lines.forget()
        names.removeAll()
        if isIndexed { slots = HashSlots() }
        (isIndexed, last) = (false, (0, 0))
    }
}
