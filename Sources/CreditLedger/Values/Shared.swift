/// An immutable value that many places hold for the price of one reference.
///
/// The terms of a grant are a few hundred bytes and never change in place; a lot, a journal entry
/// and a store's row share one copy of them.
@dynamicMemberLookup
package final class Shared<Value: Hashable & Sendable>: Sendable {
    package let value: Value

    package init(_ value: Value) {
        self.value = value
    }

    package subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member {
        value[keyPath: path]
    }
}

extension Shared: Hashable {
    package static func == (left: Shared, right: Shared) -> Bool {
        left === right || left.value == right.value
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
