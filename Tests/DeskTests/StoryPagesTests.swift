import Foundation
import News
import Testing

@testable import Archive
@testable import Desk

/// digests/stories/: a page for each story that an edition tells in full; it lives on with the story.
@Suite struct StoryPagesTests {
    private let desk: TemporaryDesk

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nmin_free: 0B\n"
    }

    private func noon(_ day: Int) throws -> Date { try moment("2026-11-\(day)T12:00:00Z") }

    private func feed(_ title: String, guid: String = "1", at time: String, text: String = "") -> String {
        """
        <rss version="2.0"><channel><title>Paper</title><item><guid isPermaLink="false">\(guid)</guid><title>\(title)</title>\
        <pubDate>\(time)</pubDate><description>\(text)</description></item></channel></rss>
        """
    }

    private func key(_ source: String) throws -> Key {
        let archive = try #require(try Archive.reading(at: desk.folders.databasePath.description))
        return try #require(
            try archive.items(after: .distantPast, through: .distantFuture).first { $0.source == source }
        ).item.key
    }

    private var pages: [String] {
        get throws { try desk.files(in: desk.folders.digests).filter { $0.hasPrefix("stories/") } }
    }

    private let strike = "Dockers at Tarn return to work after strike"

    @Test func eachStoryToldInFullHasAPageThatItsEditionLinksTo() throws {
        let text = "They voted on Saturday. It was over. The port opened at noon."
        try desk.drop("tarn/a.xml", feed(strike, at: "Sat, 21 Nov 2026 08:00:00 GMT", text: text))
        try desk.drop("orla/a.xml", feed("\(strike) of days", at: "Sat, 21 Nov 2026 09:00:00 GMT"))
        try desk.once(at: noon(21))
        let id = try key("tarn")
        #expect(try pages == ["stories/\(id).html"])
        #expect(try desk.digest("2026/11/21/noon.html").contains("<a href=\"../../../stories/\(id).html\">Deep Look</a>"))
        #expect(try desk.digest("2026/11/21/noon.md").contains("\n[Deep Look](../../../stories/\(id).html)\n"))
        #expect(try desk.digest("latest.md").contains("\n[Deep Look](stories/\(id).html)\n"))
        let page = try desk.digest("stories/\(id).html")
        for part in [
            "<h1>\(strike)</h1>", ">Deep Look</h2>\n<p>\(text) <small>(", "\(strike) of days",
            "joined by wording",
            "<a href=\"../2026/11/21/noon.html#s\(id)\">Noon Edition</a>",
        ] { #expect(page.contains(part), "\(part)") }
    }

    @Test func aRevisionShowsWhatChangedAndThePageLivesOn() throws {
        try desk.drop("tarn/a.xml", feed(strike, at: "Sat, 21 Nov 2026 08:00:00 GMT", text: "One ship &lt;left&gt;. It rained."))
        try desk.once(at: noon(21))
        let id = try key("tarn")
        let edition = try desk.digest("2026/11/21/noon.html")
        try desk.drop("tarn/b.xml", feed(strike, at: "Sat, 21 Nov 2026 08:00:00 GMT", text: "Two ships left. It rained."))
        try desk.once(at: noon(22))
        let page = try desk.digest("stories/\(id).html")
        #expect(page.contains("<h2 id=\"what-changed\">What changed</h2>"))
        #expect(page.contains("<del>One ship"))
        #expect(page.contains("<ins>Two ships"))
        #expect(!page.contains("It rained.</del>") && !page.contains("<left>"))
        #expect(try desk.digest("2026/11/21/noon.html") == edition)
    }

    /// Promise 3 and 4: an edition goes on linking to the id it knew.
    @Test func afterAJoinTheOldIdLeadsToTheStory() throws {
        try desk.drop("tarn/a.xml", feed(strike, at: "Sat, 21 Nov 2026 08:00:00 GMT"))
        try desk.drop("orla/a.xml", feed("Museum finds lost score", at: "Sat, 21 Nov 2026 09:00:00 GMT"))
        try desk.once(at: noon(21))
        let (tarn, orla) = (try key("tarn"), try key("orla"))
        #expect(try Set(pages) == ["stories/\(tarn).html", "stories/\(orla).html"])
        _ = try desk.open().hear(Request(.join, [orla.description, tarn.description]), now: noon(21).addingTimeInterval(60))
        try desk.drop("skarn/a.xml", feed("Teachers at Skarn strike", at: "Sun, 22 Nov 2026 08:00:00 GMT"))
        try desk.once(at: noon(22))
        let moved = try desk.digest("stories/\(orla).html")
        #expect(moved.contains("<meta http-equiv=\"refresh\" content=\"0; url=\(tarn).html\">"))
        #expect(moved.contains("<a href=\"\(tarn).html\">another story</a>"))
        #expect(try desk.digest("stories/\(tarn).html").contains("Museum finds lost score"))
        let told = try Explainer(of: desk.folders, by: try desk.configuration())
            .explanation(of: orla.description, at: noon(22))
        #expect(told.story?.id == tarn.description && told.story?.aliases == [orla.description])
        // And back again.
        _ = try desk.open().hear(Request(.split, [orla.description]), now: noon(22).addingTimeInterval(60))
        try desk.drop("skarn/b.xml", feed("Port of Skarn opens", guid: "2", at: "Mon, 23 Nov 2026 08:00:00 GMT"))
        try desk.once(at: noon(23))
        #expect(try desk.digest("stories/\(orla).html").contains("<h1>Museum finds lost score</h1>"))
    }

    @Test func anEarlierItemThatComesLateTakesTheStorysIdAndTheOldOneLeadsThere() throws {
        try desk.drop("tarn/a.xml", feed(strike, at: "Sat, 21 Nov 2026 08:00:00 GMT"))
        try desk.once(at: noon(21))
        try desk.drop("orla/a.xml", feed("\(strike) of days", at: "Sat, 21 Nov 2026 07:00:00 GMT"))
        try desk.once(at: noon(22))
        let (tarn, orla) = (try key("tarn"), try key("orla"))
        #expect(try desk.digest("stories/\(tarn).html").contains("url=\(orla).html"))
        #expect(try desk.digest("stories/\(orla).html").contains(strike))
    }

    @Test func whatItsAgencyTakesBackStandsInNoPageAnyMore() throws {
        func newsItem(_ status: String, _ version: Int) -> String {
            """
            <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tarn:1" version="\(version)"><itemMeta>
            <versionCreated>2026-11-2\(version)T09:00:00Z</versionCreated><pubStatus qcode="stat:\(status)"/></itemMeta>
            <contentMeta><headline>Minister of Tarn to resign</headline></contentMeta></newsItem>
            """
        }
        try desk.drop("agency/1.xml", newsItem("usable", 1))
        try desk.once(at: noon(21))
        let id = try key("agency")
        #expect(try desk.digest("stories/\(id).html").contains("Minister"))
        try desk.drop("agency/2.xml", newsItem("canceled", 2))
        try desk.drop("orla/a.xml", feed("Museum finds lost score", at: "Sun, 22 Nov 2026 09:00:00 GMT"))
        try desk.once(at: noon(22))
        #expect(!(try desk.digest("stories/\(id).html").contains("Minister")))
        #expect(try desk.digest("stories/\(id).html").contains("took it back"))
        #expect(try desk.digest("2026/11/21/noon.html").contains("Minister"))
    }

    @Test func aPageThatOnlyAnEarlierLiveEditionHadGoes() throws {
        desk.settings = "live: {zone: UTC, stories_per_topic: 1}\neditions: {}\nmin_free: 0B\n"
        try desk.drop("tarn/a.xml", feed("Port of Tarn opens", at: "Sat, 21 Nov 2026 08:00:00 GMT"))
        try desk.once(at: noon(21))
        #expect(try pages == ["stories/\(key("tarn")).html"])
        try desk.drop("orla/a.xml", feed("Quake hits Orla valley", at: "Sat, 21 Nov 2026 11:00:00 GMT"))
        try desk.once(at: noon(21))
        #expect(try pages == ["stories/\(key("orla")).html"])
    }

    @Test func aRebuildGivesTheSamePages() throws {
        try afterAJoinTheOldIdLeadsToTheStory()
        func all() throws -> [[UInt8]] { try pages.map { try desk.contents(desk.folders.digest($0)) } }
        let before = try all()
        let log = try desk.open().log
        _ = try Rebuild(of: desk.folders, by: try desk.configuration(), log: log).run(isDamaged: false)
        for page in try pages { try Files.remove(desk.folders.digest(page)) }
        try desk.drop("skarn/c.xml", feed("Tarn museum of salt shuts", guid: "3", at: "Tue, 24 Nov 2026 08:00:00 GMT"))
        try desk.once(at: noon(24))
        let old = before.map { String(decoding: $0, as: UTF8.self) }
        let new = try all().map { String(decoding: $0, as: UTF8.self) }
        #expect(new.count == old.count + 1)
        #expect(old.filter { !new.contains($0) } == [])
    }
}
