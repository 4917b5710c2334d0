import Foundation
import News
import Testing

@testable import Archive
@testable import Desk

/// digests/topics/, digests/days/ and the calendar.
@Suite struct TopicPagesTests {
    private let desk: TemporaryDesk

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = "live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nmin_free: 0B\n"
        desk.topics = """
            topics:
              - {id: labour, label: Labour, terms: {dockers: 9}}
              - {id: art, label: Art, terms: {museum: 9}}
            """
        try desk.drop("tarn/a.xml", rss(("1", "Dockers at Tarn return to work after strike")))
        try desk.once(at: try noon(21))
    }

    private func noon(_ day: Int) throws -> Date { try moment("2026-11-\(day)T12:00:00Z") }
    private func page(_ name: String) throws -> String { try desk.digest(name) }
    private func files(_ folder: String) throws -> [String] {
        try desk.files(in: desk.folders.digests).filter { $0.hasPrefix(folder) }
    }

    @Test func aTopicThatIsToldHasAPageInEachFormAndTheFrontPageLeadsToIt() throws {
        #expect(try files("topics/") == ["atom", "html", "json", "md"].map { "topics/labour.\($0)" })
        #expect(try page("topics/labour.html").contains("Dockers at Tarn return to work"))
        #expect(try page("topics/labour.html").contains("href=\"labour.atom\""))
        #expect(try page("index.html").contains("<a href=\"topics/labour.html\">Labour</a> <small>1 story, 1 item today</small>"))
        let feed = try JSONSerialization.jsonObject(with: Data(page("topics/labour.json").utf8)) as? [String: Any]
        #expect((feed?["items"] as? [Any])?.count == 1)
    }

    /// Of headlines those lead to a Deep Look whose page is there.
    @Test func aTopicsHeadlineLeadsToTheStorysOwnPage() throws {
        let story = try #require(try files("stories/").first)
        #expect(try page("topics/labour.html").contains("<a href=\"../\(story)\">Deep Look</a>"))
        #expect(try page("topics/labour.md").contains("[Deep Look](../\(story))"))
        // Told as a headline only, by an edition that tells one story of a topic.
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\", stories_per_topic: 1}\nmin_free: 0B\n"
        try desk.drop("tarn/b.xml", rss(("2", "Dockers at Orla strike"), ("3", "No dockers come to Skarn harbour")))
        try desk.once(at: try noon(22))
        let pages = try files("stories/")
        #expect(pages.count == 2)
        #expect(try page("topics/labour.html").components(separatedBy: "Deep Look").count - 1 == pages.count)
    }

    @Test func whatNoTopicClaimsHasAPageToo() throws {
        try desk.drop("tarn/b.xml", rss(("2", "Choir sings in the old mill")))
        try desk.once(at: try noon(22))
        #expect(try page("topics/elsewhere.html").contains("Choir sings in the old mill"))
        #expect(!(try page("topics/elsewhere.html").contains("Dockers")))
        #expect(try page("index.html").contains("<a href=\"topics/elsewhere.html\">Elsewhere</a> <small>1 story"))
    }

    /// So many entries of a day, each of another topic's word and of nothing else.
    private func entries(_ count: Int, of day: String) -> String {
        (0..<count).map { number in
            let title = "Dockers \(String(number, radix: 26).map { "\($0)x" }.joined())\(day.filter(\.isNumber))"
            let time = "\(day)T\(number < 600 ? "0" : "")\(number / 60):\(number % 60 < 10 ? "0" : "")\(number % 60):00Z"
            return "<entry><id>\(day)-\(number)</id><title>\(title)</title><updated>\(time)</updated></entry>"
        }.joined()
    }

    @Test func whatATopicsPageHasNoRoomForStandsOnPagesByDay() throws {
        let days = [("2026-11-22", 60), ("2026-11-21", 180), ("2026-11-20", 340), ("2025-01-01", 5), ("2024-01-01", 5)]
        let all = days.map { entries($0.1, of: $0.0) }.joined()
        try desk.drop("b/a.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>b</title>\(all)</feed>")
        try desk.once(at: try noon(22))
        // The first holds that of the desk's own too: 60, 181 and 59 of the third day.
        let names = ["2026-11-20", "2026-11-20_2", "earlier"].map { "topics/labour_\($0).html" }
        #expect(try files("topics/").filter { $0.contains("_") } == names)
        let first = try page("topics/labour.html")
        #expect(first.components(separatedBy: "Dockers ").count - 1 == 300)
        #expect(first.contains("and 291 more stories"))
        for line in [
            "labour_2026-11-20_2.html\">Friday 20 November 2026, part 2</a> <small>40 stories</small>",
            "labour_2026-11-20.html\">Friday 20 November 2026, part 1</a> <small>300 stories</small>",
            "labour_earlier.html\">Earlier</a> <small>10 stories</small>",
        ] { #expect(first.contains("<li><a href=\"\(line)</li>")) }
        #expect(try page("topics/labour.md").contains("\n- [Earlier](labour_earlier.html) - 10 stories\n"))
        // Each story is on one of them at least, and each leads back.
        let pages = try (["topics/labour.html"] + names).map { try page($0) }
        let headlines = Set(pages.flatMap { $0.split(separator: ">").filter { $0.hasPrefix("Dockers ") } })
        #expect(headlines.count == 591)
        #expect(pages.dropFirst().allSatisfy { $0.contains("<a href=\"labour.html\">The newest</a>") })
        #expect(try page(names[1]).contains("Labour, part 2<span"))

        // What comes later changes the pages of its own day alone, and what is over goes.
        try desk.drop(
            "b/b.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>b</title>\(entries(9, of: "2026-11-23"))</feed>")
        let before = try names.map { try page($0) }
        try desk.once(at: try noon(23))
        #expect(try names.map { try page($0) } == before)
        try desk.once(at: try moment("2026-12-20T12:00:00Z"))
        #expect(try files("topics/").filter { $0.contains("_") } == [])
    }

    /// Of Berlin: what is from the last hour of a day in UTC is of the next.
    @Test func aPageOfADayIsCalledAsWhatLeadsToItSays() throws {
        desk.settings = desk.settings.replacing("live: {zone: UTC}", with: "live: {zone: Europe/Berlin}")
        let late = (0..<20).map { number in
            "<entry><id>l\(number)</id><title>Dockers late \(String(number, radix: 26).map { "\($0)x" }.joined())</title>"
                + "<updated>2026-11-20T23:\(30 + number):00Z</updated></entry>"
        }.joined()
        let all = [("2026-11-22", 290), ("2026-11-20", 30), ("2025-01-01", 5)].map { entries($0.1, of: $0.0) }.joined()
        try desk.drop("b/a.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>b</title>\(late)\(all)</feed>")
        try desk.once(at: try noon(22))
        let first = try page("topics/labour.html")
        for (name, words, title, count) in [
            ("2026-11-21", "Saturday 21 November 2026", "Labour, Saturday 21 November 2026", 21),
            ("2026-11-20", "Friday 20 November 2026", "Labour, Friday 20 November 2026", 30),
            ("earlier", "Earlier", "Labour, earlier, up to Wednesday 1 January 2025", 5),
        ] {
            #expect(first.contains("<a href=\"labour_\(name).html\">\(words)</a> <small>\(count) stories</small>"))
            #expect(try page("topics/labour_\(name).html").contains("<title>\(title)</title>"))
        }
        #expect(
            try page("topics/labour_2026-11-20.html").contains("datetime=\"2026-11-20T00:29Z\">Friday 20 November 2026</time>"))
        #expect(first.contains(", as of "))
    }

    @Test func aSourceIsCalledByTheNameThatTheSettingsGiveIt() throws {
        desk.settings += "names: {tarn: The Tarn Post}\n"
        try desk.once(at: try moment("2026-11-21T12:01:00Z"))
        #expect(try page("latest.txt").contains("(The Tarn Post, "))
        #expect(try page("topics/labour.html").contains("The Tarn Post"))
        let story = try #require(try files("stories/").first)
        #expect(try page(story).contains("The Tarn Post"))
    }

    @Test func anEditionOfSomeSourcesCountsWhatTheseBrought() throws {
        desk.settings += "names: {}\n"
        desk.settings = desk.settings.replacing("live: {zone: UTC}", with: "live: {zone: UTC, sources: [orla]}")
        try desk.drop("orla/b.xml", rss(("2", "Choir sings in the old mill"), ("3", "Museum finds lost score")))
        try desk.once(at: try moment("2026-11-21T12:01:00Z"))
        #expect(
            try page("latest.txt").contains("From 2 items of 1\nsource")
                || page("latest.txt").contains("From 2 items of 1 source"))
        #expect(!(try page("latest.txt").contains("Chosen")))
    }

    @Test func aTopicsPageStaysAsLongAsTheTopicIsConfigured() throws {
        // Long after: nothing of it is within the horizon.
        desk.topics += "\n  - {id: sea, label: Sea, terms: {ships: 9}}\n"
        try desk.drop("tarn/b.xml", rss(("2", "Museum finds lost score")))
        try desk.once(at: try moment("2026-12-20T12:00:00Z"))
        #expect(try files("topics/").filter { $0.hasSuffix(".html") } == ["topics/art.html", "topics/labour.html"])
        #expect(!(try page("topics/labour.html").contains("Dockers")))
        #expect(!(try page("index.html").contains("topics/labour.html")))
        desk.topics = "topics:\n  - {id: art, label: Art, terms: {museum: 9}}\n"
        try desk.once(at: try moment("2026-12-20T12:01:00Z"))
        #expect(try files("topics/").filter { $0.hasSuffix(".html") } == ["topics/art.html"])
    }

    @Test func eachDayHasItsHeadlinesAndTheCalendarItsDays() throws {
        try desk.drop("tarn/b.xml", rss(("2", "Museum finds lost score")))
        try desk.once(at: try noon(22))
        #expect(try files("days/") == ["days/2026-11-21.html", "days/2026-11-22.html"])
        #expect(try page("days/2026-11-22.html").contains("Museum finds lost score"))
        #expect(try page("days/2026-11-22.html").contains("../2026/11/22/noon.html#s"))
        #expect(try page("calendar.html").contains("href=\"days/2026-11-21.html\""))
    }

    /// Two that were missed while the machine was off are of two days.
    @Test func anEditionThatCameOutLateIsOnThePageOfItsDay() throws {
        desk.settings =
            "live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n  late: {title: Late Edition, at: \"20:00\"}\n"
            + "min_free: 0B\nnames: {tarn: The Tarn Post}\n"
        try desk.drop("tarn/c.xml", rss(("3", "Choir sings in the old mill")))
        try desk.once(at: try moment("2026-11-21T13:00:00Z"))
        try desk.drop("tarn/b.xml", rss(("2", "Museum finds lost score")))
        try desk.once(at: try noon(22))
        let day = try page("days/2026-11-21.html")
        #expect(day.contains("2026/11/21/late.html") && day.contains("2026/11/21/live.html"))
        #expect(day.contains("<time datetime=\"2026-11-22T00:00Z\">24:00</time>"))
        #expect(day.contains("The Tarn Post"))
        #expect(try page("2026/11/21/live.txt").contains("Live Edition, Saturday 21 November 2026\n"))
        let front = try page("index.html")
        let saturday = try #require(front.range(of: "<h3>Saturday 21 November 2026</h3>"))
        #expect(front[saturday.upperBound...].contains("2026/11/21/live.html"))
        #expect(!front[..<saturday.lowerBound].contains("2026/11/21/live.html"))
    }

    /// Its name begins like that of the live edition, and it closes when that does.
    @Test func anEditionThatClosesAtMidnightIsOfTheDayThatBeginsThere() throws {
        desk.settings = "live: off\neditions:\n  livestock: {title: Livestock, at: \"00:00\"}\nmin_free: 0B\n"
        try desk.drop("tarn/b.xml", rss(("2", "Museum finds lost score")))
        try desk.once(at: try noon(22))
        #expect(try page("2026/11/22/livestock.txt").contains("Livestock, Sunday 22 November 2026\n"))
        #expect(try page("days/2026-11-22.html").contains("<time datetime=\"2026-11-22T00:00Z\">00:00</time>"))
        let front = try page("index.html")
        let sunday = try #require(front.range(of: "<h3>Sunday 22 November 2026</h3>"))
        #expect(front[sunday.upperBound...].contains("2026/11/22/livestock.html"))
    }

    /// What a crash may leave between the edition and its day is mended by the next start.
    @Test func aDayWhosePageIsMissingOrOldIsMadeAgain() throws {
        let whole = try page("days/2026-11-21.html")
        try Files.replace(desk.folders.digest("days/2026-11-21.html"), with: Array("old".utf8))
        try Files.replace(desk.folders.digest("days/2026-11-20.html"), with: Array("of no edition".utf8))
        try Files.remove(desk.folders.digest("calendar.html"))
        try desk.once(at: try moment("2026-11-21T12:05:00Z"))
        #expect(try page("days/2026-11-21.html") == whole)
        #expect(try files("days/") == ["days/2026-11-21.html"])
        #expect(try files("calendar.html") == ["calendar.html"])
    }
}
