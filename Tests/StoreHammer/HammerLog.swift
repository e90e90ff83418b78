package import CreditLedger

/// What a hammer said until it ended or was killed.
///
/// Its lines: `ready` once the store is open; `intent CUSTOMER KEY` before a command is sent; then
/// `ack CUSTOMER KEY ENTRY` when its receipt has come, `no CUSTOMER KEY CODE` when it was refused
/// or changed nothing, `lost CUSTOMER KEY CODE MESSAGE` when the store failed and it will be sent
/// again; `closed CODE MESSAGE` when the store could not be opened yet; `broken CODE MESSAGE` when
/// it gives up; `done` at the end.
package struct HammerLog {
    /// A command, by its customer and key.
    package struct Sent: Hashable {
        package let customer: CustomerID
        package let key: IdempotencyKey
    }

    /// The entries of commands that were acknowledged.
    package private(set) var acknowledged: [Sent: EntryID] = [:]
    /// Commands that were refused, or changed nothing.
    package private(set) var refused: Set<Sent> = []
    /// Commands that were sent.
    package private(set) var sent: Set<Sent> = []
    /// What the store said that could not answer.
    package private(set) var failures: [String] = []
    /// Why the hammer gave up, and lines that can't be read.
    package private(set) var faults: [String] = []
    /// Whether the store was open.
    package private(set) var isReady = false
    /// Whether all commands were answered.
    package private(set) var isDone = false

    /// Nothing said.
    package init() {}

    /// What was said, by its text; a line without its end was not said whole.
    package init(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        _ = lines.popLast()
        for line in lines { read(line) }
    }

    /// Adds what another hammer said, or the same one in its next life.
    package mutating func add(_ other: HammerLog) {
        for (sent, entry) in other.acknowledged { acknowledge(sent, entry) }
        refused.formUnion(other.refused)
        sent.formUnion(other.sent)
        failures += other.failures
        faults += other.faults
    }

    private mutating func read(_ line: Substring) {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        switch words.first {
        case "ready": isReady = true
        case "done": isDone = true
        case "broken": faults.append(String(line))
        case "closed", "lost": failures.append(String(line))
        case "intent", "ack", "no": readCommand(words, line)
        default: faults.append("unreadable: \(line)")
        }
    }

    private mutating func readCommand(_ words: [String], _ line: Substring) {
        guard words.count >= 3, let customer = try? CustomerID(words[1]),
            let key = try? IdempotencyKey(words[2])
        else { return faults.append("unreadable: \(line)") }
        let command = Sent(customer: customer, key: key)
        switch words[0] {
        case "intent": sent.insert(command)
        case "no": refused.insert(command)
        default:
            guard words.count == 4, let entry = try? EntryID(words[3]) else {
                return faults.append("unreadable: \(line)")
            }
            acknowledge(command, entry)
        }
    }

    private mutating func acknowledge(_ command: Sent, _ entry: EntryID) {
        if let other = acknowledged.updateValue(entry, forKey: command), other != entry {
            faults.append("\(command.customer) \(command.key): acknowledged as two entries")
        }
    }
}
