import CreditLedger

/// Plain text to be read: headings, sentences and tables with aligned columns.
struct Page {
    private(set) var text = ""

    mutating func heading(_ title: String) {
        if !text.isEmpty { text += "\n" }
        text += "\(title)\n\(String(repeating: "=", count: title.count))\n"
    }

    mutating func say(_ sentence: String) {
        text += "\(sentence)\n"
    }

    /// A table with a line of column titles; a title that begins with `>` is of a column of
    /// figures, which stand at the right.
    mutating func table(_ titles: [String], _ rows: [[String]]) {
        let plain = titles.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
        let widths = plain.indices.map { column in
            ([plain] + rows).map { $0[column].count }.max() ?? 0
        }
        for row in [plain] + rows {
            let cells = zip(row, zip(titles, widths)).map { cell, column in
                let blank = String(repeating: " ", count: column.1 - cell.count)
                return column.0.hasPrefix(">") ? blank + cell : cell + blank
            }
            text += trimmed("  " + cells.joined(separator: "  ")) + "\n"
        }
    }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension Money {
    /// The amount with at least the minor digits of its currency: `10.00`.
    var figure: String { padded(amount, to: Int(currency.minorDigits)) }
}

extension WideSum {
    /// The amount with at least two fractional digits: `10.00`.
    var figure: String { padded(description, to: 2) }
}

extension Instant {
    /// The day: `2026-01-31`.
    var day: String { String(description.prefix(10)) }
    /// Day and time of day, to the minute: `2026-01-31 17:30`.
    var minute: String { day + " " + description.dropFirst(11).prefix(5) }
}

private func padded(_ amount: String, to digits: Int) -> String {
    guard digits > 0 else { return amount }
    let parts = amount.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    return "\(parts[0]).\(fraction)\(zeros)"
}
