import Foundation
import News
import Newsroom
import Testing

@testable import Archive
@testable import Desk

@Suite struct SearchTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("tarn/a.xml", rss((guid: "1", title: "Dockers end strike"), (guid: "2", title: "Museum finds lost score")))
        try desk.drop("orla/radio/b.xml", rss((guid: "1", title: "Strike of the dockers is over")))
        try desk.once(at: noon)
    }

    private func search(_ words: String..., source: String? = nil, limit: Int = 20) throws -> Search {
        let query = try #require(Query(words))
        return try Search(for: query, in: desk.folders, source: source, limit: limit)
    }

    @Test func itemsAreFoundByTheirWords() throws {
        #expect(try Set(search("strike").hits.map(\.source)) == ["orla/radio", "tarn"])
        #expect(try search("museum", "score").hits.map(\.item.title) == ["Museum finds lost score"])
        #expect(try search("quake").found == 0)
        #expect(try search("strike", source: "orla").hits.map(\.source) == ["orla/radio"])
        #expect(try search("strike", source: "orl").found == 0)
        #expect(try search("strike", limit: 1).text.hasSuffix("and 1 more item (--limit)\n"))
    }

    @Test func anItemIsFoundByWhatItSaysNow() throws {
        try desk.drop("tarn/b.xml", rss((guid: "2", title: "Museum sells lost score")))
        try desk.once(at: noon.addingTimeInterval(60))
        #expect(try search("museum", "finds").found == 0)
        #expect(try search("museum", "sells").found == 1)
    }

    @Test func whatIsPrintedAsJSONIsWhatTheFiltersTake() throws {
        let lines = try String(decoding: search("museum").json, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 1)
        let item = try JSONSerialization.jsonObject(with: Data(try #require(lines.first).utf8)) as? [String: Any]
        let own = item?["_wiredesk"] as? [String: Any]
        #expect((own?["feed"] as? [String: Any])?["title"] as? String == "tarn")
        #expect(item?["date_published"] as? String == "2026-11-22T12:00:00Z")
        #expect(own?["key"] as? String == (try search("museum").hits.first?.item.key.description))
    }
}
