internal import CreditLedger

/// Addresses of pages.
///
/// What users chose is percent-encoded byte by byte, so that no id can end a path, a query or an
/// attribute.
enum PageLink {
    static let home = "/"
    static let signIn = "/login"
    static let trialBalance = "/trial-balance"

    /// The page of a customer.
    ///
    /// No path can carry the ids `.` and `..`: browsers take them for steps, encoded or not.
    static func customer(_ id: String, _ query: [(String, String)] = []) -> String {
        guard id == "." || id == ".." else {
            return "/customers/" + encoded(id) + self.query(query)
        }
        return "/customers" + self.query([("id", id)] + query)
    }

    /// The list of customers, from a place on.
    static func customers(search: String, after: String?) -> String {
        var pairs: [(String, String)] = []
        if !search.isEmpty { pairs.append(("search", search)) }
        if let after { pairs.append(("after", after)) }
        return home + query(pairs)
    }

    /// The form to sign in, which leads on to another page.
    static func signIn(to next: String) -> String {
        next == home ? signIn : signIn + query([("next", next)])
    }

    /// Where to go after signing in: a page of this service, or else the first one.
    static func safe(_ next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), next.utf8.count <= 16_000,
            next.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return home }
        let path = String(next.prefix { $0 != "?" && $0 != "#" })
        let isPage =
            path == home || path == trialBalance || path == "/customers"
            || path.hasPrefix("/customers/")
        return isPage ? next : home
    }

    /// Percent-encodes all bytes but unreserved ones.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }

    private static func query(_ pairs: [(String, String)]) -> String {
        guard !pairs.isEmpty else { return "" }
        return "?" + pairs.map { $0.0 + "=" + encoded($0.1) }.joined(separator: "&")
    }
}
