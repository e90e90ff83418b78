public import CreditLedger

extension ModelLedger {
    /// A wallet's balance (R9.1).
    public struct Balance: Hashable, Sendable {
        /// Remaining paid credits of usable grants.
        public let paid: Credits
        /// Remaining granted credits of usable grants.
        public let granted: Credits
        /// Credits of usable grants that holds keep.
        public let held: Credits
        /// What can be used.
        public let available: Credits
        /// Credits that become effective later.
        public let scheduled: Credits
        /// Credits that await their payment.
        public let pending: Credits
        /// Credits between expiry and close, and what holds keep after it.
        public let closing: Credits
        /// What can be used, less what the unbilled usage would take (R9.3).
        public let ongoing: Credits
        /// Credits that paid for lines of invoices and were not given back.
        public let applied: Credits
        /// `ongoing + pending`: what a threshold rule looks at.
        public var expected: Credits { ongoing + pending }
    }

    /// Everything that can be read of a book at one instant.
    public struct View: Hashable, Sendable {
        /// One wallet.
        public struct Wallet: Hashable, Sendable {
            /// Where it stands.
            public let status: WalletStatus
            /// What it holds.
            public let balance: Balance
            /// Where each of its rules stands.
            public let rules: [RuleStatus]
        }

        /// One grant.
        public struct Grant: Hashable, Sendable {
            /// Its wallet, counted from 0 in order of creation.
            public let wallet: Int
            /// What remains in it.
            public let remaining: Credits
            /// What holds keep of that.
            public let held: Credits
            /// Where it stands.
            public let status: GrantStatus
        }

        /// One hold (R9.4).
        public struct Hold: Hashable, Sendable {
            /// What it is for.
            public let feeType: FeeType
            /// The price that it is for.
            public let price: PriceCode?
            /// The money asked for.
            public let asked: Money
            /// When it was made.
            public let createdAt: Instant
            /// When it lapses.
            public let until: Instant
            /// What it keeps of each grant; of one that has ended, what it kept just before.
            public let parts: [Held]
            /// Where it stands.
            public let status: HoldStatus
        }

        /// The instant of the view.
        public let asOf: Instant
        /// All wallets, in order of creation.
        public let wallets: [Wallet]
        /// All grants there ever were, in order of creation.
        public let grants: [Grant]
        /// All holds there ever were, in order of creation.
        public let holds: [Hold]
        /// The unbilled usage, in the order in which its periods were first reported (R9.2).
        public let usage: [UsageReport]
    }
}

extension ModelBook {
    func balance(
        _ wallet: Int, ongoing: Int128, at now: Instant
    ) -> ModelLedger.Balance {
        func sum(_ status: GrantStatus, _ kind: GrantKind? = nil) -> Credits {
            var sum: Int128 = 0
            for grant in grants(of: wallet) where self.status(grant, at: now) == status {
                if let kind, grants[grant].kind != kind { continue }
                sum += grants[grant].remaining
            }
            return Credits(units: sum)
        }
        let usable = grants(of: wallet).filter { status($0, at: now) == .active }
        return ModelLedger.Balance(
            paid: sum(.active, .paid), granted: sum(.active, .granted),
            held: Credits(units: usable.reduce(0) { $0 + held($1) }),
            available: Credits(units: available(wallet, at: now)),
            scheduled: sum(.scheduled), pending: Credits(units: pending(wallet, at: now)),
            closing: sum(.closing), ongoing: Credits(units: ongoing),
            applied: Credits(units: applied(wallet)))
    }

    /// What the bills have of a wallet.
    func applied(_ wallet: Int) -> Int128 {
        bills.flatMap(\.parts).filter { grants[$0.application.grant].wallet == wallet }
            .reduce(0) { $0 + $1.application.credits.units - $1.returnedCredits }
    }

    /// Settled less held while the wallet is ACTIVE, else nothing.
    func available(_ wallet: Int, at now: Instant) -> Int128 {
        guard wallets[wallet].status == .active else { return 0 }
        return grants(of: wallet).filter { status($0, at: now) == .active }
            .reduce(0) { $0 + free($1) }
    }

    /// What awaits payment; between expiry and close it counts in no balance (R4.4b).
    func pending(_ wallet: Int, at now: Instant) -> Int128 {
        grants(of: wallet)
            .filter { grants[$0].stage == .awaiting && !hasExpired(grant: $0, at: now) }
            .reduce(0) { $0 + grants[$1].issued }
    }

    func ruleStatus(_ rule: Rule, in wallet: Int, at now: Instant) -> RuleStatus {
        let walletEnded =
            wallets[wallet].status == .terminated || hasExpired(wallet: wallet, at: now)
        if walletEnded || rule.hasExpired(at: now) { return .ended }
        return rule.isPaused ? .paused : .active
    }

    func view(at now: Instant) -> ModelLedger.View {
        let ongoing = ongoing(at: now)
        return ModelLedger.View(
            asOf: now,
            wallets: wallets.indices.map { wallet in
                ModelLedger.View.Wallet(
                    status: wallets[wallet].status,
                    balance: balance(wallet, ongoing: ongoing[wallet], at: now),
                    rules: wallets[wallet].rules.map { ruleStatus($0, in: wallet, at: now) })
            },
            grants: grants.indices.map { grant in
                ModelLedger.View.Grant(
                    wallet: grants[grant].wallet,
                    remaining: Credits(units: grants[grant].remaining),
                    held: Credits(units: held(grant)), status: status(grant, at: now))
            },
            holds: holds.map { hold in
                ModelLedger.View.Hold(
                    feeType: hold.terms.feeType, price: hold.terms.price,
                    asked: hold.terms.amount, createdAt: hold.createdAt, until: hold.until,
                    parts: hold.parts, status: hold.status)
            },
            usage: usage)
    }
}
