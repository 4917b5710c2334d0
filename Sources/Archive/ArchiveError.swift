/// Why the archive could not do it. Environment faults are to be tried again, the others are not.
package enum ArchiveError: Error, Hashable, Sendable {
    /// Written by a newer wiredesk; nothing was changed.
    case newerSchema(found: String)
    /// Not a database, or a damaged one.
    case corrupt(String)
    /// Disk full, locked, read-only, input/output: tried again later.
    case environment(String)
}
