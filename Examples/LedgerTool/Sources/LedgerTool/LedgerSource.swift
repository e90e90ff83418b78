import ArgumentParser

/// What fills a ledger that begins empty.
enum LedgerSource: Hashable, Sendable {
    /// The steps of a scenario file.
    case scenario(path: String)
    /// Histories that a seed makes.
    case workload(seed: UInt64, steps: Int)

    static let defaultSteps = 1_000

    /// Reads an argument of the command line.
    init(argument: String) throws {
        guard let source = Self.read(argument) else {
            throw ValidationError("It must be scenario:FILE or workload:SEED[:STEPS].")
        }
        self = source
    }

    private static func read(_ argument: String) -> LedgerSource? {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let rest = parts.last else { return nil }
        switch parts.first {
        case "scenario" where !rest.isEmpty: return .scenario(path: String(rest))
        case "workload":
            let numbers = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(numbers.count), let seed = UInt64(numbers[0]) else { return nil }
            let steps = numbers.count == 2 ? Int(numbers[1]) : defaultSteps
            guard let steps, steps > 0 else { return nil }
            return .workload(seed: seed, steps: steps)
        default: return nil
        }
    }
}
