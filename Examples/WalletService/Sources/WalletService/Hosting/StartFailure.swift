internal import CreditLedger
internal import Foundation
internal import NIOCore

/// Why the service could not start, in one line for whoever started it.
struct StartFailure: Error, CustomStringConvertible {
    let description: String

    /// The store would not open.
    ///
    /// Its error tells neither where the database is nor who connects.
    init(opening label: String, _ error: StoreError) {
        description = "The ledger (\(label)) can't be opened: \(error)"
    }

    /// The address could not be listened on.
    init(listeningOn host: String, _ port: Int, _ error: any Error) {
        let reason =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: "another program listens there"
            case EACCES: "this user may not"
            case EADDRNOTAVAIL: "this machine doesn't have that address"
            default: "there is no such address"
            }
        description = "Can't listen on \(host), port \(port): \(reason)."
    }

    static let tokenIsMissing = StartFailure(
        "ACCESS_TOKEN must be set to listen on an address that is not loopback's.")

    private init(_ description: String) {
        self.description = description
    }
}
