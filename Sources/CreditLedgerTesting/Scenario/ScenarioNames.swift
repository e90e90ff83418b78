internal import CreditLedger

/// The names of a scenario, and the ids that the ledger gave to what they stand for.
///
/// A wallet is named by the step that makes it; its n-th grant is `name/n`, counted in order of
/// creation over all journal entries, those that time caused included. A name that nothing has made
/// stands for an id of its own that does not exist, the same one whenever it is used.
struct ScenarioNames {
    private var wallets: [String: WalletID] = [:]
    /// The first name of each wallet, for sentences.
    private var labels: [WalletID: String] = [:]
    private var grants: [WalletID: [GrantID]] = [:]
    private var places: [GrantID: (wallet: WalletID, number: Int)] = [:]
    private var owners: [WalletID: CustomerID] = [:]
    private var currencies: [Paid: Currency] = [:]
    private var holds: [String: HoldID] = [:]
    private var holders: [HoldID: (customer: CustomerID, currency: Currency)] = [:]

    private struct Paid: Hashable {
        let customer: CustomerID
        let invoice: InvoiceID
    }

    /// Gives a name to a wallet; on an idempotent replay to the first outcome, which keeps its own.
    mutating func name(_ wallet: WalletID, _ name: String) {
        wallets[name] = wallet
        if labels[wallet] == nil { labels[wallet] = name }
    }

    /// Gives a name to a hold; on an idempotent replay to the first outcome.
    mutating func name(_ hold: HoldID, _ name: String) {
        holds[name] = hold
    }

    /// Takes up what journal entries made; entries that are known already change nothing.
    mutating func learn(_ entries: [JournalEntry]) {
        for entry in entries {
            for effect in entry.effects {
                switch effect {
                case .walletOpened(let opened): owners[opened.id] = entry.customer
                case .grantOpened(let opened): learn(opened.id, in: opened.wallet)
                case .holdOpened(let hold):
                    holders[hold.id] = (entry.customer, hold.asked.currency)
                default: break
                }
            }
            switch entry.command {
            case .drawDown(let drawDown)?:
                learn(drawDown.invoice.currency, of: drawDown.invoice.id, entry.customer)
            case .capture(let capture)?:
                learn(capture.amount.currency, of: capture.invoice, entry.customer)
            default: break
            }
        }
    }

    private mutating func learn(_ grant: GrantID, in wallet: WalletID) {
        guard places[grant] == nil else { return }
        grants[wallet, default: []].append(grant)
        places[grant] = (wallet, grants[wallet, default: []].count)
    }

    private mutating func learn(
        _ currency: Currency, of invoice: InvoiceID, _ customer: CustomerID
    ) {
        currencies[Paid(customer: customer, invoice: invoice)] = currency
    }

    /// What a name stands for, whether a step names a wallet or a grant of it: `a` of `a/2`.
    static func wallet(ofGrant name: String) -> String {
        name.lastIndex(of: "/").map { String(name[..<$0]) } ?? name
    }

    /// Whether a journal entry that was taken up made this grant.
    func knows(_ grant: GrantID) -> Bool { places[grant] != nil }

    func wallet(_ name: String) -> WalletID {
        wallets[name] ?? Self.absent("wallet " + name)
    }

    func grant(_ name: String) -> GrantID {
        guard let slash = name.lastIndex(of: "/"),
            let wallet = wallets[String(name[..<slash])],
            let number = Int(name[name.index(after: slash)...]),
            let list = grants[wallet], list.indices.contains(number - 1)
        else { return Self.absent("grant " + name) }
        return list[number - 1]
    }

    /// Whose wallet a name stands for; `nil` if nothing has made it.
    func owner(ofWallet name: String) -> CustomerID? {
        wallets[name].flatMap { owners[$0] }
    }

    func hold(_ name: String) -> HoldID {
        holds[name] ?? Self.absent("hold " + name)
    }

    /// Whose hold a name stands for; `nil` if nothing has made it.
    func owner(ofHold name: String) -> CustomerID? { holders[hold(name)]?.customer }

    /// The currency that a hold is in.
    func currency(of hold: HoldID) -> Currency? { holders[hold]?.currency }

    /// The currency that an invoice was drawn down or captured for in.
    func currency(of invoice: InvoiceID, _ customer: CustomerID) -> Currency? {
        currencies[Paid(customer: customer, invoice: invoice)]
    }

    func text(_ grant: GrantID) -> String {
        guard let place = places[grant] else { return grant.description }
        return "\(labels[place.wallet] ?? place.wallet.description)/\(place.number)"
    }

    /// The one name by which sentences call what `name` stands for: another name of the same wallet
    /// is the same thing.
    func canonical(grant name: String) -> String {
        let grant = grant(name)
        return places[grant] == nil ? name : text(grant)
    }

    /// An id of version 7 that nothing has, made of a name: two 64-bit FNV-1a hashes.
    static func absent<Tag>(_ name: String) -> Identifier<Tag> {
        let halves = [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15].map { (seed: UInt64) in
            name.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        return Identifier(
            high: halves[0] & ~0xF000 | 0x7000, low: halves[1] & ~(0b11 << 62) | 0b10 << 62)
    }
}
