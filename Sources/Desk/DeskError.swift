import Archive
import Glibc

/// Why the desk could not go on.
package enum DeskError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another desk works in the folder; its process id, 0 when that is not known.
    case taken(by: Int32, String)
    /// The disk, a permission, a lock: tried again later, never blamed on a file.
    case environment(String)
    /// The same, for want of a right; whoever has it may do it.
    case forbidden(String)
    /// The same, for want of space: a file system or a quota is full.
    case full(String)
    /// Too little space is left to take files in.
    case paused(String)
    /// None was ever in the folder: a slip of the pen, not a place for a new one.
    case noDesk(String)
    /// What was asked for is not there; why, and what to do.
    case unknown(String)
    /// The archive is damaged or was written by a newer wiredesk: for a person to mend.
    case archive(ArchiveError)

    init(_ error: any Error) {
        switch error {
        case let error as DeskError: self = error
        case let error as FileFault:
            self =
                switch error.code {
                case ENOSPC, EDQUOT: .full(error.description)
                case EACCES, EPERM: .forbidden(error.description)
                default: .environment(error.description)
                }
        case ArchiveError.full(let why): self = .full(why)
        case ArchiveError.environment(let why): self = .environment(why)
        case ArchiveError.forbidden(let why): self = .forbidden(why)
        case let error as ArchiveError: self = .archive(error)
        default: self = .environment("\(error)")
        }
    }

    package var description: String {
        switch self {
        case .taken(let holder, let folder):
            holder == 0 ? "\(folder): another wiredesk works here" : "\(folder): another wiredesk works here (process \(holder))"
        case .environment(let why), .forbidden(let why), .full(let why), .paused(let why), .unknown(let why): why
        case .noDesk(let folder): "\(folder): no desk here; `wiredesk once --dir \(folder)` makes one, --dir names another"
        case .archive(let error): "\(error)"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .environment, .forbidden, .full, .paused: true
        case .taken, .noDesk, .unknown, .archive: false
        }
    }

    package var isForSpace: Bool { if case .full = self { true } else { false } }
}
