// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ledger-bench", targets: ["LedgerBench"])
    ],
    dependencies: [
        .package(name: "CreditLedger", path: "../..", traits: ["SQLite", "Postgres"]),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    ],
    targets: [
        // What the durable stores are compared with: C over the same libraries, and no ledger.
        .target(
            name: "Bare", path: "Bare", publicHeadersPath: ".",
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("pq")]),
        .executableTarget(
            name: "LedgerBench",
            dependencies: [
                "Bare",
                .product(name: "CreditLedger", package: "CreditLedger"),
                .product(name: "CreditLedgerSQLite", package: "CreditLedger"),
                .product(name: "CreditLedgerPostgres", package: "CreditLedger"),
                .product(name: "CreditLedgerTesting", package: "CreditLedger"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LedgerBenchTests",
            dependencies: [
                "LedgerBench",
                .product(name: "CreditLedgerTesting", package: "CreditLedger"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
