import CreditLedger
import Testing

@testable import LedgerTool

@Suite("StoreChoice")
struct StoreChoiceTests {
    @Test(
        "the stores, by what names them",
        arguments: [
            ("memory", StoreChoice.memory),
            ("sqlite:/var/lib/a:b.sqlite", .sqlite(path: "/var/lib/a:b.sqlite")),
            ("sqlite:credits.sqlite", .sqlite(path: "credits.sqlite")),
            (
                "postgres:host=db dbname=credits",
                .postgres(connection: "host=db dbname=credits", schema: "creditledger")
            ),
            (
                "postgres:postgresql://u@db/credits",
                .postgres(connection: "postgresql://u@db/credits", schema: "creditledger")
            ),
            (
                "postgres://u@db/credits",
                .postgres(connection: "postgres://u@db/credits", schema: "creditledger")
            ),
            (
                "postgresql://u@db/credits#other_1",
                .postgres(connection: "postgresql://u@db/credits", schema: "other_1")
            ),
            (
                "postgres://u:a#b@db/credits",
                .postgres(connection: "postgres://u:a#b@db/credits", schema: "creditledger")
            ),
            (
                "postgres:password=a#b",
                .postgres(connection: "password=a#b", schema: "creditledger")
            ),
        ])
    func wellFormed(_ text: String, _ choice: StoreChoice) {
        #expect(StoreChoice(argument: text) == choice)
    }

    @Test(
        "what else is none of them",
        arguments: ["", "sqlite", "sqlite:", "postgres:", "Memory", "mysql://db", "file.sqlite"])
    func malformed(_ text: String) {
        #expect(StoreChoice(argument: text) == .unknown)
        #expect(throws: (any Error).self) { try StoreChoice(argument: text).check("--store") }
    }

    @Test(
        "no password is ever shown",
        arguments: [
            ("postgres://u:secret@db/credits", "postgres://u:***@db/credits"),
            ("'postgres://u:se@cr/et@db:5432/credits'", "'postgres://u:***@db:5432/credits'"),
            ("postgres://:secret@db", "postgres://:***@db"),
            ("host=db password=secret user=u", "host=db password=*** user=u"),
            ("host=db PASSWORD = 'a \\' b' user=u", "host=db PASSWORD = *** user=u"),
            (
                "postgres://db/c?user=u&password=secret&a=b",
                "postgres://db/c?user=u&password=***&a=b"
            ),
            ("nothing: to hide@all", "nothing: to hide@all"),
        ])
    func redacted(_ text: String, _ shown: String) {
        #expect(text.withoutPasswords == shown)
    }

    @Test("a label tells of no connection")
    func label() {
        let choice = StoreChoice(argument: "postgres://u:secret@db/credits#other")
        #expect(choice.label == "postgres, schema other")
        #expect(StoreChoice(argument: "sqlite:a\u{1B}b").label == "sqlite:a\u{FFFD}b")
    }

    @Test("a store that can't be used is the command line's fault, one that is away is not")
    func failures() {
        let kinds: [(StoreError.Kind, Failure.Status)] = [
            (.misconfigured, .badInput), (.unavailable, .broken), (.corrupt, .wrong),
            (.outcomeUnknown, .broken),
        ]
        for (kind, status) in kinds {
            let failure = Failure(opening: .sqlite(path: "a"), StoreError(kind, "It is so."))
            #expect(failure.status == status)
            #expect(failure.line == "\(kind.rawValue): sqlite:a: It is so.")
        }
    }

    @Test("a copy's failure says which of its stores it is about")
    func copying() throws {
        let gone = LedgerError.store(StoreError(.unavailable, "It is away."))
        #expect(Failure(CopyError.target(gone))?.line == "unavailable: the target: It is away.")
        #expect(Failure(CopyError.source(gone))?.status == .broken)
        let differs = CopyError.differs(try CustomerID("acme"), revision: 3)
        #expect(Failure(differs)?.status == .wrong)
        #expect(Failure(differs)?.line.hasPrefix("targetDiffers: ") == true)
    }

    @Test("progress of a copy: what is done, and how fast")
    func progress() {
        #expect(
            CopyProgressLine.line(CopyProgress(), 0)
                == "copied: 0 customers, 0 entries, 0 entries/s")
    }
}
