import Foundation
import Testing

/// Who may import whom (DESIGN: rooms). No other arrow.
@Suite struct ImportFenceTests {
    private static let ours: [String: Set<String>] = [
        "News": [],
        "FeedReader": ["News", "CLibXML2", "CZlib"],
        "Newsroom": ["News"],
        "Archive": ["News"],
        "Press": ["News"],
        "Desk": ["News", "FeedReader", "Newsroom", "Archive", "Press", "CShipped"],
        "wiredesk": ["News", "FeedReader", "Newsroom", "Archive", "Press", "Desk"],
    ]
    private static let others: [String: Set<String>] = [
        "News": ["FoundationEssentials"],
        "FeedReader": ["FoundationEssentials", "Crypto"],
        "Newsroom": ["FoundationEssentials", "Foundation"],
        "Archive": ["FoundationEssentials", "Foundation", "GRDB", "GRDBSQLite", "Glibc"],
        "Press": ["FoundationEssentials", "Foundation", "Mustache", "Crypto"],
        "Desk": ["FoundationEssentials", "Foundation", "Dispatch", "Synchronization", "Glibc", "Crypto", "Yams", "Logging"],
        "wiredesk": ["FoundationEssentials", "ArgumentParser", "Dispatch", "Glibc", "Logging"],
    ]

    @Test(arguments: ours.keys.sorted())
    func noRoomImportsWhatItMayNot(_ room: String) throws {
        let allowed = try #require(Self.ours[room]).union(try #require(Self.others[room]))
        let files = try Self.sources(of: room)
        #expect(!files.isEmpty)
        for file in files {
            for module in try Self.imports(in: file) {
                #expect(allowed.contains(module), "\(file.lastPathComponent) imports \(module)")
                if module == "CLibXML2" {
                    #expect(file.pathComponents.contains("XML"), "\(file.lastPathComponent) meets libxml2 outside XML/")
                }
            }
        }
    }

    @Test func everyRoomIsFenced() throws {
        let rooms = try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent("Sources").path)
        #expect(Set(rooms) == Set(Self.ours.keys).union(["CLibXML2", "CZlib", "CShipped"]))
    }

    @Test func theTopLevelStaysAsItIs() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.path).filter { !$0.hasPrefix(".") }
        let allowed: Set = ["Package.swift", "README.md", "Sources", "Tests", "Config", "systemd"]
        // Made by building and by the tour, and ignored by git.
        let made: Set = ["Package.resolved", "desk"]
        #expect(Set(names).subtracting(made).isSubset(of: allowed))
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func sources(of room: String) throws -> [URL] {
        let folder = root.appendingPathComponent("Sources/\(room)")
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    }

    private static func imports(in file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"),
                words[..<at].allSatisfy({ $0.hasPrefix("@") || $0.hasSuffix("al") || $0 == "package" || $0 == "public" })
            else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = words.dropFirst(at + 1).first { !kinds.contains($0) }
            return name?.split(separator: ".").first.map(String.init)
        }
    }
}
