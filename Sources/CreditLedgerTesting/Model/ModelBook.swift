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
            /// Closed by time; only what holds keep of it remains (R4.4a).
            case shut
            case closed(GrantDoor)
        }

        package let wallet: Int
        package let kind: GrantKind
        package let issued: Int128
        /// Money actually paid per credit, in units.
        package let costBasis: Int128
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
        /// Whether its payment came in after it had failed (R5.5c).
        package var isRefundOwed = false
    }

    /// Credits reserved (R9.4), for ever.
    package struct Hold: Sendable {
        package let terms: HoldCredits
        package let createdAt: Instant
        package var until: Instant
        /// In the order of its plan; of one that has ended, as it stood before.
        package var parts: [ModelLedger.Held]
        package var status = HoldStatus.open

        package var isOpen: Bool { status == .open }
        package var amount: Int128 { parts.reduce(0) { $0 + $1.amount.units } }
    }

    /// An invoice that was captured for or drawn down, and what is still applied of it.
    package struct Bill: Sendable {
        /// One application and what was given back of it.
        struct Part: Sendable {
            let application: ModelLedger.Application
            var returnedMoney: Int128 = 0
            var returnedCredits: Int128 = 0
            var stillApplied: Int128 { application.amount.units - returnedMoney }
        }

        package let id: InvoiceID
        /// That of its captures, or of its drawdown.
        package var currency: Currency
        /// The lines that captures have paid, given back or not.
        package var captured: [LineID] = []
        package var invoice: Invoice?
        var result: ModelLedger.Drawn?
        var parts: [Part] = []
        /// Whether anything was given back since it was drawn down (R6.8).
        var wasGivenBack = false

        /// The lines that it is known to have.
        package var lines: [LineID] {
            let drawn = invoice?.lines.map(\.id) ?? []
            return drawn + captured.filter { !drawn.contains($0) }
        }

        package func stillApplied(to line: LineID) -> Int128 {
            parts.filter { $0.application.line == line }.reduce(0) { $0 + $1.stillApplied }
        }
    }

    /// The instant of the last entry.
    package var instant: Instant?
    package var wallets: [Wallet] = []
    package var grants: [Grant] = []
    package var bills: [Bill] = []
    package var holds: [Hold] = []
    /// The unbilled usage, in the order in which its periods were first reported (R9.2).
    package var usage: [UsageReport] = []
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

    /// The credits of a grant that open holds keep.
    package func held(_ grant: Int) -> Int128 {
        var sum: Int128 = 0
        for hold in holds where hold.isOpen {
            for part in hold.parts where part.grant == grant { sum += part.credits.units }
        }
        return sum
    }

    /// The credits of a grant that no hold keeps.
    package func free(_ grant: Int) -> Int128 { grants[grant].remaining - held(grant) }

    func status(_ grant: Int, at now: Instant) -> GrantStatus {
        switch grants[grant].stage {
        case .awaiting: .pending
        case .closed(.expired): .expired
        case .closed(.voided): .voided
        case .closed(.forfeited): .forfeited
        case .closed(.failed): .failed
        case .shut: .closing
        case .open where grants[grant].remaining == 0: .depleted
        case .open where hasExpired(grant: grant, at: now): .closing
        case .open: grants[grant].effectiveAt > now ? .scheduled : .active
        }
    }

    private func isInBook(_ grant: Int) -> Bool {
        switch grants[grant].stage {
        case .awaiting, .shut: true
        case .open: grants[grant].remaining > 0
        case .closed: false
        }
    }

    /// The grants of the book in consumption order (R4.2): closed and depleted ones stay in the
    /// history (R4.3c).
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
        return grants.indices.filter(isInBook).sorted(by: precedes)
    }
}

extension Instant {
    /// The instant so many seconds later; the model's workloads stay far from the end of time.
    func later(by seconds: Int64) -> Instant {
        Instant(unchecked: milliseconds + seconds * 1000)
    }
}
