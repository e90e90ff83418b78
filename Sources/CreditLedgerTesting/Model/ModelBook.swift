package import CreditLedger

/// All that the model knows: every wallet, grant and drawdown there ever was.
package struct ModelBook: Sendable {
    /// A wallet and what its owner chose.
    package struct Wallet: Sendable {
        package let currency: Currency
        /// Money per credit, in units.
        package let rate: Int128
        package var externalID: String?
        package var priority: Int
        package var feeTypes: Set<FeeType>
        package var prices: Set<PriceCode>
        package var status: WalletStatus
        /// Of a PENDING wallet; `nil` waits for `activate`.
        package var activatesAt: Instant?
        package var expiresAt: Instant?
        package var grace: Int64
        package var minimum: Credits?
        package var maximum: Credits?
        package var rules: [Rule]
    }

    /// A rule of a wallet.
    package struct Rule: Sendable {
        /// Unique over the book; what a grant remembers of the rule that made it.
        package let serial: Int
        package let terms: TopUpRule
        package let addedAt: Instant
        package var isPaused = false

        var start: Instant { terms.startsAt ?? addedAt }

        /// Whether its own terms let it run at `now`.
        func isLive(at now: Instant) -> Bool {
            start <= now && !hasExpired(at: now)
        }

        func hasExpired(at now: Instant) -> Bool { terms.expiresAt.map { $0 <= now } ?? false }
    }

    /// A grant, for ever.
    package struct Grant: Sendable {
        package enum Stage: Hashable, Sendable {
            case awaiting
            case open
            case closed(GrantDoor)
        }

        package let wallet: Int
        package let kind: GrantKind
        package let issued: Int128
        package var priority: Int
        package let scope: Scope
        package var effectiveAt: Instant
        package var expiresAt: Instant?
        /// Whether it waited for its payment at first.
        package let wasDue: Bool
        /// The serial of the rule that made it.
        package let rule: Int?
        package var remaining: Int128
        package var stage: Stage
        /// The door that an empty grant went by in silence (R7.3b).
        package var silentDoor: GrantDoor?
    }

    /// An invoice that was drawn down, and what is still applied of it.
    package struct Drawing: Sendable {
        /// One application and what was given back of it.
        struct Part: Sendable {
            let application: ModelLedger.Application
            var returnedMoney: Int128 = 0
            var returnedCredits: Int128 = 0
            var stillApplied: Int128 { application.amount.units - returnedMoney }
        }

        package let invoice: Invoice
        let result: ModelLedger.Drawn
        var parts: [Part]
        var wasGivenBack = false

        func stillApplied(to line: LineID) -> Int128 {
            parts.filter { $0.application.line == line }.reduce(0) { $0 + $1.stillApplied }
        }
    }

    /// The instant of the last entry.
    package var instant: Instant?
    package var wallets: [Wallet] = []
    package var grants: [Grant] = []
    package var drawings: [Drawing] = []
    var ruleCount = 0
}

extension ModelBook {
    /// The earlier of the grant's own and its wallet's expiry (R4.4).
    func effectiveExpiry(_ grant: Int) -> Instant? {
        [grants[grant].expiresAt, wallets[grants[grant].wallet].expiresAt].compactMap { $0 }.min()
    }

    /// The effective expiry plus the wallet's grace.
    func close(_ grant: Int) -> Instant? {
        effectiveExpiry(grant).map { $0.later(by: wallets[grants[grant].wallet].grace) }
    }

    func walletClose(_ wallet: Int) -> Instant? {
        wallets[wallet].expiresAt.map { $0.later(by: wallets[wallet].grace) }
    }

    func hasExpired(wallet: Int, at now: Instant) -> Bool {
        wallets[wallet].expiresAt.map { $0 <= now } ?? false
    }

    func hasExpired(grant: Int, at now: Instant) -> Bool {
        effectiveExpiry(grant).map { $0 <= now } ?? false
    }

    /// Whether the wallet's rules may run (R8.6).
    func isRunning(_ wallet: Int, at now: Instant) -> Bool {
        wallets[wallet].status == .active && !hasExpired(wallet: wallet, at: now)
    }

    func grants(of wallet: Int) -> [Int] { grants.indices.filter { grants[$0].wallet == wallet } }

    func status(_ grant: Int, at now: Instant) -> GrantStatus {
        switch grants[grant].stage {
        case .awaiting: .pending
        case .closed(.expired): .expired
        case .closed(.voided): .voided
        case .closed(.forfeited): .forfeited
        case .closed(.failed): .failed
        case .open where grants[grant].remaining == 0: .depleted
        case .open where hasExpired(grant: grant, at: now): .closing
        case .open: grants[grant].effectiveAt > now ? .scheduled : .active
        }
    }

    func balance(_ wallet: Int, at now: Instant) -> ModelLedger.Balance {
        func sum(_ status: GrantStatus, _ kind: GrantKind? = nil) -> Credits {
            var sum: Int128 = 0
            for grant in grants(of: wallet) where self.status(grant, at: now) == status {
                if let kind, grants[grant].kind != kind { continue }
                // Between expiry and close it counts in no balance but `closing` (R4.4b).
                if status == .pending && hasExpired(grant: grant, at: now) { continue }
                sum += status == .pending ? grants[grant].issued : grants[grant].remaining
            }
            return Credits(units: sum)
        }
        let (paid, granted) = (sum(.active, .paid), sum(.active, .granted))
        return ModelLedger.Balance(
            paid: paid, granted: granted,
            available: wallets[wallet].status == .active ? paid + granted : 0,
            scheduled: sum(.scheduled), pending: sum(.pending), closing: sum(.closing))
    }

    func expected(_ wallet: Int, at now: Instant) -> Int128 {
        balance(wallet, at: now).expected.units
    }

    func ruleStatus(_ rule: Rule, in wallet: Int, at now: Instant) -> RuleStatus {
        let walletEnded =
            wallets[wallet].status == .terminated || hasExpired(wallet: wallet, at: now)
        if walletEnded || rule.hasExpired(at: now) { return .ended }
        return rule.isPaused ? .paused : .active
    }

    func view(at now: Instant) -> ModelLedger.View {
        ModelLedger.View(
            asOf: now,
            wallets: wallets.indices.map { wallet in
                ModelLedger.View.Wallet(
                    status: wallets[wallet].status, balance: balance(wallet, at: now),
                    rules: wallets[wallet].rules.map { ruleStatus($0, in: wallet, at: now) })
            },
            grants: grants.indices.map { grant in
                ModelLedger.View.Grant(
                    wallet: grants[grant].wallet,
                    remaining: Credits(units: grants[grant].remaining),
                    status: status(grant, at: now))
            })
    }

    /// All grants in consumption order (R4.2).
    func inConsumptionOrder() -> [Int] {
        func precedes(_ left: Int, _ right: Int) -> Bool {
            let (a, b) = (grants[left], grants[right])
            let (first, second) = (wallets[a.wallet].priority, wallets[b.wallet].priority)
            if first != second { return first < second }
            if a.priority != b.priority { return a.priority < b.priority }
            switch (effectiveExpiry(left), effectiveExpiry(right)) {
            case (let soon?, let late?) where soon != late: return soon < late
            case (.some, nil): return true
            case (nil, .some): return false
            default: break
            }
            if a.kind != b.kind { return a.kind == .granted }
            if a.effectiveAt != b.effectiveAt { return a.effectiveAt < b.effectiveAt }
            return left < right
        }
        return grants.indices.sorted(by: precedes)
    }
}

extension Instant {
    /// The instant so many seconds later; the model's workloads stay far from the end of time.
    func later(by seconds: Int64) -> Instant {
        Instant(unchecked: milliseconds + seconds * 1000)
    }
}
