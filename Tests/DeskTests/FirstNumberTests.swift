import Foundation
import News
import Testing

@testable import Archive
@testable import Desk

/// The first number of an edition, on a desk that has others.
@Suite struct FirstNumberTests {
    private let desk: TemporaryDesk

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = """
            live: off
            editions:
              morning: {title: Morning Edition, at: "06:30"}
              evening: {title: Evening Edition, at: "18:00", empty: write}
            min_free: 0B

            """
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar"), ("b", "Dockers at Tarn return to work")))
        try desk.once(at: try moment("2026-11-21T05:00:00Z"))
        try desk.once(at: try moment("2026-11-21T06:30:00Z"))
    }

    @Test func theFirstEveningEditionDoesNotRepeatTheMorningsAsNew() throws {
        try desk.drop(
            "radio/2.xml", rss(("c", "Second quake hits the Orla valley"), ("b", "Dockers at Tarn vote to return to work")))
        try desk.once(at: try moment("2026-11-21T18:00:00Z"))
        #expect(try desk.titles(in: "2026/11/21/morning.json").count == 2)
        #expect(
            Set(try desk.titles(in: "2026/11/21/evening.json")) == [
                "Second quake hits the Orla valley", "Dockers at Tarn vote to return to work",
            ])
        let text = try desk.digest("2026/11/21/evening.txt")
        #expect(text.contains("since 06:30") && text.contains("update: 1 new"))
        // What it told is known when it is made again.
        let again = try EditionAgain(in: desk.folders, by: try desk.configuration()).bytes(of: "evening", at: nil, as: .txt)
        #expect(again == Array(text.utf8))
    }

    @Test func itIsTheSameWhenBothWereMissedAndAreMadeAtOnce() throws {
        let other = try TemporaryDesk()
        other.settings = desk.settings
        let feed = rss(("a", "Museum finds lost score in its cellar"), ("b", "Dockers at Tarn return to work"))
        try other.drop("radio/1.xml", feed)
        try other.once(at: try moment("2026-11-21T05:00:00Z"))
        for desk in [desk, other] { try desk.once(at: try moment("2026-11-21T19:00:00Z")) }
        #expect(try desk.digest("2026/11/21/evening.txt") == other.digest("2026/11/21/evening.txt"))
        #expect(try other.digest("2026/11/21/evening.txt").contains("Enjoy the quiet"))
    }

    /// Each of both tells what the other did not, from the first number on, and nothing falls between them.
    @Test func editionsThatTakeTurnsTellNothingTwice() throws {
        desk.settings = desk.settings.replacing("at: \"06:30\"", with: "at: \"06:30\", after: evening")
            .replacing("at: \"18:00\"", with: "at: \"18:00\", after: [morning]")
        var told = try desk.titles(in: "2026/11/21/morning.json")
        for (hour, title) in [
            ("21T12", "Second quake hits the Orla valley"), ("21T18", "Choir sings in the old mill"),
            ("21T23", "Ferry runs aground"),
            ("22T06", "Council votes on bridge toll"), ("22T07", "Snow closes Skarn pass"),
            ("22T18", "Comet seen over lighthouse"),
            ("23T06", "Bakers win prize for rye"),
        ] {
            try desk.drop("radio/\(hour).xml", rss((hour, title)))
            let closes = hour.hasSuffix("06") ? "30" : "00"
            try desk.once(at: try moment("2026-11-\(hour):\(closes):00Z"))
        }
        for path in ["21/evening", "22/morning", "22/evening", "23/morning"] {
            let titles = try desk.titles(in: "2026/11/\(path).json")
            #expect(titles.count == (path == "23/morning" ? 1 : 2))
            told += titles
        }
        #expect(told.count == 9 && Set(told).count == 9)
        #expect(try desk.digest("2026/11/22/morning.txt").contains("since Saturday 18:00"))
        let again = try EditionAgain(in: desk.folders, by: try desk.configuration())
        #expect(try again.bytes(of: "evening", at: nil, as: .txt) == desk.contents(desk.folders.digest("2026/11/22/evening.txt")))
    }

    /// It is made for the day before the live edition was filed first, and of another one before its own first number.
    @Test func anEditionOfBeforeTheFirstNumberBeginsWhereThatDid() throws {
        desk.settings = desk.settings.replacing("live: off", with: "live: {zone: UTC}")
        try desk.once(at: try moment("2026-11-21T18:00:00Z"))
        try desk.drop("radio/2.xml", rss(("c", "Second quake hits the Orla valley")))
        try desk.once(at: try moment("2026-11-21T20:00:00Z"))
        let text = try desk.digest("latest.txt")
        for moment in ["2026-11-22T06:30:00Z", "2026-11-23T18:00:00Z"].map({ try? moment($0) }) {
            try desk.once(at: try #require(moment))
        }
        #expect(try desk.files(in: desk.folders.digests).contains("2026/11/21/live.txt"))
        let again = try EditionAgain(in: desk.folders, by: try desk.configuration())
        let live = try again.bytes(of: "live", at: try moment("2026-11-21T20:00:00Z"), as: .txt)
        #expect(String(decoding: live, as: UTF8.self) == text && text.contains("3 stories"))
    }

    @Test func aLiveEditionThatIsTurnedOnTellsOfItsDay() throws {
        for day in 22...24 {
            try desk.drop("radio/\(day).xml", rss(("d\(day)", "Choir sings in the old mill of \(day) Orla")))
            try desk.once(at: try moment("2026-11-\(day)T07:00:00Z"))
        }
        desk.settings = desk.settings.replacing("live: off", with: "live: {zone: UTC}")
        try desk.once(at: try moment("2026-11-24T08:00:00Z"))
        let text = try desk.digest("latest.txt")
        #expect(text.contains("mill of 24 Orla") && text.contains("since 00:00") && !text.contains("mill of 23 Orla"))
    }

    @Test func anEditionWithLessRoomIsToldAgainByTheNext() throws {
        let other = try TemporaryDesk()
        other.settings = desk.settings.replacing(
            "at: \"06:30\"", with: "at: \"06:30\", stories_per_topic: 1, headlines_per_topic: 0, in_short: 0")
        try other.drop("radio/1.xml", rss(("a", "Museum finds lost score"), ("b", "Museum of Skarn closes for good")))
        try other.once(at: try moment("2026-11-21T05:00:00Z"))
        for hour in ["06:30", "18:00"] { try other.once(at: try moment("2026-11-21T\(hour):00Z")) }
        #expect(try other.titles(in: "2026/11/21/morning.json").count == 1)
        #expect(try other.titles(in: "2026/11/21/evening.json").count == 2)
    }

    @Test func itReachesBackToTheFirstArrivalWhereTheOtherToldOfSomeTopicsOnly() throws {
        desk.settings = desk.settings.replacing("at: \"06:30\"", with: "at: \"06:30\", topics: [culture]")
        try desk.once(at: try moment("2026-11-21T18:00:00Z"))
        #expect(try desk.titles(in: "2026/11/21/evening.json").count == 2)
    }
}
