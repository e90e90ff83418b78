internal import CreditLedger
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Signing in and out: the token in a form, once, then a session in a cookie.
struct SignIn: Sendable {
    static let cookie = "wallet-session"
    /// A form holds a token and a path.
    static let bodyLimit = 65_536

    let token: AccessToken
    let clock: any LedgerClock
    let sessions = PageSessions()
    let throttle = SignInThrottle()

    /// Whether a request is of somebody who has signed in.
    func admits(_ request: Request) -> Bool {
        guard let id = request.cookies[Self.cookie]?.value else { return false }
        return sessions.holds(id, at: clock.now)
    }

    /// The form.
    func form(_ request: Request) throws -> Answer {
        let query = try Fields(try FormReader.read(request.uri.query ?? ""), notation: .brackets)
        let next = PageLink.safe(try query.text("next"))
        guard !admits(request) else { return .redirect(to: next) }
        return try Self.form(next: next)
    }

    /// Takes the form: a session for who knows the token.
    ///
    /// - Parameters:
    ///   - request: the form that was sent.
    ///   - address: who sent it.
    /// - Returns: the way on to the page that was asked for, or the form again.
    /// - Throws: ``Fault`` if it came from another site, is too large, or can't be read.
    func begin(_ request: Request, from address: String) async throws -> Answer {
        try checkOrigin(request)
        let form = try await read(request)
        let next = PageLink.safe(try form.text("next"))
        if let seconds = throttle.admit(address, at: clock.now) {
            return try Self.form(
                next: next, problem: "Too many wrong tokens. Try again in \(Self.wait(seconds)).",
                status: .tooManyRequests, headers: [.retryAfter: String(seconds)])
        }
        guard token.matches(try form.text("token") ?? "") else {
            return try Self.form(
                next: next, problem: "That is not the access token.", status: .forbidden)
        }
        throttle.succeed(address)
        if let old = request.cookies[Self.cookie]?.value { sessions.end(old) }
        let id = sessions.begin(at: clock.now)
        return .redirect(
            to: next, headers: Self.cookie(id, for: request, seconds: PageSessions.lifetimeSeconds))
    }

    /// Ends the session.
    ///
    /// - Parameter request: the form that was sent.
    /// - Returns: the way back to the form to sign in.
    /// - Throws: ``Fault`` if it came from another site.
    func end(_ request: Request) throws -> Answer {
        try checkOrigin(request)
        if let id = request.cookies[Self.cookie]?.value { sessions.end(id) }
        return .redirect(to: PageLink.signIn, headers: Self.cookie("", for: request, seconds: 0))
    }

    private func checkOrigin(_ request: Request) throws(Fault) {
        let origin = FormOrigin(host: request.head.authority, headers: request.headers)
        guard !origin.isForeign else {
            throw .forbidden("The form was sent from another site.")
        }
    }

    private func read(_ request: Request) async throws -> Fields {
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= Self.bodyLimit else {
                throw Fault.tooLarge(limit: Self.bodyLimit)
            }
            bytes.append(contentsOf: part.readableBytesView)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault.malformed("The form is not valid UTF-8.")
        }
        return try Fields(try FormReader.read(text), notation: .brackets)
    }

    private static func form(
        next: String, problem: String? = nil, status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) throws -> Answer {
        .page(
            try PageTemplates.render(
                "login",
                PageTemplates.Frame(
                    title: "Sign in", isSignedIn: false, view: Form(next: next, problem: problem))),
            status: status, headers: headers)
    }

    private struct Form {
        let next: String
        let problem: String?
    }

    private static func wait(_ seconds: Int) -> String {
        if seconds == 1 { return "a second" }
        return seconds < 120 ? "\(seconds) seconds" : "\((seconds + 59) / 60) minutes"
    }

    /// The cookie of a session, which is `Secure` where the browser came by https.
    private static func cookie(_ id: String, for request: Request, seconds: Int) -> HTTPFields {
        let scheme = request.headers[.forwardedProto]?.prefix { $0 != "," }.lowercased()
        let cookie = Cookie(
            name: Self.cookie, value: id, maxAge: seconds, path: "/",
            secure: scheme == "https", httpOnly: true, sameSite: .strict)
        return [.setCookie: cookie.description]
    }
}
