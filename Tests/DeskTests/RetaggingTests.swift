import Foundation
import Logging
import News
import Testing

@testable import Archive
@testable import Desk

@Suite struct RetaggingTests {
    private static let topics =
        "topics: [{id: labour, label: Labour, terms: {dockers: 6}}, {id: salt, label: Salt, terms: {salt: 6}}]"
    private static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private func filled() throws -> (TemporaryDesk, Configuration) {
        let desk = try TemporaryDesk()
        try desk.drop("courier/a.xml", rss((guid: "1", title: "Dockers strike"), (guid: "2", title: "Museum of salt opens")))
        try desk.once(at: moment("2026-11-22T08:00:00Z"))
        return (desk, try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (Self.topics, "topics.yaml")))
    }

    /// Of more items than a slice has, half of which a new topic is put on.
    private func filledWithMany() throws -> (TemporaryDesk, Configuration) {
        let desk = try TemporaryDesk()
        desk.findsPlaces = false
        let count = RetaggingPass.textsOfASlice * 3 + 17
        let entries = (0..<count).map {
            "<item><guid>g\($0)</guid><title>\($0.isMultiple(of: 2) ? "Salt" : "Sand") \($0)</title></item>"
        }
        try desk.drop("courier/a.xml", "<rss version=\"2.0\"><channel>\(entries.joined())</channel></rss>")
        try desk.once(at: moment("2026-11-22T08:00:00Z"))
        var configuration = try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (Self.topics, "topics.yaml"))
        configuration.findsPlaces = false
        return (desk, configuration)
    }

    private func open(_ desk: TemporaryDesk, _ configuration: Configuration) throws -> Desk {
        try Desk(in: desk.folders, by: configuration, log: Self.silent)
    }

    private func tagged(_ desk: Desk, _ id: String) throws -> Int {
        try desk.archive.heads(after: .distantPast, through: moment("2026-11-22T09:00:00Z")).count { head in
            head.tags.contains { $0.id == id }
        }
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
        let other = try open(desk, configuration)
        #expect(try other.fulfil(Request(.retag)) == counted.answer())
        #expect(try other.fulfil(Request(.retag)).lines == ["2 texts: 0 changed; 0 topics came or went"])
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

    @Test func aDeskAtWorkRetagsInSlicesBetweenWhichItFiles() throws {
        let (desk, configuration) = try filledWithMany()
        let all = RetaggingPass.textsOfASlice * 3 + 17
        let open = try open(desk, configuration)
        let mail = RequestFolder(of: desk.folders)
        let name = try mail.put(Request(.retag, [configuration.topicsDigest]))
        var looks = 0
        while try open.answerRequests() {
            looks += 1
            #expect(
                try tagged(open, "salt") == min(all, looks * RetaggingPass.textsOfASlice) / 2 + (looks == 4 ? 1 : 0) + looks - 1)
            // What comes meanwhile has its tags by the new topics already, and is not looked at.
            let file = FilePath("radio/\(looks).xml")
            try desk.drop(file, Array(rss((guid: "r\(looks)", title: "Salt again \(looks)")).utf8))
            #expect(try open.takeIn(now: moment("2026-11-22T08:30:00Z"), hints: [file: .renamed]).taken == [file])
        }
        #expect(looks == 4)
        let answer = try #require(try mail.takeAnswer(to: name))
        #expect(answer.isDone && answer.lines.last == "617 texts: 309 changed; 1 topic came or went")
        #expect(try tagged(open, "salt") == 309 + 4)
    }

    @Test func whatAKilledDeskLeftHalfRetaggedTheNextOneFinishes() throws {
        let (desk, configuration) = try filledWithMany()
        let mail = RequestFolder(of: desk.folders)
        let name = try mail.put(Request(.retag, [configuration.topicsDigest]))
        do {
            let killed = try open(desk, configuration)
            #expect(try killed.answerRequests())
            #expect(try killed.answerRequests())
            #expect(try tagged(killed, "salt") == RetaggingPass.textsOfASlice)
        }
        #expect(try mail.takeAnswer(to: name) == nil)
        let next = try open(desk, configuration)
        while try next.answerRequests() {}
        #expect(try mail.takeAnswer(to: name)?.lines.last == "617 texts: 109 changed; 1 topic came or went")
        #expect(try tagged(next, "salt") == 309)
        #expect(try next.fulfil(Request(.retag)).lines == ["617 texts: 0 changed; 0 topics came or went"])
    }

    @Test func topicsThatAreNotInForceAreNotAppliedAndThoseThatChangeMeanwhileBeginAnew() throws {
        let (desk, configuration) = try filledWithMany()
        let open = try open(desk, configuration)
        let mail = RequestFolder(of: desk.folders)
        let other = Self.topics.replacing("salt: 6", with: "sand: 6")
        let changed = try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (other, "topics.yaml"))
        let early = try mail.put(Request(.retag, [changed.topicsDigest]), now: Date(milliseconds: 1))
        #expect(try !open.answerRequests())
        let refused = try #require(try mail.takeAnswer(to: early))
        #expect(!refused.isDone && refused.lines[0].hasPrefix("the desk at work has other topics in force"))
        #expect(try tagged(open, "salt") == 0)
        let meant = try mail.put(Request(.retag, [configuration.topicsDigest]), now: Date(milliseconds: 2))
        #expect(try open.answerRequests())
        open.take(changed)
        #expect(try !open.answerRequests())
        #expect(try mail.takeAnswer(to: meant)?.isDone == false)
        // Now by the changed ones, over what the old ones left half done.
        _ = try open.fulfil(Request(.retag, [changed.topicsDigest]))
        #expect(try tagged(open, "salt") == 308)
    }

    @Test func twoWhoAskAreBothAnsweredOneAfterTheOther() throws {
        let (desk, configuration) = try filledWithMany()
        let open = try open(desk, configuration)
        let mail = RequestFolder(of: desk.folders)
        let names = try [1, 2].map { try mail.put(Request(.retag), now: Date(milliseconds: $0)) }
        let retry = try mail.put(Request(.retry), now: Date(milliseconds: 3))
        #expect(try open.answerRequests())
        // Short work does not wait for long work.
        #expect(try mail.takeAnswer(to: retry)?.isDone == true)
        while try open.answerRequests() {}
        #expect(
            try names.map { try mail.takeAnswer(to: $0)?.lines.last } == [
                "617 texts: 309 changed; 1 topic came or went", "617 texts: 0 changed; 0 topics came or went",
            ])
    }
}
