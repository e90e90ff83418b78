internal import CreditLedger
internal import HTTPTypes

/// What this service, and not the ledger, finds wrong with a request.
enum Fault: Error, Hashable, Sendable {
    /// The body, or the query, cannot be read at all.
    case malformed(String)
    /// A field that a call needs is missing.
    case missing(String)
    /// A field's value cannot be meant.
    case invalid(field: String, value: String, reason: String)
    /// No thing of this kind has this id.
    case unknown(String, id: String)
    /// No call has this path.
    case noSuchPath
    /// The path's calls have other methods.
    case wrongMethod(allowed: [HTTPRequest.Method])
    /// The token is missing or wrong.
    case unauthenticated
    /// The call is not allowed from there.
    case forbidden(String)
    /// What was asked for contradicts what stands.
    case conflict(String)
    /// The API has a rule of its own that forbids it.
    case notAllowed(String)
    /// The body is larger than this many bytes.
    case tooLarge(limit: Int)
    /// The body is of another type than this one.
    case wrongType(expected: String)
    /// The request took too long to arrive.
    case tooSlow
    /// Too many attempts; to be tried again after some seconds.
    case tooMany(retryAfterSeconds: Int)
}

/// What went wrong with a call, before an API gives it its own shape and status.
///
/// An API that knows more of it than its error tells throws the problem itself.
struct Problem: Error, Hashable, Sendable {
    /// The kinds that APIs tell apart.
    enum Kind: Hashable, Sendable, CaseIterable {
        case malformed, invalid, missing, unauthenticated, forbidden, notFound, wrongMethod
        case conflict, refused, tooLarge, wrongType, tooSlow, tooMany, unavailable, unexpected
    }

    /// The part of a request that a field stands in.
    enum Place: String, Hashable, Sendable {
        case body, path, query, header
    }

    var kind: Kind
    /// Stable: the ledger's own code where the ledger refused (R12).
    let code: String
    /// A sentence for a person.
    let message: String
    /// The field that is wrong, if one is.
    var field: String?
    /// Its value, as far as it may be repeated.
    var value: String?
    /// Where in the request it stands, if an API tells.
    var place: Place?
    /// What HTTP itself wants to be told along with it.
    var headers: HTTPFields = [:]

    /// What of an error the client may know.
    ///
    /// What is unexpected is told in one sentence; the log has the rest.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let fault as Fault: self.init(fault)
        case let refusal as Refusal: self.init(refusal)
        case LedgerError.refused(let refusal): self.init(refusal)
        case LedgerError.store(let error) where error.isTemporary: self = .unavailable
        case let error as StoreError where error.isTemporary: self = .unavailable
        default: self = .unexpected
        }
    }

    init(_ kind: Kind, _ code: String, _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    static let unexpected = Problem(
        .unexpected, "internal", "Something failed here; it is logged under the request's id.")
    static let unavailable = Problem(
        .unavailable, "unavailable", "The ledger can't be reached now; try again.")

    /// The status that HTTP has for this kind; an API may use another.
    var status: HTTPResponse.Status {
        switch kind {
        case .malformed, .invalid, .missing: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .conflict: .conflict
        case .refused: .unprocessableContent
        case .tooLarge: self == .longHead ? .requestHeaderFieldsTooLarge : .contentTooLarge
        case .wrongType: .unsupportedMediaType
        case .tooSlow: .requestTimeout
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .unexpected: .internalServerError
        }
    }
}

extension Problem {
    init(_ fault: Fault) {
        switch fault {
        case .malformed(let what):
            self.init(.malformed, "malformed", what)
        case .missing(let field):
            self.init(.missing, "missing", "The field '\(field)' is missing.")
            self.field = field
        case .invalid(let field, let value, let reason):
            self.init(.invalid, "invalidField", "The value '\(value)' of '\(field)' \(reason).")
            self.field = field
            self.value = value
        case .unknown(let kind, let id):
            self.init(.notFound, "\(kind)NotFound", "There is no \(kind) '\(id.prefix(60))'.")
            value = String(id.prefix(60))
        case .noSuchPath:
            self.init(.notFound, "notFound", "There is no such path.")
        case .wrongMethod(let allowed):
            let names = allowed.map(\.rawValue).joined(separator: ", ")
            self.init(.wrongMethod, "methodNotAllowed", "The methods of this path are \(names).")
            headers[.allow] = names
        case .unauthenticated:
            self.init(.unauthenticated, "unauthenticated", "The access token is missing or wrong.")
            headers[.wwwAuthenticate] = "Bearer"
        case .forbidden(let what):
            self.init(.forbidden, "forbidden", what)
        case .conflict(let what):
            self.init(.conflict, "conflict", what)
        case .notAllowed(let what):
            self.init(.refused, "notAllowed", what)
        case .tooLarge(let limit):
            self.init(.tooLarge, "tooLarge", "The body is larger than \(limit) bytes.")
            // Nobody wants to read the rest of it.
            headers[.connection] = "close"
        case .wrongType(let expected):
            self.init(.wrongType, "unsupportedMediaType", "The body must be \(expected).")
        case .tooSlow:
            self.init(.tooSlow, "timeout", "The request took too long to arrive.")
            headers[.connection] = "close"
        case .tooMany(let seconds):
            self.init(.tooMany, "tooMany", "Too many attempts; try again in \(seconds) s.")
            headers[.retryAfter] = String(seconds)
        }
    }

    init(_ refusal: Refusal) {
        let kind: Kind =
            switch refusal {
            case .walletNotFound, .grantNotFound, .transactionNotFound, .invoiceNotFound,
                .holdNotFound, .ruleNotFound:
                .notFound
            case .idempotencyKeyReused, .invoiceAlreadyDrawn: .conflict
            case .unknownCurrency, .invalidAmount, .invalidField, .invalidRule: .invalid
            default: .refused
            }
        self.init(kind, refusal.code, refusal.description)
        switch refusal {
        case .unknownCurrency(let code): (field, value) = ("currency", code)
        case .invalidAmount(let field, let value, _), .invalidField(let field, let value, _),
            .invalidRule(let field, let value, _):
            (self.field, self.value) = (field, value)
        default: break
        }
    }
}

extension StoreError {
    /// Whether the same request may do better later.
    ///
    /// An outcome that is not known is settled by asking again, too: with the same key nothing
    /// happens twice.
    fileprivate var isTemporary: Bool {
        switch kind {
        case .unavailable, .outcomeUnknown, .cancelled: true
        default: false
        }
    }
}
