package import Foundation
import Synchronization

/// A hammer that runs beside this process, to be killed by it.
package final class HammerProcess: Sendable {
    /// Where it writes what happens: a file, so that what it said outlives it.
    private let log: URL
    private let process: Process
    private let end = End()

    /// Starts a hammer.
    ///
    /// - Parameters:
    ///   - arguments: what to tell it.
    ///   - log: the file that its lines go to; it is made anew.
    ///   - shell: commands for the shell to run first, such as limits.
    /// - Throws: if there is no hammer to start.
    package init(
        _ arguments: [String], log: URL, after shell: String? = nil
    ) throws {
        self.log = log
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        if let shell {
            process.executableURL = URL(filePath: "/bin/sh")
            let command = "\(shell); exec \"$0\" \"$@\""
            process.arguments = ["-c", command, Self.program.path] + arguments
        }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [end] _ in end.come() }
        try process.run()
        try output.close()
    }

    /// The program, built into the same folder as the tests.
    private static var program: URL {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        return URL(filePath: tests ?? CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "store-hammer")
    }

    /// Whether it has ended.
    package var isOver: Bool { end.isOver }

    /// How it ended: its own number, or that of the signal that killed it.
    package var status: Int32 { process.terminationStatus }

    /// Kills it with SIGKILL, which nothing can hold up, and waits until it is gone.
    package func kill() async {
        if !isOver { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
        await wait()
    }

    /// Waits until it has ended.
    package func wait() async {
        await end.wait()
    }

    /// What it has said so far.
    package func said() throws -> HammerLog {
        HammerLog(try String(contentsOf: log, encoding: .utf8))
    }
}

/// An end that is waited for.
private final class End: Sendable {
    private struct State {
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock { $0.isOver } }

    func come() {
        let waiting = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiting.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }
}
