// Commands in the packed form.

/// The first byte of a command.
enum CommandCode {
    static let drawDown: UInt8 = 0
    static let capture: UInt8 = 1
    static let reinstate: UInt8 = 2
    static let topUp: UInt8 = 3
    static let createWallet: UInt8 = 4
    static let voidCredits: UInt8 = 5
    static let hold: UInt8 = 6
    static let releaseHold: UInt8 = 7
    static let extendHold: UInt8 = 8
    static let reportUsage: UInt8 = 9
    static let settleTopUp: UInt8 = 10
    static let failTopUp: UInt8 = 11
    static let confirmCharge: UInt8 = 12
    static let expireGrant: UInt8 = 13
    static let voidGrant: UInt8 = 14
    static let activateWallet: UInt8 = 15
    static let terminateWallet: UInt8 = 16
    static let resumeRule: UInt8 = 17
}

extension PackedWriter {
    /// Writes a command, if it has a packed form: those that change terms are rare and have none.
    mutating func command(_ command: Command) -> Bool {
        switch command {
        case .drawDown(let drawDown):
            byte(CommandCode.drawDown)
            invoice(drawDown.invoice)
            usage(drawDown.usage)
        case .capture(let capture):
            byte(CommandCode.capture)
            text(capture.invoice.text)
            text(capture.line.text)
            id(capture.hold)
            money(capture.amount)
        case .reinstate(let reinstate): self.reinstate(reinstate)
        case .topUp(let topUp): self.topUp(topUp)
        case .createWallet(let wallet):
            guard wallet.rules.isEmpty else { return false }
            createWallet(wallet)
        case .voidCredits(let void):
            byte(CommandCode.voidCredits)
            flags(PackedFlags(void.grant != nil))
            id(void.wallet)
            credits(void.credits)
            if let grant = void.grant { id(grant) }
        case .hold(let hold):
            byte(CommandCode.hold)
            flags(PackedFlags(hold.allowsPart, hold.price != nil))
            money(hold.amount)
            byte(hold.feeType.packed)
            text(ifAny: hold.price?.text)
            instant(hold.until)
        case .extendHold(let hold, let until):
            byte(CommandCode.extendHold)
            id(hold)
            instant(until)
        case .reportUsage(let report):
            byte(CommandCode.reportUsage)
            self.report(report)
        case .failTopUp(let grant, let reason):
            byte(CommandCode.failTopUp)
            id(grant)
            text(reason)
        case .resumeRule(let wallet, let rule):
            byte(CommandCode.resumeRule)
            id(wallet)
            id(rule)
        case .releaseHold(let hold): put(CommandCode.releaseHold, hold)
        case .settleTopUp(let grant): put(CommandCode.settleTopUp, grant)
        case .confirmCharge(let grant): put(CommandCode.confirmCharge, grant)
        case .expireGrant(let grant): put(CommandCode.expireGrant, grant)
        case .voidGrant(let grant): put(CommandCode.voidGrant, grant)
        case .activateWallet(let wallet): put(CommandCode.activateWallet, wallet)
        case .terminateWallet(let wallet): put(CommandCode.terminateWallet, wallet)
        case .updateWallet, .changeGrant: return false
        }
        return true
    }

    private mutating func put<Tag>(_ code: UInt8, _ id: Identifier<Tag>) {
        byte(code)
        self.id(id)
    }

    private mutating func reinstate(_ reinstate: Reinstate) {
        byte(CommandCode.reinstate)
        text(reinstate.invoice.text)
        flags(PackedFlags(reinstate.lines != nil, reinstate.reopenUntil != nil))
        instant(ifAny: reinstate.reopenUntil)
        guard let lines = reinstate.lines else { return }
        count(lines.count)
        for (line, amount) in lines {
            text(line.text)
            money(amount)
        }
    }

    private mutating func topUp(_ topUp: TopUp) {
        byte(CommandCode.topUp)
        flags(
            PackedFlags(
                topUp.paid != nil, topUp.granted != nil, topUp.scope.isEverything,
                topUp.effectiveAt != nil, topUp.expiresAt != nil, topUp.costBasis != nil,
                topUp.ignoresLimits, topUp.metadata.isEmpty))
        id(topUp.wallet)
        sum(ifAny: topUp.paid)
        sum(ifAny: topUp.granted)
        scope(topUp.scope)
        instant(ifAny: topUp.effectiveAt)
        instant(ifAny: topUp.expiresAt)
        if let costBasis = topUp.costBasis { money(costBasis) }
        if !topUp.metadata.isEmpty { pairs(topUp.metadata.pairs) }
        byte(topUp.payment.packed)
        integer(Int64(topUp.priority))
        text(topUp.name)
    }

    private mutating func sum(ifAny sum: TopUp.Sum?) {
        switch sum {
        case .credits(let credits):
            byte(0)
            self.credits(credits)
        case .money(let money):
            byte(1)
            self.money(money)
        case nil: break
        }
    }

    private mutating func createWallet(_ wallet: CreateWallet) {
        byte(CommandCode.createWallet)
        terms(
            WalletTerms(
                name: wallet.name, externalID: wallet.externalID, currency: wallet.currency,
                rate: wallet.rate, priority: wallet.priority, scope: wallet.scope,
                activation: wallet.activation, expiresAt: wallet.expiresAt,
                graceSeconds: wallet.graceSeconds, limits: wallet.limits,
                metadata: wallet.metadata))
        credits(wallet.paid)
        credits(wallet.granted)
        byte(wallet.payment.packed)
    }
}

extension PackedReader {
    mutating func command() -> Command {
        switch byte() {
        case CommandCode.drawDown:
            let invoice = invoice()
            return .drawDown(DrawDown(invoice, clearing: usage()))
        case CommandCode.capture:
            let invoice = InvoiceID(stored: text())
            let line = LineID(stored: text())
            let hold: HoldID = id()
            return .capture(CaptureHold(hold, money(), invoice: invoice, line: line))
        case CommandCode.reinstate: return .reinstate(reinstate())
        case CommandCode.topUp: return .topUp(topUp())
        case CommandCode.createWallet: return .createWallet(createWallet())
        case CommandCode.voidCredits:
            var flags = flags()
            let wallet: WalletID = id()
            let credits = credits()
            return .voidCredits(VoidCredits(wallet, credits, from: flags.next() ? id() : nil))
        case CommandCode.hold: return .hold(holdCredits())
        case CommandCode.extendHold:
            let hold: HoldID = id()
            return .extendHold(hold, until: time())
        case CommandCode.reportUsage: return .reportUsage(report())
        case CommandCode.failTopUp:
            let grant: GrantID = id()
            return .failTopUp(grant, reason: text())
        case CommandCode.resumeRule:
            let wallet: WalletID = id()
            return .resumeRule(wallet, id())
        case CommandCode.releaseHold: return .releaseHold(id())
        case CommandCode.settleTopUp: return .settleTopUp(id())
        case CommandCode.confirmCharge: return .confirmCharge(id())
        case CommandCode.expireGrant: return .expireGrant(id())
        case CommandCode.voidGrant: return .voidGrant(id())
        case CommandCode.activateWallet: return .activateWallet(id())
        default: return .terminateWallet(id())
        }
    }

    private mutating func holdCredits() -> HoldCredits {
        var flags = flags()
        let allowsPart = flags.next()
        let amount = money()
        let feeType = FeeType(packed: byte())
        let price = text(if: flags.next()).map { PriceCode(stored: $0) }
        return HoldCredits(
            amount, for: feeType, price: price, until: time(), allowsPart: allowsPart)
    }

    private mutating func reinstate() -> Reinstate {
        let invoice = InvoiceID(stored: text())
        var flags = flags()
        let hasLines = flags.next()
        let reopenUntil = time(if: flags.next())
        guard hasLines else { return Reinstate(invoice, reopenUntil: reopenUntil) }
        var lines: [LineID: Money] = [:]
        for _ in 0..<count() {
            let line = LineID(stored: text())
            lines[line] = money()
        }
        return Reinstate(invoice, lines: lines, reopenUntil: reopenUntil)
    }

    private mutating func topUp() -> TopUp {
        var flags = flags()
        let wallet: WalletID = id()
        let paid = flags.next() ? sum() : nil
        let granted = flags.next() ? sum() : nil
        let scope = scope(isEverything: flags.next())
        let effectiveAt = time(if: flags.next())
        let expiresAt = time(if: flags.next())
        let costBasis = flags.next() ? money() : nil
        let ignoresLimits = flags.next()
        let metadata: Metadata = flags.next() ? .none : Metadata(stored: pairs())
        let payment = Payment(packed: byte())
        let priority = Int(truncatingIfNeeded: integer())
        return TopUp(
            wallet, paid: paid, granted: granted, payment: payment, priority: priority,
            scope: scope, effectiveAt: effectiveAt, expiresAt: expiresAt, costBasis: costBasis,
            ignoresLimits: ignoresLimits, name: text(), metadata: metadata)
    }

    private mutating func sum() -> TopUp.Sum {
        byte() == 0 ? .credits(credits()) : .money(money())
    }

    private mutating func createWallet() -> CreateWallet {
        let terms = walletTerms()
        let paid = credits()
        let granted = credits()
        return CreateWallet(
            currency: terms.currency, rate: terms.rate, name: terms.name,
            externalID: terms.externalID, priority: terms.priority, scope: terms.scope,
            activation: terms.activation, expiresAt: terms.expiresAt,
            graceSeconds: terms.graceSeconds, limits: terms.limits, metadata: terms.metadata,
            paid: paid, granted: granted, payment: Payment(packed: byte()))
    }
}
