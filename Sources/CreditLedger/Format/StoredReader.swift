/// What a stored form is read from, piece by piece, in the order of its members.
protocol StoredReader {
    mutating func begin() throws(StoredFault)
    mutating func end() throws(StoredFault)
    mutating func choice() throws(StoredFault) -> String
    mutating func required(_ name: String) throws(StoredFault)
    /// Whether the member is present, so that its value follows.
    mutating func optional(_ name: String) throws(StoredFault) -> Bool

    /// Begins a list; what it answers goes to each ``element(_:)``.
    mutating func beginList() throws(StoredFault) -> UInt64
    /// Whether another value of the list follows; if not, the list has ended.
    mutating func element(_ count: inout UInt64) throws(StoredFault) -> Bool

    /// Whether a field is cleared rather than set to the value that follows.
    mutating func null() throws(StoredFault) -> Bool

    mutating func text() throws(StoredFault) -> String
    mutating func integer() throws(StoredFault) -> Int64
    mutating func flag() throws(StoredFault) -> Bool
    mutating func units() throws(StoredFault) -> Int128
    mutating func id() throws(StoredFault) -> (high: UInt64, low: UInt64)
    mutating func pairs() throws(StoredFault) -> [String: String]
}

extension StoredReader {
    mutating func get<Value: Stored>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(StoredFault) -> Value {
        try required(name)
        return try value(of: name)
    }

    /// `nil` where the member is left out.
    mutating func find<Value: Stored>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(StoredFault) -> Value? {
        guard try optional(name) else { return nil }
        return try value(of: name)
    }

    /// An empty list where the member is left out.
    mutating func list<Value: Stored>(
        _ name: String, of type: Value.Type = Value.self
    ) throws(StoredFault) -> [Value] {
        try find(name) ?? []
    }

    mutating func change<Value: Stored>(
        _ name: String, of type: Value.Type = Value.self
    ) throws(StoredFault) -> Change<Value> {
        guard try optional(name) else { return .keep }
        return try null() ? .clear : .set(value(of: name))
    }

    private mutating func value<Value: Stored>(
        of name: String
    ) throws(StoredFault) -> Value {
        do throws(StoredFault) {
            return try Value.read(from: &self)
        } catch {
            throw error.inside(name)
        }
    }

    mutating func get(
        _ name: String, in range: ClosedRange<Int64>
    ) throws(StoredFault) -> Int64 {
        let number = try get(name, as: Int64.self)
        guard range.contains(number) else {
            throw StoredFault("is out of range").inside(name)
        }
        return number
    }

    /// Money as two members of the object that it stands in.
    mutating func money() throws(StoredFault) -> Money {
        let amount = try get("amount", as: Credits.self)
        return try Money(units: amount.units, get("currency"))
    }
}
