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

    private func retag(_ extra: String...) throws -> Program.Result {
        try program.run(["retag", "--dir", program.desk, "--config", program.configuration] + extra)
    }

    @Test func topicsInOneFolderWithTheSettingsAreTakenUpHoweverBothAreNamed() throws {
        try write(topics: "{id: sand, label: Sand, terms: {sand: 6}}")
        try program.write("topics: \(program.path("topics.yaml"))\nlive: {zone: UTC}\neditions: {}\n", to: "here.yaml")
        let daemon = try program.start(configuration: "here.yaml")
        try write(topics: "{id: salt, label: Salt, terms: {salt: 6}}")
        try daemon.wait(for: "configuration read again")
        #expect(daemon.stop() == 0)
    }

    private func write(topics: String) throws {
        let draft = program.path("topics.draft")
        try Data("topics: [\(topics)]\n".utf8).write(to: URL(fileURLWithPath: draft))
        // In one piece, as an editor saves: half a file is not good, and would be refused.
        #expect(Glibc.rename(draft, program.path("topics.yaml")) == 0)
    }

    @Test func aRunningDeskAppliesChangedTopicsWhenAskedAndShowsThem() throws {
        try write(topics: "{id: labour, label: Labour, terms: {dockers: 6}}")
        let daemon = try program.start()
        try rename(rss("Dockers at Tarn return to the salt quay"), to: "courier/a.xml")
        try daemon.wait(for: "digests/latest.html: 1 stories")
        try write(topics: "{id: salt, label: All of salt, terms: {salt: 6}}")
        try daemon.wait(for: "configuration read again")
        #expect(try retag("--dry-run").err == "1 text: 1 would change; 2 topics would come or go\n")
        let done = try retag()
        #expect(done.code == 0 && done.err == "1 text: 1 changed; 2 topics came or went\n")
        #expect(
            done.out == """
                labour: 1 -> 0 (+0 -1)
                  - Dockers at Tarn return to the salt quay
                salt: 0 -> 1 (+1 -0)
                  + Dockers at Tarn return to the salt quay

                """)
        try daemon.wait(for: "retag: 1 text: 1 changed")
        try daemon.wait(for: "digests/latest.html: 1 stories")
        #expect(try program.read("desk/digests/latest.md").contains("## All of salt"))
        #expect(try retag().err == "1 text: 0 changed; 0 topics came or went\n")

        // Other topics than those in force are not what the desk can apply.
        try program.write("topics: [{id: sand, label: Sand, terms: {sand: 6}}]", to: "other/topics.yaml")
        try program.write("live: {zone: UTC}\neditions: {}\n", to: "other/wiredesk.yaml")
        let other = try program.run(
            "retag", "--dir", program.desk, "--config", program.path("other/wiredesk.yaml"))
        #expect(other.code == 75 && other.err.contains("has other topics in force"))
        #expect(daemon.stop() == 0)
    }

    @Test func aDeskThatIsKilledWhileItRetagsLeavesNothingUndone() throws {
        try write(topics: "{id: sand, label: Sand, terms: {sand: 6}}")
        let entries = (0..<1500).map { "<item><guid>g\($0)</guid><title>Salt and sand \($0)</title></item>" }.joined()
        let daemon = try program.start()
        try rename("<rss version=\"2.0\"><channel>\(entries)</channel></rss>", to: "courier/a.xml")
        try daemon.wait(for: "courier/a.xml: 1500 items, 1500 new")
        try write(topics: "{id: salt, label: Salt, terms: {salt: 6}}")
        try daemon.wait(for: "configuration read again")
        nonisolated(unsafe) let program = program
        nonisolated(unsafe) var done: Program.Result?
        let asked = DispatchSemaphore(value: 0)
        let arguments = ["retag", "--dir", program.desk, "--config", program.configuration]
        Thread.detachNewThread {
            done = try? program.run(arguments)
            asked.signal()
        }
        let requests = program.desk + "/requests"
        while try FileManager.default.contentsOfDirectory(atPath: requests).allSatisfy({ !$0.hasSuffix(".taken") }) {
            if done != nil { break }
            sched_yield()
        }
        daemon.signal(SIGKILL)
        _ = daemon.end()
        asked.wait()
        // Whoever asked did the rest.
        let result = try #require(done)
        #expect(result.code == 0 && result.err.hasPrefix("1,500 texts: "))
        // But for the draft of an answer, perhaps.
        #expect(try FileManager.default.contentsOfDirectory(atPath: requests).filter { !$0.hasPrefix(".") } == [])
        #expect(try retag("--dry-run").err == "1,500 texts: 0 would change; 0 topics would come or go\n")
        #expect(try retag().err == "1,500 texts: 0 changed; 0 topics came or went\n")
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

    @Test func reloadWaitsForWhatTheDeskSaysOfItsSettings() throws {
        #expect(try program.run("reload", "--dir", program.desk).code == 66)
        let daemon = try program.start()
        #expect(try program.run("reload", "--dir", program.desk) == Program.Result(code: 0, out: "", err: ""))
        try program.write("editions: {}\nlog: debug\nhorizont_days: 3\n", to: "wiredesk.yaml")
        let bad = try program.run("reload", "--dir", program.desk)
        #expect(bad.code == 78)
        #expect(bad.err.contains("wiredesk.yaml:3:1: unknown key") && bad.err.contains("the old configuration stays in force"))
        #expect(daemon.stop() == 0)
        #expect(try program.run("reload", "--dir", program.desk).code == 66)
    }

    @Test func commandsBesideADeskTakeTheSettingsItWasStartedWith() throws {
        let daemon = try program.start()
        let check = try program.run("check", "--dir", program.desk)
        #expect(check.code == 0 && check.err.hasPrefix("\(program.configuration): good; 0 named editions and the live one"))
        #expect(daemon.stop() == 0)
    }

    @Test func aDeskAtWorkSaysItsMetricsInPrometheusFormat() throws {
        let daemon = try program.start()
        try daemon.wait(for: "digests/latest.html: ")
        #expect(daemon.stop() == 0)
        let lines = try program.read("desk/wiredesk.prom").split(separator: "\n")
        let samples = lines.filter { !$0.hasPrefix("#") }
        let form = try Regex(#"wiredesk_[a-z0-9_]+(\{[a-z0-9]+="[^"]*"(,[a-z0-9]+="[^"]*")*\})? -?[0-9.]+(e[+-]?[0-9]+)?"#)
        for sample in samples { #expect(sample.wholeMatch(of: form) != nil, "\(sample)") }
        // Each kind is told of before its first sample, and once.
        let kinds = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
        #expect(Set(kinds).count == kinds.count)
        #expect(Set(samples.map { $0.prefix { $0 != "{" && $0 != " " } }) == Set(kinds))
        for counter in lines where counter.hasPrefix("# TYPE ") && counter.hasSuffix(" counter") {
            #expect(counter.contains("_total "))
        }
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
