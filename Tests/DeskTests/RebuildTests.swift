import Foundation
import Logging
import Testing

@testable import Archive
@testable import Desk

/// The archive can be made again from done/, failed/ and the ledger.
struct RebuildTests {
    private static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Two days of a desk with a morning edition: repeats, a revision, a copy and a bad file.
    private func firstDay(_ desk: TemporaryDesk) throws {
        desk.settings = "live: {zone: UTC}\neditions: {morning: {title: Morning, at: \"06:30\", zone: UTC}}\nmin_free: 0B\n"
        try desk.drop("courier/a.xml", rss(("1", "Dockers at Tarn end their strike"), ("2", "Museum finds a lost score")))
        try desk.drop("bad.xml", "no feed")
        try desk.once(at: moment("2026-11-22T05:00:00Z"))
        try desk.drop("courier/b.xml", rss(("1", "Dockers at Tarn end strike after vote"), ("2", "Museum finds a lost score")))
        try desk.drop("ledger/a.xml", rss(("9", "Dockers at Tarn end their strike"), link: "https://ledger.example/"))
        try desk.once(at: moment("2026-11-22T06:30:00Z"))
    }

    private func secondDay(_ desk: TemporaryDesk) throws {
        try desk.drop("courier/c.xml", rss(("3", "Ships leave Tarn again"), ("1", "Dockers at Tarn end strike after vote")))
        try desk.once(at: moment("2026-11-23T06:30:00Z"))
    }

    private func digests(_ desk: TemporaryDesk) throws -> [String: [UInt8]] {
        let names = try desk.files(in: desk.folders.digests)
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try desk.contents(desk.folders.digest($0))) })
    }

    private func rebuild(_ desk: TemporaryDesk) throws -> Rebuild.Outcome {
        try Rebuild(of: desk.folders, by: desk.configuration(), log: Self.silent).run(isDamaged: false)
    }

    private func archiveFiles(_ desk: TemporaryDesk) throws -> [String] {
        try desk.files(in: desk.folders.archive).filter {
            $0.hasPrefix("archive.sqlite") && !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal")
        }
    }

    @Test func anArchiveMadeAgainGivesTheSameDigests() throws {
        let (untouched, rebuilt) = (try TemporaryDesk(), try TemporaryDesk())
        for desk in [untouched, rebuilt] { try firstDay(desk) }
        let outcome = try rebuild(rebuilt)
        #expect(outcome == Rebuild.Outcome(files: 3, items: 5, editions: 1, setAside: nil))
        for desk in [untouched, rebuilt] { try secondDay(desk) }
        #expect(try digests(untouched) == digests(rebuilt))
        #expect(try digests(rebuilt)["2026/11/23/morning.html"] != nil)
        #expect(try archiveFiles(rebuilt) == ["archive.sqlite"])
    }

    @Test func whatCouldNotBeReadIsCountedAsBefore() throws {
        let desk = try TemporaryDesk()
        try firstDay(desk)
        /// But for the space on the disk, which is others' too.
        func status() throws -> [Substring] {
            let report = try StatusReport(of: desk.folders, now: moment("2026-11-22T07:00:00Z"))
            return String(decoding: report.json, as: UTF8.self).split(separator: "\n").filter { !$0.contains("freeBytes") }
        }
        let before = try status()
        _ = try rebuild(desk)
        #expect(try status() == before)
    }

    @Test func anArchiveThatIsNoDatabaseIsSetAsideAndMadeAgain() throws {
        let (untouched, damaged) = (try TemporaryDesk(), try TemporaryDesk())
        for desk in [untouched, damaged] { try firstDay(desk) }
        let garbage = [UInt8](repeating: 0x5A, count: 8192)
        for path in DeskFolders.parts(ofDatabase: damaged.folders.databasePath) { try Files.remove(path) }
        try Files.write(garbage, to: damaged.folders.databasePath)
        _ = try Desk.opened(in: damaged.folders, by: damaged.configuration(), log: Self.silent)
        let files = try archiveFiles(damaged)
        #expect(files.count == 2 && files[1].hasPrefix("archive.sqlite.damaged-"))
        #expect(try damaged.contents(damaged.folders.archive.appending(files[1])) == garbage)
        for desk in [untouched, damaged] { try secondDay(desk) }
        #expect(try digests(untouched) == digests(damaged))
    }

    @Test func anArchiveThatIsGoneIsMadeAgain() throws {
        let desk = try TemporaryDesk()
        try firstDay(desk)
        for path in DeskFolders.parts(ofDatabase: desk.folders.databasePath) { try Files.remove(path) }
        let opened = try Desk.opened(in: desk.folders, by: desk.configuration(), log: Self.silent)
        #expect(try opened.archive.editions(limit: 9).count == 1)
        #expect(try opened.archive.firstArrival() == moment("2026-11-22T05:00:00Z"))
    }

    /// Every place at which a kill can leave it: the new one half made, the old one put aside in part, the new one in place.
    @Test(arguments: 0..<5) func oneThatWasBrokenOffIsFinishedByTheNextStart(_ step: Int) throws {
        let (untouched, broken) = (try TemporaryDesk(), try TemporaryDesk())
        for desk in [untouched, broken] { try firstDay(desk) }
        let folders = broken.folders
        try Files.write([1, 2, 3], to: folders.rebuiltPath)
        if step > 0 { Rebuild.need(in: folders) }
        let aside = folders.archive.appending("archive.sqlite.before-x")
        let (old, new) = (DeskFolders.parts(ofDatabase: folders.databasePath), DeskFolders.parts(ofDatabase: aside))
        for n in 0..<3 where step > n + 1 {
            if try Files.facts(of: old[n]) != nil { try Files.rename(old[n], to: new[n]) }
        }
        _ = try Desk.opened(in: folders, by: broken.configuration(), log: Self.silent)
        #expect(try Files.facts(of: folders.rebuildingPath) == nil)
        for desk in [untouched, broken] { try secondDay(desk) }
        #expect(try digests(untouched) == digests(broken))
    }

    @Test func aFreshDeskNeedsNone() throws {
        let desk = try TemporaryDesk()
        #expect(try !Rebuild.isNeeded(in: desk.folders))
    }

    @Test func aDamagedLedgerIsNoReasonToMakeTheArchiveAgain() throws {
        let desk = try TemporaryDesk()
        #expect(!DeskError.archive(.corrupt("ledger.jsonl:3: not a line of a ledger")).isDamage(to: desk.folders))
        #expect(DeskError.archive(.corrupt("archive.sqlite: database disk image is malformed")).isDamage(to: desk.folders))
    }
}
