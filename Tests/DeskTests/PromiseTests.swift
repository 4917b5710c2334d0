import Foundation
import News
import Testing

@testable import Archive
@testable import Desk

/// The promises of the design that the desk as a whole keeps.
@Suite struct PromiseTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
    }

    /// Promise 1.
    @Test func everyFileDroppedEndsInDoneOrFailedAfterACrashAtAnyStep() throws {
        try desk.drop("radio/a.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.drop("radio/b.xml", "no feed")
        // Killed after the claim, before anything was read.
        for name in ["radio/a.xml", "radio/b.xml"] { _ = try Inbox(folders: desk.folders).claim(FilePath(name), at: noon) }
        #expect(try desk.files(in: desk.folders.processing).count == 2)
        try desk.once(at: noon)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-a.xml"])
        #expect(try desk.failed == ["2026-11-22/radio/120000.000-b.xml"])
        // Killed after the commit, before the move: the same file lies in processing/ again.
        let place = FilePath("2026-11-22/radio/120000.000-a.xml")
        try Files.rename(desk.folders.done.appending(place), to: desk.folders.processing.appending(place))
        let before = try desk.digest("latest.json")
        try desk.once(at: noon)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-a.xml"])
        #expect(try desk.digest("latest.json") == before)
    }

    /// Promise 2.
    @Test func noItemIsToldAgainUnchangedInAnEditionOfTheSameName() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: try moment("2026-11-21T09:00:00Z"))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        try desk.drop(
            "radio/2.xml", rss(("a", "Museum finds lost score in its cellar"), ("b", "Second quake hits the Orla valley")))
        try desk.once(at: noon)
        #expect(try desk.titles(in: "2026/11/21/noon.json") == ["Museum finds lost score in its cellar"])
        #expect(try desk.titles(in: "2026/11/22/noon.json") == ["Second quake hits the Orla valley"])
    }

    /// Promise 2, for a revision of which nothing shows: another picture, other markup, another date.
    @Test func aRevisionThatChangesNoWordIsNoUpdateAndARebuildSaysTheSame() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        func feed(_ picture: String, _ words: String, date: String) -> String {
            """
            <rss version="2.0"><channel><title>Radio</title><link>http://radio.example/</link>
            <item><guid>a</guid><link>http://radio.example/a</link><title>Museum finds lost score in its cellar</title>
            <pubDate>\(date)</pubDate><description>&lt;p&gt;&lt;img src="\(picture)"&gt;\(words)&lt;/p&gt;</description></item>
            </channel></rss>
            """
        }
        try desk.drop("radio/1.xml", feed("1.jpg", "Workers opened a box.", date: "Sat, 21 Nov 2026 08:00:00 GMT"))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        try desk.drop("radio/2.xml", feed("2.jpg", "Workers opened a box.", date: "Sun, 22 Nov 2026 08:00:00 GMT"))
        try desk.once(at: noon)
        #expect(try desk.titles(in: "2026/11/21/noon.json") == ["Museum finds lost score in its cellar"])
        #expect(try Files.facts(of: desk.folders.digest("2026/11/22/noon.json")) == nil)
        // It was filed as a revision all the same, and is shown.
        let view = { try desk.open().archive.items(after: .distantPast, through: .distantFuture) }
        let items = try view()
        #expect(items.map(\.revisions) == [2])
        #expect(items.map(\.revised) == items.map(\.arrived))
        _ = try Rebuild(of: desk.folders, by: try desk.configuration(), log: try desk.open().log).run(isDamaged: false)
        #expect(try view() == items)
        try desk.drop("radio/3.xml", feed("2.jpg", "Workers opened two boxes.", date: "Sun, 22 Nov 2026 08:00:00 GMT"))
        try desk.once(at: try moment("2026-11-23T12:00:00Z"))
        #expect(try desk.titles(in: "2026/11/23/noon.json") == ["Museum finds lost score in its cellar"])
    }

    /// Promise 2, for what did change.
    @Test func anItemThatWasRevisedIsToldAgainAsAnUpdate() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        try desk.drop("radio/2.xml", rss(("a", "Museum finds two lost scores in its cellar")))
        try desk.once(at: noon)
        #expect(try desk.titles(in: "2026/11/22/noon.json") == ["Museum finds two lost scores in its cellar"])
    }

    /// Promise 2, from the other side: nothing is passed over either.
    @Test func whatArrivedIsToldHoweverLongTheDeskWasOff() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nhorizon_days: 1\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: try moment("2026-11-02T09:00:00Z"))
        try desk.once(at: noon)
        #expect(try desk.titles(in: "2026/11/22/noon.json") == ["Museum finds lost score in its cellar"])
        try desk.drop("radio/2.xml", rss(("b", "Second quake hits the Orla valley")))
        try desk.once(at: try moment("2026-11-23T09:00:00Z"))
        try desk.once(at: try moment("2026-12-10T13:00:00Z"))
        #expect(try desk.titles(in: "2026/12/10/noon.json") == ["Second quake hits the Orla valley"])
    }

    /// Promise 2, when a clock went back or a time was given that is past.
    @Test func whatArrivesBeforeTheLastClosingBelongsToTheNextEdition() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
        try desk.drop("radio/2.xml", rss(("b", "Second quake hits the Orla valley")))
        try desk.once(at: try moment("2026-11-21T09:00:00Z"))
        #expect(try desk.done.last == "2026-11-22/radio/120000.001-2.xml")
        try desk.once(at: try moment("2026-11-23T12:00:00Z"))
        #expect(try desk.titles(in: "2026/11/23/noon.json") == ["Second quake hits the Orla valley"])
    }

    /// Promise 3.
    @Test func aPublishedEditionNeverChanges() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
        let published = try desk.digest("2026/11/22/noon.html")
        #expect(!published.isEmpty)
        try desk.drop("radio/2.xml", rss(("b", "Second quake hits the Orla valley")))
        desk.settings = "live: off\neditions:\n  noon: {title: Midday, at: \"12:00\"}\n"
        try desk.once(at: noon)
        try desk.once(at: try moment("2026-11-22T18:00:00Z"))
        #expect(try desk.digest("2026/11/22/noon.html") == published)
    }

    /// Promise 3: killed between the ledger and the files.
    @Test func anEditionCutShortByACrashIsWrittenAgainWithTheSameBytes() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
        let names = ["html", "md", "json"].map { "2026/11/22/noon.\($0)" }
        let whole = try names.map { try desk.digest($0) }
        // The page is written last: whatever the crash left of the others, it is missing.
        for name in names.dropLast() { try Files.remove(desk.folders.digest(name)) }
        try desk.drop("radio/2.xml", rss(("b", "Second quake hits the Orla valley")))
        try desk.once(at: try moment("2026-11-22T12:01:00Z"))
        #expect(try names.map { try desk.digest($0) } == whole)
    }

    /// Promise 7, for editions: the disk is full, or the like, when one is to be written, and the desk goes on.
    @Test func anEditionThatCouldNotBeWrittenIsWrittenAsSoonAsItCan() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        let open = try desk.open()
        _ = try open.takeIn(now: noon.addingTimeInterval(10), arrival: noon, settled: -1_000_000_000_000)
        let publisher = Publisher(open)
        // The year's folder cannot be made: a file is in its place.
        try Files.write([], to: desk.folders.digest("2026"))
        #expect(throws: DeskError.self) { try publisher.publish(at: noon, by: open.configuration) }
        try Files.remove(desk.folders.digest("2026"))
        try publisher.publish(at: noon.addingTimeInterval(60), by: open.configuration)
        #expect(try desk.titles(in: "2026/11/22/noon.json") == ["Museum finds lost score in its cellar"])
        #expect(try desk.titles(in: "latest.json") == ["Museum finds lost score in its cellar"])
    }

    /// Promise 2, when the archive learns late what the ledger has.
    @Test func anEditionThatOnlyTheLedgerHasIsNotToldAgainByTheNext() throws {
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
        let open = try desk.open()
        let noonAgain = noon.addingTimeInterval(86_400)
        try open.ledger.append(
            PublishedEdition(
                rule: "noon", path: "2026/11/23/noon", title: "Noon Edition", opened: noon, closing: noonAgain, stories: []))
        let publisher = Publisher(open)
        #expect(try publisher.publish(at: noonAgain, by: open.configuration).isEmpty)
        #expect(try open.archive.lastClosing(of: "noon") == noonAgain)
    }

    @Test func editionsThatWereMissedComeInTheOrderOfTheirClosings() throws {
        desk.settings = """
            live: off
            editions:
              morning: {title: Morning Edition, at: "06:30"}
              evening: {title: Evening Edition, at: "18:00"}

            """
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        // Nobody publishes from the afternoon until the next day.
        let open = try desk.open()
        _ = try open.takeIn(now: noon.addingTimeInterval(10), arrival: noon, settled: -1_000_000_000_000)
        try desk.drop("radio/2.xml", rss(("b", "Second quake hits the Orla valley")))
        let night = noon.addingTimeInterval(12 * 3600)
        _ = try open.takeIn(now: night.addingTimeInterval(10), arrival: night, settled: -1_000_000_000_000)
        let published = try Publisher(open).publish(at: noon.addingTimeInterval(19 * 3600), by: open.configuration)
        #expect(published.map(\.path) == ["2026/11/22/evening", "2026/11/23/morning"])
        #expect(try desk.digest("latest.md").hasPrefix("# Morning Edition"))
    }

    @Test func anEditionWhoseHourIsMovedAgainAndAgainTakesANameOfItsOwnEachTime() throws {
        for hour in 12..<16 {
            desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"\(hour):00\"}\n"
            try desk.drop("radio/\(hour).xml", rss(("g\(hour)", "Headline of \(hour) o'clock")))
            try desk.once(at: noon.addingTimeInterval(Double(hour - 12) * 3600))
        }
        #expect(
            try ["noon", "noon-again", "noon-again-2", "noon-again-3"].map { try desk.titles(in: "2026/11/22/\($0).json") }
                == (12..<16).map { ["Headline of \($0) o'clock"] })
    }

    /// Promise 4.
    @Test(arguments: 0..<6)
    func theDigestsAreTheSameWhateverTheOrderAndTheBatches(_ shuffle: Int) throws {
        let files = [
            ("courier/1.xml", rss(("a", "Dockers at Tarn return to work after strike"), ("b", "Harbour fee stays"))),
            ("courier/2.xml", rss(("a", "Dockers at Tarn return to work after long strike"))),
            ("radio/1.xml", rss(("x", "Tarn dockers return to work after strike"), ("y", "Museum finds lost score"))),
            ("radio/2.xml", rss(("y", "Museum finds lost score"), ("z", "Second quake hits the Orla valley"))),
        ]
        func digests(_ order: [Int], oneByOne: Bool) throws -> [String] {
            let desk = try TemporaryDesk()
            for n in order {
                try desk.drop(files[n].0, files[n].1)
                if oneByOne { try desk.once(at: noon) }
            }
            try desk.once(at: noon)
            return try ["latest.html", "latest.md", "latest.txt", "latest.json", "latest.atom", "index.html"].map {
                try desk.digest($0)
            }
        }
        let rotated = (0..<4).map { ($0 * (shuffle % 2 == 0 ? 1 : 3) + shuffle) % 4 }
        #expect(try digests(rotated, oneByOne: shuffle < 4) == digests([0, 1, 2, 3], oneByOne: false))
    }

    /// Promise 5.
    @Test func oneBadFileDelaysNoOther() throws {
        for n in 0..<20 {
            try desk.drop("radio/\(n).xml", n % 2 == 0 ? "no feed" : rss(("g\(n)", "Headline number \(n) of many")))
        }
        let outcome = try desk.once(at: noon)
        #expect(outcome.tally.files == 20)
        #expect(outcome.tally.failed == 10)
        #expect(outcome.tally.filed.new == 10)
    }

    /// Promise 6.
    @Test func nothingInAFeedCanRunBeFetchedChooseAFileNameOrBreakALine() throws {
        let payloads = [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "' onmouseover='alert(1)",
            "{{{title}}} {{>page}}", "![x](http://evil.example/track.gif)", "../../../../etc/cron.d/x", "first\nSubject: second",
            "</style><script>alert(1)</script>", "]]>", "\u{1b}[31m", "\u{202e}gpj.exe",
        ]
        let items = payloads.enumerated().map { n, payload in
            let text = payload.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
            return """
                <item><title>\(text)</title><link>\(text)</link><guid>\(text)</guid><author>\(text)</author>\
                <category>\(text)</category><description>\(text)</description><enclosure url="\(text)" type="\(text)"/></item>
                """
        }
        let feed = "<rss version=\"2.0\"><channel><title>&lt;script&gt;x</title>\(items.joined())</channel></rss>"
        try desk.drop("radio/x.xml", feed)
        try desk.once(at: noon)

        let pages = try desk.files(in: desk.folders.digests).filter { $0.hasPrefix("stories/") }
        #expect(!pages.isEmpty && pages.allSatisfy { $0.hasSuffix(".html") && Key($0.dropFirst(8).dropLast(5)) != nil })
        let html = try (["latest.html"] + pages).map { try desk.digest($0) }.joined()
        for active in [
            "<script", "<img", "<iframe", " src=", " onerror=\"", " onmouseover=\"", "javascript:alert(1)\"", "\u{1b}",
            "\u{202e}",
        ] {
            #expect(!html.contains(active), "\(active)")
        }
        #expect(html.contains("default-src 'none'"))
        // A backslash before it makes it text (CommonMark, section 2.4).
        let markdown = try desk.digest("latest.md").replacing("\\<", with: "")
        for active in ["<script", "<img", "\n![", "\u{1b}", "\u{202e}", "\nSubject:"] {
            #expect(!markdown.contains(active), "\(active)")
        }
        // What was written where is named by us and by whoever dropped the file.
        #expect(
            try desk.files(in: desk.folders.digests).filter { !pages.contains($0) } == [
                "calendar.html", "index.html", "latest.atom", "latest.html", "latest.json", "latest.md", "latest.txt",
                "topics/elsewhere.atom", "topics/elsewhere.html", "topics/elsewhere.json", "topics/elsewhere.md",
            ])
        #expect(try desk.done == ["2026-11-22/radio/120000.000-x.xml"])
        let line = JournalLog.visible("radio/x.xml: \(payloads.joined(separator: " "))")
        #expect(!line.contains("\n") && !line.contains("\u{1b}"))
    }

    /// Promise 7.
    @Test func aFaultOfTheEnvironmentIsNotBlamedOnTheFile() throws {
        try desk.drop("radio/a.xml", rss(("a", "Museum finds lost score in its cellar")))
        let open = try desk.open()
        _ = try open.inbox.claim(FilePath("radio/a.xml"), at: noon)
        // done/ has become a file: nothing can be moved into it.
        try FileManager.default.removeItem(atPath: desk.folders.done.description)
        try Files.write([], to: desk.folders.done)
        #expect(throws: DeskError.self) { _ = try open.resume(isAfterCrash: false) }
        #expect(try desk.failed.isEmpty)
        #expect(try desk.files(in: desk.folders.processing).count == 1)
        try Files.remove(desk.folders.done)
        try desk.folders.make()
        _ = try open.resume(isAfterCrash: false)
        #expect(try desk.done == ["2026-11-22/radio/120000.000-a.xml"])
        #expect(open.tally.filed.new == 1)
    }

    @Test func whatNoDeskPutIntoProcessingGoesBackWithoutReplacingAnything() throws {
        try desk.drop("a.xml", rss(("a", "Museum finds lost score in its cellar")))
        try Files.write(
            Array(rss(("b", "Second quake hits the Orla valley")).utf8), to: desk.folders.processing.appending("a.xml"))
        let outcome = try desk.once(at: noon)
        #expect(outcome.tally.files == 2)
        #expect(outcome.tally.filed.new == 2)
    }

    @Test func aPackedFileCountsForWhatItMayUnpackTo() throws {
        try desk.drop("a.xml.gz", "\u{1f}")
        try desk.drop(FilePath("b.xml.gz"), [0x1f, 0x8b] + [UInt8](repeating: 0, count: 998))
        let open = try desk.open()
        func textBytes(_ name: String) throws -> Int? {
            try open.inbox.claim(FilePath(name), at: noon).file?.textBytes(.standard)
        }
        #expect(try textBytes("a.xml.gz") == 1)
        #expect(try textBytes("b.xml.gz") == 100_000)
    }

    @Test func twoDesksDoNotWorkInOneFolder() throws {
        var first: Desk? = try desk.open()
        #expect(throws: DeskError.taken(by: getpid(), desk.folders.root.description)) { _ = try desk.open() }
        #expect(first != nil)
        first = nil
        _ = try desk.open()
    }
}
