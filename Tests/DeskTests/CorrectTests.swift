import Foundation
import Logging
import News
import Testing

@testable import Archive
@testable import Desk

/// `correct`: an editor's word on tags, kept for good.
@Suite struct CorrectTests {
    private let desk: TemporaryDesk
    private let noon: Date
    private let key: String

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("tarn/a.xml", rss((guid: "1", title: "Dockers strike")))
        try desk.once(at: noon)
        let archive = try Archive(at: desk.folders.databasePath.description)
        key = try #require(try archive.items(after: .distantPast, through: noon).first).item.key.description
    }

    private func correct(_ values: String..., at moment: Date? = nil) throws -> Answer {
        try desk.open().hear(Request(.correct, values), now: moment ?? noon)
    }

    /// Ids of the topics of the only story in latest.json.
    private func topics(at moment: Date) throws -> [String] {
        try desk.once(at: moment)
        let json = try JSONSerialization.jsonObject(with: Data(try desk.contents(desk.folders.digest("latest.json"))))
        let item = ((json as? [String: Any])?["items"] as? [[String: Any]])?.first
        let topics = (item?["_wiredesk"] as? [String: Any])?["topics"] as? [[String: Any]] ?? []
        return topics.compactMap { $0["id"] as? String }
    }

    @Test func whatAnEditorSaysOfTagsIsToldFromThenOn() throws {
        #expect(try topics(at: noon) == ["labour"])
        let later = noon.addingTimeInterval(60)
        #expect(
            try correct(key, "+culture", "-labour", at: later)
                == Answer(
                    isDone: true, lines: ["\(key) has culture, has not labour, from now on"],
                    facts: .init(items: ["\(key)"], added: ["culture"], removed: ["labour"])))
        #expect(try topics(at: noon) == ["labour"])
        #expect(try topics(at: later) == ["culture"])
    }

    @Test func theLastWordOnATagStands() throws {
        _ = try correct(key, "-labour")
        #expect(try topics(at: noon) == [])
        _ = try correct(key, "+labour")
        #expect(try topics(at: noon) == ["labour"])
        _ = try correct(key, "+culture")
        _ = try correct(key, "-culture")
        #expect(try topics(at: noon) == ["labour"])
    }

    @Test func itSurvivesRetagAndRebuildAndARevision() throws {
        _ = try correct(String(key.prefix(8)), "+culture", "-labour")
        _ = try desk.open().fulfil(Request(.retag))
        #expect(try topics(at: noon) == ["culture"])
        let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        _ = try Rebuild(of: desk.folders, by: try desk.configuration(), log: log).run(isDamaged: false)
        #expect(try topics(at: noon) == ["culture"])
        let later = noon.addingTimeInterval(60)
        try desk.drop("tarn/b.xml", rss((guid: "1", title: "Dockers go on strike")))
        #expect(try topics(at: later) == ["culture"])
    }

    @Test func whatCannotBeMeantIsRefusedAndNothingIsKept() throws {
        #expect(
            try correct(key, "+labor")
                == Answer(isDone: false, lines: ["labor: no topic of topics.yaml has that id (did you mean labour?)"]))
        #expect(try correct(key, "-place-oslo").lines == ["place-oslo: \(key) has no such tag; it has labour"])
        #expect(try correct(key).isDone == false)
        #expect(try correct("0000000000000000", "+culture").isDone == false)
        #expect(try Ledger(at: desk.folders.ledgerPath.description).words().isEmpty)
    }

    @Test func theLedgerKeepsItsWords() throws {
        _ = try correct(key, "+culture", "-labour")
        let words = try #require(try Ledger(reading: desk.folders.ledgerPath.description)).words()
        let culture = News.Tag(id: "culture", label: "Arts and culture", kind: .topic, score: 1000, evidence: [])
        #expect(words == [EditorsWord.Said(.correct(try #require(Key(key)), add: [culture], remove: ["labour"]), at: noon)])
    }

    @Test func explainSaysSo() throws {
        _ = try correct(key, "+culture", "-labour")
        let told = try Explainer(of: desk.folders, by: try desk.configuration()).explanation(of: key, at: noon)
        #expect(told.tags.map(\.id) == ["culture"] && told.tags.map(\.why) == [.editor])
        #expect(told.notTagged.map(\.id) == ["labour"] && told.notTagged.map(\.why) == [.takenOff])
        #expect(told.editors == [Explanation.WordPart(at: "2026-11-22T12:00:00Z", said: "\(key) has culture, has not labour")])
    }
}
