internal import HTTPTypes

/// Whether a form was sent from this service's own pages, as far as its request tells.
///
/// Browsers say it in three ways, old ones in fewer, and no page can make its browser lie. What
/// says nothing is no browser, and has no cookie that another site could misuse.
struct FormOrigin: Sendable {
    /// The host that the request is for; behind a proxy, the one that the browser asked.
    let hosts: [String]
    let headers: HTTPFields

    init(host: String?, headers: HTTPFields) {
        hosts = [host, headers[.forwardedHost]].compactMap { $0?.lowercased() }
        self.headers = headers
    }

    /// Whether any of the headers says that it came from elsewhere.
    var isForeign: Bool {
        if let site = headers[.fetchSite], site != "same-origin", site != "none" { return true }
        if let origin = headers[.origin] { return !isOwn(origin) }
        if let referrer = headers[.referer] { return !isOwn(referrer) }
        return false
    }

    /// Whether an origin, or an address, is of this service: `https://host:port` and what follows.
    private func isOwn(_ address: String) -> Bool {
        guard let start = address.firstRange(of: "://")?.upperBound else { return false }
        let scheme = address[..<start].lowercased()
        guard scheme == "http://" || scheme == "https://" else { return false }
        let host = address[start...].prefix { !"/?#".contains($0) }.lowercased()
        let shortest = Self.withoutPort(host, of: scheme)
        return hosts.contains {
            $0 == host || $0 == shortest || Self.withoutPort($0, of: scheme) == host
        }
    }

    /// A host without the port that its scheme has anyway.
    private static func withoutPort(_ host: String, of scheme: String) -> String {
        let port = scheme == "https://" ? ":443" : ":80"
        return host.hasSuffix(port) ? String(host.dropLast(port.count)) : host
    }
}
