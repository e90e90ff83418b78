import ArgumentParser

/// What can be measured.
enum WorkloadName: String, CaseIterable, Sendable, ExpressibleByArgument {
    case topup, drawdown, mixed, hold, invoice, sweep, history, grants, verify, open

    /// What it does, in a line.
    var summary: String {
        switch self {
        case .topup: "top-ups of paid credits; each leaves one more open grant"
        case .drawdown: "invoices of one line, paid from one wallet with three grants"
        case .mixed:
            "70 % drawdowns, 20 % top-ups, 5 % voids, 5 % reinstatements, each with a key; "
                + "customers by Zipf's law"
        case .hold: "a hold and its capture"
        case .invoice: "one invoice of --lines over --grants of mixed scopes, re-routing forced"
        case .sweep: "a sweep over all customers, of whom 1 % have something due"
        case .history: "drawdowns of one customer, whose history grows to --operations entries"
        case .grants: "drawdowns of one customer, with more and more open grants up to --grants"
        case .verify: "the recomputing of all books from their journals"
        case .open: "a cold start: open, first load, and all balances (not in memory)"
        }
    }

    static var list: String {
        allCases.map { name in
            let padding = String(repeating: " ", count: 10 - name.rawValue.count)
            return "  \(name.rawValue)\(padding)\(name.summary)"
        }.joined(separator: "\n")
    }
}
