/// A table of text in aligned columns.
///
/// Figures stand at the right with their decimal points one below the other, so that sizes can be
/// compared at a glance. No cell is ever wrapped or cut: half an amount would be another amount.
struct Table {
    enum Alignment {
        case left
        /// At the decimal point, which stands behind the last digit where it is not written.
        case decimal
    }

    struct Column {
        let title: String
        let alignment: Alignment

        static func text(_ title: String) -> Column { Column(title: title, alignment: .left) }
        static func figure(_ title: String) -> Column {
            Column(title: title, alignment: .decimal)
        }
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; cells that are left out are empty.
    mutating func add(_ cells: [String]) {
        let visible = cells.prefix(columns.count).map(\.printable)
        rows.append(visible + Array(repeating: "", count: columns.count - visible.count))
    }

    /// The table, one line per row, without an end of line at its end.
    func text(isStyled: Bool) -> String {
        var cells: [[String]] = []
        for (index, column) in columns.enumerated() {
            let below = rows.map { $0[index] }
            cells.append(
                column.alignment == .decimal
                    ? Self.figures(below, under: column.title)
                    : Self.texts([column.title] + below))
        }
        let lines = (0...rows.count).map { row in
            let line = cells.map { $0[row] }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        guard isStyled, let head = lines.first else { return lines.joined(separator: "\n") }
        return (["\u{1B}[1m\(head)\u{1B}[0m"] + lines.dropFirst()).joined(separator: "\n")
    }

    private static func texts(_ cells: [String]) -> [String] {
        let width = cells.map(\.columns).max() ?? 0
        return cells.map { $0.padded(after: width) }
    }

    private static func figures(_ cells: [String], under title: String) -> [String] {
        let parts = cells.map { cell in
            let point = cell.firstIndex(of: ".") ?? cell.endIndex
            return (whole: String(cell[..<point]), fraction: String(cell[point...]))
        }
        let tail = parts.map(\.fraction.columns).max() ?? 0
        let aligned = parts.map { $0.whole + $0.fraction.padded(after: tail) }
        let width = (aligned + [title]).map(\.columns).max() ?? 0
        return ([title] + aligned).map { $0.padded(before: width) }
    }
}
