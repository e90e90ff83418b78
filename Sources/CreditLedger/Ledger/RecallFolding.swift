// What a turn asks a store for beside a book, and what it makes of the answer while it decides more
// than one request.

extension Recall {
    /// Adds what an earlier entry with one of these claims would be found by.
    mutating func add(_ claims: [Claim]) {
        for claim in claims {
            switch claim {
            case .key(let key): keys.add(key)
            case .drawn(let id): invoices.add(id)
            case .captured(let line): captures.add(line)
            }
        }
    }

    /// Adds what another recall names.
    mutating func add(_ other: Recall) {
        guard !other.isEmpty else { return }
        for key in other.keys { keys.add(key) }
        for id in other.invoices { invoices.add(id) }
        for id in other.grants { grants.add(id) }
        for line in other.captures { captures.add(line) }
        for id in other.holds { holds.add(id) }
    }

    /// What of it stays true while further entries are folded: invoices, captures and holds.
    ///
    /// The rest is of the stored journal only, and a request that needs it begins a batch.
    var lasting: Recall { Recall(invoices: invoices, captures: captures, holds: holds) }

    /// Whether an earlier entry with any of these claims would be found.
    func covers(_ claims: [Claim]) -> Bool {
        guard !claims.isEmpty else { return true }
        var all = Recall.nothing
        all.add(claims)
        return covers(all)
    }

    /// Whether it names all that another one does.
    func covers(_ other: Recall) -> Bool {
        guard !other.isEmpty else { return true }
        var both = self
        both.add(other)
        return both == self
    }
}

extension Array where Element: Equatable {
    fileprivate mutating func add(_ element: Element) {
        if !contains(element) { append(element) }
    }
}

extension Recalled {
    /// What of it stays true while further entries are folded.
    var lasting: Recalled { Recalled(invoices: invoices, captures: captures, holds: holds) }

    /// Folds entries that are not stored yet into what was found of a recall.
    ///
    /// An invoice's record gets the entries, not the grants that they touched: what needs those
    /// begins a batch.
    mutating func fold(_ entries: [JournalEntry], asked recall: Recall) {
        guard !recall.isEmpty else { return }
        for entry in entries {
            for effect in entry.effects {
                if let id = effect.grant { grants[id]?.apply(effect, at: entry.instant) }
                if case .holdEnded(let hold, let end) = effect, recall.holds.contains(hold.id) {
                    holds[hold.id] = HoldRecord(hold, .ended(end, at: entry.instant))
                }
            }
            if let invoice = entry.invoice, recall.invoices.contains(invoice) {
                invoices[invoice, default: InvoiceRecord(entries: [])].entries.append(entry)
            }
            fold(entry, captures: recall.captures)
        }
    }

    private mutating func fold(_ entry: JournalEntry, captures asked: [InvoiceLine]) {
        guard !asked.isEmpty, let invoice = entry.invoice, let currency = entry.invoiceCurrency
        else { return }
        for line in asked where line.invoice == invoice {
            // Of the last entry, as a store has it: what was given back binds no currency.
            var record = CaptureRecord(
                currency: currency, drawn: captures[line]?.drawn,
                captured: captures[line]?.captured)
            if entry.drawn != nil { record.drawn = entry.id }
            if entry.captured == line { record.captured = entry.id }
            captures[line] = record
        }
    }
}
