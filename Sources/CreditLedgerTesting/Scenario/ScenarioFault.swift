/// What is wrong with a scenario file itself, whatever a ledger does with it.
///
/// A member that the format lacks is never ignored: a misspelt expectation would otherwise pass.
public struct ScenarioFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The step that it stands in, counted from 1; `nil` if it concerns the whole file.
    public let step: Int?
    /// What is wrong, naming the member.
    public let reason: String

    init(step: Int? = nil, _ reason: String) {
        self.step = step
        self.reason = reason
    }

    /// The step, if any, and what is wrong with it.
    public var description: String {
        (step.map { "step \($0): " } ?? "") + reason
    }

    func at(step: Int) -> ScenarioFault { ScenarioFault(step: step, reason) }
}
