import CreditLedger
import CreditLedgerTesting
import Testing

/// A model and a clock, with answers as text that a person can check against a scenario file.
///
/// A transaction reads `applied 0 10` (kind, grant, credits), with `pending` or `failed` behind it
/// where it has not settled; one that time journalled ends with its instant.
struct ModelCase {
    private(set) var model = ModelLedger()
    private var clock: Instant

    init(_ start: String) throws {
        self.clock = try Instant(start)
    }

    /// Puts the clock to `text`, does the command and lists what was journalled, or the refusal.
    mutating func at(_ text: String, _ command: Command) throws -> [String] {
        clock = try Instant(text)
        return perform(command)
    }

    /// Does the command where the clock stands.
    mutating func perform(_ command: Command) -> [String] {
        let answer = model.perform(command, at: clock)
        var lines = Self.lines(answer.advanced)
        switch answer.outcome {
        case .refused(let codes): lines.append(codes.sorted().joined(separator: " or "))
        case .nothing, .replayed, .previewed: break
        case .journalled(let entry, _): lines += entry.transactions.map(Self.line)
        }
        return lines
    }

    /// Advances to `text` and lists what time journalled.
    mutating func advance(_ text: String) throws -> [String] {
        clock = try Instant(text)
        return Self.lines(model.advance(to: clock))
    }

    /// Draws an invoice down and lists the applications, then what is due.
    mutating func draw(_ id: String, _ lines: [Invoice.Line], periodEnd: String? = nil) throws
        -> [String]
    {
        let invoice = try Invoice(
            id: InvoiceID(id), currency: .usd, periodEnd: periodEnd.map { try Instant($0) },
            lines: lines)
        let answer = model.perform(.drawDown(DrawDown(invoice)), at: clock)
        switch answer.outcome {
        case .journalled(_, let result): return result.drawn.map(Self.lines) ?? []
        case .replayed(let drawn): return ["replayed"] + Self.lines(drawn)
        case .refused(let codes): return codes.sorted()
        case .nothing, .previewed: return []
        }
    }

    /// Gives back and answers what came back in all and what of it was lost.
    mutating func reinstate(
        _ id: String, _ lines: [String: String]? = nil, reopenUntil: String? = nil
    ) throws -> String {
        var sums: [LineID: Money]?
        if let lines {
            sums = [:]
            for (line, sum) in lines { sums?[try LineID(line)] = try Money(sum, .usd) }
        }
        let command = Reinstate(
            try InvoiceID(id), lines: sums, reopenUntil: try reopenUntil.map { try Instant($0) })
        switch model.perform(.reinstate(command), at: clock).outcome {
        case .journalled(let entry, let result):
            let moved = entry.transactions.map(Self.line).joined(separator: ", ")
            return "\(moved); \(result.reinstated ?? 0) back, \(result.lost ?? 0) lost"
        case .refused(let codes): return codes.sorted().joined(separator: " or ")
        case .nothing, .replayed, .previewed: return "nothing"
        }
    }

    func balance(_ wallet: Int) -> ModelLedger.Balance {
        model.view(at: clock).wallets[wallet].balance
    }

    func status(_ grant: Int) -> GrantStatus { model.view(at: clock).grants[grant].status }

    func remaining(_ grant: Int) -> String {
        model.view(at: clock).grants[grant].remaining.description
    }

    /// Asks the model for what has no text of its own.
    mutating func withModel<Answer>(_ ask: (inout ModelLedger) -> Answer) -> Answer {
        ask(&model)
    }

    mutating func set(_ text: String) throws { clock = try Instant(text) }

    private static func lines(_ entries: [ModelLedger.Entry]) -> [String] {
        entries.flatMap { entry in
            entry.transactions.map { "\(line($0)) \(entry.instant)" }
        }
    }

    private static func line(_ transaction: ModelLedger.Transaction) -> String {
        let status = transaction.status == .settled ? "" : " \(transaction.status.rawValue)"
        return "\(transaction.kind.rawValue) \(transaction.grant) \(transaction.credits)\(status)"
    }

    private static func lines(_ drawn: ModelLedger.Drawn) -> [String] {
        drawn.applications.map { application in
            let head = "\(application.grant) pays \(application.amount.amount)"
            return "\(head) of \(application.line) with \(application.credits)"
        } + drawn.skipped.map { "\($0.grant) \($0.reason.rawValue)" }
    }
}

/// A line of an invoice in dollars.
func line(
    _ id: String, _ amount: String, _ feeType: FeeType = .charge
) throws -> Invoice.Line {
    Invoice.Line(try LineID(id), feeType, try Money(amount, .usd))
}

/// A wallet in dollars, one credit a dollar.
func wallet(
    paid: Credits = 0, granted: Credits = 0, feeTypes: Set<FeeType> = [], rules: [TopUpRule] = []
) -> Command {
    .createWallet(
        CreateWallet(
            currency: .usd, scope: Scope(feeTypes: feeTypes), rules: rules, paid: paid,
            granted: granted))
}
