import Archive
import FeedReader
import FoundationEssentials
import News
import Newsroom
import Press

/// What `wiredesk status` tells: the folders as they are now, what the archive holds, and what a running desk says of itself.
package struct StatusReport: Codable {
    package struct FailedFile: Codable {
        package let file: String
        package let arrived: String
        package let code: String
        package let message: String
    }

    package struct SourceLine: Codable {
        package let name: String
        package let title: String?
        package let items: Int
        package let files: Int
        package let lastArrival: String
    }

    package struct EditionLine: Codable {
        package let title: String
        package let closing: String
        package let file: String
        package let stories: Int
    }

    /// Room that is taken, in bytes; nil for what may not be looked into.
    package struct Kept: Codable {
        /// Of archive.sqlite: in use, and free for items to come.
        package let archive: Int?
        package let archiveFree: Int?
        package let done: Int?
        package let failed: Int?
        package let digests: Int?
        package let ledger: Int?
        /// Items of which only key, hashes and arrival are left, because a feed may still carry them.
        package let fingerprints: Int
    }

    /// What pruning did when it last found something, and how far it has come.
    package struct Pruned: Codable {
        package let at: String
        package let items: Int
        package let files: Int
        package let editions: Int
        package let fingerprints: Int
        /// Of what arrived by then no text is left.
        package let through: String?
    }

    package let folder: String
    /// Process id of the desk at work; nil when none is.
    package let runningProcess: Int32?
    package let runningSince: String?
    package let filesInInbox: Int
    package let filesInProcessing: Int
    package let watchedFolders: Int?
    package let waiting: [DeskStatus.WaitingFile]
    package let fault: String?
    package let paused: String?
    package let polledFolders: [DeskStatus.PolledFolder]
    package let configurationFaults: [String]
    package let files: Int
    package let filesFailed: Int
    package let items: Int
    package let revisions: Int
    package let lastFailures: [FailedFile]
    package let editions: [EditionLine]
    package let sources: [SourceLine]
    /// Nil when no topics were given.
    package let topics: SilentTopics?
    package let freeBytes: Int64?
    package let kept: Kept
    /// Nil when nothing was pruned yet.
    package let pruned: Pruned?
    package let libxml2: String
    package let sqlite: String

    /// - `topics`: as configured; nil where that is bad or of no interest.
    package init(of folders: DeskFolders, now: Date, topics configured: [Topic]? = nil) throws(DeskError) {
        try folders.mustExist()
        do {
            folder = folders.root.description
            runningProcess = DeskLock.holder(at: folders.lockPath)
            let said = runningProcess == nil ? nil : DeskStatus.last(in: folders)
            runningSince = said?.since
            watchedFolders = said?.watchedFolders
            fault = said?.fault
            paused = said?.paused
            configurationFaults = said?.configurationFaults ?? []
            let look = try Inbox(folders: folders).look(now: now, settled: 0)
            filesInInbox = look.ready.count + look.foreign.count
            // A desk that is at work may know of folders that we may not look into.
            polledFolders =
                said?.polledFolders
                ?? look.unheard.sorted { $0.key < $1.key }.map {
                    DeskStatus.PolledFolder(folder: $0.key.description, fileSystem: $0.value)
                }
            filesInProcessing = try StatusReport.files(in: folders.processing)
            waiting = said?.waiting ?? StatusReport.unreadable(look, in: folders)
            // Nothing is written, not even where there is no archive yet: who asks may be anybody.
            let archive = try Archive.reading(at: folders.databasePath.description)
            let totals = try archive?.totals()
            (files, filesFailed) = (totals?.files ?? 0, totals?.failed ?? 0)
            (items, revisions) = (totals?.items ?? 0, totals?.revisions ?? 0)
            lastFailures = try (archive?.failures(limit: 10) ?? []).map {
                FailedFile(file: $0.path, arrived: $0.arrived.rfc3339, code: $0.code, message: $0.message)
            }
            editions = try (archive?.headings(limit: 5) ?? []).map {
                EditionLine(
                    title: $0.title, closing: $0.closing.rfc3339, file: "digests/\($0.path).html", stories: $0.stories)
            }
            sources = try (archive?.sources() ?? []).map {
                SourceLine(
                    name: $0.name, title: $0.title, items: $0.items, files: $0.files, lastArrival: $0.lastArrival.rfc3339)
            }
            topics = try configured.map { try SilentTopics($0, in: archive, now: now) }
            freeBytes = Files.space(at: folders.root)?.free
            let bytes = try archive?.bytes()
            // Who asks may be anybody, and may not look everywhere.
            kept = Kept(
                archive: bytes?.used, archiveFree: bytes?.free, done: try? Files.bytes(below: folders.done),
                failed: try? Files.bytes(below: folders.failed), digests: try? Files.bytes(below: folders.digests),
                ledger: (try? Files.facts(of: folders.ledgerPath))??.size, fingerprints: try archive?.fingerprints() ?? 0)
            let pruning = try archive?.pruning()
            pruned = pruning?.last.map { day, tally in
                Pruned(
                    at: day.rfc3339, items: tally.items, files: tally.files, editions: tally.editions,
                    fingerprints: tally.forgotten, through: pruning?.marks?.through?.rfc3339)
            }
            libxml2 = FeedReader.libraryVersion
            sqlite = Archive.libraryVersion
        } catch {
            throw DeskError(error)
        }
    }

    /// A desk that is not running has not tried: what we may not read, it probably may not either.
    private static func unreadable(_ look: Inbox.Look, in folders: DeskFolders) -> [DeskStatus.WaitingFile] {
        look.waiting.map { DeskStatus.WaitingFile(file: $0.path.description, why: $0.why) }
            + look.ready.compactMap { path -> DeskStatus.WaitingFile? in
                do throws(FileFault) {
                    _ = try Files.open(folders.inbox.appending(path))
                    return nil
                } catch {
                    return error.isAbsence ? nil : DeskStatus.WaitingFile(file: path.description, why: error.reason)
                }
            }
    }

    private static func files(in folder: FilePath) throws(FileFault) -> Int {
        var count = 0
        for entry in try Files.list(folder) {
            count += entry.kind == .folder ? try files(in: folder.appending(entry.name)) : 1
        }
        return count
    }

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
        if let watchedFolders { lines.append("  watched     \(watchedFolders) folders, by inotify, and listed every 60 s") }
        for folder in polledFolders {
            let name = folder.folder.isEmpty ? "inbox" : "inbox/\(folder.folder)"
            lines.append("  listed      \(name), every 10 s: \(folder.fileSystem) does not tell of changes")
        }
        let archived = "\(counted(items, "item", "items")) in \(counted(revisions, "revision", "revisions"))"
        lines.append("  archive     \(archived), from \(counted(files, "file", "files"))")
        lines.append("  failed      \(counted(filesFailed, "file", "files"))")
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
        lines.append("  built with  libxml2 \(libxml2), SQLite \(sqlite)")
        return lines.map(JournalLog.visible).joined(separator: "\n") + "\n"
    }
}
