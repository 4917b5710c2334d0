import FoundationEssentials
import GRDB
import Glibc
import News

/// Keeps items, revisions, deliveries and editions in SQLite. Used from one queue.
///
/// What it answers is a function of the set of deliveries filed: their order, batches and restarts in between do not show,
/// but in what filing one of them answers.
package final class Archive {
    private let queue: DatabaseQueue
    /// For messages; the folders above it are the caller's.
    private let name: String
    let vocabulary = Vocabulary()

    /// Opens the archive at `path`, making or migrating it.
    package init(at path: String) throws(ArchiveError) {
        withoutMemoryLedger
        let name = path.split(separator: "/").last.map(String.init) ?? path
        self.name = name
        do {
            try Archive.refuseNewer(at: path)
            queue = try DatabaseQueue(path: path, configuration: Archive.configuration)
            // GRDB's own way to this mode turns `synchronous` down to NORMAL, with which a power cut loses commits; and
            // pragmas like these are ignored within a transaction. FULL is per connection, and there is but this one.
            try queue.writeWithoutTransaction { db in
                try Schema.refuseNewer(db)
                // Of a new file only: pages that pruning frees can be given back without writing all of it anew.
                try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
                try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
                // A burst rewrites the same pages batch after batch: 16 MiB of log before they are copied home, 8 MiB at hand.
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096; PRAGMA cache_size = -8192")
            }
            try Schema.migrate(queue)
        } catch {
            throw ArchiveError(error, in: name)
        }
    }

    /// Opens the archive at `path` to read what it holds; nil when there is none yet. Whoever may read the file may do so, while
    /// a desk is at work too.
    package static func reading(at path: String) throws(ArchiveError) -> Archive? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if access(path, F_OK) != 0 {
            // Who may not look into its folder has not seen that there is none.
            if errno == EACCES { throw .forbidden("\(name): \(String(cString: strerror(EACCES)))") }
            return nil
        }
        withoutMemoryLedger
        do {
            do {
                return Archive(try readable(path), name)
            } catch let error as DatabaseError where mayBeWithoutLog(error, path) {
                // Without a desk at work there is no index of the log, and who may not write, or has no room, may make none. Nobody changes the
                // file then, and SQLite takes our word for it (sqlite.org/uri.html, `immutable`). Where it knows no URIs, this
                // fails as before.
                let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
                return Archive(try readable("file:\(escaped)?immutable=1"), name)
            }
        } catch {
            throw ArchiveError(error, in: name)
        }
    }

    private static func mayBeWithoutLog(_ error: DatabaseError, _ path: String) -> Bool {
        switch error.resultCode {
        case .SQLITE_CANTOPEN, .SQLITE_READONLY: return true
        case .SQLITE_IOERR, .SQLITE_FULL:
            // A disk that is full. Where the log holds something, the file alone would not be the truth.
            var facts = stat()
            return stat(path + "-wal", &facts) != 0 || facts.st_size == 0
        default: return false
        }
    }

    /// Whether nothing has to be migrated; a desk that starts does so, who only reads cannot.
    package var isCurrent: Bool { get throws(ArchiveError) { try reading(Schema.isCurrent) } }

    private static func readable(_ path: String) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read(Schema.refuseNewer)
        return queue
    }

    private init(_ queue: DatabaseQueue, _ name: String) {
        self.queue = queue
        self.name = name
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "archive"
        return configuration
    }

    /// Looks without the right to write: even closing a connection that may write changes the file, when the last one died and
    /// left a log.
    private static func refuseNewer(at path: String) throws {
        do {
            try readable(path).close()
        } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
            // There is none yet, or a crash left something that only a writer may clean up. It looks again before it writes.
        }
    }

    /// All that `work` reads is of one moment; it writes nothing.
    func reading<Value>(_ work: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do {
            // Not by GRDB's own `read`: that switches a pragma on and off, at which SQLite throws away all statements it has prepared.
            return try queue.unsafeRead { db in
                var value: Value?
                try db.inTransaction(.deferred) {
                    value = try work(db)
                    return .commit
                }
                guard let value else { preconditionFailure("a transaction that committed did its work") }
                return value
            }
        } catch {
            throw ArchiveError(error, in: name)
        }
    }

    /// All of `work` is durable when this returns, or nothing of it was done.
    func writing<Value>(_ work: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do {
            var value: Value?
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    value = try work(db)
                    return .commit
                }
            }
            guard let value else { preconditionFailure("a transaction that committed did its work") }
            return value
        } catch {
            vocabulary.forget()
            throw ArchiveError(error, in: name)
        }
    }

    /// For what SQLite does in no transaction of ours.
    func unbound<Value>(_ work: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do {
            return try queue.writeWithoutTransaction(work)
        } catch {
            throw ArchiveError(error, in: name)
        }
    }

    /// Copies its log home and lets go of the file, which is then all there is of it. Nothing may be asked of it any more.
    package func close() throws(ArchiveError) {
        do {
            try queue.close()
        } catch {
            throw ArchiveError(error, in: name)
        }
    }

    /// Forgets what it keeps at hand, up to 8 MiB of pages, the statements it has prepared, the words of tags: the next question asks
    /// the file again.
    package func releaseMemory() {
        queue.releaseMemory()
        vocabulary.forget()
    }

    /// SQLite's, for `status`.
    package static var libraryVersion: String { sqliteVersion() }
}
