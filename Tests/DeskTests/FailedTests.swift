import Foundation
import Testing

@testable import Archive
@testable import Desk

/// How long failed files are kept, and that the archive knows of those that are there and no others.
struct FailedTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("bbc/a.xml", "no feed")
        try desk.drop("b.xml", "no feed either")
        try desk.drop("bbc/good.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
    }

    private var known: [String] { get throws { try desk.open().archive.failures(limit: 9).map(\.path).sorted() } }
    private var left: [String] { get throws { try desk.files(in: desk.folders.failed) } }

    private func prune(_ open: Desk, at moment: Date, most: Int = Desk.batchFiles) throws -> Bool {
        try open.pruneFailed(PruningPlan(configuration: open.configuration, moment: moment), most: most)
    }

    /// All that is due.
    private func prune(at moment: Date) throws {
        let open = try desk.open()
        while try prune(open, at: moment) {}
    }

    @Test func failedFilesAreKeptForSoManyDaysAndNoLonger() throws {
        desk.settings += "keep_failed: 3\n"
        let last = try moment("2026-11-25T23:59:59Z")
        try prune(at: last)
        #expect(try left.count == 4)
        #expect(try known == ["b.xml", "bbc/a.xml"])
        try prune(at: last.addingTimeInterval(1))
        #expect(try Files.list(desk.folders.failed).isEmpty)
        #expect(try known == [])
        #expect(try desk.done == ["2026-11-22/bbc/120000.000-good.xml"])
    }

    @Test func aSliceIsBoundedAndTheNextGoesOn() throws {
        let later = noon.addingTimeInterval(40 * 86_400)
        let open = try desk.open()
        #expect(try prune(open, at: later, most: 1))
        #expect(try left == ["2026-11-22/bbc/120000.000-a.xml", "2026-11-22/bbc/120000.000-a.xml.reason.json"])
        #expect(try prune(open, at: later, most: 1))
        #expect(try !prune(open, at: later, most: 1))
        #expect(try Files.list(desk.folders.failed).isEmpty)
    }

    @Test func withMoreThanThereMayBeTheOldestGo() throws {
        let large = "no feed" + String(repeating: " ", count: 700_000)
        try desk.drop("c.xml", large)
        try desk.once(at: noon.addingTimeInterval(1))
        try desk.drop("d.xml", large)
        desk.settings += "keep_failed: {days: 9, size: 1MiB}\n"
        try desk.once(at: noon.addingTimeInterval(2))
        #expect(try known == ["d.xml"])
        #expect(try left == ["2026-11-22/120002.000-d.xml", "2026-11-22/120002.000-d.xml.reason.json"])
    }

    @Test func whatNoDeskPutIntoFailedStays() throws {
        let own = [FilePath("2026-11-22/notes.txt"), FilePath("README")]
        for name in own { try Files.write(Array("mine".utf8), to: desk.folders.failed.appending(name)) }
        try prune(at: noon.addingTimeInterval(40 * 86_400))
        #expect(try left.sorted() == own.map(\.description))
    }

    @Test func aRemovalCutShortAnywhereIsFinishedByTheNext() throws {
        let place = "2026-11-22/120000.000-b.xml"
        // Killed after the archive forgot, and, of the other, after its file went.
        try desk.open().archive.forgetFailures([("b.xml", noon), ("bbc/a.xml", noon)])
        try Files.remove(desk.folders.failed.appending(FilePath(place)))
        try prune(at: noon.addingTimeInterval(40 * 86_400))
        #expect(try Files.list(desk.folders.failed).isEmpty)
    }

    @Test func aRunRemovesWhatIsTooOld() throws {
        try desk.once(at: noon.addingTimeInterval(40 * 86_400))
        #expect(try Files.list(desk.folders.failed).isEmpty)
    }

    @Test func aRetriedFileIsNotCalledFailedAnyMore() throws {
        _ = try desk.open().fulfil(Request(.retry, ["b.xml"]))
        #expect(try known == ["bbc/a.xml"])
    }

    @Test func whatWasReadIsNotForgotten() throws {
        let open = try desk.open()
        let before = try open.archive.totals()
        try open.archive.forgetFailures([("bbc/good.xml", noon), ("none.xml", noon)])
        #expect(try open.archive.totals() == before)
    }
}
