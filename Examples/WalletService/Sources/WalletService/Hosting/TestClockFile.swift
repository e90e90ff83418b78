internal import CreditLedger
internal import Foundation

/// The file that keeps test clocks over a restart: a small JSON file, replaced as a whole.
///
/// A new version is written beside it, made durable and then renamed, so that whoever reads the
/// file finds the old clocks or the new ones, whole.
struct TestClockFile: Sendable {
    /// Why the file can't be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    let path: String

    /// The clocks in the file; none if there is no file.
    ///
    /// - Throws: ``Unusable``.
    func read() throws(Unusable) -> [TestClock] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Unusable(description: "The file of the test clocks can't be read: \(path)")
        }
        do {
            let fields = try Fields(try JSONReader.read(Array(data)))
            guard try fields.integer("version") == Self.version else {
                throw Unusable(description: "The file of the test clocks is of another version.")
            }
            return try (fields.objects("clocks") ?? []).map(Self.clock)
        } catch let unusable as Unusable {
            throw unusable
        } catch {
            throw Unusable(
                description: "The file of the test clocks holds something else: \(error)")
        }
    }

    /// Replaces the clocks in the file.
    ///
    /// - Throws: ``Unusable``; the file is then as it was.
    func write(_ clocks: [TestClock]) throws(Unusable) {
        let json: JSONValue = [
            "version": .integer(Self.version), "clocks": .array(clocks.map(Self.json)),
        ]
        let draft = path + ".new"
        do {
            // Customers' ids stand in it, so it is the owner's only, as the ledger's own file is.
            guard
                FileManager.default.createFile(
                    atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw Unusable(description: "The draft can't be made.") }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
            defer { try? handle.close() }
            try handle.write(contentsOf: Data(json.text.utf8))
            try handle.synchronize()
        } catch {
            throw Unusable(description: "The file of the test clocks can't be written: \(draft)")
        }
        guard unsafe rename(draft, path) == 0 else {
            throw Unusable(description: "The file of the test clocks can't be replaced: \(path)")
        }
        syncFolder()
    }

    /// Has the new name survive the loss of power.
    private func syncFolder() {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let file = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }

    private static let version: Int64 = 1

    // MARK: Clocks as JSON

    private static func json(_ clock: TestClock) -> JSONValue {
        [
            "id": .string(clock.id), "created_at": .text(clock.createdAt),
            "frozen_time": .text(clock.frozenTime), "name": clock.name.map(JSONValue.string),
            "customer": clock.customer.map(JSONValue.text),
            "requests": .array(clock.requests.map(json)),
        ]
    }

    private static func json(_ keyed: TestClock.KeyedRequest) -> JSONValue {
        switch keyed.request {
        case .create(let frozenTime, let name, let customer):
            [
                "key": .string(keyed.key), "create": .text(frozenTime),
                "name": name.map(JSONValue.string), "customer": customer.map(JSONValue.text),
            ]
        case .advance(let instant):
            ["key": .string(keyed.key), "advance": .text(instant)]
        }
    }

    private static func clock(_ fields: Fields) throws -> TestClock {
        TestClock(
            id: try fields.requiredText("id"),
            createdAt: try fields.required("created_at", fields.instant("created_at")),
            frozenTime: try fields.required("frozen_time", fields.instant("frozen_time")),
            name: try fields.text("name"),
            customer: try fields.text("customer").map { try CustomerID($0) },
            requests: try (fields.objects("requests") ?? []).map(request))
    }

    private static func request(_ fields: Fields) throws -> TestClock.KeyedRequest {
        let key = try fields.requiredText("key")
        if let instant = try fields.instant("advance") {
            return TestClock.KeyedRequest(key: key, request: .advance(to: instant))
        }
        return TestClock.KeyedRequest(
            key: key,
            request: .create(
                frozenTime: try fields.required("create", fields.instant("create")),
                name: try fields.text("name"),
                customer: try fields.text("customer").map { try CustomerID($0) }))
    }
}
