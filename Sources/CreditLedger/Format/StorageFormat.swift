/// The form in which durable stores keep entries and books, explicit and versioned.
///
/// An entry is JSON that people and databases can query; `Docs/storage-format.md` lists its
/// members. Names of stored cases are the format's own, and entries that any version wrote can be
/// read by all later ones. A book is a snapshot, which may vanish: its form is packed for speed,
/// and one of another version is not read but folded anew.
///
/// What is read was valid when it was written. Limits on it may have changed since, or a time zone
/// may be missing on this machine, so these are not checked again.
public enum StorageFormat {
    /// The version that is written; it and all older ones can be read.
    public static let version = 1

    /// A whole entry as JSON in UTF-8, always in the same bytes.
    public static func encode(_ entry: JournalEntry) -> [UInt8] {
        json { writer in
            writer.put("id", entry.id)
            writer.put("customer", entry.customer)
            writer.put("revision", entry.revision)
            writer.put("instant", entry.instant)
            writer.put("command", ifAny: entry.command)
            writer.put("context", ifAny: entry.context)
            writer.put("transactions", list: entry.transactions)
            writer.put("effects", list: entry.effects)
        }
    }

    /// Reads what ``encode(_:)-(JournalEntry)`` wrote, by this version or an older one.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` naming the member that is wrong, and
    ///   ``StoreError/Kind/misconfigured`` for an entry that only a newer version can read.
    public static func entry(from bytes: [UInt8]) throws(StoreError) -> JournalEntry {
        try value(from: bytes, thing: "The stored entry") { reader throws(StoredFault) in
            try JournalEntry(
                id: reader.get("id"), customer: reader.get("customer"),
                revision: reader.get("revision", in: 1...Int64.max),
                instant: reader.get("instant"), command: reader.find("command"),
                context: reader.find("context"), transactions: reader.list("transactions"),
                effects: reader.list("effects"))
        }
    }

    /// A book as a snapshot, for a store to keep beside its entries.
    public static func encode(_ book: Book) -> [UInt8] {
        var writer = SnapshotWriter()
        writer.text(snapshotMark)
        writer.integer(snapshotVersion)
        book.write(to: &writer)
        writer.seal()
        return writer.bytes
    }

    /// Reads a snapshot; `nil` for one of another version, whose book is to be folded anew.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` for anything that is not a snapshot.
    public static func book(from bytes: [UInt8]) throws(StoreError) -> Book? {
        var reader = SnapshotReader(bytes)
        do throws(StoredFault) {
            guard try reader.text() == snapshotMark else { throw .malformed }
            guard try reader.integer() == snapshotVersion else { return nil }
            try reader.checkSeal()
            let book = try Book.read(from: &reader)
            try reader.finish()
            return book
        } catch {
            throw error.storeError(of: "The snapshot")
        }
    }

    /// What snapshots begin with.
    private static let snapshotMark = "book"
    /// To be raised with every change of what a book consists of.
    private static let snapshotVersion: Int64 = 2
}

/// What an entry says beyond what stands in columns of its own.
package struct EntryContent: Hashable, Sendable {
    package var command: Command?
    package var context: Context?
    package var effects: [Effect]
    /// How many transactions the entry has, so that none can be taken away or added unnoticed.
    package var transactionCount: Int64

    package init(
        command: Command?, context: Context?, effects: [Effect], transactionCount: Int64 = 0
    ) {
        self.transactionCount = transactionCount
        self.command = command
        self.context = context
        self.effects = effects
    }
}

extension StorageFormat {
    /// Command, context, effects and number of transactions of an entry, as UTF-8.
    package static func content(of entry: JournalEntry) -> [UInt8] {
        json { writer in
            writer.put("command", ifAny: entry.command)
            writer.put("context", ifAny: entry.context)
            writer.put("effects", list: entry.effects)
            writer.put("transactionCount", Int64(entry.transactions.count), unless: 0)
        }
    }

    /// Reads what ``content(of:)`` wrote.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` for anything else, and
    ///   ``StoreError/Kind/misconfigured`` for what only a newer version can read.
    package static func content(from bytes: [UInt8]) throws(StoreError) -> EntryContent {
        try value(from: bytes, thing: "The content of the entry") {
            reader throws(StoredFault) in
            try EntryContent(
                command: reader.find("command"), context: reader.find("context"),
                effects: reader.list("effects"),
                transactionCount: reader.find("transactionCount") ?? 0)
        }
    }

    package static func encode(_ terms: GrantTerms) -> [UInt8] {
        json { terms.writeMembers(to: &$0) }
    }

    package static func grantTerms(from bytes: [UInt8]) throws(StoreError) -> GrantTerms {
        try value(from: bytes, thing: "The terms of the grant") { reader throws(StoredFault) in
            try GrantTerms.readMembers(from: &reader)
        }
    }

    package static func encode(_ terms: WalletTerms) -> [UInt8] {
        json { terms.writeMembers(to: &$0) }
    }

    package static func walletTerms(from bytes: [UInt8]) throws(StoreError) -> WalletTerms {
        try value(from: bytes, thing: "The terms of the wallet") { reader throws(StoredFault) in
            try WalletTerms.readMembers(from: &reader)
        }
    }

    /// A list, without a version: it is for people, and nothing reads it back.
    package static func encode(_ rules: [RuleState]) -> [UInt8] {
        var writer = JSONWriter()
        rules.write(to: &writer)
        return writer.bytes
    }

    /// The name of a command in stored entries, such as `drawDown`.
    package static func name(of command: Command) -> String { command.storedName }
}

extension StorageFormat {
    /// An object that begins with the version.
    private static func json(_ writeMembers: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.begin()
        writer.put("v", version)
        writeMembers(&writer)
        writer.end()
        return writer.bytes
    }

    private static func value<Value>(
        from bytes: [UInt8], thing: String,
        _ readMembers: (inout JSONReader) throws(StoredFault) -> Value
    ) throws(StoreError) -> Value {
        var reader = JSONReader(bytes)
        do throws(StoredFault) {
            try reader.begin()
            guard try reader.get("v", in: 1...Int64.max) <= version else { throw .newer }
            let value = try readMembers(&reader)
            try reader.end()
            try reader.finish()
            return value
        } catch {
            throw error.storeError(of: thing)
        }
    }
}
