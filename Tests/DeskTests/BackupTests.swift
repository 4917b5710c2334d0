import Foundation
import Testing

@testable import Archive
@testable import Desk

struct BackupTests {
    private let desk: TemporaryDesk
    private let noon: Date
    private var file: FilePath { desk.folders.root.appending("copy.sqlite") }
    private var ledger: FilePath { desk.folders.root.appending("copy.sqlite.ledger.jsonl") }

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = "live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nmin_free: 0B\n"
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar"), ("b", "Dockers at Tarn go on strike")))
        try desk.once(at: noon)
    }

    private func backUp(replacing: Bool = false) throws -> [String] {
        try Backup(of: desk.folders, to: file).write(replacing: replacing).names
    }

    @Test func aBackupPutInPlaceGivesTheSameDigests() throws {
        #expect(try backUp() == [file.description, ledger.description])
        let later = noon.addingTimeInterval(60)
        try desk.once(at: later)
        let latest = try desk.digest("latest.json")
        for ending in ["", "-wal", "-shm"] { try Files.remove(FilePath(desk.folders.databasePath.description + ending)) }
        try Files.rename(file, to: desk.folders.databasePath)
        try Files.rename(ledger, to: desk.folders.ledgerPath)
        try FileManager.default.removeItem(atPath: desk.folders.digests.description)
        try desk.once(at: later)
        #expect(try desk.digest("latest.json") == latest)
        #expect(try desk.titles(in: "2026/11/22/noon.json").count == 2)
    }

    @Test func aBackupWhileADeskIsAtWorkIsOfOneMomentAndDisturbsNothing() throws {
        let open = try desk.open()
        try open.archive.writing { db in
            // Before its commit: not in the copy, and the copying does not wait for it.
            try db.execute(sql: "INSERT INTO sources (name) VALUES ('unfinished')")
            _ = try backUp()
        }
        let copy = try #require(try Archive.reading(at: file.description))
        #expect(try copy.totals() == open.archive.totals())
        #expect(try copy.sources() == open.archive.sources())
        #expect(try desk.contents(ledger) == desk.contents(desk.folders.ledgerPath))
    }

    @Test func aBackupIsWholeInOneFile() throws {
        _ = try backUp()
        let names = try Files.list(desk.folders.root).map(\.name.description).filter { $0.contains("copy") }
        #expect(names == ["copy.sqlite", "copy.sqlite.ledger.jsonl"])
        let modes = try #require(try Archive.reading(at: file.description)).reading { db in
            try String.fetchOne(db, sql: "PRAGMA journal_mode")
        }
        #expect(modes == "delete")
    }

    @Test func aBackupDoesNotReplaceWhatIsThereUnlessAsked() throws {
        for name in [file, ledger] {
            try Files.write(Array("mine".utf8), to: name)
            #expect(throws: Backup.Refusal.isThere(name.description)) { try backUp() }
            #expect(try desk.contents(name) == Array("mine".utf8))
            try Files.remove(name)
        }
        try Files.write(Array("mine".utf8), to: file)
        _ = try backUp(replacing: true)
        #expect(try Archive.reading(at: file.description) != nil)
    }

    @Test func aBackupThatCannotBeWrittenLeavesTheOldOne() throws {
        _ = try backUp()
        let old = try desk.contents(file)
        // The ledger's draft cannot be made where a folder has its name.
        try Files.makeFolder(desk.folders.root.appending(".copy.sqlite.ledger.jsonl.new"))
        #expect(throws: DeskError.self) { try backUp(replacing: true) }
        #expect(try desk.contents(file) == old)
        #expect(try Files.facts(of: desk.folders.root.appending(".copy.sqlite.new")) == nil)
    }

    @Test func whatAKilledBackupLeftIsNotInTheWay() throws {
        for ending in ["", "-journal"] {
            try Files.write(Array("half".utf8), to: desk.folders.root.appending(".copy.sqlite.new\(ending)"))
        }
        #expect(try backUp().count == 2)
    }

    @Test func aBackupOfNothingSaysSo() throws {
        let empty = try TemporaryDesk()
        #expect(throws: Backup.Refusal.noDesk(empty.folders.root.description)) {
            try Backup(of: empty.folders, to: empty.folders.root.appending("copy.sqlite")).write(replacing: false)
        }
        #expect(try Files.list(empty.folders.root).allSatisfy { $0.kind == .folder })
    }
}
