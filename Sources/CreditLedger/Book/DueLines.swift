/// What is left to pay of the lines of an invoice, in its order (R6.9).
struct DueLines {
    private let lines: [Invoice.Line]
    private let capturedLines: [CapturedLine]
    /// The first line with something due; past the end if there is none.
    private var index = -1
    /// What is due of that line, in grid units of money.
    private var due: Int128 = 0
    /// The first captured line that has not been passed.
    private var nextCaptured = 0

    /// The lines, less what is paid of them already; both in the invoice's order.
    init(_ lines: [Invoice.Line], less captured: [CapturedLine]) {
        self.lines = lines
        self.capturedLines = captured
        advance()
    }

    /// What is paid already, in grid units of money.
    var captured: Int128 { capturedLines.reduce(into: 0) { $0 += $1.amount.units } }

    /// Whether nothing is due.
    var isPaid: Bool { index == lines.count }

    /// Pays of the first line with something due.
    ///
    /// - Parameter money: what there is, above 0; something is due.
    /// - Returns: the line, and what was paid of it.
    mutating func pay(_ money: Int128) -> (line: Int, amount: Int128) {
        let payment = (index, min(money, due))
        due -= payment.1
        advance()
        return payment
    }

    private mutating func advance() {
        while due == 0, index < lines.count {
            index += 1
            guard index < lines.count else { return }
            var next = nextCaptured
            due = due(of: index, &next)
            nextCaptured = next
        }
    }

    private func due(of line: Int, _ next: inout Int) -> Int128 {
        let amount = lines[line].amount.units
        guard next < capturedLines.count, capturedLines[next].line == lines[line].id else {
            return amount
        }
        next += 1
        return amount - capturedLines[next - 1].amount.units
    }

    /// All lines, as the flow sees them.
    func lines(of classes: LineClasses) -> [Allocation.Line] {
        var next = 0
        return lines.indices.map { line in
            Allocation.Line(due: due(of: line, &next), lineClass: classes.classOfLine[line])
        }
    }
}
