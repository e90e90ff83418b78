internal import CreditLedger
internal import Foundation
internal import Logging

/// Logs one JSON object a line: `time`, `level`, `message` and `metadata`.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    /// Takes one line, which ends with a line feed.
    let sink: @Sendable (String) -> Void

    init(level: Logger.Level, sink: @escaping @Sendable (String) -> Void = Self.standardError) {
        logLevel = level
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error"] = "\(ErrorText(error))" }
        let line: JSONValue = [
            "time": .text(SystemClock().now),
            "level": .string(event.level.rawValue),
            "message": .string(event.message.description),
            "metadata": all.isEmpty ? nil : Self.json(all),
        ]
        sink(line.text + "\n")
    }

    private static func json(_ metadata: Logger.Metadata) -> JSONValue {
        var object = JSONObject()
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            object.add(key == "hb.request.id" ? "request_id" : key, json(value))
        }
        return .object(object)
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string(value.description)
        case .dictionary(let metadata): json(metadata)
        case .array(let values): .array(values.map(json))
        @unknown default: .string("\(value)")
        }
    }

    /// Writes a line to standard error, by one call, so that lines of several threads don't mix.
    static func standardError(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
}
