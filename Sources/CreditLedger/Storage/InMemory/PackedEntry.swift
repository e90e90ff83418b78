/// A journal entry in few bytes: less than 100 for a drawdown of one line, which as values is a
/// handful of objects.
///
/// What folding needs (effects, movements) stands behind what was said (context, command), whose
/// length stands before it: so a book is loaded without reading a single text of its history. What
/// has no packed form, as nothing of it is frequent, is kept whole beside; the bytes then only say
/// where. Customer and revision are not in it: they follow from where it stands.
enum PackedEntry {
    /// Facts in the first byte.
    private struct Head {
        var isWhole = false
        var hasContext = false
        var hasCommand = false
        var hasEffects = false
        var hasTransactions = false
        /// Whether ids of this entry are of a later base than its own.
        var hasFurtherBase = false

        var flags: PackedFlags {
            PackedFlags(
                isWhole, hasContext, hasCommand, hasEffects, hasTransactions, hasFurtherBase)
        }

        init(_ entry: JournalEntry, lastBase: EntryID) {
            hasContext = entry.context != nil
            hasCommand = entry.command != nil
            hasEffects = !entry.effects.isEmpty
            hasTransactions = !entry.transactions.isEmpty
            hasFurtherBase = lastBase != entry.id
        }

        init(_ flags: PackedFlags) {
            var flags = flags
            isWhole = flags.next()
            hasContext = flags.next()
            hasCommand = flags.next()
            hasEffects = flags.next()
            hasTransactions = flags.next()
            hasFurtherBase = flags.next()
        }
    }

    // MARK: Writing

    /// Writes an entry, if all of it has a packed form.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - lastBase: the last base of its ids, mostly its own.
    ///   - origin: the id that its own is written as a distance to.
    ///   - said: where context and command are written.
    ///   - writer: where the whole is written.
    /// - Returns: whether it has one; the writers tell whether it fits.
    static func write(
        _ entry: JournalEntry, lastBase: EntryID, near origin: EntryID,
        said: inout PackedWriter, to writer: inout PackedWriter
    ) -> Bool {
        said.begin(entry.id, at: entry.instant)
        let head = Head(entry, lastBase: lastBase)
        let command = entry.command
        if let context = entry.context { said.context(context) }
        if let command, !said.command(command) { return false }
        writer.flags(head.flags)
        writer.begin(origin, at: Instant(unchecked: entry.id.milliseconds))
        writer.id(entry.id)
        writer.instant(entry.instant)
        if head.hasFurtherBase { writer.id(lastBase) }
        writer.append(said)
        writer.begin(entry.id, at: entry.instant)
        let effects = entry.effects
        if head.hasEffects {
            writer.count(effects.count)
            for index in effects.indices where !writer.effect(effects[index]) { return false }
        }
        if head.hasTransactions { writer.transactions(entry.transactions, of: command) }
        return true
    }

    /// Writes where an entry that has no packed form is kept whole.
    static func write(whole index: Int, to writer: inout PackedWriter) {
        writer.byte(1)
        writer.count(index)
    }

    // MARK: Reading

    /// The beginning of an entry, from which any part of it can be read.
    struct Opening {
        private var reader: PackedReader
        private let head: Head
        /// Where the entry is kept whole, if it is.
        let whole: Int?
        let id: EntryID
        let instant: Instant
        private let lastBase: EntryID
        private let saidLength: Int

        init(_ bytes: [UInt8], at index: Int, near origin: EntryID) {
            reader = PackedReader(bytes, at: index)
            head = Head(reader.flags())
            guard !head.isWhole else {
                whole = reader.count()
                (id, lastBase) = (EntryID(high: 0, low: 0), EntryID(high: 0, low: 0))
                (instant, saidLength) = (.dawn, 0)
                return
            }
            whole = nil
            reader.begin(origin, at: .dawn)
            id = reader.id()
            instant = Instant(unchecked: id.milliseconds &+ reader.integer())
            lastBase = head.hasFurtherBase ? reader.id() : id
            saidLength = reader.count()
            reader.begin(id, at: instant)
        }

        /// The whole entry.
        consuming func entry(of customer: CustomerID, _ revision: Int64) -> JournalEntry {
            let context = head.hasContext ? reader.context() : nil
            let command = head.hasCommand ? reader.command() : nil
            reader.begin(id, at: instant)
            let effects = effects()
            return JournalEntry(
                id: id, customer: customer, revision: revision, instant: instant,
                command: command, context: context,
                transactions: head.hasTransactions ? reader.transactions(of: command) : [],
                effects: effects)
        }

        private mutating func effects() -> [Effect] {
            guard head.hasEffects else { return [] }
            let count = reader.count()
            var effects: [Effect] = []
            effects.reserveCapacity(count)
            for _ in 0..<count { effects.append(reader.effect()) }
            return effects
        }

        /// Folds the entry into its book, as `apply` does with the whole entry.
        consuming func fold(into book: inout Book, _ revision: Int64) {
            reader.skip(saidLength)
            for effect in effects() { book.fold(effect, at: instant) }
            if head.hasTransactions {
                var cursor = 0
                for _ in 0..<reader.count() { book.fold(reader.movement(), cursor: &cursor) }
            }
            book.close(revision, at: instant, lastID: lastBase)
        }

        /// Whether the entry has a claim.
        consuming func has(_ claim: Claim) -> Bool {
            if case .key(let key) = claim { return isKey(key) }
            skipContext()
            guard head.hasCommand else { return false }
            return reader.isClaim(claim)
        }

        private mutating func isKey(_ key: IdempotencyKey) -> Bool {
            guard head.hasContext else { return false }
            var flags = reader.flags()
            return flags.next() && reader.isText(key.text)
        }

        /// Whether the entry takes part in an invoice.
        consuming func takesPart(in invoice: InvoiceID) -> Bool {
            skipContext()
            return head.hasCommand && reader.isInvoice(invoice)
        }

        private mutating func skipContext() {
            if head.hasContext { reader.skipContext() }
        }
    }
}

extension PackedWriter {
    /// Appends what another one wrote, and how long it is.
    fileprivate mutating func append(_ other: borrowing PackedWriter) {
        count(other.count)
        unsafe bytes(other.written)
    }
}
