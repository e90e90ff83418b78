/// What happened in one command or instant that makes threshold rules be checked (R8.5).
struct ThresholdWatch {
    /// Each watched wallet's expected balance just before.
    var before: [(wallet: Int, expected: Credits)] = []
    /// Wallets that became ACTIVE, creation included.
    var activated: Set<Int> = []
    /// Rules that were added, started or resumed, or whose pending top-up was settled or cancelled.
    var touched: Set<RuleID> = []
}

extension WalletState {
    /// Whether any of its rules looks at the balance.
    var hasThresholdRule: Bool {
        !rules.isEmpty
            && rules.contains { rule in
                if case .threshold = rule.shared.value.trigger { true } else { false }
            }
    }

    /// Its rules in the order in which they run: of creation (R2.3b), whatever the list's order.
    var rulesByCreation: [RuleState] {
        rules.count > 1 ? rules.sorted { $0.id < $1.id } : rules
    }
}

extension Book {
    /// Whether any rule looks at a balance; looked up in place, as most books have none.
    fileprivate var hasThresholdRule: Bool {
        for index in wallets.indices where wallets[index].hasThresholdRule { return true }
        return false
    }
}

extension Draft {
    /// Notes the expected balances of the wallets that have a threshold rule, as of `moment`.
    mutating func watchThresholds(asOf moment: Instant) {
        guard book.hasThresholdRule else { return }
        var unbilled: UnbilledUsage?
        for (index, wallet) in book.wallets.enumerated() where wallet.hasThresholdRule {
            let usage = unbilled ?? UnbilledUsage(of: book, at: moment)
            unbilled = usage
            watch.before.append((index, book.balance(of: index, at: moment, less: usage).expected))
        }
    }

    /// Checks the threshold rules at the end of a command or an instant (R8.5).
    ///
    /// The rules to check are fixed first, then visited in order of creation of the wallets and of
    /// their rules, each against the balance as it is by then.
    mutating func checkThresholds() {
        guard book.hasThresholdRule else { return }
        var due: [(wallet: Int, rule: RuleState)] = []
        var unbilled: UnbilledUsage?
        for (index, wallet) in book.wallets.enumerated() where wallet.hasThresholdRule {
            guard wallet.isRunning(at: instant) else { continue }
            let usage = unbilled ?? UnbilledUsage(of: book, at: instant)
            unbilled = usage
            let fell = hasFallen(index, usage)
            for rule in wallet.rulesByCreation
            where !rule.isPaused && rule.isInForce(at: instant) {
                guard case .threshold = rule.rule.trigger else { continue }
                guard fell || watch.activated.contains(index) || watch.touched.contains(rule.id)
                else { continue }
                due.append((index, rule))
            }
        }
        for (wallet, rule) in due { fire(rule, wallet: wallet) }
    }

    private func hasFallen(_ wallet: Int, _ unbilled: UnbilledUsage) -> Bool {
        guard let before = watch.before.first(where: { $0.wallet == wallet }) else { return false }
        return book.balance(of: wallet, at: instant, less: unbilled).expected < before.expected
    }

    /// Runs a threshold rule if the balance is below its threshold and nothing of it is pending.
    private mutating func fire(_ rule: RuleState, wallet: Int) {
        guard case .threshold(let threshold, let orEqual) = rule.rule.trigger else { return }
        let isPending = book.lots.contains {
            $0.isAwaited && $0.terms.value.source == .rule(rule.id)
        }
        guard !isPending else { return }
        let balance = book.balance(of: wallet, at: instant)
        let expected = balance.expected
        guard expected < threshold || orEqual && expected == threshold else { return }
        run(rule, wallet: wallet, balance)
    }
}
