internal import HTTPTypes

/// Which methods the paths have.
struct PathTable: Sendable {
    private let rows: [(pattern: [Substring], method: HTTPRequest.Method)]

    init(_ rows: [(path: String, method: HTTPRequest.Method)]) {
        self.rows = rows.map { (Self.segments($0.path), $0.method) }
    }

    /// The methods of the calls at a path; none if there is no such path.
    ///
    /// As in the router, a path that is spelled out goes before one with places.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let segments = Self.segments(path)
        let matches = rows.filter { row in
            row.pattern.count == segments.count
                && zip(row.pattern, segments).allSatisfy { Self.isPlace($0) || $0 == $1 }
        }
        let fewest = matches.map { $0.pattern.count(where: Self.isPlace) }.min()
        let methods = matches.filter { $0.pattern.count(where: Self.isPlace) == fewest }
            .map(\.method)
        return methods.contains(.get) && !methods.contains(.head) ? methods + [.head] : methods
    }

    private static func isPlace(_ segment: Substring) -> Bool { segment.hasPrefix("{") }

    private static func segments(_ path: some StringProtocol) -> [Substring] {
        Substring(path).split(separator: "/")
    }
}
