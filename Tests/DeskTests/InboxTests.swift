import Foundation
import News
import Testing

@testable import Desk

@Suite struct InboxTests {
    private static let places: [(path: String, place: String, source: String?)] = [
        ("x.xml", "2026-11-22/063000.123-x.xml", nil),
        ("bbc/x.xml", "2026-11-22/bbc/063000.123-x.xml", "bbc"),
        ("agencies/dpa/1-2.xml", "2026-11-22/agencies/dpa/063000.123-1-2.xml", "agencies/dpa"),
        ("@bbc.co.uk/x.xml", "2026-11-22/@bbc.co.uk/063000.123-x.xml", "/@bbc.co.uk"),
    ]

    @Test(arguments: places)
    func aClaimsPlaceSaysWhenItArrivedAndWhereItLay(_ path: String, _ place: String, _ source: String?) throws {
        let claim = Claim(path: FilePath(path), arrived: try moment("2026-11-22T06:30:00Z").addingTimeInterval(0.123))
        #expect(claim.place.description == place)
        #expect(claim.source == source)
        #expect(Claim(place: claim.place) == claim)
    }

    @Test(arguments: [
        "x.xml", "2026-11-22/x.xml", "2026-02-30/063000.123-x.xml", "2026-11-22/063000.12-x.xml", "2026-11-22/250000.000-x",
    ])
    func whatIsNoPlaceOfAClaimIsNotTakenForOne(_ place: String) {
        #expect(Claim(place: FilePath(place)) == nil)
    }

    @Test(arguments: [".x.xml.Kq3x", "x.xml.part", "x.xml.filepart", "x.crdownload", "x.xml~", ".goutputstream-1", "x.xml.tmp"])
    func aTemporaryNameIsLeftAlone(_ name: String) throws {
        let desk = try TemporaryDesk()
        try desk.drop(name, rss(("a", "One")))
        try desk.once(at: moment("2026-11-22T12:00:00Z"))
        #expect(try desk.files(in: desk.folders.inbox) == [name])
    }

    @Test func aRenameCountsAtOnceAndACloseAfterAQuietTimeAndANewFileWhenItHasSettled() throws {
        let desk = try TemporaryDesk()
        for name in ["closed.xml", "new.xml", "renamed.xml"] { try desk.drop(name, "x") }
        let inbox = Inbox(folders: desk.folders)
        let changed = try #require(try Files.facts(of: desk.folders.inbox.appending("new.xml"))).changed
        let hints: [FilePath: Inbox.Hint] = [FilePath("renamed.xml"): .renamed, FilePath("closed.xml"): .closed(changed)]
        func ready(after milliseconds: Int64) throws -> [String] {
            try inbox.look(now: Date(milliseconds: changed + milliseconds), hints: hints).ready.map(\.description)
        }
        #expect(try ready(after: 0) == ["renamed.xml"])
        #expect(try ready(after: 250) == ["closed.xml", "renamed.xml"])
        #expect(try ready(after: 2_000) == ["closed.xml", "new.xml", "renamed.xml"])
        #expect(try inbox.look(now: Date(milliseconds: changed), hints: hints).lookAgain == changed + 250)
    }

    @Test func aFileThatIsWrittenOnAfterACloseIsNotCompleteYet() throws {
        let desk = try TemporaryDesk()
        try desk.drop("log.xml", "x")
        let changed = try #require(try Files.facts(of: desk.folders.inbox.appending("log.xml"))).changed
        // Closed a second before it was last written.
        let hints: [FilePath: Inbox.Hint] = [FilePath("log.xml"): .closed(changed - 1_000)]
        let look = try Inbox(folders: desk.folders).look(now: Date(milliseconds: changed + 249), hints: hints)
        #expect(look.ready.isEmpty)
        #expect(look.lookAgain == changed + 250)
    }

    @Test func twoFilesOfOneNameThatArriveTogetherAreBothKept() throws {
        let desk = try TemporaryDesk()
        let noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("radio/feed.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
        try desk.drop("radio/feed.xml", rss(("b", "Second quake hits the Orla valley")))
        try desk.once(at: noon)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-feed.xml", "2026-11-22/radio/120000.001-feed.xml"])
    }

    @Test func aMoveGivesWayToWhatIsThereAndLeavesNoEmptyFileWhenItFails() throws {
        let desk = try TemporaryDesk()
        try desk.drop("a.xml", "one")
        try desk.drop("b.xml", "two")
        let inbox = desk.folders.inbox
        let moved = try Files.move(inbox.appending("b.xml"), into: inbox, as: FilePath("a.xml"))
        #expect(moved == inbox.appending("2-a.xml"))
        #expect(throws: FileFault.self) { try Files.move(inbox.appending("gone.xml"), into: inbox, as: FilePath("a.xml")) }
        #expect(try desk.files(in: inbox) == ["2-a.xml", "a.xml"])
    }

    @Test func differentPathsAreShownDifferently() {
        let paths: [[UInt8]] = [[0xe9], Array("\\xe9".utf8), [0xc3, 0xa9], [0x0a], Array("\\x0a".utf8), [0xc3], [0xc3, 0x28]]
        #expect(Set(paths.map { FilePath(bytes: $0).description }).count == paths.count)
    }
}
