internal import Foundation

/// Reads `application/x-www-form-urlencoded` text, a body's or a query's, into a tree: brackets in
/// a name nest, so that `amount[monetary][value]=1000` is a member of a member.
///
/// All values are strings. An array is an object whose names are its indices; `Fields` reads it as
/// the array that it is meant to be.
enum FormReader {
    /// How many pairs are read, and how deep brackets may nest.
    static let pairLimit = 1_000
    static let depthLimit = 8

    /// Reads the text of a form.
    ///
    /// - Throws: ``Fault/malformed(_:)`` for what is not percent-encoded UTF-8, for a name that is
    ///   given twice or has unbalanced brackets, and beyond the limits.
    static func read(_ text: String) throws(Fault) -> JSONValue {
        var root = Branch()
        // Scalar by scalar: a sign and what combines with it would be one character.
        let pairs = text.unicodeScalars.split(separator: "&", omittingEmptySubsequences: true)
        guard pairs.count <= pairLimit else {
            throw .malformed("The form has over \(pairLimit) fields.")
        }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decode(Substring(parts[0]))
            let value = parts.count > 1 ? try decode(Substring(parts[1])) : ""
            try root.add(value, at: try path(name)[...], of: name)
        }
        return root.value
    }

    /// Undoes percent-encoding, and `+` for a blank.
    ///
    /// - Throws: ``Fault/malformed(_:)`` if what it stands for is not UTF-8.
    static func decode(_ text: Substring) throws(Fault) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") })
        else { return String(text) }
        let blanks = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        guard let decoded = String(decoding: blanks, as: UTF8.self).removingPercentEncoding else {
            throw .malformed("A percent-encoded text is not valid UTF-8.")
        }
        return decoded
    }

    /// The place in an array that a name in brackets stands for, if it is one.
    static func index(_ name: String) -> Int? {
        guard (1...6).contains(name.utf8.count), name.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return Int(name)
    }

    /// `a[b][0]` as `a`, `b`, `0`; an empty pair of brackets is the next index.
    private static func path(_ name: String) throws(Fault) -> [String] {
        let name = name.unicodeScalars
        guard let open = name.firstIndex(of: "[") else { return [String(name)] }
        var path = [String(name[..<open])]
        var rest = name[open...]
        while !rest.isEmpty {
            guard rest.first == "[", let close = rest.firstIndex(of: "]") else {
                throw .malformed("The brackets of a field's name are not balanced.")
            }
            path.append(String(rest[rest.index(after: rest.startIndex)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        guard path.count <= depthLimit else {
            throw .malformed("A field's name nests too deep.")
        }
        return path
    }
}

/// A node of the tree that is being read.
private struct Branch {
    private var names: [String] = []
    private var branches: [String: Branch] = [:]
    private var leaf: String?

    mutating func add(
        _ value: String, at path: ArraySlice<String>, of name: String
    ) throws(Fault) {
        guard let first = path.first else {
            guard leaf == nil, names.isEmpty else { throw Self.twice(name) }
            leaf = value
            return
        }
        guard leaf == nil else { throw Self.twice(name) }
        let key = first.isEmpty ? String(names.count) : first
        if branches[key] == nil { names.append(key) }
        try branches[key, default: Branch()].add(value, at: path.dropFirst(), of: name)
    }

    private static func twice(_ name: String) -> Fault {
        .malformed("The field '\(name.prefix(60))' is given twice.")
    }

    var value: JSONValue {
        if let leaf { return .string(leaf) }
        return .object(
            names.reduce(into: JSONObject()) { object, name in
                if let branch = branches[name] { object.add(name, branch.value) }
            })
    }
}
