import Foundation
import HTTPTypes
import Testing

@testable import WalletService

@Suite("The access token")
struct AuthenticationTests {
    private static func basic(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    static let admitted = [
        "Bearer secret", "bearer secret", "BEARER secret", "Bearer   secret", "  Bearer secret  ",
        "Bearer\tsecret", "Basic \(basic("secret:"))", "basic \(basic("secret"))",
        "Basic \(basic("secret:password"))", "Basic  \(basic("secret:"))",
    ]

    @Test("is taken as Bearer, and as the user of Basic", arguments: admitted)
    func admits(field: String) {
        #expect(AccessToken("secret").admits([.authorization: field]))
    }

    static let refused = [
        "", "secret", "Bearer", "Bearer ", "Bearer secre", "Bearer secrets", "Bearer Secret",
        "Bearer secret, Bearer secret", "Bearer secret x", "Token secret", "Digest secret",
        "Basic secret", "Basic \(basic("other:secret"))", "Basic \(basic(":secret"))", "Basic /w==",
        "Basic !", "Basic",
    ]

    @Test("is refused in any other form", arguments: refused)
    func refuses(field: String) {
        #expect(!AccessToken("secret").admits([.authorization: field]))
    }

    @Test("is taken as x-api-key; one right way is enough")
    func key() {
        let token = AccessToken("secret")
        #expect(token.admits([.apiKey: "secret"]))
        #expect(token.admits([.apiKey: "wrong", .authorization: "Bearer secret"]))
        #expect(!token.admits([.apiKey: ""]))
        #expect(!token.admits([:]))
    }

    @Test("that is empty admits nobody")
    func empty() {
        let token = AccessToken("")
        #expect(!token.admits([.apiKey: ""]))
        #expect(!token.admits([.authorization: "Bearer "]))
        #expect(!token.admits([.authorization: "Basic \(Self.basic(":"))"]))
    }
}
