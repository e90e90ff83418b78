import ArgumentParser

/// The stores that can be measured, as the command line names them.
enum StoreChoice: Hashable, Sendable {
    case memory
    case sqlite(path: String)
    /// A connection as libpq takes it, which may hold a password.
    case postgres(connection: String)
    /// None of these. What was given is not kept: it may hold a password.
    case unknown

    static let forms = "memory, sqlite:FILE or postgres:URL"

    /// What the figures say of it: never where a database is, or who connects.
    var label: String {
        switch self {
        case .memory: "memory"
        case .sqlite: "sqlite"
        case .postgres: "postgres"
        case .unknown: "unknown"
        }
    }

    /// Fails if it is none of the stores.
    func check() throws {
        guard self == .unknown else { return }
        throw ValidationError("What --store names must be \(Self.forms).")
    }
}

extension StoreChoice: ExpressibleByArgument {
    /// Reads an argument; one that is wrong is told of later, without showing it.
    init(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count == 2 ? String(parts[1]) : ""
        switch parts.first {
        case "memory" where parts.count == 1: self = .memory
        case "sqlite" where !rest.isEmpty: self = .sqlite(path: rest)
        // A URL of libpq's own begins in the same way.
        case "postgres" where !rest.isEmpty, "postgresql" where !rest.isEmpty:
            self = .postgres(connection: rest.hasPrefix("//") ? argument : rest)
        default: self = .unknown
        }
    }
}
