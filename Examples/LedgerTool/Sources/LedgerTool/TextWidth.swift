extension String {
    /// How many columns of a terminal the text takes: letters of East Asian scripts and emoji take
    /// two, whatever they are composed of.
    var columns: Int {
        guard !utf8.allSatisfy({ (32...126).contains($0) }) else { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    func padded(after width: Int) -> String { self + Self.blanks(width - columns) }
    func padded(before width: Int) -> String { Self.blanks(width - columns) + self }

    private static func blanks(_ count: Int) -> String {
        String(repeating: " ", count: count > 0 ? count : 0)
    }

    /// The text without what would move a terminal's cursor or turn the direction of writing:
    /// names come from customers.
    var printable: String {
        guard !unicodeScalars.allSatisfy(\.isPrintable) else { return self }
        var result = UnicodeScalarView()
        for scalar in unicodeScalars { result.append(scalar.isPrintable ? scalar : "\u{FFFD}") }
        return String(result)
    }
}

extension Character {
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        let isEmoji = first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
        return isEmoji || first.isWide ? 2 : 1
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !(0x202A...0x202E).contains(value) && !(0x2066...0x2069).contains(value)
        }
    }

    /// The blocks of wide letters (Unicode Annex 11), roughly.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
