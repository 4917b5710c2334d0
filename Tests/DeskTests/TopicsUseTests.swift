import Foundation
import News
import Newsroom
import Testing

@testable import Desk

/// What the archive says of topics: which are silent, which are too broad.
@Suite struct TopicsUseTests {
    private static let topics = """
        topics:
          - id: labour
            label: Labour
            terms: {strike: 6, dockers: 6}
          - id: culture
            label: Arts and culture
            terms: {museum: 6}
          - id: salt
            label: Salt
            terms: {salt: 6}
        """

    private func configuration() throws -> Configuration {
        try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (Self.topics, "topics.yaml"))
    }

    private func report(_ desk: TemporaryDesk, at now: String) throws -> StatusReport {
        try StatusReport(of: desk.folders, now: moment(now), topics: configuration().topics)
    }

    @Test func statusNamesTopicsThatHaveNotMatchedForThirtyDays() throws {
        let desk = try TemporaryDesk()
        desk.findsPlaces = false
        #expect(try report(desk, at: "2026-11-01T08:00:00Z").topics?.silent == nil)
        try desk.drop("courier/a.xml", rss((guid: "1", title: "Museum reopens")))
        try desk.once(at: moment("2026-11-01T08:00:00Z"))
        try desk.drop("courier/b.xml", rss((guid: "2", title: "Dockers walk out")))
        try desk.once(at: moment("2026-11-20T08:00:00Z"))

        // A young archive accuses nobody.
        let young = try report(desk, at: "2026-12-01T07:59:59Z")
        #expect(young.topics?.silent == nil)
        #expect(young.text.contains("\n  topics      3; which are silent can be told when there are items of 30 days\n"))

        let old = try report(desk, at: "2026-12-02T08:00:00Z")
        let silent = try #require(old.topics)
        #expect(silent.silent?.map(\.id) == ["culture", "salt"])
        #expect(old.text.contains("\n  topics      3; 2 without a match for 30 days: culture, salt\n"))
        #expect(String(decoding: old.json, as: UTF8.self).contains(#""label" : "Arts and culture""#))
        #expect(try report(desk, at: "2026-12-01T08:00:00Z").topics?.silent?.map(\.id) == ["salt"])
    }

    @Test func whereItemsAreKeptForLessThanThatStatusLooksBackAsFarAsTheyGo() throws {
        let desk = try TemporaryDesk()
        desk.findsPlaces = false
        desk.settings += "horizon_days: 2\nkeep_items: 5\n"
        for (day, title) in [(1, "Museum reopens"), (9, "Dockers walk out"), (10, "Dockers walk on")] {
            try desk.drop("courier/\(day).xml", rss((guid: "\(day)", title: title)))
            try desk.once(at: moment("2026-11-\(day < 10 ? "0" : "")\(day)T08:00:00Z"))
        }
        let topics = try #require(try report(desk, at: "2026-11-10T12:00:00Z").topics)
        #expect(topics.days == 5)
        #expect(topics.silent?.map(\.id) == ["culture", "salt"])
    }

    private func filled(_ count: Int) throws -> TemporaryDesk {
        let desk = try TemporaryDesk()
        desk.findsPlaces = false
        let entries = (0..<count).map {
            "<item><guid>\($0)</guid><title>\($0 % 3 == 0 ? "Strike" : $0 % 4 == 1 ? "Salt" : "Weather") \($0)</title></item>"
        }
        try desk.drop("courier/a.xml", "<rss version=\"2.0\"><channel>\(entries.joined())</channel></rss>")
        try desk.once(at: moment("2026-11-22T08:00:00Z"))
        return desk
    }

    private func broad(_ desk: TemporaryDesk, _ yaml: String) throws -> [String]? {
        let file = desk.folders.root.appending("topics.yaml").description
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: file))
        let configuration = try Configuration.load(file: nil, topics: file, directory: "/nowhere")
        return try TopicsBreadth(of: configuration, in: desk.folders)?.broad.map { String($0.text.dropFirst(file.count)) }
    }

    @Test func checkNamesTopicsThatAreTooBroadWhereTheyStand() throws {
        let desk = try filled(120)
        #expect(
            try broad(desk, Self.topics) == [
                #":2:9: topic "labour" is put on 33 % of the newest 120 texts (100 % of these have "strike": give it fewer points, unless your sources are about that)"#
            ])
        // What it has only from its parts makes no topic broad, and a quarter is not more than a quarter.
        #expect(
            try broad(desk, "topics:\n- {id: all, label: All}\n- {id: a, label: A, parent: all, terms: {salt: 6}}") == [])
    }

    @Test func ofFewTextsNoShareIsTold() throws {
        #expect(try broad(filled(99), Self.topics) == [])
    }

    @Test func withoutAnArchiveNothingIsLookedAtAndNoneIsMade() throws {
        let desk = try TemporaryDesk()
        #expect(try broad(desk, Self.topics) == nil)
        #expect(try Files.facts(of: desk.folders.databasePath) == nil)
    }
}
