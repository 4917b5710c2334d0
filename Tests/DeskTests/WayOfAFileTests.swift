import Foundation
import Glibc
import News
import Testing

@testable import Desk

/// How a file is found complete, claimed and, after a crash, tried.
@Suite struct WayOfAFileTests {
    private let desk: TemporaryDesk
    private let noon: Date
    private let feed = rss(("a", "Museum finds lost score in its cellar"), ("b", "Second quake hits the Orla valley"))

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
    }

    /// When the file in the inbox last changed.
    private func changed(_ path: String) throws -> Date {
        Date(milliseconds: try #require(try Files.facts(of: desk.folders.inbox.appending(path))).changed)
    }

    // MARK: - Complete files only

    @Test(arguments: [
        "~$feed.xml", "#feed.xml#", ".#feed.xml", "4913", "feed.xml.PART", "Unconfirmed 7.crdownload", "feed.opdownload",
        "~syncthing~feed.xml.tmp", ".syncthing.feed.xml.tmp", ".smbdelete0001", ".nfs0000001", "feed.xml.kate-swp",
        ".in.feed.xml.", "feed.xml.aria2",
    ])
    func aNameThatAnotherProgramGivesToWhatItIsNotDoneWithIsLeftAlone(_ name: String) {
        #expect(Inbox.isTemporary(FilePath(name)))
    }

    @Test(arguments: ["feed.xml", "4913.xml", "part", "a~b.xml", "#1.xml", "tmp.xml", "#"])
    func aNameThatOnlyLooksLikeOneIsRead(_ name: String) { #expect(!Inbox.isTemporary(FilePath(name))) }

    @Test func onceLeavesAFileThatSomebodyHasOpenForWriting() throws {
        try desk.drop("radio/a.xml", feed)
        let path = desk.folders.inbox.appending("radio/a.xml").description
        let writer = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        let open = try desk.open()
        func pass() throws -> Desk.Pass {
            try open.takeIn(now: try changed("radio/a.xml").addingTimeInterval(1.9), arrival: noon, settled: 250, finding: .once)
        }
        #expect(try pass().written == 1)
        #expect(try desk.done.isEmpty)
        close(writer)
        #expect(try pass().written == 0)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-a.xml"])
    }

    @Test func aTruncatedFeedWaitsForItsEndInTheDaemon() throws {
        let (head, tail) = (feed.prefix(feed.count - 40), feed.suffix(40))
        try desk.drop("radio/a.xml", String(head))
        let open = try desk.open()
        let written = try changed("radio/a.xml")
        let pass = try open.takeIn(now: written.addingTimeInterval(2))
        #expect(try desk.files(in: desk.folders.inbox) == ["radio/a.xml"])
        #expect(try desk.files(in: desk.folders.processing).isEmpty)
        #expect(pass.lookAgain == written.milliseconds + 300_000)
        #expect(open.waiting.map(\.why).first?.hasPrefix("it breaks off; more of it is waited for until ") == true)
        #expect(open.waiting.map(\.isForbidden) == [false])
        // That it was put back is no rename of its depositor's.
        let path = FilePath("radio/a.xml")
        _ = try open.takeIn(now: written.addingTimeInterval(10), hints: [path: .renamed])
        #expect(try desk.files(in: desk.folders.inbox) == ["radio/a.xml"])
        // The rest comes.
        let handle = try #require(FileHandle(forWritingAtPath: desk.folders.inbox.appending(path).description))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(tail.utf8))
        try handle.close()
        _ = try open.takeIn(now: try changed("radio/a.xml").addingTimeInterval(2))
        #expect(try desk.done.count == 1)
        #expect(open.tally.filed == .init(seen: 2, new: 2))
    }

    @Test func aTruncatedFeedWhoseEndNeverComesIsReadForWhatItHas() throws {
        try desk.drop("radio/a.xml", String(feed.prefix(feed.count - 40)))
        let open = try desk.open()
        let written = try changed("radio/a.xml")
        _ = try open.takeIn(now: written.addingTimeInterval(2))
        #expect(try desk.done.isEmpty)
        _ = try open.takeIn(now: written.addingTimeInterval(300.001))
        #expect(try desk.done.count == 1)
        #expect(open.waiting.isEmpty)
    }

    @Test func aTruncatedFeedThatACrashCaughtOnItsWayBackWaitsToo() throws {
        try desk.drop("radio/a.xml", String(feed.prefix(feed.count - 40)))
        _ = try Inbox(folders: desk.folders).claim(FilePath("radio/a.xml"), at: noon)
        let open = try desk.open()
        _ = try open.resume(isAfterCrash: true)
        #expect(try desk.files(in: desk.folders.inbox) == ["radio/a.xml"])
        _ = try open.takeIn(now: Date(timeIntervalSinceNow: 301))
        #expect(try desk.done.count == 1)
    }

    @Test func anEmptyFileMayOnlyJustHaveBeenMadeAndWaitsInTheDaemon() throws {
        try desk.drop("radio/a.xml", "")
        let open = try desk.open()
        let written = try changed("radio/a.xml")
        _ = try open.takeIn(now: written.addingTimeInterval(2))
        #expect(try desk.failed.isEmpty)
        #expect(open.waiting.map(\.why).first?.hasPrefix("it is empty; what is to come is waited for until ") == true)
        _ = try open.takeIn(now: written.addingTimeInterval(300.001))
        #expect(try desk.failed.count == 1)
    }

    @Test(arguments: [true, false])
    func aTruncatedFeedThatWasRenamedOrIsFoundByOnceIsReadAtOnce(_ isOnce: Bool) throws {
        try desk.drop("radio/a.xml", String(feed.prefix(feed.count - 40)))
        let now = try changed("radio/a.xml").addingTimeInterval(2)
        _ = try desk.open().takeIn(
            now: now, hints: isOnce ? [:] : [FilePath("radio/a.xml"): .renamed], finding: isOnce ? .once : .watching)
        #expect(try desk.done.count == 1)
    }

    @Test func aTruncatedFeedWhoseNameWasTakenMeanwhileIsReadForWhatItHas() throws {
        try desk.drop("radio/a.xml", String(feed.prefix(feed.count - 40)))
        let inbox = Inbox(folders: desk.folders)
        let claimed = try #require(try inbox.claim(FilePath("radio/a.xml"), at: noon).file)
        try desk.drop("radio/a.xml", "another")
        #expect(!inbox.giveBack(claimed.claim))
        #expect(try desk.contents(desk.folders.inbox.appending("radio/a.xml")) == Array("another".utf8))
    }

    // MARK: - Claim

    @Test func aFileWithAnotherNameElsewhereIsSetAside() throws {
        try desk.drop("radio/a.xml", feed)
        #expect(
            link(desk.folders.inbox.appending("radio/a.xml").description, desk.folders.root.appending("other").description) == 0)
        try desk.once(at: noon)
        #expect(try desk.reasons()["radio/a.xml"] == "linked: it has 2 names (hard links), one of them elsewhere; drop a copy")
        #expect(try desk.done.isEmpty)
    }

    /// The inbox is a link to a folder on another file system; nil where this machine has none at hand.
    private func otherFileSystem() throws -> FilePath? {
        let place = FilePath("/dev/shm/wiredesk-\(UUID().uuidString)")
        guard mkdir(place.description, 0o777) == 0 else { return nil }
        guard let here = try Files.facts(of: desk.folders.root), let there = try Files.facts(of: place),
            here.device != there.device
        else {
            rmdir(place.description)
            return nil
        }
        try FileManager.default.removeItem(atPath: desk.folders.inbox.description)
        #expect(symlink(place.description, desk.folders.inbox.description) == 0)
        return place
    }

    @Test func anInboxOnAnotherFileSystemIsClaimedByCopy() throws {
        guard let other = try otherFileSystem() else { return print("no second file system here: not tested") }
        defer { try? FileManager.default.removeItem(atPath: other.description) }
        try desk.drop("radio/a.xml", feed)
        try desk.drop("radio/b.xml", "no feed")
        let outcome = try desk.once(at: noon)
        #expect(outcome.tally.filed.new == 2)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-a.xml"])
        #expect(try desk.failed == ["2026-11-22/radio/120000.000-b.xml"])
        #expect(try desk.files(in: other).isEmpty)
        #expect(try desk.files(in: desk.folders.processing).isEmpty)
        #expect(try desk.contents(desk.folders.done.appending("2026-11-22/radio/120000.000-a.xml")) == Array(feed.utf8))
    }

    @Test func whatCannotBeCopiedWaitsOnItsOwnFileSystem() throws {
        guard let other = try otherFileSystem() else { return print("no second file system here: not tested") }
        defer { try? FileManager.default.removeItem(atPath: other.description) }
        #expect(mkfifo(other.appending("pipe").description, 0o644) == 0)
        try desk.drop("vast.xml", "<rss>")
        #expect(truncate(other.appending("vast.xml").description, 1 << 40) == 0)
        #expect(try desk.once(at: noon).waiting == 2)
        #expect(try desk.files(in: other) == ["pipe", "vast.xml"])
        #expect(try desk.files(in: desk.folders.processing).isEmpty)
    }

    @Test func aCopyThatWasCutShortByACrashIsMadeAgainAndAnOriginalThatWasCopiedIsNotReadTwice() throws {
        guard let other = try otherFileSystem() else { return print("no second file system here: not tested") }
        defer { try? FileManager.default.removeItem(atPath: other.description) }
        for name in ["a.xml", "b.xml"] { try desk.drop("radio/\(name)", feed) }
        // Killed while a.xml was copied, and between copy and unlink of b.xml.
        let day = desk.folders.processing.appending("2026-11-22/radio")
        try Files.makeFolder(day)
        try Files.write(Array(feed.utf8.prefix(50)), to: day.appending(".120000.000-a.xml"))
        let copy = try Files.create(day.appending("120000.000-b.xml"))
        try copy.write(Array(feed.utf8))
        try copy.setWritten(try #require(try Files.facts(of: other.appending("radio/b.xml"))))
        let outcome = try desk.once(at: noon)
        #expect(outcome.tally.files == 2)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-a.xml", "2026-11-22/radio/120000.000-b.xml"])
        #expect(try desk.files(in: other).isEmpty)
    }

    // MARK: - After a crash

    /// The built program beside the tests, as the desk's own.
    private var trial: ReaderTrial {
        var trial = ReaderTrial()
        trial.program =
            URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("wiredesk").path
        return trial
    }

    private func verdict(_ trial: ReaderTrial, on bytes: [UInt8]) throws -> ReaderTrial.Verdict {
        try desk.drop(FilePath("x.xml"), bytes)
        while true {
            do throws(FileFault) {
                return try trial.verdict(on: desk.folders.inbox.appending("x.xml"), limits: .standard)
            } catch {
                // A process that another test is just making still has the script open, as all of them begin with what we have.
                if error.code != ETXTBSY { throw error }
            }
        }
    }

    @Test func aFileThatIsReadOrRefusedLives() throws {
        #expect(try verdict(trial, on: Array(feed.utf8)) == .lives)
        #expect(try verdict(trial, on: Array("no feed".utf8)) == .lives)
    }

    /// Many small items: what they are kept in is many times what they are written in.
    private static let large = Array(
        ("<rss version=\"2.0\"><channel>" + (0..<40_000).map { "<item><guid>g\($0)</guid><title>T\($0)</title></item>" }.joined()
            + "</channel></rss>").utf8)

    @Test func aFileThatTakesMoreMemoryThanAProcessMayHaveKillsOnlyIt() throws {
        var trial = trial
        trial.memory = 96 << 20
        guard case .dies = try verdict(trial, on: Self.large) else { return #expect(Bool(false), "it lived") }
    }

    @Test func onlyAFileWhoseOwnProcessDiesIsSetAsideAfterACrash() throws {
        try desk.drop("radio/good.xml", feed)
        try desk.drop(FilePath("radio/hostile.xml"), Self.large)
        for name in ["radio/good.xml", "radio/hostile.xml"] {
            _ = try Inbox(folders: desk.folders).claim(FilePath(name), at: noon)
        }
        var trial = trial
        trial.memory = 96 << 20
        let open = try desk.open(trial: trial)
        _ = try open.resume(isAfterCrash: true)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-good.xml"])
        #expect(try desk.failed == ["2026-11-22/radio/120000.000-hostile.xml"])
        #expect(try desk.reasons()["radio/hostile.xml"]?.hasPrefix("reader-crashed: the reader died of it") == true)
        #expect(try desk.files(in: desk.folders.processing).isEmpty)
    }

    private static let ends: [(script: String, verdict: ReaderTrial.Verdict)] = [
        ("exit 65", .lives),
        ("kill -SEGV $$", .dies("signal 11")),
        ("kill -KILL $$", .dies("signal 9")),
        // Whoever kills all of us kills a process once; a file does it each time.
        ("[ -e was-killed ] && exit 0; : > was-killed; kill -KILL $$", .lives),
        ("exec sleep 1000", .dies("no end after 0 s")),
    ]

    @Test(arguments: ends)
    func onlyASignalOrNoEndAtAllIsADeath(_ script: String, _ verdict: ReaderTrial.Verdict) throws {
        let program = desk.folders.root.appending("program")
        try Files.write(Array("#!/bin/sh\ncd \(desk.folders.root)\n\(script)\n".utf8), to: program, mode: 0o755)
        var trial = ReaderTrial()
        trial.program = program.description
        if script.contains("sleep") { trial.seconds = 0 }
        #expect(try self.verdict(trial, on: Array(feed.utf8)) == verdict)
    }

    @Test func aProcessThatCannotBeHadIsNoWordAboutTheFile() throws {
        var trial = trial
        trial.program = "/nowhere/wiredesk"
        #expect(throws: FileFault.self) { try verdict(trial, on: Array(feed.utf8)) }
    }

    // MARK: - Where nobody tells

    @Test func aFileOnANetworksFileSystemIsCompleteAfterTwoEqualLooksTenSecondsApart() throws {
        try desk.drop("radio/a.xml", feed)
        var inbox = Inbox(folders: desk.folders)
        inbox.unheard = { $0.hasSuffix("radio") ? "NFS" : nil }
        func ready(at seconds: Double) throws -> [String] {
            try inbox.look(now: noon.addingTimeInterval(seconds)).ready.map(\.description)
        }
        #expect(try ready(at: 0) == [])
        #expect(try ready(at: 9) == [])
        let look = try inbox.look(now: noon.addingTimeInterval(9.5))
        #expect(look.lookAgain == noon.milliseconds + 10_000)
        #expect(look.unheard == [FilePath("radio"): "NFS"])
        #expect(try ready(at: 10) == ["radio/a.xml"])
        try desk.drop("radio/a.xml", feed + " ")
        #expect(try ready(at: 11) == [])
        #expect(try ready(at: 20) == [])
        #expect(try ready(at: 21) == ["radio/a.xml"])
    }

    @Test func networksAndFUSEAreKnownByTheNumbersOfTheirFileSystems() {
        #expect(
            [0x6969, 0xFF53_4D42, 0x6573_5546, 0xEF53, 0x0102_1994].map { Mount.name(of: $0) } == [
                "NFS", "CIFS", "FUSE", nil, nil,
            ])
        #expect(Mount.unheard(FilePath("/")) == nil || Mount.unheard(FilePath("/"))?.isEmpty == false)
    }
}
