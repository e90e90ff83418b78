internal import HTTPTypes
internal import Hummingbird

/// The pages to look at.
struct Pages {
    let desk: Desk
    let token: AccessToken

    /// Their paths, so that another method there is told the right ones.
    static let paths: [(path: String, method: HTTPRequest.Method)] = []

    func add(to router: Router<ServiceContext>) {}
}
