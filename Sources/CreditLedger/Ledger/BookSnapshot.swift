/// Everything open of one customer, as of one instant.
public struct BookSnapshot: Hashable, Sendable {
    /// Whose book.
    public let customer: CustomerID
    /// The revision that the store has it at; 0 if it has not begun (R2.5).
    public let revision: Int64
    /// The instant that all of it is of.
    public let asOf: Instant
    /// The wallets in order of creation, terminated ones included.
    public let wallets: [Wallet]
    /// The balances of the wallets, in the same order (R9.1).
    public let balances: [Balance]
    /// The open grants of all wallets, in consumption order (R4.2).
    public let grants: [Grant]
    /// The open holds in order of creation (R9.4).
    public let holds: [Hold]
    /// The unbilled usage, in the order in which its periods were first reported (R9.2).
    public let usage: [UsageReport]
}

extension BookSnapshot {
    /// What a reading shows.
    init(_ reading: Reading) {
        let book = reading.book
        let unbilled = UnbilledUsage(of: book, at: reading.now)
        self.init(
            customer: book.customer, revision: reading.revision, asOf: reading.now,
            wallets: book.wallets.indices.map { Wallet(book, at: $0) },
            balances: book.wallets.indices.map {
                book.balance(of: $0, at: reading.now, less: unbilled)
            },
            grants: book.lots.map { Grant($0, in: reading) }, holds: book.holds,
            usage: book.usage)
    }
}

extension Wallet {
    /// The wallet at a position of a book.
    init(_ book: Book, at index: Int) {
        let state = book.wallets[index]
        self.init(
            id: state.id, customer: book.customer, terms: state.terms.value,
            status: state.status, createdAt: state.createdAt, terminatedAt: state.end?.at,
            rules: state.rules)
    }

    /// Where one of the wallet's rules stands at an instant (R8.6).
    ///
    /// - Parameters:
    ///   - rule: the rule.
    ///   - now: the instant that the wallet was read at.
    /// - Returns: whether it runs, waits to be resumed, or has ended.
    public func status(of rule: RuleState, at now: Instant) -> RuleStatus {
        let ends = [rule.rule.expiresAt, terms.expiresAt, terminatedAt]
        if status == .terminated || ends.contains(where: { $0.map { $0 <= now } ?? false }) {
            return .ended
        }
        return rule.isPaused ? .paused : .active
    }
}

extension Grant {
    /// An open grant.
    init(_ lot: Lot, in reading: Reading) {
        self.init(
            id: lot.grant, wallet: reading.book.wallets[Int(lot.wallet)].id,
            terms: lot.terms.value, remaining: lot.remaining, held: lot.held,
            status: lot.status(at: reading.now),
            isJournalled: !reading.advanced.contains { $0.opens(lot.grant) })
    }

    /// A grant that is no longer in its book: closed, or emptied.
    init(_ record: GrantRecord) {
        self.init(
            id: record.id, wallet: record.wallet, terms: record.terms, remaining: .zero,
            held: .zero, status: record.closure?.door.status ?? .depleted, isJournalled: true)
    }
}

extension JournalEntry {
    /// Whether a grant was made in this entry.
    fileprivate func opens(_ grant: GrantID) -> Bool {
        effects.contains { effect in
            if case .grantOpened(let opened) = effect { opened.id == grant } else { false }
        }
    }
}
