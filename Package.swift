// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with, and why.
let strict: [SwiftSetting] = [
    // A warning that is tolerated once is never read again.
    .treatAllWarnings(as: .error),
    // Pointers must say that they are unsafe where they are used.
    .strictMemorySafety(),
    // An existential costs a witness table at every call, so it is spelled `any`.
    .enableUpcomingFeature("ExistentialAny"),
    // What a file imports is not what the library exports.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // A member comes only from a module that the file imports.
    .enableUpcomingFeature("MemberImportVisibility"),
    // An async call stays on its caller's executor: 30 ns into a store instead of 6,500 ns.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "CreditLedger",
    // `Int128` and `Mutex` need these.
    platforms: [
        .macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2), .macCatalyst(.v18),
    ],
    products: [
        .library(name: "CreditLedger", targets: ["CreditLedger"]),
        .library(name: "CreditLedgerTesting", targets: ["CreditLedgerTesting"]),
    ],
    targets: [
        .target(name: "CreditLedger", swiftSettings: strict),
        .target(
            name: "CreditLedgerTesting", dependencies: ["CreditLedger"], swiftSettings: strict),
        .executableTarget(
            name: "quickstart", dependencies: ["CreditLedger", "CreditLedgerTesting"],
            path: "Examples/Quickstart",
            exclude: ["expected-output.txt"],
            swiftSettings: strict),
        .testTarget(name: "QuickstartTests", dependencies: ["quickstart"], swiftSettings: strict),
        .testTarget(
            name: "CreditLedgerTests", dependencies: ["CreditLedger", "CreditLedgerTesting"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
