import Foundation
import Logging
import News
import Testing

@testable import Archive
@testable import Desk

/// What a publisher repeats is no evidence, in whatever order its files come, and none when they are tagged again.
@Suite struct BoilerplateUseTests {
    private static let notice = "The museum of Tarn brings you this page every day."
    private let evening: Date

    init() throws { evening = try moment("2026-11-22T20:00:00Z") }

    private func feed(_ guids: [Int]) -> String {
        let texts = [
            "The ferry sails again on Monday morning.", "A bridge in the far north was closed.",
            "Rain is expected all week long.",
        ]
        let entries = guids.map {
            "<item><guid>\($0)</guid><title>Headline \($0)</title><description>\(texts[$0]) \(Self.notice)</description></item>"
        }
        return "<rss version=\"2.0\"><channel>\(entries.joined())</channel></rss>"
    }

    private func made(_ topics: String? = nil) throws -> TemporaryDesk {
        let desk = try TemporaryDesk()
        desk.findsPlaces = false
        if let topics { desk.topics = topics }
        return desk
    }

    private func items(_ desk: TemporaryDesk) throws -> [FiledItem] {
        let archive = try #require(try Archive.reading(at: desk.folders.databasePath.description))
        return try archive.items(after: .distantPast, through: .distantFuture).sorted { ($0.item.id ?? "") < ($1.item.id ?? "") }
    }

    /// A programme describes itself under whatever it tells.
    @Test func whatAProgrammeSaysOfItselfMakesNoCopies() throws {
        let desk = try made()
        let headlines = [
            "Fire in the old mill of Stenby", "Choir wins prize in Orla", "Road over the Veil dam is closed",
            "Rovers sign a keeper",
        ]
        let own = "Evening Round is the news programme of Tarn Television, shown on every evening at seven and again at ten. "
        let more =
            "It is anchored by Ada Lind and Bo Holm and comes from the studio at the harbour of Tarn. Subscribe to our channel now. "
        let entries = headlines.enumerated().map {
            "<item><guid>\($0)</guid><title>ER: \($1)</title><description>\(own)\(more)\(own)</description></item>"
        }
        try desk.drop("tv/a.xml", "<rss version=\"2.0\"><channel>\(entries.joined())</channel></rss>")
        try desk.once(at: try moment("2026-11-22T12:00:00Z"))
        let page = try desk.digest("latest.txt")
        #expect(page.contains("4 stories, ") && !page.contains("Evening Round"))
    }

    @Test func itIsKeptWithTheItemsThatHaveIt() throws {
        let desk = try made()
        try desk.drop("courier/a.xml", feed([0, 1, 2]))
        try desk.once(at: evening)
        let items = try items(desk)
        #expect(items.map(\.tags) == [[], [], []])
        for item in items {
            #expect(item.item.boilerplate.map(\.items) == [3, 3])
            let summary = Array((item.item.summary ?? "").utf8)
            #expect(item.item.boilerplate.first.map { String(decoding: summary[$0.range], as: UTF8.self) } == Self.notice)
        }
    }

    /// One file shows that it is a notice; another, of other arrival, has one of the items alone.
    @Test(arguments: [true, false], [true, false]) func theFirstFileDecidesInWhateverOrderFilesAreRead(
        isWholeFirst: Bool, isReadInOrder: Bool
    ) throws {
        let desk = try made()
        let whole = (path: "courier/whole.xml", text: feed([0, 1, 2]), minute: isWholeFirst ? 0 : 5)
        let single = (path: "courier/single.xml", text: feed([0]), minute: isWholeFirst ? 5 : 0)
        let files = (whole.minute < single.minute) == isReadInOrder ? [whole, single] : [single, whole]
        for file in files {
            let open = try desk.open()
            let arrived = try moment("2026-11-22T08:0\(file.minute):00Z")
            let claim = Claim(path: FilePath(file.path), arrived: arrived)
            let place = desk.folders.processing.appending(claim.place)
            try Files.makeFolder(place.parent)
            try Files.write(Array(file.text.utf8), to: place)
            _ = try open.file([try #require(try open.inbox.claim(claim).file)], now: evening)
        }
        #expect(try items(desk).map(\.tags.count) == [isWholeFirst ? 0 : 1, 0, 0])
        // Made again from done/, and tagged again, it is the same.
        let before = try items(desk)
        let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        try desk.once(at: evening)
        _ = try Rebuild(of: desk.folders, by: desk.configuration(), log: log).run(isDamaged: false)
        #expect(try items(desk) == before)
        #expect(try Retagging.dryRun(in: desk.folders, by: desk.configuration()).changed == 0)
    }

    @Test func otherTopicsPassItByToo() throws {
        let desk = try made("topics: [{id: salt, label: Salt, terms: {salt: 6}}]")
        try desk.drop("courier/a.xml", feed([0, 1, 2]))
        try desk.once(at: evening)
        let other = try made()
        #expect(try Retagging.dryRun(in: desk.folders, by: other.configuration()).changed == 0)
    }

    @Test func explainNamesWhatItHasAndHowManyItemsHaveIt() throws {
        let desk = try made()
        try desk.drop("courier/a.xml", feed([0, 1, 2]))
        try desk.once(at: evening)
        let key = try #require(try items(desk).first?.item.key)
        let told = try Explainer(of: desk.folders, by: desk.configuration()).explanation(of: key.description, at: evening)
        #expect(told.notTagged.map(\.id) == ["culture"])
        #expect(
            told.text().contains(
                """
                  Arts and culture (topic culture): 0 points of the 6 it asks for
                    "museum" in the summary, byte 45: repeated by the publisher in 3 items of its file, not counted
                """))
    }
}
