import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where text goes: the standard output or a file.
///
/// A file gets its name when it is whole: until then, what stood there before stands.
///
/// Text is gathered, so that long reports take few system calls, and a write that fails is an error
/// with a sentence: a report that is cut short must not look like a whole one.
final class Output {
    /// The standard output.
    static func standard() -> Output {
        Output(descriptor: STDOUT_FILENO, name: "the standard output")
    }

    private static let chunk = 1 << 16

    private let descriptor: Int32
    private let name: String
    private let draft: Draft?
    private var gathered: [UInt8] = []

    /// A file under a name that is not its own yet.
    private struct Draft {
        let path: String
        let target: String
    }

    private init(descriptor: Int32, name: String) {
        (self.descriptor, self.name, self.draft) = (descriptor, name, nil)
    }

    /// Begins to write a file that is going to stand at a path, or opens what is no plain file.
    init(path: String) throws(Failure) {
        name = path
        var status = stat()
        let isThere = unsafe stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            draft = nil
            descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        } else {
            // What a link names is replaced, not the link.
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            let tag = String(UInt64.random(in: .min ... .max), radix: 36)
            let draft = Draft(path: "\(target).\(tag).partial", target: target)
            self.draft = draft
            let mode = isThere ? status.st_mode & 0o777 : 0o644
            descriptor = unsafe open(
                draft.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        guard descriptor >= 0 else {
            throw .badInput("\(path) can't be written: \(Self.reason(errno)).")
        }
    }

    /// Whether people read along.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether bold letters and colours are wanted; https://no-color.org says how to decline them.
    var isStyled: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isTerminal && environment["TERM"] != "dumb"
            && (environment["NO_COLOR"] ?? "").isEmpty
    }

    func write(_ text: String) throws(Failure) {
        gathered += text.utf8
        if gathered.count >= Self.chunk { try flush() }
    }

    /// Writes what is left; a file is closed, as some disks tell only then that they are full, and
    /// gets its name.
    func finish() throws(Failure) {
        try flush()
        guard descriptor > STDERR_FILENO else { return }
        guard close(descriptor) == 0 else { throw failed(errno) }
        guard let draft else { return }
        guard unsafe rename(draft.path, draft.target) == 0 else { throw failed(errno) }
    }

    /// Leaves what stood there before, as what was written is not going to be whole.
    func giveUp() {
        if let draft { _ = unsafe unlink(draft.path) }
    }

    /// Writes what was gathered.
    func flush() throws(Failure) {
        var rest = gathered[...]
        gathered = []
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                // The kernel only reads them, and only during the call.
                unsafe systemWrite(descriptor, bytes.baseAddress, bytes.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&place, 1, -1)
            } else if errno != EINTR {
                throw failed(errno)
            }
        }
    }

    private func failed(_ code: Int32) -> Failure {
        giveUp()
        let rest = draft == nil ? "what is there is not whole" : "what was there is left as it was"
        return Failure(
            status: .broken, code: "outputFailed",
            message: "\(name) can't be written, and \(rest): \(Self.reason(code)).")
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}

extension Output {
    /// Lets a write to a closed pipe fail with an error instead of killing the process.
    static func survivesClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Writes a whole answer, and an end of line, to the standard output.
    static func print(_ text: String) throws(Failure) {
        let output = standard()
        try output.write(text + "\n")
        try output.finish()
    }

    /// Says something on the standard error; nobody is left to be told if that fails.
    static func tell(_ sentence: String) {
        toError("ledger-tool: \(sentence)\n")
    }

    /// Writes to the standard error as it is.
    static func toError(_ text: String) {
        let output = Output(descriptor: STDERR_FILENO, name: "the standard error")
        try? output.write(text)
        try? output.flush()
    }

    /// Whether people see the standard error at once.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
        unsafe Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
        unsafe Musl.write(descriptor, bytes, count)
    #else
        unsafe Darwin.write(descriptor, bytes, count)
    #endif
}
