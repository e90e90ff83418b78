internal import HTTPTypes

/// How pages tell of errors: by a page.
struct PageDialect: Dialect {
    func claims(_ path: String) -> Bool {
        // A request that could not be read has no path, and no browser sent it.
        guard path.hasPrefix("/") else { return false }
        let first = path.split(separator: "/").first
        return first.map {
            ["customers", "trial-balance", "login", "logout", "assets"].contains($0)
        }
            ?? true
    }

    func answer(to problem: Problem, request: String) -> Answer {
        let status = problem.status
        let view = View(
            code: status.code, phrase: Self.phrase(problem.kind),
            message: problem.message, request: request)
        let frame = PageTemplates.Frame(
            title: "\(view.phrase)", isSignedIn: false, view: view)
        // A page that can't be made must not hide what went wrong.
        let html = (try? PageTemplates.render("error", frame)) ?? PageEscaping.escape(view.message)
        return .page(html, status: status)
    }

    var schema: Schema { .text() }

    private struct View {
        let code: Int
        let phrase: String
        let message: String
        let request: String
    }

    private static func phrase(_ kind: Problem.Kind) -> String {
        switch kind {
        case .notFound: "There is no such page"
        case .forbidden: "Not allowed from there"
        case .tooMany: "Too many attempts"
        case .unavailable: "The ledger can’t be reached"
        case .unexpected: "Something failed"
        case .wrongMethod: "Not the way to ask"
        case .tooLarge: "Too large"
        case .tooSlow: "Too slow"
        case .unauthenticated: "Not signed in"
        case .refused, .conflict: "Refused"
        case .malformed, .invalid, .missing, .wrongType: "That can’t be read"
        }
    }
}
