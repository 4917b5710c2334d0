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
        /// Also those that failed.
        package let files: Int
        package let filesFailed: Int
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

    /// What came in the last so many hours.
    package struct RateLine: Codable {
        package let hours: Int
        package let files: Int
        package let filesFailed: Int
        package let newItems: Int
        package let revisedItems: Int
    }

    package struct FailureCount: Codable {
        package let code: String
        package let files: Int
    }

    /// A source that has brought nothing new for half as long again as it ever took before.
    package struct SilentSource: Codable {
        package let name: String
        package let lastNews: String
        package let longestGapSeconds: Int
    }

    package let version: String
    package let folder: String
    /// Process id of the desk at work; nil when none is.
    package let runningProcess: Int32?
    package let runningSince: String?
    package let filesInInbox: Int
    package let filesInProcessing: Int
    package let watchedFolders: Int?
    /// How each folder of the inbox is heard of; nil when no desk is at work.
    package let folders: [DeskStatus.Folder]?
    package let waiting: [DeskStatus.WaitingFile]
    /// Of more files than `waiting` has, how many.
    package let waitingFiles: Int
    package let fault: String?
    package let paused: String?
    package let polledFolders: [DeskStatus.PolledFolder]
    package let configurationFaults: [String]
    package let files: Int
    package let filesFailed: Int
    package let items: Int
    package let revisions: Int
    package let rates: [RateLine]
    package let failures: [FailureCount]
    package let lastFailures: [FailedFile]
    package let editions: [EditionLine]
    package let sources: [SourceLine]
    package let silentSources: [SilentSource]
    /// The system gives no more watches; what comes into the folders left out is found by listing, within a minute.
    package let isShortOfWatches: Bool
    /// Nil when no topics were given.
    package let topics: SilentTopics?
    package let freeBytes: Int64?
    package let kept: Kept
    /// Nil when nothing was pruned yet.
    package let pruned: Pruned?
    package let libxml2: String
    package let sqlite: String
    /// The steps by which the archive got its form; nil where there is none yet.
    package let archiveSchema: [String]?

    /// - `topics`: as configured; nil where that is bad or of no interest.
    package init(of folders: DeskFolders, now: Date, topics configured: [Topic]? = nil) throws(DeskError) {
        try folders.mustExist()
        do {
            version = wiredeskVersion
            folder = folders.root.description
            runningProcess = DeskLock.holder(at: folders.lockPath)
            let said = runningProcess == nil ? nil : DeskStatus.last(in: folders)
            runningSince = said?.since
            watchedFolders = said?.watchedFolders
            self.folders = said?.folders
            isShortOfWatches = said?.isShortOfWatches ?? false
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
            let unreadable = said?.waiting ?? StatusReport.unreadable(look, in: folders)
            waiting = Array(unreadable.prefix(DeskStatus.mostWaiting))
            waitingFiles = said?.waitingFiles ?? unreadable.count
            // Nothing is written, not even where there is no archive yet: who asks may be anybody.
            let archive = try Archive.reading(at: folders.databasePath.description)
            let totals = try archive?.totals()
            (files, filesFailed) = (totals?.files ?? 0, totals?.failed ?? 0)
            (items, revisions) = (totals?.items ?? 0, totals?.revisions ?? 0)
            rates = try [1, 24, 24 * 7].map { hours in
                let rate = try archive?.rate(since: now.addingTimeInterval(Double(-hours) * 3600))
                return RateLine(
                    hours: hours, files: rate?.files ?? 0, filesFailed: rate?.failed ?? 0, newItems: rate?.new ?? 0,
                    revisedItems: rate?.revised ?? 0)
            }
            failures = try (archive?.failuresByCode() ?? []).map { FailureCount(code: $0.code, files: $0.files) }
            lastFailures = try (archive?.failures(limit: 10) ?? []).map {
                FailedFile(file: $0.path, arrived: $0.arrived.rfc3339, code: $0.code, message: $0.message)
            }
            editions = try (archive?.headings(limit: 5) ?? []).map {
                EditionLine(
                    title: $0.title, closing: $0.closing.rfc3339, file: "digests/\($0.path).html", stories: $0.stories)
            }
            sources = try (archive?.sources() ?? []).map {
                SourceLine(
                    name: $0.name, title: $0.title, items: $0.items, files: $0.files, filesFailed: $0.failed,
                    lastArrival: $0.lastArrival.rfc3339)
            }
            silentSources = try (archive.map { try SilentSources.all(in: $0, at: now) } ?? []).map {
                SilentSource(name: $0.name, lastNews: $0.last.rfc3339, longestGapSeconds: Int($0.longestGapSeconds))
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
            archiveSchema = try archive?.schema()
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
}
