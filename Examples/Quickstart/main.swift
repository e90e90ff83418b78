internal import Foundation

do {
    try await Choice(CommandLine.arguments.dropFirst()).write()
} catch {
    FileHandle.standardError.write(Data("quickstart: \(error)\n".utf8))
    exit(EXIT_FAILURE)
}
