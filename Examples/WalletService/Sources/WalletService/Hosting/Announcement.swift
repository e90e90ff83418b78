internal import Foundation

/// Tells whoever starts the service something: at once, even where the output is a pipe or a file.
func announce(_ line: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
}
