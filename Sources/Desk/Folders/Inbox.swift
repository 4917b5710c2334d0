import FeedReader
import FoundationEssentials
import Glibc
import News

/// What lies in the inbox, and how it is taken out of it. The listing is the truth; events only say when to look.
struct Inbox {
    /// A file that is there but not taken yet.
    struct Waiting: Hashable, Sendable {
        let path: FilePath
        let why: String
    }

    struct Look {
        /// Complete and readable, in the order of their paths.
        var ready: [FilePath] = []
        /// What no feed can be: links, FIFOs, sockets, devices.
        var foreign: [FilePath] = []
        /// Milliseconds since 1970 at which the first file that is not complete yet may be; nil when all are.
        var lookAgain: Int64?
        /// Files that may not be read.
        var waiting: [Waiting] = []
    }

    /// What an event said of a file, until the next look.
    enum Hint: Hashable {
        /// Renamed into the inbox: complete.
        case renamed
        /// Closed after writing, at this time (milliseconds since 1970).
        case closed(Int64)
    }

    let folders: DeskFolders

    /// A file that was closed is complete when nobody has written for so long.
    static let quietMilliseconds: Int64 = 250
    /// A file nothing is known of is complete when it has not changed for so long.
    static let settledMilliseconds: Int64 = 2_000
    /// Folders deeper than this are not looked into.
    static let maxDepth = 16

    /// Lists the inbox. `watch` is called with each folder before it is listed, so that what lands in between is seen twice
    /// rather than never. `settled` is how long a file without a hint must not have changed.
    func look(
        now: Date, hints: [FilePath: Hint] = [:], settled: Int64 = Inbox.settledMilliseconds,
        watch: (FilePath) -> Void = { _ in }
    ) throws(FileFault) -> Look {
        var look = Look()
        try visit(FilePath(""), depth: 0, now: now.milliseconds, hints: hints, settled: settled, watch: watch, into: &look)
        return look
    }

    private func visit(
        _ below: FilePath, depth: Int, now: Int64, hints: [FilePath: Hint], settled: Int64, watch: (FilePath) -> Void,
        into look: inout Look
    ) throws(FileFault) {
        let folder = folders.inbox.appending(below)
        watch(folder)
        let entries: [Files.Entry]
        do {
            entries = try Files.list(folder)
        } catch {
            // A subfolder may be gone, or closed to us: it delays no other.
            if depth == 0 { throw error }
            if !error.isAbsence { look.waiting.append(Waiting(path: below, why: error.reason)) }
            return
        }
        for entry in entries where !Inbox.isTemporary(entry.name) {
            let path = below.appending(entry.name)
            switch entry.kind {
            case .folder:
                if depth < Inbox.maxDepth {
                    try visit(path, depth: depth + 1, now: now, hints: hints, settled: settled, watch: watch, into: &look)
                } else {
                    look.waiting.append(Waiting(path: path, why: "more than \(Inbox.maxDepth) folders deep"))
                }
            case .other: look.foreign.append(path)
            case .file:
                do {
                    guard let from = try completeFrom(path, hint: hints[path], settled: settled) else { continue }
                    if from <= now {
                        look.ready.append(path)
                    } else {
                        look.lookAgain = min(look.lookAgain ?? .max, from)
                    }
                } catch {
                    // A folder may be open for listing and closed for anything else.
                    guard error.isOfOneEntry else { throw error }
                    look.waiting.append(Waiting(path: path, why: error.description))
                }
            }
        }
    }

    /// From when on the file counts as complete, in milliseconds since 1970; nil when it is gone.
    private func completeFrom(_ path: FilePath, hint: Hint?, settled: Int64) throws(FileFault) -> Int64? {
        if hint == .renamed { return 0 }
        guard let facts = try Files.facts(of: folders.inbox.appending(path)) else { return nil }
        // A script may close a file and open it again to append: what it wrote since counts, not the close it began with.
        if case .closed(let at) = hint { return max(at, facts.changed) + Inbox.quietMilliseconds }
        return facts.changed + settled
    }

    /// Opens a file for reading and takes it out of the inbox. Nil when it vanished meanwhile.
    /// Throws `waits` when it may not be read: it stays where it is.
    func claim(_ path: FilePath, at now: Date) throws(FileFault) -> Claimed? {
        guard let folder = try folder(of: path) else { return nil }
        let file: OpenFile
        do {
            file = try Files.open(path.name, in: folder)
        } catch {
            if error.isAbsence { return nil }
            throw error
        }
        guard try file.facts().kind == .file, let claim = try take(path, from: folder, at: now) else { return nil }
        // What was opened may have been replaced before it was moved: what is read is what was moved.
        return try Claimed(claim, in: folders)
    }

    /// The folder that `path` lies in, which is below the inbox whatever its depositor makes of it meanwhile: a link in the
    /// place of a subfolder would have us take what no one dropped, the archive itself. Nil when it is no folder any more.
    private func folder(of path: FilePath) throws(FileFault) -> OpenFile? {
        do {
            return try Files.openFolder(folders.inbox, below: path.parent)
        } catch {
            if error.isAbsence || error.code == ENOTDIR { return nil }
            throw error
        }
    }

    /// Moves an entry of the inbox to processing/ under a free name. Nil when it vanished meanwhile.
    func take(_ path: FilePath, at now: Date) throws(FileFault) -> Claim? {
        guard let folder = try folder(of: path) else { return nil }
        return try take(path, from: folder, at: now)
    }

    private func take(_ path: FilePath, from folder: OpenFile, at now: Date) throws(FileFault) -> Claim? {
        var claim = Claim(path: path, arrived: now)
        // Two files of one name can share a millisecond (`once --at`): the later one arrives a millisecond later.
        while try isTaken(claim.place) { claim = Claim(path: path, arrived: Date(milliseconds: claim.arrived.milliseconds + 1)) }
        let place = folders.processing.appending(claim.place)
        do {
            try Files.makeFolder(place.parent)
            try Files.rename(path.name, in: folder, to: place)
        } catch {
            if error.isAbsence { return nil }
            throw error
        }
        return claim
    }

    private func isTaken(_ place: FilePath) throws(FileFault) -> Bool {
        // Neither may its reason file be another file, nor it another's reason file: people drop failed/ again as it stands.
        var places = [place, FilePath(bytes: place.bytes + Array(Claim.reasonEnding.utf8))]
        if place.hasSuffix(Claim.reasonEnding) {
            places.append(FilePath(bytes: place.bytes.dropLast(Claim.reasonEnding.utf8.count)))
        }
        for folder in [folders.processing, folders.done, folders.failed] {
            for place in places where try Files.facts(of: folder.appending(place)) != nil { return true }
        }
        return false
    }

    /// Names under which rsync, curl, browsers, editors, Syncthing and Samba write what is not complete yet. Acting on them
    /// would break the depositor's rename.
    static func isTemporary(_ name: FilePath) -> Bool {
        name.bytes.first == UInt8(ascii: ".") || name.bytes.last == UInt8(ascii: "~")
            || temporaryEndings.contains { name.hasSuffix($0) }
    }

    private static let temporaryEndings = [
        ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", ".swx", ".!sync", ".lock",
    ]
}

/// A file that was taken out of the inbox and is open for reading.
struct Claimed: Sendable {
    let claim: Claim
    let file: OpenFile
    /// In bytes, when it was opened.
    let size: Int
    /// It begins as gzip does, and may unpack to many times its size.
    let isPacked: Bool

    /// Opens the file where it lies in processing/.
    init(_ claim: Claim, in folders: DeskFolders) throws(FileFault) {
        self.claim = claim
        file = try Files.open(folders.processing.appending(claim.place))
        size = try file.facts().size
        isPacked = file.begins(with: [0x1f, 0x8b])
    }

    /// What reading it may take at the most, in bytes of text.
    func textBytes(_ limits: ReadingLimits) -> Int {
        guard isPacked else { return size }
        let (unpacked, isVast) = size.multipliedReportingOverflow(by: limits.maxGzipRatio)
        return isVast ? limits.maxFileBytes : min(unpacked, limits.maxFileBytes)
    }
}
