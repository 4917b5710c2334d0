import Logging
import Synchronization
import Testing

@testable import Desk

struct LineBudgetTests {
    private static let second: UInt64 = 1_000_000_000

    @Test func ofTenThousandThingsInAMinuteTwentyAreSaidAndTheRestIsSummedUpByKind() {
        var budget = LineBudget()
        let said = (0..<10_000).filter { budget.admits($0 % 4 == 0 ? "malformed" : "not-a-feed", at: UInt64($0) * 1_000) }
        #expect(said.count == LineBudget.lines)
        #expect(budget.summary(at: 59 * Self.second) == nil)
        #expect(budget.waits(at: 59 * Self.second) == Self.second)
        let summary = budget.summary(at: 60 * Self.second)
        #expect(summary?.map(\.kind) == ["not-a-feed", "malformed"])
        #expect(summary?.map(\.count) == [7_485, 2_495])
        #expect(budget.summary(at: 61 * Self.second) == nil && budget.waits(at: 61 * Self.second) == nil)
    }

    @Test func whatComesSlowlyIsSaidEachTime() {
        var budget = LineBudget()
        let said = (0..<1_000).filter { budget.admits("not-a-feed", at: UInt64($0) * 4 * Self.second) }
        #expect(said.count == 1_000 && budget.summary(at: .max) == nil)
    }

    @Test func whoStopsSaysAtOnceWhatIsLeft() {
        var budget = LineBudget()
        for _ in 0..<21 { _ = budget.admits("not-a-feed", at: 0) }
        #expect(budget.summary(at: 1, isLast: true)?.map(\.count) == [1])
    }

    /// Counts its lines.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private struct Listener: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.warning
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { lines.all.withLock { $0.append("\(event.message)") } }
    }

    @Test func manyBadFilesDoNotFloodTheJournal() throws {
        let desk = try TemporaryDesk()
        for number in 0..<600 { try desk.drop("radio/\(number).xml", "no feed \(number)") }
        let lines = Lines()
        let log = Logger(label: "test", factory: { _ in Listener(lines: lines) })
        let open = try Desk(in: desk.folders, by: try desk.configuration(), log: log)
        _ = try SingleRun(open).run(at: try moment("2026-11-22T12:00:00Z"))
        let said = lines.all.withLock { $0 }
        #expect(said.count == LineBudget.lines + 1)
        #expect(said.last == "580 more files moved to failed/: 580 not-a-feed; each has its reason beside it")
        #expect(open.tally.failures == ["not-a-feed": 600])
    }
}
