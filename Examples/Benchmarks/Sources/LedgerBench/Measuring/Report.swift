import Foundation

/// The figures of a run, by name and in order.
struct Report: Sendable {
    enum Value: Sendable {
        case text(String)
        case whole(Int)
        case number(Double)
        /// Rows of figures with the same names.
        case rows([Report])
    }

    private(set) var figures: [(name: String, value: Value)] = []

    mutating func add(_ name: String, _ text: String) { figures.append((name, .text(text))) }
    mutating func add(_ name: String, _ whole: Int) { figures.append((name, .whole(whole))) }
    mutating func add(_ name: String, _ number: Double) { figures.append((name, .number(number))) }
    mutating func add(_ name: String, _ rows: [Report]) { figures.append((name, .rows(rows))) }

    /// The figure of a name, if there is one.
    subscript(_ name: String) -> Double? {
        switch figures.first(where: { $0.name == name })?.value {
        case .whole(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }

    /// One object in one line.
    var json: String {
        let members = figures.map { "\"\($0.name)\": \(Self.json($0.value))" }
        return "{" + members.joined(separator: ", ") + "}"
    }

    /// A figure a line, for people.
    var text: String {
        let width = figures.map(\.name.count).max() ?? 0
        return figures.map { figure in
            let name = figure.name.padding(toLength: width + 2, withPad: " ", startingAt: 0)
            guard case .rows(let rows) = figure.value else { return name + Self.text(figure.value) }
            let lines = rows.map { row in
                "\n  "
                    + row.figures.map { "\($0.name) \(Self.text($0.value))" }
                    .joined(separator: "  ")
            }
            return figure.name + lines.joined()
        }.joined(separator: "\n")
    }

    private static func json(_ value: Value) -> String {
        switch value {
        // The texts are names of this program's own, without quotes.
        case .text(let text): "\"\(text)\""
        case .rows(let rows): "[" + rows.map(\.json).joined(separator: ", ") + "]"
        default: text(value)
        }
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .whole(let whole): "\(whole)"
        case .number(let number) where !number.isFinite: "0"
        case .number(let number): String(format: abs(number) < 100 ? "%.3f" : "%.0f", number)
        case .rows(let rows): "\(rows.count)"
        }
    }
}
