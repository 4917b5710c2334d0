import Foundation
import Logging

@testable import Archive
@testable import Desk

/// A fresh desk in a temporary folder, removed with the last reference to it. Times are given, never read from a clock.
final class TemporaryDesk {
    let folders: DeskFolders
    /// To find them takes a table that costs more to make than a small desk.
    var findsPlaces = true
    var settings = "live: {zone: UTC}\neditions: {}\nmin_free: 0B\n"

    init() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID().uuidString)")
        folders = DeskFolders(root: FilePath(root.path))
        try folders.make()
    }

    deinit { try? FileManager.default.removeItem(atPath: folders.root.description) }

    func configuration() throws -> Configuration {
        var configuration = try Configuration.read(yaml: settings, name: "wiredesk.yaml", topics: (topics, "topics.yaml"))
        configuration.findsPlaces = findsPlaces
        return configuration
    }

    var topics = """
        topics:
          - id: labour
            label: Labour
            terms: {strike: 6, dockers: 6}
          - id: culture
            label: Arts and culture
            terms: {museum: 6, score: 6}
        """

    func open(trial: ReaderTrial? = nil) throws -> Desk {
        try Desk(
            in: folders, by: configuration(), log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), trial: trial
        )
    }

    /// Puts a file into the inbox; `path` may have subfolders.
    func drop(_ path: FilePath, _ bytes: [UInt8]) throws {
        let place = folders.inbox.appending(path)
        try Files.makeFolder(place.parent)
        try Files.write(bytes, to: place)
    }

    func drop(_ path: String, _ text: String) throws { try drop(FilePath(path), Array(text.utf8)) }

    /// `wiredesk once --at`, on a desk of its own.
    @discardableResult
    func once(at moment: Date) throws -> SingleRun.Outcome { try SingleRun(try open()).run(at: moment) }

    /// Files below a folder, sorted, as paths below it.
    func files(in folder: FilePath, below: FilePath = FilePath("")) throws -> [String] {
        try Files.list(folder.appending(below)).flatMap { entry -> [String] in
            let path = below.appending(entry.name)
            return entry.kind == .folder ? try files(in: folder, below: path) : [path.description]
        }
    }

    var done: [String] { get throws { try files(in: folders.done) } }
    var failed: [String] { get throws { try files(in: folders.failed).filter { !$0.hasSuffix(".reason.json") } } }

    /// The reasons in failed/, by the file's path in the inbox.
    func reasons() throws -> [String: String] {
        let names = try files(in: folders.failed).filter { $0.hasSuffix(".reason.json") }
        var reasons: [String: String] = [:]
        for name in names {
            let reason = try JSONDecoder().decode(Reason.self, from: Data(try contents(folders.failed.appending(name))))
            reasons[reason.file] = "\(reason.code): \(reason.message)"
        }
        return reasons
    }

    func contents(_ path: FilePath) throws -> [UInt8] { try Files.contents(path) ?? [] }

    func digest(_ name: String) throws -> String { String(decoding: try contents(folders.digest(name)), as: UTF8.self) }

    /// Titles of the stories that a digest's JSON Feed tells, in its order.
    func titles(in name: String) throws -> [String] {
        struct Digest: Decodable {
            struct Item: Decodable { let title: String? }
            let items: [Item]
        }
        return try JSONDecoder().decode(Digest.self, from: Data(digest(name).utf8)).items.map { $0.title ?? "" }
    }
}

/// A small RSS feed; each item is its guid and title.
func rss(_ items: (guid: String, title: String)..., link: String = "https://courier.example/") -> String {
    let entries = items.map { "<item><guid isPermaLink=\"false\">\($0.guid)</guid><title>\($0.title)</title></item>" }
    return "<rss version=\"2.0\"><channel><title>Courier</title><link>\(link)</link>\(entries.joined())</channel></rss>"
}

/// `2026-11-22T06:30:00Z`
func moment(_ text: String) throws -> Date { try Date.ISO8601FormatStyle().parse(text) }

extension Inbox.Claiming {
    var file: Claimed? { if case .claimed(let file) = self { file } else { nil } }
    var isGone: Bool { if case .gone = self { true } else { false } }
}
