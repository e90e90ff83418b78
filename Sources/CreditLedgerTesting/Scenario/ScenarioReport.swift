public import Foundation

/// What came of one scenario file, as one line.
public struct ScenarioReport: Hashable, Sendable, CustomStringConvertible {
    /// The file's name without `.json`.
    public let name: String
    /// How it ended; a file that is no scenario has failed, at the step that is wrong or at step 0.
    public let result: ScenarioResult
    /// Whether the file holds a scenario at all, as against one that did not come as expected.
    public var isScenario: Bool { fault == nil }
    /// What is wrong with a file that holds none.
    let fault: ScenarioFault?

    /// What came of the scenario of a file.
    public init(name: String, result: ScenarioResult) {
        self.name = name
        self.result = result
        self.fault = nil
    }

    init(name: String, _ fault: ScenarioFault) {
        self.name = name
        self.result = .failed(
            step: fault.step ?? 0, expected: "a scenario of the format", got: fault.reason)
        self.fault = fault
    }

    /// `ok NAME`, or `FAIL NAME: step N: expected …, got …`.
    public var description: String {
        switch result {
        case .passed: "ok \(name)"
        case .failed(0, let expected, let got): "FAIL \(name): expected \(expected), got \(got)"
        case .failed(let step, let expected, let got):
            "FAIL \(name): step \(step): expected \(expected), got \(got)"
        }
    }
}

extension ScenarioRunner {
    /// Reads and runs one file.
    public func report(on file: URL) async -> ScenarioReport {
        let name = file.deletingPathExtension().lastPathComponent
        do throws(ScenarioFault) {
            return ScenarioReport(name: name, result: await run(try Scenario(contentsOf: file)))
        } catch {
            return ScenarioReport(name: name, error)
        }
    }
}

extension Scenario {
    /// The scenario files at a place: the file itself, or every `*.json` below the folder, sorted
    /// by path; `nil` if nothing is there.
    public static func files(at place: URL) -> [URL]? {
        let manager = FileManager.default
        guard
            let attributes = try? manager.attributesOfItem(
                atPath: place.resolvingSymlinksInPath().path)
        else { return nil }
        guard attributes[.type] as? FileAttributeType == .typeDirectory else { return [place] }
        let below = manager.enumerator(at: place, includingPropertiesForKeys: nil)
        let files = (below?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "json" }
        return files.sorted { $0.path < $1.path }
    }
}
