import GRDB

extension Archive {
    /// Copies the archive at `path`, as it stands when this begins, to `copy`, a new file that is whole in itself (SQLite's online
    /// backup, sqlite.org/backup.html). A desk may go on filing meanwhile. False when there is no archive yet. The caller has to make
    /// the copy durable.
    /// - `progress`: called with the pages done and those there are; what it throws ends the copying.
    package static func backUp(
        _ path: String, to copy: String, progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws(ArchiveError) -> Bool {
        guard let archive = try reading(at: path) else { return false }
        try archive.reading { db in
            // Within one view of it: otherwise each commit of a desk would have the copying begin again.
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
            do {
                let target = try DatabaseQueue(path: copy)
                try target.writeWithoutTransaction { try copyPages(of: db, to: $0, progress) }
                try target.close()
            } catch let error as DatabaseError where error.resultCode != .SQLITE_CORRUPT {
                // It is the copy that cannot be written, not the archive.
                throw ArchiveError(error, in: copy)
            }
        }
        return true
    }

    private static func copyPages(of db: Database, to target: Database, _ progress: @escaping (Int, Int) -> Void) throws {
        try db.backup(to: target, pagesPerStep: 1024) {
            progress($0.totalPageCount - $0.remainingPageCount, $0.totalPageCount)
        }
        // The mode of the archive came along; without it there is one file and no more.
        try target.execute(sql: "PRAGMA journal_mode = DELETE")
        let verdict = try String.fetchOne(target, sql: "PRAGMA quick_check(1)")
        guard verdict == "ok" else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the copy is damaged: \(verdict ?? "no answer")")
        }
    }
}
