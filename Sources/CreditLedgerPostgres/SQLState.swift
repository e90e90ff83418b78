#if Postgres
    internal import CLibPQ
    internal import CreditLedger

    /// What the server said of a failure: five characters, of which the first two are a class.
    ///
    /// Messages of the server may quote values (`invalid input syntax for type uuid: "…"`), and
    /// those of libpq parts of a connection string, so neither is passed on: the code says what it
    /// was, and the sentences are the store's own.
    struct SQLState: Hashable, Sendable {
        let code: String
        /// The constraint, table or function that the server named; never a value.
        var place: String?

        /// Reads the state of an answer that is an error.
        init(of answer: OpaquePointer?) {
            code = unsafe Self.field(answer, 67) ?? "08006"
            place = unsafe Self.field(answer, 110) ?? Self.field(answer, 116)
        }

        init(code: String) {
            self.code = code
        }

        /// Reads a field of an error by the letter that libpq has for it.
        private static func field(_ answer: OpaquePointer?, _ letter: Int32) -> String? {
            guard let text = unsafe PQresultErrorField(answer, letter) else { return nil }
            return unsafe String(cString: text)
        }

        /// Whether the same transaction may succeed when it is done again; it was rolled back.
        var isPassing: Bool { code == "40001" || code == "40P01" || isForgotten }

        /// Whether the server has forgotten a prepared statement.
        var isForgotten: Bool { code == "26000" }

        /// Whether the connection is better replaced: a server that has become a standby, or is
        /// shutting down.
        var endsConnection: Bool {
            code == "25006" || code.hasPrefix("57P") || code.hasPrefix("08")
        }

        /// The error that callers get.
        var error: StoreError {
            let (kind, message) =
                Self.sentences[code] ?? Self.sentences[String(code.prefix(2))]
                ?? (.unavailable, "PostgreSQL could not do it.")
            let place = place.map { " at \($0)" } ?? ""
            return StoreError(kind, message, underlying: "SQLSTATE \(code)\(place)")
        }

        private static let sentences: [String: (StoreError.Kind, String)] = [
            "08": (.unavailable, "The connection to PostgreSQL was lost."),
            "0A": (.misconfigured, "The PostgreSQL server lacks what the ledger needs."),
            "21": (.corrupt, "What is stored contradicts itself."),
            "22": (.corrupt, "PostgreSQL refused a value that is not valid."),
            "23": (.corrupt, "What is to be stored breaks a constraint of the schema."),
            "25006": (.unavailable, "The PostgreSQL server takes no writes now."),
            "26": (.misconfigured, "A pooler between store and server drops prepared statements."),
            "28": (.misconfigured, "PostgreSQL refused the user or the password."),
            "3D": (.misconfigured, "The database does not exist."),
            "3F": (.misconfigured, "The schema does not exist."),
            "40": (.unavailable, "PostgreSQL rolled the transaction back again and again."),
            "40003": (.outcomeUnknown, "PostgreSQL can't tell whether the transaction was done."),
            "42": (.misconfigured, "The schema is not the one that this version works with."),
            "42501": (.misconfigured, "The database user may not do what the store has to."),
            "53": (.unavailable, "The PostgreSQL server is out of resources."),
            "53100": (.unavailable, "The PostgreSQL server's disk is full."),
            "53300": (.unavailable, "The PostgreSQL server has too many connections."),
            "54": (.corrupt, "An id or a text is too long for PostgreSQL's indexes."),
            "55": (.unavailable, "PostgreSQL is not ready for it now."),
            "57": (.unavailable, "The PostgreSQL server ended the call."),
            "57014": (.unavailable, "PostgreSQL took longer than the statement timeout allows."),
            "57P03": (.unavailable, "The PostgreSQL server is starting or stopping."),
            "58": (.unavailable, "The PostgreSQL server met an error of its system."),
            "F0": (.misconfigured, "The PostgreSQL server's configuration is broken."),
            "XX001": (.corrupt, "PostgreSQL found a damaged page."),
            "XX002": (.corrupt, "PostgreSQL found a damaged index."),
        ]
    }

    extension StoreError {
        /// The connection is gone, and nothing of the call was done.
        static func lost(_ reason: String) -> StoreError {
            StoreError(.unavailable, "The connection to PostgreSQL was lost.", underlying: reason)
        }
    }
#endif
