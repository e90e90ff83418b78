/// Compares two books of one customer, or two records of one grant, field by field and names each
/// field that differs.
///
/// Fields are found by reflection, so that one that is added is compared from that day on.
/// `nextDue` is left out: it is a lower bound, and two right bounds may differ.
package enum BookComparison {
    /// One field that differs.
    package struct FieldDifference: Hashable {
        package let wallet: WalletID?
        package let grant: GrantID?
        package let field: String
        package let expected: String
        package let found: String
    }

    package static func differences(expected: Book, found: Book) -> [FieldDifference] {
        var bounded = expected
        bounded.nextDue = found.nextDue
        guard bounded != found else { return [] }
        var walk = Walk()
        for (left, right) in zip(
            Mirror(reflecting: bounded).children, Mirror(reflecting: found).children)
        {
            let field = left.label ?? ""
            switch field {
            case "wallets":
                walk.compareRows(expected.wallets, found.wallets, field, id: \.id) { walk, id in
                    walk.wallet = id
                }
            case "lots":
                walk.compareRows(expected.lots, found.lots, field, id: \.grant) { walk, id in
                    walk.grant = id
                }
            case "holds":
                walk.compareRows(expected.holds, found.holds, field, id: \.id) { _, _ in }
            default:
                walk.compare(left.value, right.value, field)
            }
        }
        return walk.found
    }

    /// The fields in which a store's record of a grant differs from the journal's.
    package static func differences(
        expected: GrantRecord, found: GrantRecord
    ) -> [FieldDifference] {
        guard expected != found else { return [] }
        var walk = Walk()
        for (left, right) in zip(
            Mirror(reflecting: expected).children, Mirror(reflecting: found).children)
        {
            switch left.label ?? "" {
            case "shared": walk.compare(expected.terms, found.terms, "terms")
            case "closure":
                walk.compare(Self.text(expected.closure), Self.text(found.closure), "closure")
            case let field: walk.compare(left.value, right.value, field)
            }
        }
        return walk.found
    }

    private static func text(_ closure: GrantRecord.Closure?) -> String {
        closure.map { "\($0.door.rawValue) at \($0.at)" } ?? "none"
    }

    /// The way through two values of one type, side by side.
    private struct Walk {
        var wallet: WalletID?
        var grant: GrantID?
        var found: [FieldDifference] = []

        /// Compares two lists of rows that have ids: which rows there are, in which order, and each
        /// row with the one of the same id.
        mutating func compareRows<Row, ID: Hashable>(
            _ left: [Row], _ right: [Row], _ field: String, id: KeyPath<Row, ID>,
            at place: (inout Walk, ID?) -> Void
        ) {
            let (leftIDs, rightIDs) = (left.map { $0[keyPath: id] }, right.map { $0[keyPath: id] })
            if leftIDs != rightIDs { note(field, leftIDs, rightIDs) }
            let rows = Dictionary(
                right.map { ($0[keyPath: id], $0) }, uniquingKeysWith: { first, _ in first })
            for row in left {
                guard let other = rows[row[keyPath: id]] else { continue }
                place(&self, row[keyPath: id])
                compare(row, other, field)
                place(&self, nil)
            }
        }

        mutating func compare(_ left: Any, _ right: Any, _ field: String) {
            if let left = left as? AnyHashable, let right = right as? AnyHashable, left == right {
                return
            }
            let (mirror, other) = (Mirror(reflecting: left), Mirror(reflecting: right))
            let isComposite = mirror.displayStyle == .struct || mirror.displayStyle == .class
            // A value with a text of its own, such as an amount or an id, is one field.
            let isWhole = !isComposite || left is any CustomStringConvertible
            guard !isWhole, mirror.children.count == other.children.count else {
                note(field, left, right)
                return
            }
            for (child, twin) in zip(mirror.children, other.children) {
                compare(child.value, twin.value, path(field, child.label))
            }
        }

        /// The reference that shares terms between rows is no field of theirs.
        private func path(_ field: String, _ label: String?) -> String {
            guard let label, label != "value" else { return field }
            return "\(field).\(label)"
        }

        private mutating func note(_ field: String, _ left: Any, _ right: Any) {
            found.append(
                FieldDifference(
                    wallet: wallet, grant: grant, field: field, expected: "\(left)",
                    found: "\(right)"))
        }
    }
}
