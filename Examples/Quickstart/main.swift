internal import Foundation

do {
    print(try await Quickstart.run(), terminator: "")
} catch {
    FileHandle.standardError.write(Data("quickstart: \(error)\n".utf8))
    exit(EXIT_FAILURE)
}
