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
    name: "LedgerTool",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ledger-tool", targets: ["LedgerTool"])
    ],
    dependencies: [
        .package(name: "CreditLedger", path: "../..", traits: ["SQLite", "Postgres"]),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    ],
    targets: [
        .executableTarget(
            name: "LedgerTool",
            dependencies: [
                .product(name: "CreditLedger", package: "CreditLedger"),
                .product(name: "CreditLedgerSQLite", package: "CreditLedger"),
                .product(name: "CreditLedgerPostgres", package: "CreditLedger"),
                .product(name: "CreditLedgerTesting", package: "CreditLedger"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LedgerToolTests",
            dependencies: [
                "LedgerTool",
                .product(name: "CreditLedger", package: "CreditLedger"),
                .product(name: "CreditLedgerSQLite", package: "CreditLedger"),
                .product(name: "CreditLedgerPostgres", package: "CreditLedger"),
                .product(name: "CreditLedgerTesting", package: "CreditLedger"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
