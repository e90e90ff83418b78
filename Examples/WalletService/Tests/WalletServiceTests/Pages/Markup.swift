/// A strict reading of a page: what a browser would take for tags and attributes.
struct Markup {
    struct Tag: Equatable {
        let name: String
        let attributes: [String: String]
    }

    private(set) var tags: [Tag] = []
    /// What is not as it must be: unquoted attributes, tags that don't close, and so on.
    private(set) var faults: [String] = []

    private static let void: Set<String> = ["meta", "link", "input", "!doctype"]

    /// Reads a page byte by byte, as browsers do: no character can hide another.
    init(_ html: String) {
        let bytes = Array(html.utf8)
        var open: [String] = []
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            guard let end = Self.end(of: start, in: bytes) else {
                faults.append("a tag without an end")
                return
            }
            read(Array(bytes[(start + 1)..<end]), &open)
            index = end + 1
        }
        if !open.isEmpty { faults.append("never closed: \(open)") }
    }

    private static func end(of start: Int, in bytes: [UInt8]) -> Int? {
        var quoted = false
        for index in start..<bytes.count {
            if bytes[index] == UInt8(ascii: "\"") { quoted.toggle() }
            if bytes[index] == UInt8(ascii: ">"), !quoted { return index }
        }
        return nil
    }

    private mutating func read(_ bytes: [UInt8], _ open: inout [String]) {
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("/") {
            let name = String(text.dropFirst())
            if open.last == name { open.removeLast() } else { faults.append("stray </\(name)>") }
            return
        }
        let closes = text.hasSuffix("/")
        if closes { text.removeLast() }
        let name = String(text.prefix { !$0.isWhitespace })
        var attributes: [String: String] = [:]
        var rest = text.dropFirst(name.count).drop { $0.isWhitespace }
        while !rest.isEmpty {
            let key = String(rest.unicodeScalars.prefix { $0 != "=" && $0 != " " })
            rest = rest.dropFirst(key.count)
            var value = ""
            if rest.hasPrefix("=\"") {
                let scalars = rest.unicodeScalars.dropFirst(2)
                value = String(scalars.prefix { $0 != "\"" })
                rest = Substring(scalars.drop { $0 != "\"" }.dropFirst())
            } else if rest.hasPrefix("=") {
                faults.append("unquoted \(key) in <\(name)>")
                return
            }
            attributes[key] = value
            rest = rest.drop { $0.isWhitespace }
        }
        tags.append(Tag(name: name, attributes: attributes))
        if !closes, !Self.void.contains(name) { open.append(name) }
    }

    /// All values of an attribute.
    func values(_ attribute: String) -> [String] {
        tags.compactMap { $0.attributes[attribute] }
    }
}
