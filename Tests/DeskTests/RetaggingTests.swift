import Foundation
import News
import Testing

@testable import Desk

@Suite struct RetaggingTests {
    private func filled() throws -> (TemporaryDesk, Configuration) {
        let desk = try TemporaryDesk()
        try desk.drop("courier/a.xml", rss((guid: "1", title: "Dockers strike"), (guid: "2", title: "Museum of salt opens")))
        try desk.once(at: moment("2026-11-22T08:00:00Z"))
        let topics = "topics: [{id: labour, label: Labour, terms: {dockers: 6}}, {id: salt, label: Salt, terms: {salt: 6}}]"
        return (desk, try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (topics, "topics.yaml")))
    }

    @Test func aDryRunCountsWhatWouldChangeAndChangesNothing() throws {
        let (desk, configuration) = try filled()
        let counted = try Retagging.dryRun(in: desk.folders, by: configuration)
        #expect(counted.texts == 2)
        #expect(counted.changed == 2)
        let moved = counted.moved.filter { $0.id == "salt" || $0.id == "culture" || $0.id == "labour" }
        #expect(moved.map(\.id) == ["culture", "salt"])
        #expect(moved.map(\.samples) == [["- Museum of salt opens"], ["+ Museum of salt opens"]])
        #expect(moved.map { [$0.before, $0.after, $0.gained, $0.lost] } == [[1, 0, 0, 1], [0, 1, 1, 0]])
        #expect(try Retagging.dryRun(in: desk.folders, by: configuration) == counted)
    }

    @Test func retaggingDoesWhatTheDryRunCountedAndTwiceIsOnce() throws {
        let (desk, configuration) = try filled()
        let counted = try Retagging.dryRun(in: desk.folders, by: configuration)
        let log = try desk.open().log
        let other = try Desk(in: desk.folders, by: configuration, log: log)
        #expect(try other.retag() == counted)
        #expect(try other.retag().changed == 0)
        let tags = try other.archive.items(after: .distantPast, through: moment("2026-11-22T09:00:00Z")).map { $0.tags.map(\.id) }
        #expect(Set(tags) == [["labour"], ["salt"]])
        let decided = try other.archive.heads(after: .distantPast, through: moment("2026-11-22T09:00:00Z"))
        #expect(decided.map { $0.tags.map(\.id) } == tags)
    }

    @Test func aDryRunWithoutAnArchiveMakesNone() throws {
        let (desk, configuration) = try filled()
        let database = desk.folders.databasePath.description
        try FileManager.default.removeItem(atPath: database)
        #expect(try Retagging.dryRun(in: desk.folders, by: configuration) == Retagging())
        #expect(!FileManager.default.fileExists(atPath: database))
    }
}
