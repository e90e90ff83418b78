/// What the program was told to do.
struct Orders: Sendable {
    /// Where the ledger is kept.
    enum Target: Sendable {
        case sqlite(String)
        case postgres(String, schema: String)
    }

    /// Why they can't be followed.
    struct Complaint: Error {
        let text: String
    }

    private(set) var target: Target
    /// Decides on the commands, and makes their keys the program's own.
    var seed: UInt64 = 1
    /// How many callers send commands at a time.
    var callers = 16
    /// How many customers there are, the same ones for every program.
    var customers = 10
    /// How many commands each caller sends; without it they go on until the program is killed.
    var commands: Int?
    /// The file of the payment provider, if automatic top-ups are to be bought and collected.
    var charges: String?
    /// Whether to end only when nothing is left to be collected.
    var collectsAll = false

    static let usage = """
        usage: store-hammer sqlite FILE [OPTIONS]
               store-hammer postgres URL [--schema NAME] [OPTIONS]
        options: --seed N, --callers N, --customers N, --commands N, --charges FILE, --collect-all
        """

    init(_ arguments: some Sequence<String>) throws(Complaint) {
        var words = Array(arguments)[...]
        var schema = "creditledger"
        guard let kind = words.popFirst(), let place = words.popFirst() else {
            throw Complaint(text: Self.usage)
        }
        target = kind == "postgres" ? .postgres(place, schema: schema) : .sqlite(place)
        guard ["sqlite", "postgres"].contains(kind) else { throw Complaint(text: Self.usage) }
        while let option = words.popFirst() {
            if option == "--collect-all" {
                collectsAll = true
                continue
            }
            guard let value = words.popFirst() else { throw Complaint(text: Self.usage) }
            switch option {
            case "--seed": seed = try Self.number(value)
            case "--callers": callers = try Self.number(value)
            case "--customers": customers = max(1, try Self.number(value))
            case "--commands": commands = try Self.number(value)
            case "--charges": charges = value
            case "--schema": schema = value
            default: throw Complaint(text: Self.usage)
            }
        }
        if case .postgres(let url, _) = target { target = .postgres(url, schema: schema) }
    }

    private static func number<Number: FixedWidthInteger>(
        _ text: String
    ) throws(Complaint) -> Number {
        guard let number = Number(text) else { throw Complaint(text: Self.usage) }
        return number
    }
}
