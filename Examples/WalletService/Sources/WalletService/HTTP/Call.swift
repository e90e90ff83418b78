internal import CreditLedger
internal import HTTPTypes

/// A request to one operation, read: what its mapping to the ledger starts from.
struct Call: Sendable {
    /// The id under which the log tells of the request, and which the answer carries.
    let requestID: String
    let headers: HTTPFields
    /// What stands in the path's places, decoded.
    let places: [String: String]
    let query: Fields
    /// The body's fields; none if the operation takes no body.
    let body: Fields

    /// What stands in a place of the path.
    ///
    /// - Throws: ``Fault/noSuchPath`` if the operation's path has no such place.
    func place(_ name: String) throws(Fault) -> String {
        guard let text = places[name] else { throw .noSuchPath }
        return text
    }

    /// An id of the ledger in the path.
    ///
    /// - Parameters:
    ///   - name: the place in the path.
    ///   - kind: what it is the id of, for the error: `wallet`.
    /// - Returns: the id.
    /// - Throws: ``Fault/unknown(_:id:)`` for a text that could be no id: no thing has it.
    func id<Tag>(_ name: String, of kind: String) throws(Fault) -> Identifier<Tag> {
        let text = try place(name)
        guard let id = try? Identifier<Tag>(text) else { throw .unknown(kind, id: text) }
        return id
    }

    /// A customer in the path: any text that is not empty.
    func customer(_ name: String) throws -> CustomerID {
        try CustomerID(try place(name))
    }
}
