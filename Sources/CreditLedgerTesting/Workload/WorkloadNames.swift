import CreditLedger

/// Which real id stands for which ordinal, learned from what the ledger journals.
struct WorkloadNames {
    private(set) var wallets: [WalletID] = []
    private(set) var grants: [GrantID] = []
    private(set) var holds: [HoldID] = []
    /// The ids of each wallet's present rules.
    var rules: [[RuleID]] = []

    mutating func learn(_ entry: JournalEntry) {
        for effect in entry.effects {
            switch effect {
            case .walletOpened(let opened): wallets.append(opened.id)
            case .grantOpened(let opened): grants.append(opened.id)
            case .holdOpened(let hold): holds.append(hold.id)
            default: break
            }
        }
    }

    func ordinal(of grant: GrantID) -> Int { grants.firstIndex(of: grant) ?? -1 }

    func ordinal(of hold: HoldID) -> Int { holds.firstIndex(of: hold) ?? -1 }

    /// The ordinal of a grant that is journalled; -1 for one that only a read's copy has.
    func masked(_ grant: Int) -> Int { grant < grants.count ? grant : -1 }

    func masked(_ drawn: ModelLedger.Drawn) -> ModelLedger.Drawn {
        ModelLedger.Drawn(
            applications: drawn.applications.map {
                ModelLedger.Application(
                    grant: masked($0.grant), line: $0.line, amount: $0.amount, credits: $0.credits)
            },
            applied: drawn.applied, due: drawn.due,
            skipped: drawn.skipped.map {
                ModelLedger.Skipped(grant: masked($0.grant), reason: $0.reason)
            })
    }

    /// Whether a command names a grant that nothing has journalled yet, though it may fall due
    /// before.
    func lack(_ command: Command) -> Bool {
        switch command {
        case .settleTopUp(let id), .failTopUp(let id, _), .confirmCharge(let id),
            .expireGrant(let id), .voidGrant(let id):
            id.ordinal >= grants.count
        case .voidCredits(let void): (void.grant?.ordinal ?? -1) >= grants.count
        case .changeGrant(let change): change.grant.ordinal >= grants.count
        default: false
        }
    }

    private func real(_ id: WalletID) -> WalletID {
        wallets.indices.contains(id.ordinal) ? wallets[id.ordinal] : .nobody
    }

    private func real(_ id: GrantID) -> GrantID {
        grants.indices.contains(id.ordinal) ? grants[id.ordinal] : .nobody
    }

    private func real(_ id: HoldID) -> HoldID {
        holds.indices.contains(id.ordinal) ? holds[id.ordinal] : .nobody
    }

    private func real(_ id: RuleID, of wallet: WalletID) -> RuleID {
        guard rules.indices.contains(wallet.ordinal),
            rules[wallet.ordinal].indices.contains(id.ordinal)
        else { return .nobody }
        return rules[wallet.ordinal][id.ordinal]
    }

    /// The command with real ids; an ordinal that nothing has yet stands for an unknown id.
    func real(_ command: Command) -> Command {
        command.renamed(
            wallets: { real($0) }, grants: { real($0) }, rules: { real($0, of: $1) },
            holds: { real($0) })
    }
}

extension Identifier {
    /// A well-formed id that nothing has.
    static var nobody: Self { Self(high: 0x7FFF, low: 0b10 << 62) }
}
