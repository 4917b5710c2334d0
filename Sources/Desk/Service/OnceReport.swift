/// What `wiredesk once --json` prints.
private struct OnceReport: Encodable {
    let files: Int
    let filesFailed: Int
    /// Those that failed, by the codes of their reasons.
    let failures: [String: Int]
    let items: Int
    let newItems: Int
    let repeats: Int
    let revisions: Int
    /// In the digest that was made last, of all that it tells, whenever it came.
    let copies: Int
    let refused: Int
    /// Files that may not be read and wait in the inbox.
    let waiting: Int
    /// Paths of what was published, newest last.
    let digests: [String]
}

extension SingleRun.Outcome {
    package func json(in folders: DeskFolders) -> [UInt8] {
        OnceReport(
            files: tally.files, filesFailed: tally.failed, failures: tally.failures, items: tally.filed.seen,
            newItems: tally.filed.new, repeats: tally.filed.repeated, revisions: tally.filed.revised, copies: copies,
            refused: tally.filed.refused, waiting: waiting, digests: digests.map { folders.digest($0).description }
        ).prettyJSON
    }
}
