/// The form in which durable stores keep entries and books: JSON, explicit and versioned.
public enum StorageFormat {
    /// The version that is written; it and all older ones can be read.
    public static let version = 1
}

/// What an entry says beyond what stands in columns of its own.
package struct EntryContent: Hashable, Sendable {
    package var command: Command?
    package var context: Context?
    package var effects: [Effect]

    package init(command: Command?, context: Context?, effects: [Effect]) {
        self.command = command
        self.context = context
        self.effects = effects
    }
}

extension StorageFormat {
    /// Command, context and effects of an entry, as UTF-8.
    package static func content(of entry: JournalEntry) -> [UInt8] { [] }

    /// Reads what ``content(of:)`` wrote.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` for anything else.
    package static func content(from bytes: [UInt8]) throws(StoreError) -> EntryContent {
        throw StoreError(.corrupt, "not yet")
    }

    package static func encode(_ book: Book) -> [UInt8] { [] }

    /// `nil` for a snapshot of a version that is not known: it is to be folded anew.
    package static func book(from bytes: [UInt8]) throws(StoreError) -> Book? { nil }

    package static func encode(_ terms: GrantTerms) -> [UInt8] { [] }

    package static func grantTerms(from bytes: [UInt8]) throws(StoreError) -> GrantTerms {
        throw StoreError(.corrupt, "not yet")
    }

    package static func encode(_ terms: WalletTerms) -> [UInt8] { [] }

    package static func encode(_ rules: [RuleState]) -> [UInt8] { [] }

    /// The name of a command in stored entries, such as `drawDown`.
    package static func name(of command: Command) -> String { "" }
}
