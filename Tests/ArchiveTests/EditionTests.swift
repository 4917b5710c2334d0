import FoundationEssentials
import News
import Testing

@testable import Archive

private func edition(_ rule: String, closing: Date, opened: Date? = nil, title: String = "Morning Edition") -> PublishedEdition {
    PublishedEdition(
        rule: rule, path: "2026/11/22/\(rule)", title: title, opened: opened, closing: closing,
        stories: [
            .init(
                id: Key(bits: .max),
                items: [(Key(bits: .max), TextHash(bits: 3)), (Key(bits: 1), TextHash(bits: 1 << 63))]),
            .init(id: Key(bits: 2), items: []),
        ])
}

struct EditionTests {
    @Test func editionsAreKeptOnceAndAnsweredNewestFirst() throws {
        let room = try Room()
        let kept = [
            edition("morning", closing: at(0)), edition("live", closing: at(5)),
            edition("morning", closing: at(9), opened: at(0)), edition("evening", closing: at(9)),
        ]
        var archive = try room.archive()
        for edition in kept { try archive.keep(edition) }
        try archive.keep(edition("morning", closing: at(0), title: "Another"))
        archive = try room.archive()
        #expect(try archive.editions(limit: 9) == [kept[3], kept[2], kept[1], kept[0]])
        #expect(try archive.editions(limit: 2) == [kept[3], kept[2]])
        #expect(try archive.editions(limit: -1) == [])
        #expect(try archive.headings().map(\.closing) == [at(9), at(9), at(5), at(0)])
        #expect(
            try archive.headings(limit: 1, path: "2026/11/22/live") == [
                EditionHeading(
                    rule: "live", path: "2026/11/22/live", title: "Morning Edition", opened: nil, closing: at(5), stories: 2)
            ])
        #expect(try ["live", "morning", "night"].map { try archive.lastClosing(of: $0) } == [at(5), at(9), nil])
    }

    /// Of stories whose first item has left the horizon, or the archive; of one that is still there nothing is bound.
    @Test func whatEditionsToldTogetherIsKnownWhenItsBeginningHasLeft() throws {
        let archive = try Room().archive()
        _ = try archive.file([delivery([item(1)], arrived: at(1)), delivery([item(2), item(3), item(4)], arrived: at(6))])
        func told(_ closing: Date, _ stories: [UInt64: [UInt64]]) -> PublishedEdition {
            PublishedEdition(
                rule: "morning", path: "x", title: "x", opened: nil, closing: closing,
                stories: stories.sorted { $0.key < $1.key }.map { id, items in
                    .init(id: item(id).key, items: items.map { (item($0).key, TextHash(bits: 1)) })
                })
        }
        try archive.keep(told(at(7), [1: [2, 3]]))
        try archive.keep(told(at(8), [1: [4], 4: [2, 4], 9: [3, 4]]))
        let one = [2, 3, 4].map { item($0).key }
        let nine = [3, 4].map { item($0).key }
        #expect(Set(try archive.toldTogether(after: at(2), before: at(9)).map(Set.init)) == [Set(one), Set(nine)])
        #expect(Set(try archive.toldTogether(after: at(2), before: at(8)).map(Set.init)) == [Set(one.prefix(2))])
        #expect(Set(try archive.toldTogether(after: at(0), before: at(9)).map(Set.init)) == [Set(nine)])
        #expect(try archive.toldTogether(after: at(8), before: at(9)).isEmpty)
    }

    @Test func theFirstArrivalIsOfAnyFile() throws {
        let archive = try Room().archive()
        #expect(try archive.firstArrival() == nil)
        _ = try archive.file([delivery([item(1)], arrived: at(5)), failed(arrived: at(3))])
        #expect(try archive.firstArrival() == at(3))
    }

    @Test func sourcesAreNamedWithTheirLastTitle() throws {
        let archive = try Room().archive()
        _ = try archive.file([
            delivery([item(1)], arrived: at(5), title: "New"), delivery([item(1)], arrived: at(3), title: "Old"),
            delivery([item(2)], arrived: at(7), title: nil), delivery([item(3)], arrived: at(1), title: nil, source: "@a.org"),
            failed(arrived: at(8)),
        ])
        #expect(
            try archive.sources() == [
                SourceSummary(name: "@a.org", title: nil, items: 1, files: 1, failed: 0, lastArrival: at(1)),
                SourceSummary(name: "courier", title: "New", items: 2, files: 4, failed: 1, lastArrival: at(8)),
            ])
    }
}

struct LedgerTests {
    @Test func aLineIsAnEditionWithItsNamesInOrder() throws {
        let room = try Room()
        try Ledger(at: room.ledger).append(edition("morning", closing: at(0)))
        let line = """
            {"edition":{"closing":1795327200000,"path":"2026/11/22/morning","rule":"morning","stories":[\
            {"id":"ffffffffffffffff","items":[["ffffffffffffffff","0000000000000003"],["0000000000000001","8000000000000000"]]},\
            {"id":"0000000000000002","items":[]}],"title":"Morning Edition"},"kind":"edition"}

            """
        #expect(try text(room) == line)
        #expect(try Ledger(at: room.ledger).editions() == [edition("morning", closing: at(0))])
    }

    @Test func twiceIsOnceAfterARestartToo() throws {
        let room = try Room()
        let editions = [edition("morning", closing: at(0)), edition("morning", closing: at(9)), edition("live", closing: at(9))]
        let ledger = try Ledger(at: room.ledger)
        for edition in editions + editions { try ledger.append(edition) }
        let reopened = try Ledger(at: room.ledger)
        for edition in editions { try reopened.append(edition) }
        #expect(try reopened.editions() == editions)
    }

    @Test(arguments: ["{\"edition\":{\"clos", "{}", "\0\0\0\0", "{\"kind\":\"edition\"}"])
    func aLineCutShortIsLeftOutAndCutOffByTheNext(_ torn: String) throws {
        let room = try Room()
        let (first, second) = (edition("morning", closing: at(0)), edition("morning", closing: at(9)))
        try Ledger(at: room.ledger).append(first)
        let whole = try text(room)
        try Data((whole + torn).utf8).write(to: URL(filePath: room.ledger))

        let ledger = try Ledger(at: room.ledger)
        #expect(try ledger.editions() == [first])
        try ledger.append(second)
        #expect(try ledger.editions() == [first, second])
        #expect(try text(room).utf8.starts(with: (whole + "{\"edition\":{\"closing\":1795327209000").utf8))
    }

    @Test func linesOfOtherKindsAreKeptAndSkipped() throws {
        let room = try Room()
        let other = "{\"kind\":\"join\",\"edition\":7,\"join\":[\"a\"]}\n"
        try Data(other.utf8).write(to: URL(filePath: room.ledger))
        let ledger = try Ledger(at: room.ledger)
        try ledger.append(edition("live", closing: at(0)))
        #expect(try ledger.editions() == [edition("live", closing: at(0))])
        #expect(try text(room).hasPrefix(other))
    }

    @Test(arguments: ["not json", "[]", "{\"kind\":\"edition\"}", "{\"kind\":\"edition\",\"edition\":{\"rule\":\"a\"}}", ""])
    func aWholeLineThatCannotBeReadIsNamed(_ line: String) throws {
        let room = try Room()
        try Ledger(at: room.ledger).append(edition("live", closing: at(0)))
        try Data((try text(room) + line + "\n").utf8).write(to: URL(filePath: room.ledger))
        let ledger = try Ledger(at: room.ledger)
        let error = #expect(throws: ArchiveError.self) { try ledger.editions() }
        #expect(error?.description.hasPrefix("ledger.jsonl:2: ") == true)
        #expect(throws: ArchiveError.self) { try ledger.append(edition("live", closing: at(9))) }
    }

    @Test func aLedgerOfMoreThanOneChunkIsReadWhole() throws {
        let room = try Room()
        let ledger = try Ledger(at: room.ledger)
        let editions = [3000, 1, 4000].map { count in
            let items = (0..<UInt64(count)).map { (Key(bits: $0), TextHash(bits: $0)) }
            return PublishedEdition(
                rule: "live", path: "p", title: "Live", opened: nil, closing: at(Double(count)),
                stories: [.init(id: Key(bits: 1), items: items)])
        }
        for edition in editions { try ledger.append(edition) }
        #expect(try Ledger(at: room.ledger).editions() == editions)
    }

    @Test(arguments: ["/dev/full", "/dev/null", "/", "/none/ledger.jsonl"])
    func whatCannotBeALedgerIsTheEnvironments(_ path: String) {
        let error = #expect(throws: ArchiveError.self) { try Ledger(at: path) }
        guard case .environment = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    private func text(_ room: Room) throws -> String { try String(contentsOfFile: room.ledger, encoding: .utf8) }
}
