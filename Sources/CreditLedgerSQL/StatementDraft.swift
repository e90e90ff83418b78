internal import CreditLedger

/// A statement in the making: a value is bound where it is written, so parameters are in order.
///
/// For lists, whose filters make many texts. What runs with every command has a constant text.
struct StatementDraft {
    private(set) var text: String
    private(set) var values: [SQLValue] = []

    init(_ text: String) {
        self.text = text
    }

    /// Appends text.
    mutating func add(_ part: String) {
        text += part
    }

    /// Appends text and, right behind it, a value.
    mutating func add(_ part: String, _ value: SQLValue) {
        values.append(value)
        text += "\(part)$\(values.count)"
    }

    /// Appends a list in parentheses, always of `width` values, so that there is one text.
    ///
    /// A value stands again where there are fewer; of more than `width`, only so many count.
    mutating func add(_ part: String, oneOf texts: [String], width: Int) {
        text += part
        for place in 0..<width {
            let value = texts.isEmpty ? SQLValue.null : .text(texts[min(place, texts.count - 1)])
            add(place == 0 ? " (" : ", ", value)
        }
        text += ")"
    }

    /// Appends the conditions that an instant lies in a span.
    mutating func add(_ column: String, in span: TimeSpan) {
        if let from = span.from { add(" AND \(column) >= ", .instant(from.bounded)) }
        if let to = span.to { add(" AND \(column) < ", .instant(to.bounded)) }
    }

    var statement: SQLStatement { SQLStatement(text, values) }
}

extension Instant {
    /// The instant, held within those that a database can hold; no entry has another.
    var bounded: Instant { min(max(self, .earliest), .latest) }
}
