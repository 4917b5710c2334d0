import Archive
import FoundationEssentials
import Press

extension StatusReport {
    /// With less, the archive soon cannot grow, and neither can the desk's own word of it.
    static let scarceBytes: Int64 = 16 << 20

    package var json: [UInt8] { prettyJSON }

    /// For people; every word from outside made harmless for a terminal.
    package var text: String {
        var lines: [String] = []
        let process = runningProcess.map { "at work (process \($0)\(runningSince.map { " since \($0)" } ?? ""))" }
        lines.append("\(folder): \(process ?? "no desk at work")")
        if let fault { lines.append("  cannot go on: \(fault)") }
        if let freeBytes, freeBytes < StatusReport.scarceBytes {
            lines.append("  disk full or nearly: \(freeBytes >> 10) KiB free; what is dropped waits until there is space")
        }
        if let paused { lines.append("  paused      \(paused); what is dropped waits") }
        for fault in configurationFaults { lines.append("  configuration not taken up: \(fault)") }
        lines.append("  inbox       \(counted(filesInInbox, "file", "files")) to read, \(filesInProcessing) in processing")
        for file in waiting { lines.append("              waits: \(file.file): \(file.why)") }
        if waitingFiles > waiting.count {
            lines.append("              and \(counted(waitingFiles - waiting.count, "more waits", "more wait"))")
        }
        if let watchedFolders {
            let folders = counted(watchedFolders, "folder", "folders")
            lines.append("  watched     \(folders), by inotify, and listed every 60 s")
        }
        lines += wayLines
        let archived = "\(counted(items, "item", "items")) in \(counted(revisions, "revision", "revisions"))"
        lines.append("  archive     \(archived), from \(counted(files, "file", "files"))")
        for rate in rates {
            let failed = rate.filesFailed > 0 ? " (\(grouped(rate.filesFailed)) failed)" : ""
            let news =
                "\(counted(rate.newItems, "new item", "new items")), \(counted(rate.revisedItems, "revision", "revisions"))"
            let name = rate.hours == 1 ? "hour  " : rate.hours == 24 ? "day   " : "week  "
            lines.append("  last \(name) \(counted(rate.files, "file", "files"))\(failed): \(news)")
        }
        let reasons = failures.map { "\(grouped($0.files)) \($0.code)" }.joined(separator: ", ")
        lines.append("  failed      \(counted(filesFailed, "file", "files"))\(reasons.isEmpty ? "" : ": \(reasons)")")
        for file in lastFailures { lines.append("              \(file.arrived)  \(file.file): \(file.message)") }
        let unlisted = filesFailed - lastFailures.count
        if unlisted > 0 { lines.append("              and \(counted(unlisted, "earlier one", "earlier ones"))") }
        lines.append("  editions    \(editions.isEmpty ? "none published yet" : "\(editions.count) newest")")
        for edition in editions { lines.append("              \(edition.closing)  \(edition.file), \(edition.stories) stories") }
        lines.append("  sources     \(sources.count)")
        for source in sources {
            let failed = source.filesFailed == 0 ? "" : " (\(grouped(source.filesFailed)) failed)"
            lines.append(
                "              \(source.name): \(counted(source.items, "item", "items")) in \(counted(source.files, "file", "files"))\(failed), last \(source.lastArrival)"
            )
        }
        for source in silentSources {
            let longest = span(source.longestGapSeconds)
            lines.append(
                "              silent: \(source.name), no news since \(source.lastNews), and never more than \(longest) before")
        }
        if let topics { lines.append("  topics      \(topics.words)") }
        if let freeBytes { lines.append("  space       \(freeBytes >> 20) MiB free") }
        func room(_ name: String, _ bytes: Int?) -> String? { bytes.map { "\(name) \(byteCount($0))" } }
        let rooms = [
            room("archive", kept.archive), room("done", kept.done), room("failed", kept.failed), room("digests", kept.digests),
            room("ledger", kept.ledger),
        ]
        lines.append("              taken: " + rooms.compactMap(\.self).joined(separator: ", "))
        if kept.fingerprints > 0 {
            lines.append("              \(counted(kept.fingerprints, "pruned item", "pruned items")) still known, by fingerprint")
        }
        if let pruned {
            var tally = PruningTally()
            (tally.items, tally.files) = (pruned.items, pruned.files)
            (tally.editions, tally.forgotten) = (pruned.editions, pruned.fingerprints)
            lines.append("  pruned      \(pruned.at): \(tally.words)")
        }
        lines.append("  versions    wiredesk \(version), libxml2 \(libxml2), SQLite \(sqlite)")
        return lines.map(JournalLog.visible).joined(separator: "\n") + "\n"
    }

    private static let mostFoldersNamed = 20

    /// A line for each folder of the inbox: those that are only listed first, with the reason.
    private var wayLines: [String] {
        func name(_ folder: String) -> String { folder.isEmpty ? "inbox" : "inbox/\(folder)" }
        guard let folders else {
            // Where no desk is at work, what the file systems say.
            return polledFolders.map {
                "  listed      \(name($0.folder)), every \(Alarms.pollSeconds) s: \($0.fileSystem) does not tell of changes"
            }
        }
        let listed = folders.filter { $0.way == .listing }
        var lines = listed.map { "  listed      \(name($0.folder)), every \($0.everySeconds) s: \($0.why ?? "")" }
        let watched = folders.filter { $0.way == .inotify }
        lines += watched.prefix(StatusReport.mostFoldersNamed).map { "              \(name($0.folder)): inotify" }
        let rest =
            max(0, (watchedFolders ?? 0) + listed.count - folders.count) + max(0, watched.count - StatusReport.mostFoldersNamed)
        if rest > 0 { lines.append("              and \(counted(rest, "more folder", "more folders")) (--json names them)") }
        return lines
    }
}
