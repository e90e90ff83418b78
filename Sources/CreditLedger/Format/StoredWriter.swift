/// What a stored form is written to, piece by piece, in the order of its members.
protocol StoredWriter {
    /// Begins an object.
    mutating func begin()
    mutating func end()
    /// The one member of an object that is named like its kind.
    mutating func choice(_ name: String)
    /// A member whose value follows.
    mutating func required(_ name: String)
    /// A member whose value follows if it is present.
    mutating func optional(_ name: String, isPresent: Bool)

    mutating func beginList(_ count: Int)
    /// The next value of a list follows.
    mutating func element()
    mutating func endList()

    /// A field that is cleared.
    mutating func null()
    /// A field that could be cleared, and has the value that follows.
    mutating func notNull()

    mutating func text(_ text: String)
    mutating func integer(_ number: Int64)
    mutating func flag(_ flag: Bool)
    /// An amount, in units of 10^-12.
    mutating func units(_ units: Int128)
    mutating func id(_ high: UInt64, _ low: UInt64)
    /// The host's pairs, keys ascending by their bytes.
    mutating func pairs(_ pairs: [String: String])
}

extension StoredWriter {
    mutating func put<Value: Stored>(_ name: String, _ value: Value) {
        required(name)
        value.write(to: &self)
    }

    /// Leaves the member out where there is no value.
    mutating func put<Value: Stored>(_ name: String, ifAny value: Value?) {
        optional(name, isPresent: value != nil)
        value?.write(to: &self)
    }

    /// Leaves the member out where it has its default.
    mutating func put<Value: Stored & Equatable>(
        _ name: String, _ value: Value, unless usual: Value
    ) {
        put(name, ifAny: value == usual ? nil : value)
    }

    /// Leaves the member out where the list is empty.
    mutating func put<Value: Stored>(_ name: String, list: [Value]) {
        put(name, ifAny: list.isEmpty ? nil : list)
    }

    /// Leaves the member out where the field is kept; cleared, it is null.
    mutating func put<Value: Stored>(_ name: String, change: Change<Value>) {
        optional(name, isPresent: change.isNamed)
        switch change {
        case .keep: break
        case .clear: null()
        case .set(let value):
            notNull()
            value.write(to: &self)
        }
    }

    /// Money as two members of the object that it stands in.
    mutating func put(_ money: Money) {
        required("amount")
        units(money.units)
        put("currency", money.currency)
    }
}
