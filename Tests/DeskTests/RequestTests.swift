import Foundation
import Logging
import Testing

@testable import Desk

/// What commands ask of a desk, and `retry`, the first of them.
struct RequestTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
    }

    private func retry(_ names: String...) throws -> Answer { try desk.open().fulfil(Request(.retry, names)) }

    private func failTwo() throws {
        try desk.drop("bbc/a.xml", "no feed")
        try desk.drop("b.xml", "no feed either")
        try desk.once(at: noon)
        #expect(try desk.failed.count == 2)
    }

    @Test func retryPutsFailedFilesBackWhereTheyWereDropped() throws {
        try failTwo()
        #expect(
            try retry()
                == Answer(
                    isDone: true, lines: ["inbox/b.xml", "inbox/bbc/a.xml"],
                    facts: .init(files: ["inbox/b.xml", "inbox/bbc/a.xml"])))
        #expect(try desk.files(in: desk.folders.inbox) == ["b.xml", "bbc/a.xml"])
        #expect(try desk.files(in: desk.folders.failed) == [])
        #expect(try desk.contents(desk.folders.inbox.appending("bbc/a.xml")) == Array("no feed".utf8))
    }

    @Test(arguments: ["bbc/a.xml", "a.xml", "2026-11-22/bbc/120000.000-a.xml", "120000.000-a.xml"])
    func retryTakesAFileByAnyOfItsNames(_ name: String) throws {
        try failTwo()
        #expect(try retry(name) == Answer(isDone: true, lines: ["inbox/bbc/a.xml"], facts: .init(files: ["inbox/bbc/a.xml"])))
        #expect(try desk.failed == ["2026-11-22/120000.000-b.xml"])
    }

    @Test func retrySaysWhatItDoesNotFindAndDoesTheRest() throws {
        try failTwo()
        let answer = try retry("a.xml", "c.xml")
        #expect(!answer.isDone && answer.lines.count == 2 && answer.lines[0] == "inbox/bbc/a.xml")
        #expect(answer.lines[1].hasPrefix("failed/: nothing is called c.xml"))
    }

    @Test func retryingTwiceFindsNothingTheSecondTime() throws {
        try failTwo()
        _ = try retry()
        #expect(try retry() == Answer(isDone: true, lines: ["failed/ is empty: nothing to try again"], facts: .init(files: [])))
    }

    @Test func aRetriedFileTakesThePlaceOfNoneThatWasDroppedSince() throws {
        try failTwo()
        try desk.drop("bbc/a.xml", "dropped since")
        #expect(
            try retry("a.xml") == Answer(isDone: true, lines: ["inbox/bbc/2-a.xml"], facts: .init(files: ["inbox/bbc/2-a.xml"])))
        #expect(try desk.contents(desk.folders.inbox.appending("bbc/a.xml")) == Array("dropped since".utf8))
    }

    @Test func aRequestThatNobodyKnowsIsAnsweredWithWhatIsWrong() throws {
        let folder = desk.folders.requests
        for (name, text) in [("1-1.json", "{}"), ("2-1.json", "no JSON"), ("3-1.json", #"{"kind":"dance","values":[]}"#)] {
            try Files.write(Array(text.utf8), to: folder.appending(name))
        }
        try desk.open().answerRequests(now: Date(milliseconds: 10))
        let names = try desk.files(in: folder)
        #expect(names == ["1-1.answer.json", "2-1.answer.json", "3-1.answer.json"])
        for name in names {
            let answer = try JSONDecoder().decode(Answer.self, from: Data(try desk.contents(folder.appending(name))))
            #expect(!answer.isDone && answer.lines[0].hasPrefix("no request of this wiredesk"))
        }
    }

    @Test func anAnswerThatNobodyCameForIsForgottenAfterAnHour() throws {
        let path = desk.folders.requests.appending("1000-1.answer.json")
        try Files.write(Array("{}".utf8), to: desk.folders.requests.appending(".1001-1.answer.json.new"))
        try Files.write(Array("{}".utf8), to: path)
        let given = try #require(try Files.facts(of: path)?.changed)
        let open = try desk.open()
        try open.answerRequests(now: Date(milliseconds: given + 3_600_000))
        #expect(try desk.files(in: desk.folders.requests).contains("1000-1.answer.json"))
        try open.answerRequests(now: Date(milliseconds: given + 3_600_001))
        #expect(try desk.files(in: desk.folders.requests) == [])
    }

    private func petition(waiting seconds: Double) throws -> Petition {
        let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        return Petition(to: desk.folders, by: try desk.configuration(), log: log, longestWaitSeconds: seconds)
    }

    @Test func aRequestThatNoDeskTakesUpInTimeIsWithdrawnAndNeverDone() throws {
        try failTwo()
        let busy = try desk.open()
        #expect(throws: DeskError.taken(by: getpid(), desk.folders.root.description)) {
            try petition(waiting: 0).done(Request(.retry))
        }
        #expect(try desk.files(in: desk.folders.requests) == [])
        try busy.answerRequests()
        #expect(try desk.failed.count == 2)
    }

    @Test func whatWasWithdrawnCannotBeTakenUpAndWhatWasTakenUpCannotBeWithdrawn() throws {
        let mail = RequestFolder(of: desk.folders)
        _ = try desk.open()
        let first = try mail.put(Request(.retry), now: Date(milliseconds: 1))
        #expect(try mail.withdraw(first) == .withdrawn)
        let second = try mail.put(Request(.retry), now: Date(milliseconds: 2))
        var whileAtWork: [RequestFolder.Withdrawal] = []
        try mail.answerAll(now: noon) { _ in
            whileAtWork.append(try mail.withdraw(second))
            return .done(Answer(isDone: true, lines: []))
        }
        #expect(whileAtWork == [.taken])
        #expect(try mail.withdraw(second) == .gone)
        #expect(try mail.takeAnswer(to: second) == Answer(isDone: true, lines: []))
    }

    @Test func aRequestThatWasTakenUpIsWaitedForHoweverLongItTakes() throws {
        try failTwo()
        let busy = try desk.open()
        // Its time is over before it begins to wait; it is taken up between its first two looks.
        let mail = RequestFolder(of: desk.folders)
        let done = DispatchSemaphore(value: 0)
        let asking = try petition(waiting: 1_000)
        nonisolated(unsafe) var answer: Answer?
        Thread.detachNewThread {
            answer = try? asking.done(Request(.retry, ["b.xml"]))
            done.signal()
        }
        // Taken up, and left as a crash would leave it; the next look does it.
        while try desk.files(in: desk.folders.requests).filter({ $0.hasSuffix(".json") }).isEmpty { sched_yield() }
        struct Crash: Error {}
        #expect(throws: Crash.self) { try mail.answerAll(now: noon) { _ in throw Crash() } }
        #expect(try desk.files(in: desk.folders.requests).allSatisfy { $0.hasSuffix(".taken") })
        try busy.answerRequests()
        done.wait()
        #expect(answer == Answer(isDone: true, lines: ["inbox/b.xml"], facts: .init(files: ["inbox/b.xml"])))
        #expect(try desk.files(in: desk.folders.requests) == [])
    }

    @Test func whoWaitsForLongWorkHearsHowFarItHasComeAndNothingOfThatIsLeft() throws {
        let mail = RequestFolder(of: desk.folders)
        _ = try desk.open()
        let name = try mail.put(Request(.retag), now: Date(milliseconds: 1))
        #expect(mail.progress(of: name) == nil)
        try mail.answerAll(now: noon) { _ in .goesOn(.init(done: 200, of: 1500)) }
        #expect(mail.progress(of: name) == .init(done: 200, of: 1500))
        // Nothing new is no reason to forget what was said.
        try mail.answerAll(now: noon) { _ in .goesOn(nil) }
        #expect(mail.progress(of: name) == .init(done: 200, of: 1500))
        try mail.answerAll(now: noon) { _ in .done(Answer(isDone: true, lines: [])) }
        #expect(mail.progress(of: name) == nil)
        #expect(try desk.files(in: desk.folders.requests) == ["1-\(getpid()).answer.json"])
    }

    @Test func whatACrashedDeskHadAnsweredIsNotDoneTwice() throws {
        let mail = RequestFolder(of: desk.folders)
        _ = try desk.open()
        try Files.write(Request(.retry).prettyJSON, to: desk.folders.requests.appending("1-1.taken"))
        let answer = Answer(isDone: true, lines: ["inbox/b.xml"], facts: .init(files: ["inbox/b.xml"]))
        try Files.write(answer.prettyJSON, to: desk.folders.requests.appending("1-1.answer.json"))
        try mail.answerAll(now: noon) { _ in
            Issue.record("it was done already")
            return .done(answer)
        }
        #expect(try desk.files(in: desk.folders.requests) == ["1-1.answer.json"])
        #expect(try mail.takeAnswer(to: FilePath("1-1.json")) == answer)
    }

    @Test func aRequestWithoutADeskAtWorkIsDoneByOneOpenedForIt() throws {
        try failTwo()
        let petition = Petition(
            to: desk.folders, by: try desk.configuration(), log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        #expect(
            try petition.done(Request(.retry, ["b.xml"]))
                == Answer(isDone: true, lines: ["inbox/b.xml"], facts: .init(files: ["inbox/b.xml"])))
        #expect(try desk.files(in: desk.folders.requests) == [])
    }

    @Test func aDeskWithoutItsFolderOfRequestsGoesOn() throws {
        let open = try desk.open()
        try FileManager.default.removeItem(atPath: desk.folders.requests.description)
        try open.answerRequests(now: noon)
    }
}
