// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "CreditLedger", path: "../..", traits: ["SQLite", "Postgres"])
    ],
    targets: [
        // What the durable stores are compared with: C over the same libraries, and no ledger.
        .target(
            name: "Bare", path: "Bare", publicHeadersPath: ".",
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("pq")]),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "Bare",
                .product(name: "CreditLedger", package: "CreditLedger"),
                .product(name: "CreditLedgerSQLite", package: "CreditLedger"),
                .product(name: "CreditLedgerPostgres", package: "CreditLedger"),
                .product(name: "CreditLedgerTesting", package: "CreditLedger"),
            ],
            path: "Sources/Benchmarks",
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .strictMemorySafety(),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
