@testable import CreditLedger

/// Breakages of what is held, of what captures take of it, and of money that is owed back.
extension Breakage {
    private init(
        ofHolds name: String, _ expected: Invariant,
        apply: @escaping @Sendable (inout BrokenBook) throws -> Void
    ) {
        self.init(name, [expected], of: History.holdsAndCapture, apply: apply)
    }

    static let holds = [
        Breakage(ofHolds: "a hold opened twice", .holdOpened) {
            $0.append(effects: [.holdOpened($0.history.book.holds[0])])
        },
        Breakage(ofHolds: "a hold that has ended opened again", .holdOpened) {
            // Of what is free, as its own grants are used up.
            let part = try $0.second.parts[0].changed(amount: Money("1", .usd), credits: 2)
            $0.append(effects: [.holdOpened(try $0.first.changed(parts: [part]))])
        },
        Breakage(ofHolds: "more held than was asked for", .holdOpened) {
            try $0.changeSecond { try $0.changed(asked: Money("3.99", .usd)) }
        },
        Breakage(ofHolds: "a hold of nothing", .holdOpened) {
            try $0.changeSecond { $0.changed(parts: []) }
        },
        Breakage(ofHolds: "a hold that loses its last part and stays", .holdOpened) {
            $0.append(effects: [.holdChanged($0.history.book.holds[0].changed(parts: []))])
        },
        Breakage(ofHolds: "a hold that ends earlier than it did", .holdOpened) {
            let hold = $0.history.book.holds[0]
            $0.append(effects: [.holdChanged(hold.changed(until: hold.createdAt))])
        },
        Breakage(ofHolds: "a hold that becomes one for something else", .holdOpened) {
            let hold = $0.history.book.holds[0]
            $0.append(effects: [.holdChanged(hold.changed(feeType: .subscription))])
        },
        Breakage(ofHolds: "a hold that comes to hold more", .holdOpened) {
            let hold = $0.history.book.holds[0]
            let more = hold.parts[0].changed(credits: 9)
            $0.append(effects: [.holdChanged(hold.changed(parts: [more]))])
        },
        Breakage(ofHolds: "a change of a hold that has ended", .holdOpened) {
            $0.append(effects: [.holdChanged(try $0.first)])
        },
        Breakage(ofHolds: "a hold that ends twice", .holdOpened) {
            $0.append(effects: [.holdEnded(try $0.first, .released)])
        },
        Breakage(ofHolds: "a hold that ends otherwise than it stood", .holdOpened) {
            let hold = $0.history.book.holds[0]
            let other = try hold.changed(asked: Money("5", .usd))
            $0.append(effects: [.holdEnded(other, .released)])
        },
        Breakage(ofHolds: "held credits without a hold", .heldByHolds) {
            $0.breakFold { $0.lots[0].held += 1 }
        },
        Breakage(ofHolds: "a hold whose credits are free", .heldByHolds) {
            $0.breakFold { $0.lots[0].held = 0 }
        },
        Breakage(ofHolds: "a hold that is missing in the book", .heldByHolds) {
            $0.breakFold { $0.holds.removeAll() }
        },
        Breakage(ofHolds: "a hold that only the book has", .heldByHolds) {
            $0.breakFold { $0.holds.append(.unheardOf) }
        },
        Breakage(ofHolds: "held credits that are taken for something else", .heldByHolds) {
            // 8 of the last 48 prepaid credits are held.
            let last = try $0.lastApplied()
            $0.append(transactions: { entry in
                [
                    last.changed(
                        id: entry.with(ordinal: 1), kind: .voided, credits: 41, remaining: 7,
                        application: .some(nil))
                ]
            })
        },
        Breakage(ofHolds: "a part of another wallet than its grant's", .grantOpened) {
            let bonus = $0.history.wallets[1]
            // At the bonus wallet's rate, so that the worth is right.
            try $0.changeSecond {
                try $0.changed(
                    parts: [$0.parts[0].changed(wallet: bonus, credits: Credits("4"))])
            }
        },
        Breakage(ofHolds: "more credits held than the money is worth", .worthMatches) {
            try $0.changeSecond { $0.changed(parts: [$0.parts[0].changed(credits: 9)]) }
        },
        Breakage(ofHolds: "fewer credits held than the money is worth", .worthMatches) {
            try $0.changeSecond { $0.changed(parts: [$0.parts[0].changed(credits: 7)]) }
        },
        Breakage(ofHolds: "money held in another currency than the wallet's", .worthMatches) {
            try $0.changeSecond {
                try $0.changed(
                    asked: Money("4", .eur),
                    parts: [$0.parts[0].changed(amount: Money("4", .eur))])
            }
        },
    ]

    static let refunds = [
        Breakage(ofHolds: "money that is owed back twice", .refundOwedOnce) {
            $0.append(effects: [.refundOwed(try $0.refund)])
        },
        Breakage(ofHolds: "money owed back for credits that are there", .refundOwedOnce) {
            let paid = $0.openedGrant(0)
            $0.append(effects: [.refundOwed(try $0.refund.changed(grant: paid))])
        },
        Breakage(ofHolds: "another sum owed back than was asked for", .refundOwedOnce) {
            let refund = try $0.refund.changed(amount: Money("4.49", .usd))
            $0.entries[8] = $0.entries[8].changed(effects: [.refundOwed(refund)])
        },
        Breakage(ofHolds: "money owed back for a grant that nobody opened", .grantOpened) {
            let unheardOf = $0.openedGrant(0).changed(id: .unheardOf)
            $0.append(effects: [.refundOwed(try $0.refund.changed(grant: unheardOf))])
        },
    ]
}

extension BrokenBook {
    /// What the captured hold was like.
    var first: Hold { get throws { try hold(openedIn: 3) } }

    /// What the hold that stays was like at first.
    var second: Hold { get throws { try hold(openedIn: 4) } }

    private func hold(openedIn entry: Int) throws -> Hold {
        for case .holdOpened(let hold) in entries[entry].effects { return hold }
        throw NoSuchTransaction(kind: .applied)
    }

    /// The money that is owed back.
    fileprivate var refund: RefundOwed {
        get throws {
            for case .refundOwed(let refund) in entries[8].effects { return refund }
            throw NoSuchTransaction(kind: .purchased)
        }
    }

    /// What the drawdown took last.
    fileprivate func lastApplied() throws -> Transaction {
        guard let last = entries[9].transactions.last else {
            throw NoSuchTransaction(kind: .applied)
        }
        return last
    }

    /// Ends the history with the second hold, and that otherwise.
    fileprivate mutating func changeSecond(_ change: (Hold) throws -> Hold) throws {
        entries[4] = entries[4].changed(effects: [.holdOpened(try change(try second))])
        keepEntries(5)
    }
}
