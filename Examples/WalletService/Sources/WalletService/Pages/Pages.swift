internal import CreditLedger
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The pages to look at: customers, one customer, and the trial balance.
///
/// They only read. Whoever has signed in with the token sees all of them.
struct Pages: Sendable {
    let desk: Desk
    let signIn: SignIn

    init(desk: Desk, token: AccessToken, clock: any LedgerClock = SystemClock()) {
        self.desk = desk
        signIn = SignIn(token: token, clock: clock)
    }

    /// Their paths, so that another method there is told the right ones.
    static let paths: [(path: String, method: HTTPRequest.Method)] = [
        ("/", .get), ("/customers", .get), ("/customers/{id}", .get), ("/trial-balance", .get),
        ("/login", .get), ("/login", .post), ("/logout", .post), ("/assets/{name}", .get),
    ]

    func add(to router: Router<ServiceContext>) {
        router.get("/") { request, _ in
            try await page(request) { try await HomePage(desk: desk).answer($0) }
        }
        router.get("/customers") { request, _ in
            try await page(request) { try await named($0) }
        }
        router.get("/customers/{id}") { request, context in
            guard let raw = context.parameters["id"], let id = raw.removingPercentEncoding else {
                throw Fault.noSuchPath
            }
            return try await page(request) { try await customer(id, $0) }
        }
        router.get("/trial-balance") { request, _ in
            try await page(request) { _ in try await TrialBalancePage(desk: desk).answer() }
        }
        router.get("/login") { request, _ in try signIn.form(request).response }
        router.post("/login") { request, context in
            try await signIn.begin(request, from: context.remoteAddress).response
        }
        router.post("/logout") { request, _ in try signIn.end(request).response }
        router.get("/assets/{name}") { _, context in
            guard let name = context.parameters["name"],
                let asset = PageTemplates.assets[String(name)]
            else { throw Fault.noSuchPath }
            return Answer.asset(asset).response
        }
    }

    /// Answers with a page, to who has signed in; others are led to the form first.
    private func page(
        _ request: Request, _ make: (Fields) async throws -> Answer
    ) async throws -> Response {
        guard signIn.admits(request) else {
            let asked = request.uri.path + (request.uri.query.map { "?" + $0 } ?? "")
            return Answer.redirect(to: PageLink.signIn(to: PageLink.safe(asked))).response
        }
        let query = try Fields(try FormReader.read(request.uri.query ?? ""), notation: .brackets)
        return try await make(query).response
    }

    /// A customer whose id no path can carry; any other has a page of its own.
    private func named(_ query: Fields) async throws -> Answer {
        let id = try query.requiredText("id")
        let link = PageLink.customer(id)
        guard link.hasPrefix("/customers?") else { return .redirect(to: link) }
        return try await customer(id, query)
    }

    private func customer(_ id: String, _ query: Fields) async throws -> Answer {
        guard let customer = try? CustomerID(id) else { throw Fault.unknown("customer", id: id) }
        return try await CustomerPage(desk: desk, customer: customer).answer(query)
    }
}
