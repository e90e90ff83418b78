import CreditLedger

/// Operations that bare books can do as well.
protocol BareTraffic: Traffic {

    static func customer(of operation: Operation) -> CustomerID
    static func perform(_ operation: Operation, on books: inout BareBooks) -> Bool
}

extension TopUps: BareTraffic {

    static func customer(of operation: Operation) -> CustomerID { operation.customer }

    static func perform(_ operation: Operation, on books: inout BareBooks) -> Bool {
        books.add(operation.customer, 5 * BareBooks.credit)
    }
}

extension Drawdowns: BareTraffic {

    static func customer(of operation: Operation) -> CustomerID { operation.customer }

    static func perform(_ operation: Operation, on books: inout BareBooks) -> Bool {
        books.isNew(operation.invoice.id)
            && books.take(operation.customer, BareBooks.credit / 100, .taken)
    }
}

extension Holds: BareTraffic {

    static func customer(of operation: Operation) -> CustomerID { operation.customer }

    static func perform(_ operation: Operation, on books: inout BareBooks) -> Bool {
        books.hold(operation.customer, BareBooks.credit / 100)
            && books.isNew(operation.line)
            && books.capture(operation.customer, BareBooks.credit / 100)
    }
}

extension MixedCommands: BareTraffic {

    static func customer(of operation: Operation) -> CustomerID { operation.customer }

    static func perform(_ operation: Operation, on books: inout BareBooks) -> Bool {
        guard books.isNew(operation.key) else { return false }
        let customer = operation.customer
        return switch operation.work {
        case .drawDown(let invoice):
            books.isNew(invoice.id) && books.take(customer, BareBooks.credit, .taken)
        case .topUp: books.add(customer, 3 * BareBooks.credit)
        case .void: books.take(customer, BareBooks.credit, .voided)
        case .reinstate: books.give(customer, BareBooks.credit)
        }
    }
}
