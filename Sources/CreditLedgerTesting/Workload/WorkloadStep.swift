public import CreditLedger

extension Workload {
    /// One step of a history: where the clock stands, and what is asked.
    ///
    /// Things are named by ordinals (`Identifier.ordinal`), so a list of steps keeps a
    /// meaning when some of it is left out.
    public struct Step: Hashable, Sendable {
        /// What a step asks.
        public enum Action: Hashable, Sendable {
            /// A command.
            case perform(Command)
            /// What time alone causes.
            case advance
            /// A drawdown without effect, of an invoice that is never drawn.
            case preview(Invoice)
        }

        /// Where the clock stands.
        public let at: Instant
        /// What is asked.
        public let action: Action
        /// Whether the book is advanced by a call of its own first.
        public let advancesFirst: Bool
    }
}

extension Workload.Step: CustomStringConvertible {
    /// The instant and what is asked, without what is left at its default.
    public var description: String {
        let head = advancesFirst ? "\(at), advanced first:" : "\(at)"
        switch action {
        case .perform(let command): return "\(head) \(WorkloadText.of(command))"
        case .advance: return "\(head) advance"
        case .preview(let invoice): return "\(head) preview \(WorkloadText.of(invoice))"
        }
    }
}

/// Values as short text: fields by name, without those that are empty or kept.
enum WorkloadText {
    private static let silent: Set<String> = ["keep", "nil", "[]", "[:]", "\"\"", "{}", "false"]

    static func of(_ value: Any) -> String {
        switch value {
        case let id as WalletID: return "#\(id.ordinal)"
        case let id as GrantID: return "#\(id.ordinal)"
        case let id as RuleID: return "#\(id.ordinal)"
        case let id as HoldID: return "#\(id.ordinal)"
        case let text as String: return "\"\(text)\""
        case let number as Rate: return number.description
        case let text as any CustomStringConvertible where !(text is any Collection):
            return text.description
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { of($0.value) } ?? "nil"
        case .enum:
            guard let child = mirror.children.first else { return "\(value)" }
            return "\(child.label ?? "") \(of(child.value))"
        case .collection, .set:
            return "[" + mirror.children.map { of($0.value) }.joined(separator: ", ") + "]"
        case .dictionary where mirror.children.isEmpty: return "[:]"
        default: break
        }
        let fields = mirror.children.map { ($0.label ?? "", of($0.value)) }
            .filter { !silent.contains($0.1) }
        let texts = fields.map { $0.0.hasPrefix(".") ? $0.1 : "\($0.0): \($0.1)" }
        return "{" + texts.joined(separator: ", ") + "}"
    }
}
