/// Text of others as a page shows it.
enum ShownText {
    /// A name or id; one in which nothing could be seen is told by its characters' numbers.
    static func visible(_ text: String) -> String {
        if text.unicodeScalars.contains(where: \.isVisible) { return text }
        let numbers = text.unicodeScalars.prefix(8).map {
            "U+" + String($0.value, radix: 16, uppercase: true)
        }
        return numbers.isEmpty ? "(empty)" : "(blank: \(numbers.joined(separator: " ")))"
    }

    /// The beginning of a long text, for a title.
    static func short(_ text: String, limit: Int = 60) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > limit else { return visible(text) }
        var start = String.UnicodeScalarView()
        start.append(contentsOf: scalars.prefix(limit))
        return visible(String(start)) + "…"
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The text with a capital first letter.
    static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension Unicode.Scalar {
    /// Whether it leaves ink, as far as its category tells.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate,
            .nonspacingMark, .enclosingMark, .unassigned, .privateUse:
            false
        default: true
        }
    }
}
