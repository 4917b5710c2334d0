import FoundationEssentials
import GRDB
import News
import Testing

@testable import Archive

struct FaultTests {
    @Test func everyCommitIsDurable() throws {
        let archive = try Room().archive()
        let modes = try archive.reading { db in
            [
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try String.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA foreign_keys"),
            ]
        }
        #expect(modes == ["wal", "2", "1"])
        #expect(try archive.writing { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    }

    /// Also when the newer one died and left a log, which any other connection would fold into the file when it closes.
    @Test func aNewerArchiveIsRefusedByNameAndLeftAsItIs() throws {
        let room = try Room()
        _ = try room.archive().file([delivery([item(1)], arrived: at(0))])
        let newer = try DatabaseQueue(path: room.database)
        try newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v4'), ('v10')") }
        let copy = try Room()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: room.database + suffix, toPath: copy.database + suffix)
        }
        let log = try #require(FileManager.default.contents(atPath: copy.database + "-wal"))
        let bytes = FileManager.default.contents(atPath: copy.database)
        #expect(throws: ArchiveError.newerSchema(found: "v10, v4")) { try copy.archive() }
        #expect(FileManager.default.contents(atPath: copy.database) == bytes)
        #expect(FileManager.default.contents(atPath: copy.database + "-wal") == log)
        #expect(!log.isEmpty)
    }

    @Test func anArchiveOfTheFirstVersionIsTakenUpAsItIs() throws {
        let room = try Room()
        try {
            let archive = try room.archive()
            _ = try archive.file([delivery([item(1), item(2)], arrived: at(0))])
            try archive.writing {
                try $0.execute(
                    sql: """
                        ALTER TABLE revisions DROP COLUMN docdata; ALTER TABLE revisions DROP COLUMN boilerplate; DROP TABLE heads;
                        DELETE FROM grdb_migrations WHERE identifier IN ('v2', 'v3', 'boilerplate', 'shown')
                        """)
            }
        }()
        let upgraded = try room.archive()
        let kept = try upgraded.items(after: .distantPast, through: at(0)).map(\.item)
        #expect(kept == [item(1), item(2)].sorted { $0.key < $1.key })
        var withSlug = item(3)
        withSlug.docdata = Docdata(slug: "HARBOUR")
        _ = try upgraded.file([delivery([withSlug], arrived: at(1))])
        #expect(try upgraded.items(after: at(0), through: at(1)).map(\.item) == [withSlug])
    }

    @Test func whatIsNoDatabaseIsCorrupt() throws {
        let room = try Room()
        #expect(FileManager.default.createFile(atPath: room.database, contents: Data("this is a shopping list ".utf8)))
        #expect(throws: ArchiveError.corrupt("archive.sqlite: file is not a database")) { try room.archive() }
    }

    @Test func aDamagedDatabaseIsCorrupt() throws {
        let room = try Room()
        _ = try room.archive().file([delivery((1...400).map { item($0) }, arrived: at(0))])
        var bytes = try #require(FileManager.default.contents(atPath: room.database))
        for place in 4096..<bytes.count { bytes[place] = 0xA5 }
        try bytes.write(to: URL(filePath: room.database))
        let error = #expect(throws: ArchiveError.self) {
            _ = try room.archive().items(after: .distantPast, through: .distantFuture)
        }
        guard case .corrupt = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test func aFolderThatIsNotThereIsTheEnvironments() throws {
        let room = try Room()
        #expect(throws: ArchiveError.environment("archive.sqlite: unable to open database file")) {
            try Archive(at: "\(room.folder)/none/archive.sqlite")
        }
    }

    /// Promise 7, and promise 5: nothing is half filed.
    @Test func aFullDiskIsTheEnvironmentsAndFilesNothing() throws {
        let room = try Room()
        let archive = try room.archive()
        _ = try archive.file([delivery([item(1)], arrived: at(0))])
        let before = try archive.totals()
        try archive.writing { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 8)")
        }
        let large = delivery((1...2000).map { item($0, text: 2) }, arrived: at(1))
        #expect(throws: ArchiveError.full("archive.sqlite: database or disk is full")) {
            try archive.file([delivery([item(5)], arrived: at(1), path: "courier/b.xml"), large])
        }
        #expect(try archive.totals() == before)

        try archive.writing { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
        #expect(try archive.file([large]) == [Filing(seen: 2000, new: 1999, revised: 1)])
        let shown = try archive.items(after: .distantPast, through: at(1))
        #expect(shown.count == 2000)
        #expect(shown.allSatisfy { $0.tags == [tag(for: item(1))] })
    }

    @Test func anotherThatWritesIsTheEnvironments() throws {
        let code = DatabaseError(resultCode: .SQLITE_BUSY, message: "database is locked")
        #expect(ArchiveError(code, in: "archive.sqlite") == .environment("archive.sqlite: database is locked"))
    }

    @Test(arguments: [
        (ResultCode.SQLITE_IOERR_FSYNC, true), (.SQLITE_READONLY_DBMOVED, true), (.SQLITE_CANTOPEN, true),
        (.SQLITE_BUSY_SNAPSHOT, true), (.SQLITE_NOTADB, false), (.SQLITE_CORRUPT_VTAB, false),
        (.SQLITE_ERROR, false), (.SQLITE_CONSTRAINT_FOREIGNKEY, false),
    ])
    func onlyFaultsThatPassAreTriedAgain(_ code: ResultCode, _ passes: Bool) {
        let error = ArchiveError(DatabaseError(resultCode: code, message: "why"), in: "archive.sqlite")
        #expect(error == (passes ? .environment("archive.sqlite: why") : .corrupt("archive.sqlite: why")))
    }

    @Test(arguments: [ResultCode.SQLITE_PERM, .SQLITE_AUTH]) func aMissingRightIsToldApart(_ code: ResultCode) {
        let error = ArchiveError(DatabaseError(resultCode: code, message: "why"), in: "archive.sqlite")
        #expect(error == .forbidden("archive.sqlite: why"))
    }

    @Test func aFullDiskIsToldApart() {
        let error = DatabaseError(resultCode: .SQLITE_FULL, message: "why")
        #expect(ArchiveError(error, in: "archive.sqlite") == .full("archive.sqlite: why"))
    }

    @Test func errorsSayWhereWhatAndWhy() {
        #expect("\(ArchiveError.newerSchema(found: "v2"))" == "archive: made by a newer wiredesk: unknown migration \"v2\"")
        #expect("\(ArchiveError.corrupt("archive.sqlite: file is not a database"))" == "archive.sqlite: file is not a database")
    }
}

struct ReadingTests {
    private func folder(_ room: Room) throws -> [String: Data?] {
        let names = try FileManager.default.contentsOfDirectory(atPath: room.folder).filter { !$0.hasSuffix("-shm") }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: "\(room.folder)/\($0)")) })
    }

    @Test func readingAnArchiveSeesWhatWasCommittedAndWritesNothing() throws {
        let room = try Room()
        #expect(try Archive.reading(at: room.database) == nil)
        #expect(try folder(room).isEmpty)
        let archive = try room.archive()
        _ = try archive.file([delivery([item(1)], arrived: at(0))])
        let before = try folder(room)
        let reading = try #require(try Archive.reading(at: room.database))
        #expect(try reading.totals() == archive.totals())
        #expect(throws: ArchiveError.self) { try reading.file([delivery([item(2)], arrived: at(1))]) }
        #expect(try folder(room) == before)
    }

    @Test func readingWhatIsNoDatabaseIsCorrupt() throws {
        let room = try Room()
        #expect(FileManager.default.createFile(atPath: room.database, contents: Data("this is a shopping list ".utf8)))
        #expect(throws: ArchiveError.corrupt("archive.sqlite: file is not a database")) { try Archive.reading(at: room.database) }
    }
}
