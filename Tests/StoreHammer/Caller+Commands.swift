internal import CreditLedger

extension Caller {
    /// The next command: about as many credits come as go, so that balances stay near 0, where
    /// mistakes show.
    mutating func command(on wallet: WalletID, at place: Int) throws -> Command {
        if orders.charges != nil, dice.number(below: 10) == 0 {
            return .topUp(
                TopUp(wallet, paid: .credits(10), payment: .chargeAutomatically))
        }
        switch dice.number(below: 100) {
        case 0..<18: return .topUp(collected(wallet))
        case 18..<26:
            return .topUp(
                TopUp(wallet, paid: .credits(9), payment: .due, expiresAt: seconds(3)))
        case 26..<33:
            if let grant = memories[place].due.popLast() {
                return dice.number(below: 3) == 0
                    ? .failTopUp(grant, reason: "declined") : .settleTopUp(grant)
            }
        case 33..<60: return .drawDown(DrawDown(try invoice()))
        case 60..<73:
            return .hold(
                HoldCredits(try money(), for: .charge, until: seconds(3), allowsPart: true))
        case 73..<85:
            if let hold = memories[place].holds.popLast() {
                return .capture(
                    CaptureHold(
                        hold, try Money("0.25", .usd), invoice: try InvoiceID("use-\(name)"),
                        line: try LineID("use")))
            }
        case 85..<91: return .voidCredits(VoidCredits(wallet, 1))
        default:
            if let invoice = memories[place].invoices.popLast() {
                return .reinstate(Reinstate(invoice))
            }
        }
        return .topUp(TopUp(wallet, granted: .credits(2)))
    }

    /// Keeps what an entry made, for a later step.
    mutating func remember(_ command: Command, _ entry: JournalEntry, at place: Int) {
        switch command {
        case .topUp(let topUp) where topUp.payment == .due:
            for case .grantOpened(let opened) in entry.effects {
                memories[place].due.append(opened.id)
            }
        case .hold:
            for case .holdOpened(let hold) in entry.effects {
                memories[place].holds.append(hold.id)
            }
        case .drawDown(let drawDown):
            memories[place].invoices.append(drawDown.invoice.id)
        case .capture(let capture):
            memories[place].invoices.append(capture.invoice)
        default: break
        }
    }

    private mutating func collected(_ wallet: WalletID) -> TopUp {
        switch dice.number(below: 3) {
        case 0: TopUp(wallet, granted: .credits(6), expiresAt: seconds(2))
        case 1: TopUp(wallet, paid: .credits(7), granted: .credits(1))
        default: TopUp(wallet, paid: .credits(8))
        }
    }

    private mutating func invoice() throws -> Invoice {
        try Invoice(
            id: InvoiceID(name), currency: .usd,
            lines: [
                Invoice.Line(LineID("plan"), .subscription, money()),
                Invoice.Line(LineID("use"), .charge, money()),
            ])
    }

    private mutating func money() throws -> Money {
        try Money(minorUnits: Int64(50 + dice.number(below: 300)), .usd)
    }

    private func seconds(_ count: Int64) -> Instant {
        ledger.clock.now.adding(seconds: count)
    }
}

extension JournalEntry {
    /// The wallet that it opened.
    var openedWallet: WalletID? {
        for case .walletOpened(let opened) in effects { return opened.id }
        return nil
    }
}
