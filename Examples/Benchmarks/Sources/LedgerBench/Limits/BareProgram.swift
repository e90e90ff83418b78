import Bare
import CreditLedger

/// The programs in C over the libraries of the stores, each for a place of its kind.
enum BareProgram {
    /// Writes what one place has beyond another into that one, as well as it can be done for so
    /// many callers.
    static func write(_ recorded: Place, to target: Place, callers: Int) throws -> BareRun {
        guard case .postgres(let connection) = recorded.choice else {
            return unsafe try BareRun(
                bare_sqlite_write(recorded.file, target.file, Int64(callers)))
        }
        return unsafe try BareRun(
            bare_postgres_write(connection, recorded.schema, target.schema, Int64(callers)))
    }

    /// Opens a place and looks for a customer in it.
    static func open(_ place: Place, _ customer: CustomerID) throws -> BareRun {
        guard case .postgres(let connection) = place.choice else {
            return unsafe try BareRun(bare_sqlite_open(place.file, customer.text, 1))
        }
        return unsafe try BareRun(
            bare_postgres_open(connection, place.schema, customer.text, 1))
    }

    /// Reads all entries and transactions of a place; its commits are the latter.
    static func scan(_ place: Place) throws -> BareRun {
        guard case .postgres(let connection) = place.choice else {
            return unsafe try BareRun(bare_sqlite_scan(place.file))
        }
        return unsafe try BareRun(bare_postgres_scan(connection, place.schema))
    }
}
