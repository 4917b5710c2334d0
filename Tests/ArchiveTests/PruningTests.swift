import Foundation
import GRDB
import News
import Testing

@testable import Archive

private let day = 86_400.0
/// 2026-11-22T00:00:00Z and days after it.
private func midnight(_ days: Double) -> Date { at(-6 * 3600 + days * day) }
private func endOfDay(_ days: Double) -> Date { Date(milliseconds: midnight(days + 1).milliseconds - 1) }

/// Sixteen days of files: repeats, revisions, copies of an item in another file, several files of one moment.
private let deliveries: [Delivery] = {
    var random = Shuffler(state: 5)
    return (0..<64).map { n in
        let arrived = midnight(Double(n / 4)).addingTimeInterval(Double(n % 4 / 2) * 3600)
        let items = (0..<5).map { _ in
            let key = UInt64(n / 6) + UInt64.random(in: 1...6, using: &random)
            return item(
                key, text: UInt64.random(in: 1...3, using: &random),
                published: Bool.random(using: &random) ? arrived.addingTimeInterval(-Double(key) * 1000) : nil,
                modified: Bool.random(using: &random) ? arrived : nil)
        }
        return delivery(
            items, arrived: arrived, path: "courier/\(n % 4).xml", title: "Title \(n % 7)", sha256: UInt8(n),
            source: n % 9 == 0 ? "ledger" : "courier")
    }
}()

extension Archive {
    /// As the desk does it, without a ledger.
    fileprivate func prune(through: Date, most: Int = 7) throws {
        try mark(PruningMarks(at: through.addingTimeInterval(3 * day), since: at(0), through: through))
        var slice: PruningSlice?
        repeat {
            let next = try nextToPrune(after: slice, most: most)
            #expect(next.files.reduce(0) { $0 + $1.texts.count } <= most)
            _ = try prune(next, on: through.addingTimeInterval(3 * day))
            slice = next
        } while slice?.isMore == true
        try cover(through: through)
    }

    /// What digests are made of, by closings after `through`.
    fileprivate func shown(after through: Date) throws -> [[FiledItem]] {
        try (0..<6).map { try items(after: through.addingTimeInterval(Double($0) * day), through: endOfDay(15)) }
    }
}

struct PruningTests {
    @Test func anArchiveOfTheSecondVersionIsTakenUpAsItIs() throws {
        let room = try Room()
        try {
            let archive = try room.archive()
            _ = try archive.file([delivery([item(1), item(2)], arrived: at(0))])
            try archive.writing {
                try $0.execute(
                    sql: """
                        DROP TABLE retention; DROP INDEX items_known; DROP INDEX deliveries_by_source; DROP INDEX deliveries_by_title;
                        ALTER TABLE items DROP COLUMN pruned; ALTER TABLE items DROP COLUMN seen;
                        DELETE FROM grdb_migrations WHERE identifier = 'retention'
                        """)
            }
            // Read as it is, before anybody has migrated it.
            let reading = try #require(try Archive.reading(at: room.database))
            #expect(try reading.totals().items == 2)
            #expect(try reading.pruning().marks == nil)
        }()
        let upgraded = try room.archive()
        #expect(
            try upgraded.items(after: .distantPast, through: at(0)).map(\.item) == [item(1), item(2)].sorted { $0.key < $1.key })
        try upgraded.prune(through: endOfDay(0))
        #expect(try upgraded.totals() == Totals(items: 0, revisions: 0, sources: 1, files: 0, failed: 0))
        #expect(try upgraded.fingerprints() == 2)
        #expect(
            try upgraded.file([delivery([item(1), item(3)], arrived: midnight(3))]) == [Filing(seen: 2, new: 1, repeated: 1)])
    }

    /// Promise 4: whatever of the rest was pruned, what a digest can show is the same.
    @Test(arguments: [1, 3, 500]) func whatIsShownAfterPruningIsWhatWasShownBefore(_ most: Int) throws {
        let (whole, pruned) = (try Room().archive(), try Room().archive())
        _ = try whole.file(deliveries)
        // Day by day, pruning four days behind.
        for (n, delivery) in deliveries.enumerated() {
            let filing = try pruned.file([delivery])
            #expect(filing[0].seen == 5)
            if n % 4 == 3, n > 16 { try pruned.prune(through: endOfDay(Double(n / 4 - 4)), most: most) }
        }
        let through = endOfDay(11)
        #expect(try pruned.shown(after: through) == whole.shown(after: through))
        #expect(try pruned.counts(after: through, through: endOfDay(15)) == whole.counts(after: through, through: endOfDay(15)))
        #expect(try pruned.fingerprints() > 0 && pruned.totals().items < whole.totals().items)
        // Of what is pruned there is no text, no address and no tag left.
        let left = try pruned.reading { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM revisions r JOIN deliveries d ON d.id = r.delivery WHERE d.arrived <= ?
                    AND (r.title IS NOT NULL OR r.text IS NOT NULL OR url IS NOT NULL OR guid IS NOT NULL OR tags IS NOT NULL)
                    """, arguments: [through.keptMilliseconds])
        }
        #expect(left == 0)
        #expect(try pruned.texts(after: 0, most: 1000).allSatisfy { $0.item.title != nil })
    }

    @Test func whatWasPrunedDoesNotShowHoweverFarAViewReaches() throws {
        let archive = try Room().archive()
        _ = try archive.file(deliveries)
        let through = endOfDay(5)
        let (before, counts) = (
            try archive.items(after: through, through: endOfDay(15)), try archive.counts(after: through, through: endOfDay(15))
        )
        // From the moment it is decided, not from when it is done.
        try archive.mark(PruningMarks(at: midnight(9), since: at(0), through: through))
        #expect(try archive.items(after: .distantPast, through: endOfDay(15)) == before)
        #expect(try archive.counts(after: nil, through: endOfDay(15)) == counts)
        #expect(try archive.firstArrival() == midnight(6))
        try archive.prune(through: through)
        #expect(try archive.items(after: .distantPast, through: endOfDay(15)) == before)
        #expect(try archive.counts(after: nil, through: endOfDay(15)) == counts)
        #expect(try archive.firstArrival() == midnight(6))
    }

    @Test func aRevisionOfAPrunedItemKeepsItsPlaceInTime() throws {
        let (whole, pruned) = (try Room().archive(), try Room().archive())
        let first = delivery([item(1, published: midnight(-3))], arrived: at(0))
        let later = delivery([item(1, text: 2, published: midnight(20))], arrived: midnight(21), sha256: 2)
        for archive in [whole, pruned] { _ = try archive.file([first]) }
        try pruned.prune(through: endOfDay(5))
        #expect(try pruned.file([later]) == [Filing(seen: 1, revised: 1)])
        _ = try whole.file([later])
        let shown = try pruned.items(after: midnight(20), through: midnight(22))
        #expect(try shown == whole.items(after: midnight(20), through: midnight(22)))
        #expect(shown.map(\.time) == [midnight(-3)])
        #expect(try pruned.fingerprints() == 0)
        // And is pruned in its turn.
        try pruned.prune(through: endOfDay(22))
        #expect(try pruned.fingerprints() == 1)
        #expect(
            try pruned.file([delivery([item(1), item(1, text: 2)], arrived: midnight(30))]) == [Filing(seen: 2, repeated: 2)])
    }

    @Test func aFingerprintIsForgottenWhenNoFileBringsItAnyMore() throws {
        let archive = try Room().archive()
        _ = try archive.file([delivery([item(1), item(2)], arrived: at(0)), delivery([item(3)], arrived: midnight(9))])
        try archive.prune(through: endOfDay(1))
        #expect(try archive.pruning().texts == 2)
        // Pruned on day 4; the second was seen on day 6 and day 7.
        for seen in [6.0, 7.0] { _ = try archive.file([delivery([item(2)], arrived: midnight(seen).addingTimeInterval(5))]) }
        #expect(try archive.unseen(since: endOfDay(3), most: 9) == [])
        #expect(try archive.unseen(since: endOfDay(6), most: 9) == [item(1).key])
        #expect(try archive.sightings(through: endOfDay(6)).map(\.keys) == [])
        #expect(try archive.sightings(through: endOfDay(7)).map(\.keys) == [[item(2).key]])
        #expect(try archive.forget([item(1).key, item(3).key, item(9).key]) == 1)
        #expect(try archive.pruning().texts == 1)
        #expect(try archive.file([delivery([item(1), item(2)], arrived: midnight(8))]) == [Filing(seen: 2, new: 1, repeated: 1)])
    }

    @Test func deliveriesGoWithTheirTextsButForTheLastOfEachSource() throws {
        let archive = try Room().archive()
        _ = try archive.file([
            delivery([item(1)], arrived: at(0), source: "silent"), delivery([item(1)], arrived: at(1), source: "silent"),
            delivery([item(2)], arrived: at(2)), delivery([item(2)], arrived: at(3)), delivery([item(2)], arrived: midnight(9)),
            failed(arrived: at(4)),
        ])
        try archive.prune(through: endOfDay(1))
        let left = try archive.reading { db in try Int64.fetchAll(db, sql: "SELECT arrived FROM deliveries ORDER BY arrived") }
        #expect(left == [at(0), at(1), at(2), at(4), midnight(9)].map(\.keptMilliseconds))
        #expect(try archive.sources().map(\.name) == ["courier", "silent"])
        #expect(try archive.sources().map(\.lastArrival) == [midnight(9), at(1)])
        try archive.forget([item(1).key, item(2).key])
        #expect(try archive.reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM deliveries") } == 3)
    }

    /// A disk that is full in the middle: nothing is half done, and the next slice does it.
    @Test func aFullDiskPrunesNothingByHalves() throws {
        let archive = try Room().archive()
        _ = try archive.file([delivery((1...300).map { item($0) }, arrived: at(0))])
        try archive.mark(PruningMarks(at: midnight(5), since: at(0), through: endOfDay(1)))
        let slice = try archive.nextToPrune(after: nil, most: 500)
        let before = try archive.texts(after: 0, most: 999).map(\.item)
        // No room for the statement that counts what was done: it comes after the texts.
        try archive.writing {
            try $0.execute(sql: "CREATE TRIGGER full BEFORE UPDATE OF texts ON retention BEGIN SELECT raise(ABORT, 'full'); END")
        }
        #expect(throws: ArchiveError.self) { try archive.prune(slice, on: midnight(5)) }
        #expect(try archive.texts(after: 0, most: 999).map(\.item) == before)
        try archive.writing { try $0.execute(sql: "DROP TRIGGER full") }
        #expect(try archive.prune(slice, on: midnight(5)) == 300)
        #expect(try archive.prune(archive.nextToPrune(after: nil, most: 500), on: midnight(5)) == 0)
        #expect(try archive.pruning().texts == 300)
    }

    @Test func roomThatIsFreedIsGivenBack() throws {
        let room = try Room()
        let archive = try room.archive()
        let long = (1...3000).map { (n: UInt64) -> Item in
            var item = item(n)
            item.text = [Block(.paragraph, String(repeating: "word \(n) ", count: 200))]
            return item
        }
        _ = try archive.file([delivery(long, arrived: at(0))])
        let full = try archive.bytes()
        try archive.prune(through: endOfDay(1), most: 500)
        #expect(try archive.bytes().free > full.used / 2)
        while try archive.giveBackSpace(pages: 256) {}
        let now = try archive.bytes()
        #expect(now.used + now.free < full.used / 2)
    }

    // MARK: - The ledger

    private func lines(_ room: Room) throws -> [Substring] {
        try String(contentsOfFile: room.ledger, encoding: .utf8).split(separator: "\n")
    }

    private let file = PrunedFile(
        arrived: at(0), path: "courier/a \"b\".xml", source: "courier", built: at(-9),
        texts: [
            PrunedText(key: Key(bits: 1), hash: TextHash(bits: .max), modified: nil, published: at(-1)),
            PrunedText(key: Key(bits: 2), hash: TextHash(bits: 7), modified: at(2), published: nil),
        ])

    @Test func aLineOfPruningIsReadAsItWasWritten() throws {
        let room = try Room()
        let ledger = try Ledger(at: room.ledger)
        let marks = PruningMarks(at: at(1), since: at(0), through: endOfDay(0), unseen: nil, editions: endOfDay(3))
        let keys = [Key(bits: 1), Key(bits: 2)]
        let written: [Ledger.Pruned] = [
            .marks(marks), .texts([file], day: at(0)), .sightings([(at(0), keys)]), .forgotten(keys), .covered(endOfDay(0)),
        ]
        for line in written { try ledger.append(line) }
        var read: [Ledger.Pruned] = []
        try ledger.forEachPruned { read.append($0) }
        #expect(read.map { "\($0)" } == written.map { "\($0)" })
        #expect(try ledger.pruning().marks == marks && ledger.pruning().covered == endOfDay(0))
        #expect(
            try lines(room)[1] == """
                {"kind":"pruned","pruned":{"day":1795327200000,"files":[{"arrived":1795327200000,"built":1795327191000,\
                "path":"courier/a \\"b\\".xml","source":"courier","texts":["0000000000000001 ffffffffffffffff - 1795327199000",\
                "0000000000000002 0000000000000007 1795327202000 -"]}]}}
                """)
        #expect(try Ledger(at: room.ledger).editions().isEmpty && Ledger(at: room.ledger).words().isEmpty)
    }

    @Test(arguments: ["{\"texts\":[\"1 2\"]}", "{\"forgotten\":[\"no key\"]}", "{\"seen\":[{\"day\":1}]}", "{}"])
    func aLineOfPruningWithoutItsPartsIsCorrupt(_ body: String) throws {
        let room = try Room()
        try Data("{\"kind\":\"pruned\",\"pruned\":\(body)}\n".utf8).write(to: URL(filePath: room.ledger))
        #expect(throws: ArchiveError.corrupt("ledger.jsonl:1: a line of pruning without its parts")) {
            try Ledger(at: room.ledger).forEachPruned { _ in }
        }
    }

    /// A ledger as it is after some months.
    private func oldLedger(_ room: Room) throws -> Ledger {
        let ledger = try Ledger(at: room.ledger)
        func edition(_ rule: String, _ day: Double) -> PublishedEdition {
            PublishedEdition(
                rule: rule, path: "x/\(rule)-\(day)", title: rule, opened: nil, closing: midnight(day),
                stories: [.init(id: Key(bits: 4), items: [(Key(bits: 4), TextHash(bits: 4))])])
        }
        try ledger.append(edition("weekly", 1))
        try ledger.append(.join(Key(bits: 1), Key(bits: 9)), at: at(5))
        for day in 1...9 { try ledger.append(edition("noon", Double(day))) }
        try ledger.append(.texts([file], day: midnight(3)))
        try ledger.append(.marks(PruningMarks(at: at(1), since: at(0), through: endOfDay(0))))
        try ledger.append(.forgotten([Key(bits: 1)]))
        // Forgotten, new again, and pruned once more.
        var again = file
        again.texts = [PrunedText(key: Key(bits: 1), hash: TextHash(bits: 3), modified: nil, published: nil)]
        try ledger.append(.texts([again], day: midnight(8)))
        try ledger.append(.sightings([(midnight(6), [Key(bits: 2)])]))
        try ledger.append(.sightings([(midnight(7), [Key(bits: 2)])]))
        try ledger.append(.covered(endOfDay(5)))
        try ledger.append(.marks(PruningMarks(at: at(2), since: at(0), through: endOfDay(5), editions: endOfDay(6))))
        return ledger
    }

    @Test func aLedgerWrittenAnewHasAllThatIsNeededAndNoMore() throws {
        let room = try Room()
        let unknown = "{\"kind\":\"to come\",\"what\": [1, 2]}"
        try Data((unknown + "\n").utf8).write(to: URL(filePath: room.ledger))
        let ledger = try oldLedger(room)
        let (editions, words) = (try ledger.editions(), try ledger.words())
        #expect(editions.map(\.path) == ["x/weekly-1.0", "x/noon-7.0", "x/noon-8.0", "x/noon-9.0"])
        func fingerprints(_ ledger: Ledger) throws -> [[String]] {
            let archive = try Room().archive()
            try ledger.forEachPruned { line throws(ArchiveError) in
                switch line {
                case .texts(let files, let day): try archive.restore(files, on: day)
                case .sightings(let days): try archive.restore(sightings: days)
                case .forgotten(let keys): try archive.forget(keys)
                case .marks, .covered: break
                }
            }
            return try archive.reading { db in
                try Row.fetchAll(
                    db,
                    sql: "SELECT key, hash, arrived, pruned, seen FROM items i JOIN revisions r ON r.item = i.id ORDER BY 1, 2"
                ).map { $0.databaseValues.map(\.description) }
            }
        }
        let known = try fingerprints(ledger)
        #expect(known.count == 2)
        let before = try lines(room).count
        try ledger.compact()
        #expect(try lines(room).count == before - 9)
        #expect(try lines(room).first.map(String.init) == unknown)
        for ledger in [ledger, try Ledger(at: room.ledger)] {
            #expect(try ledger.editions() == editions && ledger.words() == words)
            #expect(try fingerprints(ledger) == known)
            #expect(try ledger.pruning().marks?.through == endOfDay(5) && ledger.pruning().covered == endOfDay(5))
        }
        // It goes on where it was, and written anew again it is the same.
        let now = try lines(room)
        try ledger.compact()
        #expect(try lines(room) == now)
        try ledger.append(.split(Key(bits: 9)), at: at(6))
        #expect(try lines(room).count == now.count + 1)
    }

    @Test func aLedgerThatCannotBeWrittenAnewStaysAsItIs() throws {
        let room = try Room()
        let ledger = try oldLedger(room)
        let before = try lines(room)
        try FileManager.default.createDirectory(atPath: room.ledger + ".new", withIntermediateDirectories: false)
        #expect(throws: ArchiveError.environment("cannot write ledger.jsonl.new: Is a directory")) { try ledger.compact() }
        #expect(try lines(room) == before)
        try ledger.append(.split(Key(bits: 9)), at: at(6))
        #expect(try lines(room).count == before.count + 1)
    }

    /// Whoever reads it meanwhile, a backup, has the old one to its end.
    @Test func aReaderHasTheOldLedgerOrTheNewOne() throws {
        let room = try Room()
        let ledger = try oldLedger(room)
        let before = try Data(contentsOf: URL(filePath: room.ledger))
        let reader = try FileHandle(forReadingFrom: URL(filePath: room.ledger))
        let half = try #require(try reader.read(upToCount: before.count / 2))
        try ledger.compact()
        try ledger.append(.split(Key(bits: 9)), at: at(6))
        #expect(try half + (reader.readToEnd() ?? Data()) == before)
    }

    @Test func theLastLineIsFoundWithoutReadingTheRest() throws {
        let room = try Room()
        let ledger = try Ledger(at: room.ledger)
        #expect(try ledger.prunedLast() == nil)
        try ledger.append(.forgotten([Key(bits: 3)]))
        guard case .forgotten([Key(bits: 3)]) = try ledger.prunedLast() else { return #expect(Bool(false)) }
        try ledger.append(.covered(at(0)))
        let torn = try FileHandle(forWritingTo: URL(filePath: room.ledger))
        try torn.seekToEnd()
        try torn.write(contentsOf: Data("{\"kind\":\"pru".utf8))
        guard case .covered(at(0)) = try Ledger(at: room.ledger).prunedLast() else { return #expect(Bool(false)) }
        try ledger.append(.split(Key(bits: 9)), at: at(6))
        #expect(try ledger.prunedLast() == nil)
    }
}
