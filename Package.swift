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
        .library(name: "CreditLedgerSQLite", targets: ["CreditLedgerSQLite"]),
        .library(name: "CreditLedgerPostgres", targets: ["CreditLedgerPostgres"]),
        .library(name: "CreditLedgerTesting", targets: ["CreditLedgerTesting"]),
    ],
    // Off unless asked for, so that the core builds where neither C library is installed.
    traits: [
        .trait(name: "SQLite", description: "The store in one SQLite file (needs libsqlite3)."),
        .trait(name: "Postgres", description: "The store on PostgreSQL (needs libpq)."),
        .default(enabledTraits: []),
    ],
    targets: [
        .target(name: "CreditLedger", swiftSettings: strict),
        // What the two databases share: rows, and the reading of them.
        .target(name: "CreditLedgerSQL", dependencies: ["CreditLedger"], swiftSettings: strict),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .target(
            name: "CreditLedgerSQLite",
            dependencies: [
                "CreditLedger", "CreditLedgerSQL",
                .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
            ],
            swiftSettings: strict),
        .target(
            name: "CreditLedgerPostgres",
            dependencies: [
                "CreditLedger", "CreditLedgerSQL",
                .target(name: "CLibPQ", condition: .when(traits: ["Postgres"])),
            ],
            swiftSettings: strict),
        .target(
            name: "CreditLedgerTesting", dependencies: ["CreditLedger"], swiftSettings: strict),
        .executableTarget(
            name: "quickstart",
            dependencies: ["CreditLedger", "CreditLedgerSQLite", "CreditLedgerTesting"],
            path: "Examples/Quickstart",
            exclude: ["expected-output.txt"],
            swiftSettings: strict),
        .testTarget(name: "QuickstartTests", dependencies: ["quickstart"], swiftSettings: strict),
        .testTarget(
            name: "CreditLedgerTests", dependencies: ["CreditLedger", "CreditLedgerTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "CreditLedgerSQLTests",
            dependencies: ["CreditLedger", "CreditLedgerSQL", "CreditLedgerTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "CreditLedgerSQLiteTests",
            dependencies: [
                "CreditLedger", "CreditLedgerSQL", "CreditLedgerSQLite", "CreditLedgerTesting",
                "store-hammer",
                .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CreditLedgerPostgresTests",
            dependencies: [
                "CreditLedger", "CreditLedgerSQL", "CreditLedgerPostgres", "CreditLedgerTesting",
                "store-hammer",
            ],
            swiftSettings: strict),
        // A program to kill: it writes to a durable store and tells what was acknowledged.
        .executableTarget(
            name: "store-hammer",
            dependencies: [
                "CreditLedger", "CreditLedgerSQLite", "CreditLedgerPostgres",
            ],
            path: "Tests/StoreHammer", swiftSettings: strict),
        // The decider is not public, so a package of its own could not time it.
        .executableTarget(
            name: "decider-timer", dependencies: ["CreditLedger"], path: "Tests/DeciderTimer",
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
