import ArgumentParser

/// The stores that the tool can run on, as the command line names them.
enum StoreChoice: Hashable, Sendable {
    case memory
    case sqlite(path: String)
    /// A connection as libpq takes it, which may hold a password, and the schema.
    case postgres(connection: String, schema: String)
    /// None of these. What was given is not kept: it may hold a password.
    case unknown

    static let forms = "memory, sqlite:FILE or postgres:URL"
    static let defaultSchema = "creditledger"

    /// What a person is told of it: never where a database is, or who connects.
    var label: String {
        switch self {
        case .memory: "memory"
        case .sqlite(let path): "sqlite:\(path.printable)"
        case .postgres(_, let schema): "postgres, schema \(schema)"
        case .unknown: "unknown"
        }
    }

    /// Fails if it is none of the stores, with an option's name for it.
    func check(_ option: String) throws {
        guard self == .unknown else { return }
        throw ValidationError("What \(option) names must be \(Self.forms).")
    }

    /// Fails if it does not outlive the tool.
    func checkThatItLasts(_ option: String) throws {
        try check(option)
        guard self == .memory else { return }
        throw ValidationError(
            "What \(option) names must be sqlite:FILE or postgres:URL: memory ends with the tool.")
    }
}

extension StoreChoice: ExpressibleByArgument {
    /// Reads an argument; one that is wrong is told of later, without showing it.
    init(argument: String) {
        self = Self.read(argument) ?? .unknown
    }

    private static func read(_ argument: String) -> StoreChoice? {
        if argument == "memory" { return .memory }
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let scheme = parts.first, let rest = parts.last, !rest.isEmpty
        else { return nil }
        switch scheme {
        case "sqlite": return .sqlite(path: String(rest))
        // A URL of libpq's own begins in the same way.
        case "postgres", "postgresql":
            return rest.hasPrefix("//") ? postgres(argument[...]) : postgres(rest)
        default: return nil
        }
    }

    /// A URL may end with `#` and the name of a schema, which libpq knows nothing of.
    private static func postgres(_ connection: Substring) -> StoreChoice {
        if connection.contains("://"), let mark = connection.lastIndex(of: "#") {
            let schema = connection[connection.index(after: mark)...]
            if schema.wholeMatch(of: /[a-z_][a-z0-9_]{0,62}/) != nil {
                return .postgres(
                    connection: String(connection[..<mark]), schema: String(schema))
            }
        }
        return .postgres(connection: String(connection), schema: defaultSchema)
    }
}

extension String {
    /// The text without the passwords of URLs and connection strings in it.
    ///
    /// What stands between the user and the last `@` of a word is taken for one, so that too much
    /// is left out rather than too little.
    var withoutPasswords: String {
        replacing(/(:\/\/[^\s:\/@'"]*):[^\s'"]*@/) { "\($0.output.1):***@" }
            .replacing(/((?i:password)\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&'"]+)/) {
                "\($0.output.1)***"
            }
    }
}
