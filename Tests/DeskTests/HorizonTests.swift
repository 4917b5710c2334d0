import Foundation
import Logging
import News
import Testing

@testable import Archive
@testable import Desk

/// What leaves the horizon leaves what it was told with together.
@Suite struct HorizonTests {
    private let desk: TemporaryDesk

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = "live: off\neditions: {morning: {at: \"06:00\"}}\nhorizon_days: 2\nmin_free: 0B\n"
    }

    private func keys() throws -> [String: Key] {
        let archive = try Archive(at: desk.folders.databasePath.description)
        let items = try archive.items(after: .distantPast, through: try moment("2026-12-01T00:00:00Z"))
        return Dictionary(uniqueKeysWithValues: items.map { ($0.item.id ?? "", $0.item.key) })
    }

    /// The items that the last edition told, story by story.
    private func told() throws -> [Set<Key>] {
        let archive = try Archive(at: desk.folders.databasePath.description)
        return try archive.editions(limit: 1).flatMap { $0.stories.map { Set($0.items.map(\.0)) } }
    }

    /// A strike that an editor joined with two reports that are unlike it and each other, on three days.
    @Test func aToldStoryKeepsItsItemsWhenItsBeginningHasLeft() throws {
        try desk.drop("tarn/1.xml", rss(("a", "Dockers of Tarn walk out")))
        try desk.drop("tarn/2.xml", rss(("b", "Minister resigns after vote")))
        try desk.drop("tarn/3.xml", rss(("c", "Museum finds lost score")))
        let noon = try moment("2026-11-20T12:00:00Z")
        try desk.once(at: noon)
        let first = try keys()
        let (a, b) = (try #require(first["a"]), try #require(first["b"]))
        _ = try desk.open().hear(Request(.join, [a.description, b.description]), now: noon)
        try desk.once(at: try moment("2026-11-21T06:00:00Z"))
        #expect(Set(try told()) == [[a, b], [try #require(first["c"])]])

        try desk.drop("tarn/4.xml", rss(("d", "Queen opens bridge")))
        try desk.drop("tarn/5.xml", rss(("e", "Snow closes passes")))
        let next = try moment("2026-11-21T12:00:00Z")
        try desk.once(at: next)
        let second = try keys()
        let (d, e) = (try #require(second["d"]), try #require(second["e"]))
        _ = try desk.open().hear(Request(.join, [a.description, d.description]), now: next)
        _ = try desk.open().hear(Request(.join, [a.description, e.description]), now: next)
        try desk.once(at: try moment("2026-11-22T06:00:00Z"))
        #expect(try told() == [[d, e]])

        // The day of the first item has left: what was told with it stands together, in an archive made anew too.
        let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        _ = try Rebuild(of: desk.folders, by: desk.configuration(), log: log).run(isDamaged: false)
        try desk.drop("tarn/6.xml", rss(("d", "Queen opens the bridge"), ("e", "Snow still closes passes")))
        let after = try moment("2026-11-23T06:00:00Z")
        try desk.once(at: after)
        #expect(try told() == [[d, e]])
        let why = try Explainer(of: desk.folders, by: desk.configuration()).explanation(of: e.description, at: after)
        #expect(why.text().contains("told in one story, whose beginning has left the horizon, with"))
    }
}
