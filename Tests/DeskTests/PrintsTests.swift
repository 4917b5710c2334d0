import Foundation
import GRDB
import News
import Testing

@testable import Archive
@testable import Desk

/// What an edition is decided by is kept beside the texts; an archive of an earlier version has none of it.
@Suite struct PrintsTests {
    private let closing = Date(timeIntervalSince1970: 1_795_334_400)

    @Test(arguments: [
        "DELETE FROM heads", "UPDATE heads SET version = 0, print = x'00' WHERE revision = 1",
        "UPDATE heads SET shown = NULL WHERE revision = 2",
    ])
    func anUpgradeMakesThePrintsAnewAndTheDigestsAreTheSame(_ sql: String) throws {
        let desk = try TemporaryDesk()
        try desk.drop(
            "courier/a.xml", rss((guid: "1", title: "Dockers of Tarn strike"), (guid: "2", title: "Museum of salt opens")))
        try desk.drop("radio/b.xml", rss((guid: "3", title: "Dockers of Tarn begin strike")))
        try desk.once(at: closing)
        let digest = try desk.digest("latest.json")
        try {
            let archive = try Archive(at: desk.folders.databasePath.description)
            try archive.writing { try $0.execute(sql: sql) }
        }()
        try Files.remove(desk.folders.digest("latest.json"))
        var progress: [Int] = []
        let opened = try Desk.opened(in: desk.folders, by: try desk.configuration(), log: try desk.open().log) { done, _ in
            progress.append(done)
        }
        #expect(progress == [sql.hasPrefix("DELETE") ? 3 : 1])
        _ = try SingleRun(opened).run(at: closing)
        #expect(try desk.digest("latest.json") == digest)
        #expect(digest.contains("Museum of salt opens"))
    }

    @Test func whatHasItsPrintsIsLeftAsItIs() throws {
        let desk = try TemporaryDesk()
        try desk.drop("courier/a.xml", rss((guid: "1", title: "Dockers of Tarn strike")))
        try desk.once(at: closing)
        _ = try Desk.opened(in: desk.folders, by: try desk.configuration(), log: try desk.open().log) { _, _ in
            Issue.record("nothing was to be made")
        }
    }
}
