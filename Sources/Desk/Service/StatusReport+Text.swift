import Archive
import FoundationEssentials
import Press

extension StatusReport {
    /// With less, the archive soon cannot grow, and neither can the desk's own word of it.
    private static let scarceBytes: Int64 = 16 << 20

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
        if isShortOfWatches { lines.append("              the others only listed: raise fs.inotify.max_user_watches") }
        for folder in polledFolders {
            let name = folder.folder.isEmpty ? "inbox" : "inbox/\(folder.folder)"
            lines.append("  listed      \(name), every 10 s: \(folder.fileSystem) does not tell of changes")
        }
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
            lines.append(
                "              \(source.name): \(counted(source.items, "item", "items")) in \(counted(source.files, "file", "files")), last \(source.lastArrival)"
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
}
