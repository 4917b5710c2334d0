import GRDB

/// Why the archive could not do it. Environment faults are to be tried again, the others are not.
package enum ArchiveError: Error, Hashable, Sendable {
    /// Written by a newer wiredesk; nothing was changed.
    case newerSchema(found: String)
    /// Not a database, or a damaged one.
    case corrupt(String)
    /// Who asks may not look at it, or not change it: the same, but to be told how it can be had.
    case forbidden(String)
    /// Disk full, locked, read-only, input/output: tried again later.
    case environment(String)
    /// The same, for want of space.
    case full(String)
}

extension ArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newerSchema(let found): "archive: made by a newer wiredesk: unknown migration \"\(found)\""
        case .corrupt(let what), .environment(let what), .forbidden(let what), .full(let what): what
        }
    }
}

extension ArchiveError {
    /// What a failure of SQLite in the file `name` means to a caller.
    init(_ error: any Error, in name: String) {
        switch error {
        case let error as ArchiveError: self = error
        case let error as DatabaseError:
            let text = "\(name): \(error.message ?? "\(error.resultCode)")"
            // The index of the log cannot be made as large as it has to be.
            if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
                self = .full("\(name): no space left on the disk")
                return
            }
            switch error.resultCode {
            case .SQLITE_FULL: self = .full(text)
            case .SQLITE_PERM, .SQLITE_AUTH: self = .forbidden(text)
            case .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_READONLY, .SQLITE_CANTOPEN,
                .SQLITE_NOMEM, .SQLITE_PROTOCOL, .SQLITE_INTERRUPT, .SQLITE_ABORT, .SQLITE_NOLFS:
                self = .environment(text)
            default:
                // Not a database, damaged, or not with our tables and rules in it: trying again would not help.
                self = .corrupt(text)
            }
        default: self = .corrupt("\(name): \(error)")
        }
    }
}
