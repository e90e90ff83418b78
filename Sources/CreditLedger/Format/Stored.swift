/// A value with a stored form.
///
/// It is described once, by the names and the order of its members; a ``StoredWriter`` and a
/// ``StoredReader`` make JSON of it or the packed form of a snapshot. What is read was valid when
/// it was written, so limits that may change are not checked again; what the engine computes with
/// is: amounts, counts and positions are in the ranges that it relies on.
protocol Stored {
    func write<Writer: StoredWriter>(to writer: inout Writer)
    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Self
}

/// A value that is stored as an object: members in a fixed order.
protocol StoredRecord: Stored {
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer)
    static func readMembers<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Self
}

extension StoredRecord {
    func write<Writer: StoredWriter>(to writer: inout Writer) {
        writer.begin()
        writeMembers(to: &writer)
        writer.end()
    }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Self {
        try reader.begin()
        let value = try readMembers(from: &reader)
        try reader.end()
        return value
    }
}

/// One of several kinds of record: an object whose only member is named like the kind.
protocol StoredChoice: Stored {
    /// The name in the stored form, which no change of the Swift name may touch.
    var storedName: String { get }
    func writeMembers<Writer: StoredWriter>(to writer: inout Writer)
    /// `nil` for a name that is not known.
    static func readMembers<Reader: StoredReader>(
        of name: String, from reader: inout Reader
    ) throws(StoredFault) -> Self?
}

extension StoredChoice {
    func write<Writer: StoredWriter>(to writer: inout Writer) {
        writer.begin()
        writer.choice(storedName)
        writer.begin()
        writeMembers(to: &writer)
        writer.end()
        writer.end()
    }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Self {
        try reader.begin()
        let name = try reader.choice()
        try reader.begin()
        let value = try members(of: name, from: &reader)
        try reader.end()
        try reader.end()
        return value
    }

    private static func members<Reader: StoredReader>(
        of name: String, from reader: inout Reader
    ) throws(StoredFault) -> Self {
        let value: Self?
        do throws(StoredFault) {
            value = try readMembers(of: name, from: &reader)
        } catch {
            throw error.inside(name)
        }
        guard let value else { throw .unknownName }
        return value
    }
}

/// A value that is stored by its name.
protocol StoredName: Stored, CaseIterable {
    /// The name in the stored form, which no change of the Swift name may touch.
    var storedName: String { get }
}

extension StoredName {
    func write<Writer: StoredWriter>(to writer: inout Writer) { writer.text(storedName) }

    static func read<Reader: StoredReader>(
        from reader: inout Reader
    ) throws(StoredFault) -> Self {
        let name = try reader.text()
        for value in allCases where value.storedName == name { return value }
        throw .unknownName
    }
}

/// What is wrong with a stored form, and where.
struct StoredFault: Error {
    /// The names of the members that lead there, the innermost first.
    private(set) var path: [String] = []
    /// The end of a sentence about the member.
    let problem: String
    /// Whether only a newer version of the ledger can read it.
    private(set) var isNewer = false

    init(_ problem: String) {
        self.problem = problem
    }

    /// The fault as seen from the member around it.
    func inside(_ member: String) -> StoredFault {
        var fault = self
        fault.path.append(member)
        return fault
    }

    static var unknownName: StoredFault { StoredFault("has a name that is not known") }
    static var malformed: StoredFault { StoredFault("is malformed or cut off") }
    static var newer: StoredFault {
        var fault = StoredFault("was written by a newer version of the ledger")
        fault.isNewer = true
        return fault
    }

    /// The error of a store that holds this in the place of `thing`.
    func storeError(of thing: String) -> StoreError {
        let member = path.isEmpty ? "" : " at '\(path.reversed().joined(separator: "."))'"
        return StoreError(isNewer ? .misconfigured : .corrupt, "\(thing)\(member) \(problem).")
    }
}
