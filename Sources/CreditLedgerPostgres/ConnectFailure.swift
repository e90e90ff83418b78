#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import Foundation

    /// Tells why a server could not be connected to, without quoting what libpq said.
    enum ConnectFailure {
        /// The error for libpq's message: by the server's code if it has one, else by what the
        /// client library is known to say.
        static func error(_ message: UnsafeMutablePointer<CChar>?) -> StoreError {
            let text = unsafe message.map { unsafe String(cString: $0) } ?? ""
            return error(text)
        }

        static func error(_ text: String) -> StoreError {
            // The last address that was tried is the one whose answer counts.
            if let code = state(in: text) { return SQLState(code: code).error }
            for (phrase, kind, message) in phrases where text.contains(phrase) {
                return StoreError(kind, message, underlying: phrase)
            }
            return StoreError(.unavailable, "PostgreSQL can't be connected to.")
        }

        /// The last `FATAL: 28P01`, as libpq writes errors if asked for codes.
        private static func state(in text: String) -> String? {
            for line in text.split(separator: "\n").reversed() {
                guard let start = line.range(of: "FATAL:") ?? line.range(of: "ERROR:") else {
                    continue
                }
                let code = line[start.upperBound...].drop { $0 == " " }.prefix { !$0.isWhitespace }
                if code.utf8.count == 5, code.utf8.allSatisfy(isStateCharacter) {
                    return String(code)
                }
            }
            return nil
        }

        private static func isStateCharacter(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        }

        private static let phrases: [(String, StoreError.Kind, String)] = [
            (
                "certificate", .misconfigured,
                "The server's or the client's certificate is not valid."
            ),
            ("private key", .misconfigured, "The client's private key can't be used."),
            ("Connection refused", .unavailable, "No PostgreSQL server answers at that address."),
            ("No such file", .unavailable, "No PostgreSQL server answers at that address."),
            ("could not translate host name", .unavailable, "The server's name can't be resolved."),
            ("timeout expired", .unavailable, "PostgreSQL does not answer in time."),
            (
                "no password supplied", .misconfigured,
                "PostgreSQL wants a password, and none is given."
            ),
            ("SSL SYSCALL", .unavailable, "The connection to PostgreSQL was lost."),
            ("SSL connection has been closed", .unavailable, "PostgreSQL closed the connection."),
            ("SSL", .misconfigured, "An encrypted connection can't be agreed on."),
            ("authentication", .misconfigured, "A way to authenticate can't be agreed on."),
            ("invalid", .misconfigured, "The connection string has a value that is not valid."),
        ]
    }
#endif
