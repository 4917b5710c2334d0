import Foundation
import Glibc
import News
import Testing

@testable import Desk

/// Back-pressure: the inbox is the queue.
@Suite struct SpaceTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("radio/a.xml", rss(("a", "Museum finds lost score in its cellar")))
    }

    private static let disks: [(total: Int64, least: Int64)] = [
        (100 << 20, 256 << 20), (4 << 30, 256 << 20), (10 << 30, 512 << 20), (20 << 30, 1 << 30), (8 << 40, 1 << 30),
    ]

    @Test(arguments: disks)
    func whatHasToBeFreeIs256MebibytesOrTheLesserOfFivePercentAndOneGibibyte(_ total: Int64, _ least: Int64) {
        #expect(Space.leastFree(of: total) == least)
    }

    @Test func withTooLittleSpaceNothingIsTakenInUntilThereIsMore() throws {
        let open = try desk.open()
        desk.settings = "live: {zone: UTC}\neditions: {}\nmin_free: 1048576GiB\n"
        open.take(try desk.configuration())
        do {
            _ = try open.takeIn(now: noon, arrival: noon, settled: -1_000_000_000_000)
            #expect(Bool(false), "it was taken in")
        } catch {
            guard case .paused = error else { return #expect(Bool(false), "\(error)") }
            #expect(error.isTransient && error.description.hasSuffix("1073741824 MiB have to be (min_free)"))
        }
        #expect(open.shortage != nil)
        #expect(try desk.files(in: desk.folders.inbox) == ["radio/a.xml"])
        desk.settings = "live: {zone: UTC}\neditions: {}\nmin_free: 0B\n"
        open.take(try desk.configuration())
        _ = try open.takeIn(now: noon, arrival: noon, settled: -1_000_000_000_000)
        #expect(open.shortage == nil)
        #expect(try desk.done.count == 1)
    }

    @Test func aReserveIsKeptWhileThereIsSpaceAndCanBeGivenUpOnce() throws {
        try desk.once(at: noon)
        let reserve = desk.folders.archive.appending("reserve")
        #expect(try Files.facts(of: reserve).map { $0.size > 0 } == true)
        let space = Space(of: desk.folders)
        #expect(space.giveReserveUp())
        #expect(!space.giveReserveUp())
        space.keepReserve()
        #expect(try Files.facts(of: reserve) != nil)
    }

    @Test func anInboxWhoseFileSystemIsGoneIsWaitedForAndNotTakenForEmpty() throws {
        let other = FilePath("/dev/shm/wiredesk-\(UUID().uuidString)")
        guard mkdir(other.description, 0o777) == 0 else { return print("no second file system here: not tested") }
        defer { try? FileManager.default.removeItem(atPath: other.description) }
        let (here, there) = (try Files.facts(of: desk.folders.root), try Files.facts(of: other))
        guard here?.device != there?.device else { return print("no second file system here: not tested") }
        let inbox = desk.folders.inbox.description
        try FileManager.default.removeItem(atPath: inbox)
        #expect(symlink(other.description, inbox) == 0)
        let open = try desk.open()
        _ = try open.takeIn(now: noon)
        // As after an unmount: a folder of the desk's own, with what somebody dropped there.
        unlink(inbox)
        try Files.makeFolder(desk.folders.inbox)
        try desk.drop("radio/b.xml", rss(("b", "Second quake hits the Orla valley")))
        let gone = DeskError.environment("\(inbox): find the file system that was mounted there: No such device")
        #expect(throws: gone) { try open.takeIn(now: Date(timeIntervalSinceNow: 10)) }
        try FileManager.default.removeItem(atPath: inbox)
        #expect(symlink(other.description, inbox) == 0)
        #expect(try open.takeIn(now: Date(timeIntervalSinceNow: 10)).taken.isEmpty)
    }
}
