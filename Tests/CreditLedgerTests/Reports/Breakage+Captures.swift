@testable import CreditLedger

/// Breakages of captures: 22 of 26 held dollars are captured for the line `api` of `in_1`, by all
/// 10 credits of the bonus and 24 of 32 prepaid ones.
extension Breakage {
    private init(
        ofCapture name: String, _ expected: Invariant,
        apply: @escaping @Sendable (inout BrokenBook) throws -> Void
    ) {
        self.init(name, [expected], of: History.holdsAndCapture, apply: apply)
    }

    static let captures = [
        Breakage(ofCapture: "less applied than was captured", .captureWithinHold) {
            try $0.changeCapture(command: $0.capture("23"))
        },
        Breakage(ofCapture: "more applied than was captured", .captureWithinHold) {
            try $0.changeCapture(command: $0.capture("21"))
        },
        Breakage(ofCapture: "more captured than is held", .captureWithinHold) {
            // 16 dollars are held of the prepaid credits.
            try $0.changeCapture(command: $0.capture("27"), dollars: "10", "17")
        },
        Breakage(ofCapture: "a capture out of the order of its parts", .captureWithinHold) {
            try $0.changeCapture(command: $0.capture("22"), dollars: "9", "13")
        },
        Breakage(ofCapture: "a capture from a grant that holds nothing", .captureWithinHold) {
            let other = $0.openedGrant(1)
            try $0.changeCapture { $0.changed(grant: other.id, issued: 50, remaining: 26) }
        },
        Breakage(ofCapture: "a hold that is captured and not applied", .captureWithinHold) {
            try $0.changeCapture(transactions: [])
        },
        Breakage(ofCapture: "a hold that is captured by no capture", .captureWithinHold) {
            let hold = $0.history.book.holds[0]
            $0.append(command: .releaseHold(hold.id), effects: [.holdEnded(hold, .captured)])
        },
        Breakage(ofCapture: "more credits captured than the money is worth", .worthMatches) {
            try $0.changeCapture { $0.changed(credits: 25, remaining: 75) }
        },
        Breakage(ofCapture: "fewer credits captured than the money is worth", .worthMatches) {
            try $0.changeCapture { $0.changed(credits: 23, remaining: 77) }
        },
        Breakage(ofCapture: "money captured in another currency than the wallet's", .worthMatches) {
            let euros = try Money("12", .eur)
            try $0.changeCapture {
                $0.changed(application: $0.application?.changed(amount: euros))
            }
        },
        Breakage(ofCapture: "a capture applied to another line", .appliedToDrawnLine) {
            let line = try LineID("plan")
            try $0.changeCapture { $0.changed(application: $0.application?.changed(line: line)) }
        },
        Breakage(ofCapture: "a line captured for twice", .lineCapturedOnce) {
            $0.keepEntries(6)
            try $0.captureSecond(line: "api", remaining: 68)
        },
        Breakage(ofCapture: "a line captured for after the drawdown", .lineCapturedOnce) {
            $0.keepEntries(10)
            try $0.captureSecond(line: "late", remaining: 40)
        },
        Breakage(ofCapture: "a drawdown that leaves captures out", .capturesCount) {
            $0.tellCaptured([])
        },
        Breakage(ofCapture: "a drawdown that tells more than was captured", .capturesCount) {
            $0.tellCaptured([CapturedLine(line: try LineID("api"), amount: try Money("23", .usd))])
        },
        Breakage(ofCapture: "a drawdown that tells of another line", .capturesCount) {
            $0.tellCaptured([
                CapturedLine(line: try LineID("api"), amount: try Money("22", .usd)),
                CapturedLine(line: try LineID("plan"), amount: try Money("1", .usd)),
            ])
        },
        Breakage(ofCapture: "a drawdown in another currency than its captures", .capturesCount) {
            let invoice = try Invoice(
                id: InvoiceID("in_1"), currency: .eur,
                lines: [Invoice.Line(LineID("api"), .charge, Money("26", .eur))])
            $0.entries[9] = $0.entries[9].changed(
                command: .drawDown(DrawDown(invoice)), transactions: [])
            $0.keepEntries(10)
        },
        Breakage(ofCapture: "a line of less than was captured for it", .appliedWithinLine) {
            let invoice = try Invoice(
                id: InvoiceID("in_1"), currency: .usd,
                lines: [Invoice.Line(LineID("api"), .charge, Money("21", .usd))])
            $0.entries[9] = $0.entries[9].changed(
                command: .drawDown(DrawDown(invoice)), transactions: [])
            $0.keepEntries(10)
        },
        Breakage(ofCapture: "an invoice without a line that was captured for", .appliedWithinLine) {
            let invoice = try Invoice(id: InvoiceID("in_1"), currency: .usd, lines: [])
            $0.entries[9] = $0.entries[9].changed(
                command: .drawDown(DrawDown(invoice)), transactions: [])
            $0.keepEntries(10)
        },
    ]
}

extension BrokenBook {
    /// A capture of the first hold.
    fileprivate func capture(_ dollars: String) throws -> Command {
        .capture(
            CaptureHold(
                try first.id, try Money(dollars, .usd), invoice: try InvoiceID("in_1"),
                line: try LineID("api")))
    }

    /// Ends the history with the capture, and that otherwise.
    fileprivate mutating func changeCapture(
        command: Command? = nil, transactions: [Transaction]? = nil
    ) throws {
        entries[5] = entries[5].changed(command: command, transactions: transactions)
        keepEntries(6)
    }

    /// The same, with other sums of the bonus and of the prepaid credits, at what they are worth.
    fileprivate mutating func changeCapture(
        command: Command, dollars bonus: String, _ prepaid: String
    ) throws {
        let sums = try [Money(bonus, .usd), Money(prepaid, .usd)]
        let transactions = zip(entries[5].transactions, sums).map { transaction, sum in
            let rate: Int128 = transaction.issued == 10 ? 1 : 2
            let credits = Credits(units: sum.units * rate)
            return transaction.changed(
                credits: credits, remaining: transaction.issued - credits,
                application: transaction.application?.changed(amount: sum))
        }
        try changeCapture(command: command, transactions: transactions)
    }

    /// The same, with the transaction of the prepaid credits otherwise.
    fileprivate mutating func changeCapture(
        _ change: (Transaction) throws -> Transaction
    ) throws {
        try changeCapture(
            transactions: [entries[5].transactions[0], change(entries[5].transactions[1])])
    }

    /// Ends the history with a capture of the hold that stays, for a line of `in_1`.
    fileprivate mutating func captureSecond(line: String, remaining: Credits) throws {
        let hold = try second
        let capture = CaptureHold(
            hold.id, hold.amount, invoice: try InvoiceID("in_1"), line: try LineID(line))
        let application = LineApplication(
            invoice: capture.invoice, line: capture.line, amount: capture.amount, undoes: nil)
        let model = entries[5].transactions[1]
        append(
            command: .capture(capture),
            transactions: { entry in
                [
                    model.changed(
                        id: entry.with(ordinal: 1), credits: 8, remaining: remaining,
                        application: application)
                ]
            }, effects: [.holdEnded(hold, .captured)])
    }

    /// Ends the history with a drawdown that tells this of captures.
    fileprivate mutating func tellCaptured(_ captured: [CapturedLine]) {
        let effects = entries[9].effects.map { effect -> Effect in
            guard case .invoiceDrawn(let invoice, _, let skipped) = effect else { return effect }
            return .invoiceDrawn(invoice, captured: captured, skipped: skipped)
        }
        entries[9] = entries[9].changed(effects: effects)
        keepEntries(10)
    }
}
