internal import HTTPTypes

extension Answer {
    /// An HTML page, with all that a browser must not do with it.
    static func page(
        _ html: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Answer {
        var answer = Answer(text: html, type: "text/html; charset=utf-8", status: status)
        answer.headers = headers.guarded
        return answer
    }

    /// Leads a browser on to another page.
    static func redirect(to location: String, headers: HTTPFields = [:]) -> Answer {
        var answer = Answer(text: "", type: "text/plain; charset=utf-8", status: .seeOther)
        answer.headers = headers.guarded
        answer.headers[.location] = location
        return answer
    }

    /// What a page loads; a browser may keep it, as its address changes with it.
    static func asset(_ asset: PageTemplates.Asset) -> Answer {
        var answer = Answer(text: asset.text, type: asset.type)
        answer.headers = HTTPFields().guarded
        answer.headers[.cacheControl] = "public, max-age=3600"
        return answer
    }
}

extension HTTPFields {
    static let pagePolicy = [
        "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    fileprivate var guarded: HTTPFields {
        var fields = self
        fields[.contentSecurityPolicy] = Self.pagePolicy
        // Without a referrer a browser would also hide the origin of this service's own forms.
        fields[.referrerPolicy] = "same-origin"
        fields[.frameOptions] = "DENY"
        fields[.openerPolicy] = "same-origin"
        fields[.resourcePolicy] = "same-origin"
        return fields
    }
}

extension HTTPField.Name {
    static let frameOptions = Self("X-Frame-Options") ?? .eTag
    static let openerPolicy = Self("Cross-Origin-Opener-Policy") ?? .eTag
    static let resourcePolicy = Self("Cross-Origin-Resource-Policy") ?? .eTag
    static let fetchSite = Self("Sec-Fetch-Site") ?? .eTag
    static let forwardedProto = Self("X-Forwarded-Proto") ?? .eTag
    static let forwardedHost = Self("X-Forwarded-Host") ?? .eTag
}
