import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

/// A browser at the service: it keeps the cookie that it was given.
struct Visitor {
    let service: ServiceUnderTest
    var cookie: String?

    /// Somebody who has not signed in.
    init(to service: ServiceUnderTest) {
        self.service = service
    }

    /// Somebody who has.
    static func signedIn(to service: ServiceUnderTest) async throws -> Visitor {
        var visitor = Visitor(to: service)
        let reply = try await visitor.send("/login", "token=\(ServiceUnderTest.token)")
        try #require(reply.status == 303)
        let cookie: String = try #require(reply.sessionCookie)
        visitor.cookie = cookie
        return visitor
    }

    func look(_ path: String) async throws -> Reply {
        try await service.call(.get, path, headers: headers([:]), token: nil)
    }

    func send(_ path: String, _ form: String, _ more: HTTPFields = [:]) async throws -> Reply {
        try await service.call(
            .post, path, form, type: "application/x-www-form-urlencoded", headers: headers(more),
            token: nil)
    }

    private func headers(_ more: HTTPFields) -> HTTPFields {
        var headers = more
        if let cookie { headers[.cookie] = cookie }
        return headers
    }
}

extension Reply {
    /// `name=value` of the cookie that was set, if it is one of a session.
    var sessionCookie: String? {
        guard let pair = headers[.setCookie]?.split(separator: ";").first.map(String.init),
            pair.hasPrefix("wallet-session="), pair.utf8.count > 40
        else { return nil }
        return pair
    }
}
