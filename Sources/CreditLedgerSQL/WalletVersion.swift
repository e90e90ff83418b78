package import CreditLedger

/// What an entry changed of one wallet: a row of the table `wallets`.
///
/// The first row of a wallet has everything. A later one has `nil` for what stays as the row before
/// says. A rule that is paused or runs again writes none: that is state, not terms.
package struct WalletVersion: Hashable, Sendable {
    package let id: WalletID
    /// Whether it is the wallet's first row.
    package private(set) var isOpening = false
    /// When the wallet was created; only in its first row.
    package private(set) var createdAt: Instant?
    package private(set) var status: WalletStatus?
    package private(set) var endedAt: Instant?
    /// ``StorageFormat`` of the terms.
    package private(set) var terms: [UInt8]?
    /// ``StorageFormat`` of the rules.
    package private(set) var rules: [UInt8]?

    private init(_ id: WalletID) {
        self.id = id
    }

    /// One version for each wallet of which an entry changed anything, in the order of the changes.
    static func versions(of entry: JournalEntry) -> [WalletVersion] {
        var versions: [WalletVersion] = []
        func change(_ id: WalletID, _ body: (inout WalletVersion) -> Void) {
            let place = versions.firstIndex { $0.id == id } ?? versions.endIndex
            if place == versions.endIndex { versions.append(WalletVersion(id)) }
            body(&versions[place])
        }
        for effect in entry.effects {
            switch effect {
            case .walletOpened(let opened):
                change(opened.id) { version in
                    version.isOpening = true
                    version.createdAt = entry.instant
                    version.status = opened.status
                    version.terms = StorageFormat.encode(opened.shared.value)
                    version.rules = StorageFormat.encode(opened.rules)
                }
            case .walletChanged(let id, let changed):
                change(id) { $0.terms = StorageFormat.encode(changed.shared.value) }
            case .walletActivated(let id):
                change(id) { $0.status = .active }
            case .walletTerminated(let id, _):
                change(id) { version in
                    version.status = .terminated
                    version.endedAt = entry.instant
                }
            case .rulesReplaced(let id, let rules):
                change(id) { $0.rules = StorageFormat.encode(rules) }
            default:
                break
            }
        }
        return versions
    }
}
