package import CreditLedger

/// A value that a statement is given.
package enum SQLValue: Hashable, Sendable {
    /// Nothing.
    case null
    /// A number.
    case integer(Int64)
    /// Yes or no.
    case flag(Bool)
    /// A text.
    case text(String)
    /// An id.
    case identifier(high: UInt64, low: UInt64)
    /// An instant.
    case instant(Instant)

    /// An id, or nothing.
    package static func id<Tag>(_ id: Identifier<Tag>?) -> SQLValue {
        guard let id else { return .null }
        return .identifier(high: id.high, low: id.low)
    }

    /// A host's id, or nothing.
    package static func name<Tag>(_ name: TextIdentifier<Tag>?) -> SQLValue {
        guard let name else { return .null }
        return .text(name.text)
    }
}

/// A statement and the values of its parameters, which the text names `$1`, `$2`, ….
///
/// One text is prepared once per connection, so values never stand in it.
package struct SQLStatement: Hashable, Sendable {
    /// The text.
    package var text: String
    /// The value of parameter n stands at n - 1.
    package var values: [SQLValue]

    /// A statement.
    package init(_ text: String, _ values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }
}

/// What the databases write differently.
package protocol SQLDialect {
    /// The column list that reads an amount with ``SQLCursor/units()``: of `credits` the columns
    /// `credits_whole, credits_fraction`, or just `credits`.
    static func amount(_ column: String) -> String
}

/// One row of an answer, read column by column from the left: each call takes what the statement
/// selected next.
///
/// Each throws ``StoreError/Kind/corrupt`` where the column is of another type.
package protocol SQLCursor {
    /// The next column: a number.
    mutating func integer() throws(StoreError) -> Int64?
    /// The next column: yes or no.
    mutating func flag() throws(StoreError) -> Bool
    /// The next column: a text.
    mutating func text() throws(StoreError) -> String?
    /// The next column: a text or bytes, as bytes.
    mutating func bytes() throws(StoreError) -> [UInt8]?
    /// The next column: an id's two halves.
    mutating func identifier() throws(StoreError) -> (high: UInt64, low: UInt64)?
    /// The next column: an instant.
    mutating func instant() throws(StoreError) -> Instant?
    /// The next column or columns: an amount, in units of 10^-12.
    mutating func units() throws(StoreError) -> Int128?
}

/// One connection for the length of one call; it never leaves the connection's own executor.
package protocol SQLSession {
    /// A row of its answers.
    associatedtype Cursor: SQLCursor
    /// How its database writes things.
    associatedtype Dialect: SQLDialect

    /// Runs a statement and hands each of its rows to a reader.
    ///
    /// - Throws: ``StoreError`` if the database can't answer, and what `read` throws.
    func forEach(
        _ statement: SQLStatement, _ read: (inout Cursor) throws(StoreError) -> Void
    ) throws(StoreError)

    /// Runs a statement for its effect and answers how many rows it changed.
    ///
    /// - Throws: ``StoreError`` if the database can't do it.
    @discardableResult
    func execute(_ statement: SQLStatement) throws(StoreError) -> Int
}

// What is generic over the type of a value is inlined: nothing here knows the database's own types,
// so a call would look up the metadata of each value's type anew, at twice the cost of reading it.

extension SQLSession {
    /// Runs a statement and reads each of its rows.
    ///
    /// - Throws: ``StoreError`` if the database can't answer, and what `read` throws.
    @inline(__always)
    package func rows<Row>(
        _ statement: SQLStatement, _ read: (inout Cursor) throws(StoreError) -> Row
    ) throws(StoreError) -> [Row] {
        var rows: [Row] = []
        try forEach(statement) { (cursor: inout Cursor) throws(StoreError) in
            rows.append(try read(&cursor))
        }
        return rows
    }

    /// The first row, if there is one.
    @inline(__always)
    package func first<Row>(
        _ statement: SQLStatement, _ read: (inout Cursor) throws(StoreError) -> Row
    ) throws(StoreError) -> Row? {
        try rows(statement, read).first
    }
}

extension SQLCursor {
    /// What must not be missing.
    @inline(__always)
    package func required<Value>(_ value: Value?) throws(StoreError) -> Value {
        guard let value else {
            throw StoreError(.corrupt, "A column that is never empty is empty.")
        }
        return value
    }

    /// The next column: an id that must be there.
    @inline(__always)
    package mutating func id<Tag>() throws(StoreError) -> Identifier<Tag> {
        let (high, low) = try required(identifier())
        return Identifier(high: high, low: low)
    }

    /// The next column: an id, or nothing.
    @inline(__always)
    package mutating func optionalID<Tag>() throws(StoreError) -> Identifier<Tag>? {
        try identifier().map { Identifier(high: $0.high, low: $0.low) }
    }

    /// The next column: a host's id that must be there.
    @inline(__always)
    package mutating func name<Tag>() throws(StoreError) -> TextIdentifier<Tag> {
        try required(optionalName())
    }

    /// The next column: a host's id, or nothing.
    @inline(__always)
    package mutating func optionalName<Tag>() throws(StoreError) -> TextIdentifier<Tag>? {
        guard let text = try text() else { return nil }
        do throws(Refusal) {
            return try TextIdentifier(text)
        } catch {
            throw StoreError(.corrupt, "A column holds what is no id.", underlying: error.code)
        }
    }
}
