import Foundation
import Testing

/// `wiredesk run`, the built program, with real folders and real inotify.
@Suite(.timeLimit(.minutes(2))) struct RunTests {
    private let program: Program

    init() throws { program = try Program() }

    private func rename(_ text: String, to path: String) throws {
        try program.write(text, to: "draft")
        let target = URL(fileURLWithPath: program.desk + "/inbox/" + path)
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: program.path("draft"), toPath: target.path)
    }

    @Test func aRenamedAndAWrittenFileAreInTheDigest() throws {
        let daemon = try program.start()
        try rename(rss("Dockers at Tarn return to work"), to: "courier/a.xml")
        try daemon.wait(for: "courier/a.xml: 1 items, 1 new")
        try program.write(rss("Second quake hits the Orla valley"), to: "desk/inbox/b.xml")
        try daemon.wait(for: "b.xml: 1 items, 1 new")
        try daemon.wait(for: "digests/latest.html: 2 stories")
        for form in ["html", "md", "json"] {
            let digest = try program.read("desk/digests/latest.\(form)")
            #expect(digest.contains("Dockers at Tarn return to work") && digest.contains("Second quake hits the Orla valley"))
        }
        #expect(daemon.stop() == 0)
    }

    @Test func filesThatWereThereBeforeTheStartAreRead() throws {
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/a.xml")
        let daemon = try program.start()
        try daemon.wait(for: "courier/a.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func subfoldersMadeLaterAreWatched() throws {
        let daemon = try program.start()
        try rename(rss("One headline here", guid: "1"), to: "agencies/dpa/a.xml")
        try daemon.wait(for: "agencies/dpa/a.xml: 1 items, 1 new")
        try rename(rss("Two headlines here", guid: "2"), to: "agencies/dpa/b.xml")
        try daemon.wait(for: "agencies/dpa/b.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func aRunningDeskIsAskedToTryFailedFilesAgain() throws {
        let daemon = try program.start()
        try rename("no feed", to: "courier/bad.xml")
        try daemon.wait(for: "moved to failed/")
        let asked = try program.run("retry", "--dir", program.desk, "--config", program.configuration, "bad.xml")
        #expect(asked.code == 0 && asked.out == "inbox/courier/bad.xml\n")
        try daemon.wait(for: "moved to failed/")
        #expect(daemon.stop() == 0)
    }

    @Test func aFolderMovedInWithItsFilesIsRead() throws {
        let daemon = try program.start()
        try program.write(rss("One headline here"), to: "outside/a.xml")
        try FileManager.default.moveItem(atPath: program.path("outside"), toPath: program.desk + "/inbox/outside")
        try daemon.wait(for: "outside/a.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func aFolderThatIsRenamedInTheInboxIsHeardUnderItsNewName() throws {
        let daemon = try program.start()
        try rename(rss("One headline here", guid: "1"), to: "old/deep/a.xml")
        try daemon.wait(for: "old/deep/a.xml: 1 items, 1 new")
        try FileManager.default.moveItem(atPath: program.desk + "/inbox/old", toPath: program.desk + "/inbox/new")
        try rename(rss("Two headlines here", guid: "2"), to: "new/deep/b.xml")
        try daemon.wait(for: "new/deep/b.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func anInboxThatIsReplacedIsWaitedForAndSaid() throws {
        let daemon = try program.start()
        try FileManager.default.moveItem(atPath: program.desk + "/inbox", toPath: program.path("old"))
        try daemon.wait(for: "inbox: open folder: No such file or directory; trying again until it works")
        let status = try program.run("status", "--dir", program.desk, "--config", program.configuration)
        #expect(status.code == 66)
        try rename(rss("One headline here"), to: "courier/a.xml")
        try daemon.wait(for: "courier/a.xml: 1 items, 1 new")
        // What happens in the old one is none of the desk's business any more.
        try program.write(rss("Two headlines here", guid: "2"), to: "old/courier/b.xml")
        try rename(rss("Two headlines here", guid: "2"), to: "courier/b.xml")
        try daemon.wait(for: "courier/b.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func whatACrashLeftInProcessingIsTakenUpFirst() throws {
        try program.write(rss("One headline here"), to: "desk/processing/2026-11-22/courier/063000.123-a.xml")
        let daemon = try program.start()
        try daemon.wait(for: "courier/a.xml: 1 items, 1 new")
        try daemon.wait(for: "took up 1 file left in processing/")
        #expect(daemon.stop() == 0)
        #expect(program.exists("desk/done/2026-11-22/courier/063000.123-a.xml"))
    }

    @Test func withTooLittleSpaceTheDaemonPausesAndSaysSoAndGoesOnByItself() throws {
        let daemon = try program.start()
        try program.write("live: {zone: UTC}\neditions: {}\nlog: debug\nmin_free: 1048576GiB\n", to: "wiredesk.yaml")
        try daemon.wait(for: "nothing is taken in until there is, what is dropped waits")
        try rename(rss("One headline here"), to: "courier/a.xml")
        let status = try program.run("status", "--dir", program.desk, "--config", program.configuration)
        #expect(status.out.contains("  paused      ") && status.out.contains("1 file to read"))
        let once = try program.run("once", "--dir", program.path("other"), "--config", program.configuration)
        #expect(once.code == 75)
        try program.write("live: {zone: UTC}\neditions: {}\nlog: debug\nmin_free: 0B\n", to: "wiredesk.yaml")
        try daemon.wait(for: "enough space again; files are taken in")
        try daemon.wait(for: "courier/a.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func aBadFileIsSaidOnceAndTheNextOneIsRead() throws {
        let daemon = try program.start()
        try rename("no feed", to: "courier/bad.xml")
        let line = try daemon.wait(for: "moved to failed/")
        #expect(line.hasPrefix("courier/bad.xml: "))
        try rename(rss("One headline here"), to: "courier/good.xml")
        try daemon.wait(for: "courier/good.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func aHangUpTakesUpGoodSettingsAndKeepsTheOldOnesWhenTheyAreBad() throws {
        let daemon = try program.start()
        try program.write("editions: {}\nlog: debug\nhorizont_days: 3\n", to: "wiredesk.yaml")
        daemon.signal(SIGHUP)
        let line = try daemon.wait(for: "horizont_days")
        #expect(line.contains("wiredesk.yaml:3:1: unknown key \"horizont_days\"") && line.contains("horizon_days"))
        let status = try program.run("status", "--dir", program.desk, "--config", program.configuration)
        #expect(status.out.contains("configuration not taken up: "))
        try program.write("editions: {}\nlog: debug\nhorizon_days: 3\n", to: "wiredesk.yaml")
        daemon.signal(SIGHUP)
        try daemon.wait(for: "configuration read again")
        #expect(daemon.stop() == 0)
    }

    @Test func aChangedFileOfTheFolderWeAreInIsTakenUpWithItsLevelOfTheLog() throws {
        try program.write("live: {zone: UTC}\neditions: {}\nlog: notice\n", to: "here.yaml")
        let daemon = try program.start(configuration: "here.yaml")
        try program.write("live: {zone: UTC}\neditions: {}\nlog: debug\n", to: "here.yaml")
        try daemon.wait(for: "configuration read again")
        try rename(rss("One headline here"), to: "courier/a.xml")
        try daemon.wait(for: "courier/a.xml: 1 items, 1 new")
        #expect(daemon.stop() == 0)
    }

    @Test func aSecondDeskIsRefusedAndSaysWhoHoldsTheFirst() throws {
        let daemon = try program.start()
        let second = try program.run("once", "--dir", program.desk, "--config", program.configuration)
        #expect(second.code == 75)
        #expect(second.err.contains("another wiredesk works here (process "))
        #expect(daemon.stop() == 0)
    }

    @Test func aFaultIsTriedAgainWithPausesBeforeTheFirstDigestToo() throws {
        // What should be the folder of the day is a file.
        try program.write("", to: "desk/done/\(Date().formatted(.iso8601.year().month().day()))")
        try program.write(rss("One headline here"), to: "desk/inbox/a.xml")
        let begun = ContinuousClock.now
        let daemon = try program.start()
        // After each the pause doubles, from one second on.
        for _ in 0..<3 { try daemon.wait(for: "trying again until it works") }
        #expect(begun.duration(to: .now) > .seconds(2.5))
        #expect(daemon.stop() == 0)
    }

    @Test func aBurstLosesNothing() throws {
        let daemon = try program.start()
        for n in 0..<600 { try rename(rss("Headline number \(n)", guid: "g\(n)"), to: "burst/\(n).xml") }
        #expect(daemon.stop() == 0)
        let once = try program.run("once", "--dir", program.desk, "--config", program.configuration)
        #expect(once.code == 0)
        let done = FileManager.default.enumerator(atPath: program.desk + "/done")?.allObjects as? [String] ?? []
        #expect(done.filter { $0.hasSuffix(".xml") }.count == 600)
    }
}
