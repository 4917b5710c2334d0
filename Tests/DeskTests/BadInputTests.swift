import Foundation
import Glibc
import Testing

@testable import Desk

/// What is dropped beside a good feed and can be no feed: it ends in failed/ with its reason, and the good feed is read.
@Suite struct BadInputTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("courier/good.xml", rss(("g1", "Dockers at Tarn return to work")))
    }

    /// Runs the desk and expects the good feed read; answers the reason of the bad one.
    private func reason(of path: String) throws -> String? {
        let outcome = try desk.once(at: noon)
        #expect(try desk.done.contains("2026-11-22/courier/120000.000-good.xml"))
        #expect(try desk.titles(in: "latest.json").contains("Dockers at Tarn return to work"))
        #expect(try desk.files(in: desk.folders.inbox).isEmpty)
        #expect(try desk.files(in: desk.folders.processing).isEmpty)
        #expect(outcome.tally.failed == (try desk.failed.count))
        return try desk.reasons()[path]
    }

    @Test(arguments: [
        ("note.txt", "just a note, no feed", "not-a-feed"),
        ("page.xml", "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Bad</body></html>", "not-a-feed"),
        ("empty.xml", "", "empty"),
    ])
    func aFileThatIsNoFeedSaysWhy(_ name: String, _ text: String, _ code: String) throws {
        try desk.drop(name, text)
        let reason = try reason(of: name)
        #expect(reason?.hasPrefix(code + ": ") == true, "\(reason ?? "no reason")")
    }

    @Test func aTruncatedFeedKeepsTheItemsBeforeTheBreak() throws {
        let whole = rss(("a", "Museum finds lost score in its cellar"), ("b", "Second quake hits the Orla valley"))
        try desk.drop("radio/cut.xml", String(whole.prefix(whole.count - 60)))
        #expect(try reason(of: "radio/cut.xml") == nil)
        #expect(try desk.titles(in: "latest.json").contains("Museum finds lost score in its cellar"))
    }

    @Test func aFileOf100MegabytesIsRefusedByItsLimitWithoutBeingKeptInMemory() throws {
        let path = desk.folders.inbox.appending("big.xml")
        try Files.write(Array("<rss>".utf8), to: path)
        #expect(truncate(path.description, 100 << 20) == 0)
        #expect(try reason(of: "big.xml") == "limit: 104857600 bytes, more than the 67108864 that a file may have (limits: file)")
    }

    @Test func aSparseFileOfATerabyteIsRefusedWithoutBeingReadToItsEnd() throws {
        let path = desk.folders.inbox.appending("vast.xml")
        try Files.write(Array("<rss>".utf8), to: path)
        #expect(truncate(path.description, 1 << 40) == 0)
        #expect(
            try reason(of: "vast.xml") == "limit: 1099511627776 bytes, more than the 67108864 that a file may have (limits: file)"
        )
    }

    @Test func aPipeIsSetAsideAndNotWaitedFor() throws {
        #expect(mkfifo(desk.folders.inbox.appending("pipe.xml").description, 0o644) == 0)
        #expect(try reason(of: "pipe.xml")?.hasPrefix("not-a-file: ") == true)
    }

    @Test func aSymbolicLinkIsSetAsideAndWhatItPointsToIsNotRead() throws {
        let secret = desk.folders.root.appending("secret.xml")
        try Files.write(Array(rss(("s", "A secret that must not be told")).utf8), to: secret)
        #expect(symlink(secret.description, desk.folders.inbox.appending("link.xml").description) == 0)
        #expect(try reason(of: "link.xml")?.hasPrefix("not-a-file: ") == true)
        #expect(!(try desk.digest("latest.json").contains("A secret")))
    }

    @Test func aFolderThatBecomesALinkBetweenListingAndClaimLeadsNowhere() throws {
        let open = try desk.open()
        try desk.drop("mine/archive.sqlite", "x")
        let mine = desk.folders.inbox.appending("mine")
        #expect(rename(mine.description, desk.folders.root.appending("aside").description) == 0)
        #expect(symlink(desk.folders.archive.description, mine.description) == 0)
        #expect(try open.inbox.claim(FilePath("mine/archive.sqlite"), at: noon).isGone)
        #expect(try open.inbox.take(FilePath("mine/archive.sqlite"), at: noon).isGone)
        #expect(try Files.facts(of: desk.folders.databasePath) != nil)
    }

    @Test func aReasonFileThatIsDroppedWithItsFileTakesNoPlaceOfAnothers() throws {
        try desk.drop("radio/x.xml", "no feed")
        try desk.drop("radio/x.xml.reason.json", "{\"file\": \"an older one\"}")
        try desk.once(at: noon)
        #expect(
            try desk.files(in: desk.folders.failed) == [
                "2026-11-22/radio/120000.000-x.xml",
                "2026-11-22/radio/120000.000-x.xml.reason.json",
                "2026-11-22/radio/120000.001-x.xml.reason.json",
                "2026-11-22/radio/120000.001-x.xml.reason.json.reason.json",
            ])
    }

    @Test func moreLinksThanFitABatchAreLeftForTheNext() throws {
        for n in 0...Desk.batchFiles {
            #expect(symlink("nowhere", desk.folders.inbox.appending("link\(n)").description) == 0)
        }
        let open = try desk.open()
        let pass = try open.takeIn(now: Date(timeIntervalSinceNow: 10), arrival: noon)
        // The last link.
        #expect(pass.remaining == 1)
        #expect(try SingleRun(open).run(at: noon).tally.failed == Desk.batchFiles + 1)
    }

    @Test func aFileThatVanishesBetweenListingAndClaimIsNoFault() throws {
        let open = try desk.open()
        try desk.drop("gone.xml", "x")
        let look = try open.inbox.look(now: Date(timeIntervalSinceNow: 10))
        #expect(look.ready.map(\.description) == ["courier/good.xml", "gone.xml"])
        try Files.remove(desk.folders.inbox.appending("gone.xml"))
        #expect(try open.inbox.claim(FilePath("gone.xml"), at: noon).isGone)
    }

    @Test func aFileTooDeepToBeMovedWaitsAndDelaysNoOther() throws {
        // Its path is as long as a path may be; the one in processing/ would be longer.
        let room = 4_090 - desk.folders.inbox.bytes.count - "/x.xml".utf8.count
        let folder = String(repeating: "d", count: room / Inbox.maxDepth - 1)
        let path = Array(repeating: folder, count: Inbox.maxDepth).joined(separator: "/") + "/x.xml"
        try desk.drop(path, rss(("a", "Museum finds lost score in its cellar")))
        let outcome = try desk.once(at: noon)
        #expect(outcome.waiting == 1)
        #expect(try desk.files(in: desk.folders.inbox) == [path])
        #expect(try desk.done == ["2026-11-22/courier/120000.000-good.xml"])
    }

    private static let strangeNames: [(name: [UInt8], shown: String)] = [
        (Array("two\nlines.xml".utf8), "two\\x0alines.xml"),
        ([0x63, 0xe9] + Array(".xml".utf8), "c\\xe9.xml"),
        ([0x1b] + Array("[31m.xml".utf8), "\\x1b[31m.xml"),
    ]

    @Test(arguments: strangeNames)
    func aNameThatIsNoTextIsReadAndShownEscaped(_ name: [UInt8], _ shown: String) throws {
        try desk.drop(
            FilePath(bytes: Array("radio/".utf8) + name), Array(rss(("a", "Museum finds lost score in its cellar")).utf8))
        #expect(try reason(of: "") == nil)
        #expect(try desk.done.contains("2026-11-22/radio/120000.000-" + shown))
        #expect(try desk.titles(in: "latest.json").contains("Museum finds lost score in its cellar"))
    }

    @Test func aNameAsLongAsTheFileSystemAllowsIsReadAndKeepsItsEnding() throws {
        let name = String(repeating: "n", count: 251) + ".xml"
        try desk.drop(name, "no feed at all")
        #expect(try reason(of: name) != nil)
        #expect(try desk.failed.allSatisfy { $0.utf8.count <= 11 + 255 && $0.hasSuffix("nnn.xml") })
    }
}

extension Claimed: Equatable {
    public static func == (a: Claimed, b: Claimed) -> Bool { a.claim == b.claim }
}
