package import CreditLedger

/// What an entry changed of one grant's record: a row of the table `grants`.
///
/// The first row of a grant has everything. A later one has `nil` for what stays as the row before
/// says.
package struct GrantVersion: Hashable, Sendable {
    /// What becomes of the columns that say when and how the grant closed.
    package enum Closure: Hashable, Sendable {
        /// They stay as the row before says; in the first row they are empty.
        case keep
        /// They are empty.
        case clear
        /// They are these.
        case set(at: Instant, door: GrantDoor)
    }

    package let id: GrantID
    /// Whether it is the grant's first row.
    package private(set) var isOpening = false
    /// The wallet that it is in; only in its first row.
    package private(set) var wallet: WalletID?
    /// Paid or granted; only in its first row.
    package private(set) var kind: GrantKind?
    /// When it was made; only in its first row.
    package private(set) var createdAt: Instant?
    /// ``StorageFormat`` of the terms.
    package private(set) var terms: [UInt8]?
    package private(set) var closure = Closure.keep
    /// Whether its money is owed back from now on; otherwise it stays as it was.
    package private(set) var isRefundOwed = false

    private init(_ id: GrantID) {
        self.id = id
    }

    /// One version for each grant of which an entry changed anything, in the order of the changes.
    static func versions(of entry: JournalEntry) -> [GrantVersion] {
        var versions: [GrantVersion] = []
        var places: [GrantID: Int] = [:]
        for effect in entry.effects {
            guard let id = effect.grant else { continue }
            let place = places[id] ?? versions.endIndex
            if place == versions.endIndex {
                places[id] = place
                versions.append(GrantVersion(id))
            }
            versions[place].apply(effect, at: entry.instant)
        }
        return versions
    }

    /// Follows ``GrantRecord/apply(_:at:)``, but says only what changes.
    private mutating func apply(_ effect: Effect, at instant: Instant) {
        switch effect {
        case .grantOpened(let opened):
            let terms = opened.shared.value
            isOpening = true
            wallet = opened.wallet
            kind = terms.kind
            createdAt = terms.createdAt
            self.terms = StorageFormat.encode(terms)
        case .grantChanged(let opened):
            terms = StorageFormat.encode(opened.shared.value)
        case .grantReopened(let opened):
            terms = StorageFormat.encode(opened.shared.value)
            closure = .clear
        case .grantClosed(_, let door):
            closure = .set(at: instant, door: door)
        case .refundOwed:
            isRefundOwed = true
        default:
            break
        }
    }
}
