import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Stripe: changing and ending credit grants")
struct CreditGrantChangeTests {
    static let path = ServiceUnderTest.grants

    @Test(
        "metadata is merged, key by key; an empty value unsets, an empty whole empties",
        arguments: [
            ("metadata[b]=3&metadata[c]=4", ["a": "1", "b": "3", "c": "4"]),
            ("metadata[a]=", ["b": "2"]), ("metadata[z]=", ["a": "1", "b": "2"]),
            ("metadata=", [:]), ("", ["a": "1", "b": "2"]),
        ] as [(String, [String: String])])
    func metadata(form: String, expected: [String: String]) async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant("cus_1", "metadata[a]=1&metadata[b]=2")
        let reply = try await service.post("\(Self.path)/\(id)", form)
        #expect(reply.status == 200)
        guard case .object(let pairs)? = try reply.at("metadata") else {
            Issue.record("no metadata")
            return
        }
        let found = pairs.members.map { "\($0.name)=\($0.value.text)" }
        #expect(found == expected.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" })
    }

    @Test("an expiry is moved, and taken away by an empty value")
    func expiry() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant("cus_1", "expires_at=1780315200")
        service.clock.set(try Instant("2026-05-02T00:00:00Z"))
        let moved = try await service.post("\(Self.path)/\(id)", "expires_at=1790000000")
        #expect(try moved.number("expires_at") == "1790000000")
        #expect(try moved.number("updated") == "1777680000")
        let cleared = try await service.post("\(Self.path)/\(id)", "expires_at=")
        #expect(try cleared.at("expires_at") == .null)
    }

    @Test("an update that comes again is the same update, whatever came between")
    func updateAgain() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant()
        let path = "\(Self.path)/\(id)"
        _ = try await service.post(path, "metadata[x]=1", key: "k")
        _ = try await service.post(path, "metadata[y]=2", key: "other")
        let again = try await service.post(path, "metadata[x]=1", key: "k")
        #expect(again.status == 200)
        #expect(again.headers[.idempotentReplayed] == "true")
        #expect(try again.at("metadata") == ["x": "1", "y": "2"])
        let other = try await service.post(path, "metadata[x]=2", key: "k")
        #expect(other.status == 400)
        #expect(try other.word("error", "type") == "idempotency_error")
    }

    @Test("an update merges into what the one before it wrote, though both came at once")
    func together() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant("cus_1", "metadata[a]=1")
        let (desk, customer) = (service.assembly.desk, try CustomerID("cus_1"))
        let grant = try #require(StripeID.grant.id(id))
        // Another update has its turn and has read; long enough for one that would not wait.
        let update = try await desk.turns.take(for: customer) {
            let update = Task { try await service.post("\(Self.path)/\(id)", "metadata[b]=2") }
            try await Task.sleep(for: .milliseconds(300))
            var change = ChangeGrant(grant)
            change.metadata = .set(try Metadata(["a": "1", "c": "3"]))
            try await service.ledger.changeGrant(change, of: customer)
            return update
        }
        #expect(try await update.value.at("metadata") == ["a": "1", "b": "2", "c": "3"])
    }

    @Test("expiring takes what is left, also of a grant that was applied")
    func expire() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant()
        try await service.drawDown(400)
        let reply = try await service.post("\(Self.path)/\(id)/expire")
        #expect(reply.status == 200)
        #expect(try reply.number("expires_at") == "\(CreditGrantTests.now)")
        #expect(try reply.at("voided_at") == .null)
        #expect(try await service.summary() == ["usd 0/0"])
        #expect(try await service.post("\(Self.path)/\(id)/expire").text == reply.text)
    }

    @Test("voiding takes all of a grant; asked again under its key, it is the same")
    func void() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant("cus_1", "expires_at=1780315200")
        let reply = try await service.post("\(Self.path)/\(id)/void", key: "k")
        #expect(try reply.number("voided_at") == "\(CreditGrantTests.now)")
        #expect(try reply.number("expires_at") == "1780315200")
        #expect(try await service.summary() == ["usd 0/0"])
        let again = try await service.post("\(Self.path)/\(id)/void", key: "k")
        #expect(again.text == reply.text)
        #expect(again.headers[.idempotentReplayed] == "true")
    }

    /// What makes a grant one that Stripe does not void.
    enum Fate: CaseIterable {
        case applied, givenBack, voided, expired, expiredByTime
    }

    @Test("a grant that was applied, voided or expired is not voided", arguments: Fate.allCases)
    func voidRefused(fate: Fate) async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant("cus_1", "expires_at=1780315200")
        let customer = try CustomerID("cus_1")
        switch fate {
        case .applied: try await service.drawDown(1)
        case .givenBack:
            try await service.drawDown(1)
            try await service.ledger.reinstate(Reinstate(try InvoiceID("in_1")), for: customer)
        case .voided: _ = try await service.post("\(Self.path)/\(id)/void")
        case .expired: _ = try await service.post("\(Self.path)/\(id)/expire")
        case .expiredByTime: service.clock.set(try Instant("2026-06-01T12:00:00Z"))
        }
        let before = try await service.get("\(Self.path)/\(id)").text
        let reply = try await service.post("\(Self.path)/\(id)/void", key: "k")
        #expect(reply.status == 400)
        #expect(try reply.word("error", "type") == "invalid_request_error")
        #expect(try await service.get("\(Self.path)/\(id)").text == before)
    }
}
