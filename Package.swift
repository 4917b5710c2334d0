// swift-tools-version: 6.2
import PackageDescription

// Our own code is held to "no warnings" where it is checked (.ci/run), not where it is merely built: a newer compiler
// with a new warning must not keep anyone from building an older wiredesk.
let strict: [SwiftSetting] = Context.environment["WIREDESK_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

// Only where it is asked for: it needs a compiler that instruments everything below it (Tests/Fuzz/run.sh).
let fuzzing: [Target] =
    Context.environment["WIREDESK_FUZZ"] == nil
    ? [] : [.executableTarget(name: "fuzz-reader", dependencies: ["FuzzChecks"], path: "Tests/Fuzz/Target")]

// The release binary has the Swift runtime inside: it needs no toolchain where it runs, starts in half the time, and counts
// references without a detour. What comes after the flag are the parts that Foundation itself is made of. LLVM's linker,
// since the other one warns of a function that Foundation never calls here.
let inOnePiece: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-stdlib", "-use-ld=lld"]
            + ["CoreFoundation", "_FoundationICU", "_FoundationCShims", "_FoundationCollections", "swiftSynchronization"].map {
                "-l\($0)"
            }, .when(platforms: [.linux], configuration: .release))
]

// Only where it is asked for: what takes long is no part of a build (Tests/Bench).
let benches: [Target] =
    Context.environment["WIREDESK_BENCH"] == nil
    ? []
    : [
        .executableTarget(name: "bench-stories", dependencies: ["FeedReader", "Newsroom", "News"], path: "Tests/Bench/Stories"),
        .executableTarget(name: "bench-quicklook", dependencies: ["Newsroom", "News"], path: "Tests/Bench/QuickLook"),
        .executableTarget(name: "bench-tags", dependencies: ["Newsroom", "News"], path: "Tests/Bench/Tags"),
    ]

let package = Package(
    name: "wiredesk",
    products: [.executable(name: "wiredesk", targets: ["wiredesk"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CShipped"),
        room("News", []),
        room("FeedReader", ["News", "CLibXML2", "CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        room("Newsroom", ["News"]),
        room(
            "Archive",
            [
                "News", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        room(
            "Press",
            ["News", .product(name: "Mustache", package: "swift-mustache"), .product(name: "Crypto", package: "swift-crypto")]),
        room(
            "Desk",
            [
                "FeedReader", "Newsroom", "Archive", "Press", "News", "CShipped", "Yams",
                .product(name: "Logging", package: "swift-log"), .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .executableTarget(
            name: "wiredesk",
            dependencies: ["Desk", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict,
            linkerSettings: inOnePiece),
        tests("NewsTests", ["News"]),
        tests("FeedReaderTests", ["FeedReader", "News"]),
        tests("NewsroomTests", ["Newsroom", "News"]),
        tests("ArchiveTests", ["Archive", "News"]),
        tests("PressTests", ["Press", "News", .product(name: "Crypto", package: "swift-crypto")]),
        tests("DeskTests", ["Desk", "News"]),
        tests("WiredeskTests", ["wiredesk"]),
        .target(
            name: "FuzzChecks", dependencies: ["Desk", "FeedReader", "Press", "News"], path: "Tests/Fuzz/Checks",
            swiftSettings: strict),
        .testTarget(name: "FuzzReplay", dependencies: ["FuzzChecks"], path: "Tests/Fuzz/Replay", swiftSettings: strict),
    ] + fuzzing + benches,
    swiftLanguageModes: [.v6]
)
