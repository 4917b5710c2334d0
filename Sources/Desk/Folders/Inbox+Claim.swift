import FeedReader
import FoundationEssentials
import Glibc
import News

/// How an entry is taken out of the inbox: by rename, or, from another file system, by copy, fsync, unlink.
extension Inbox {
    enum Claiming {
        case claimed(Claimed)
        /// Taken, but no feed can be in it; with the code and the reason.
        case foreign(Claim, code: String, why: String)
        /// It stays where it is.
        case waits(Waiting)
        /// Somebody writes to it.
        case isWritten
        case gone
    }

    /// Without leases to ask, what `once` finds is complete when it has not changed for as long as a daemon waits.
    enum Writers {
        /// The hint or the time that passed was enough.
        case areNotAsked
        /// A file with a writer is not taken. The time is now.
        case areAsked(Int64)
    }

    /// A file of another file system that is larger than this is not copied: it waits.
    static let copiedBytesAtMost = 1 << 30

    /// Opens a file for reading and takes it out of the inbox, to processing/ under a free name.
    func claim(_ path: FilePath, at now: Date, writers: Writers = .areNotAsked) throws(FileFault) -> Claiming {
        try claiming(path) { folder throws(FileFault) in
            let file = try Files.open(path.name, in: folder)
            let facts = try file.facts()
            // Replaced since it was listed: the next look sees it for what it is.
            guard facts.kind == .file else { return .gone }
            if case .areAsked(let now) = writers {
                let isWritten = file.hasWriter ?? (facts.changed + Inbox.settledMilliseconds > now)
                if isWritten { return .isWritten }
            }
            guard let claim = try move(path, from: folder, at: now, copying: file) else { return .gone }
            // What was opened may have been replaced before it was moved: what is read is what was moved.
            let place = folders.processing.appending(claim.place)
            let moved = try Files.facts(of: place)
            if moved?.isSame(as: facts) == true { return try taken(claim, file, changed: facts.changed) }
            do throws(FileFault) {
                return try taken(claim, Files.open(place), changed: facts.changed)
            } catch {
                // It is in processing/ by now, and taken up from there: it does not wait in the inbox, whatever the reason.
                throw FileFault(error.operation, place, code: ESTALE)
            }
        }
    }

    /// Takes up what was claimed before.
    func claim(_ claim: Claim) throws(FileFault) -> Claiming {
        let file = try Files.open(folders.processing.appending(claim.place))
        return try taken(claim, file, changed: try file.facts().written)
    }

    /// The last checks are on what was opened, and is in nobody's reach any more.
    private func taken(_ claim: Claim, _ file: OpenFile, changed: Int64) throws(FileFault) -> Claiming {
        let facts = try file.facts()
        guard facts.kind == .file else { return .foreign(claim, code: Inbox.foreign.code, why: Inbox.foreign.why) }
        // Whoever has another name of it could change it while it is read, or have us tell what is not theirs to read.
        guard facts.links == 1 else {
            return .foreign(
                claim, code: "linked", why: "it has \(facts.links) names (hard links), one of them elsewhere; drop a copy")
        }
        return .claimed(Claimed(claim, file, facts, changed: changed))
    }

    /// Takes what can be no feed out of the inbox.
    func take(_ path: FilePath, at now: Date) throws(FileFault) -> Claiming {
        try claiming(path) { folder throws(FileFault) in
            guard let claim = try move(path, from: folder, at: now, copying: nil) else { return .gone }
            return .foreign(claim, code: Inbox.foreign.code, why: Inbox.foreign.why)
        }
    }

    static let foreign = (
        code: "not-a-file", why: "no regular file (a link, a pipe, a socket or a device); drop the file itself"
    )

    private func claiming(
        _ path: FilePath, _ body: (OpenFile) throws(FileFault) -> Claiming
    ) throws(FileFault) -> Claiming {
        do {
            guard let folder = try folder(of: path) else { return .gone }
            return try body(folder)
        } catch {
            if error.isAbsence { return .gone }
            guard error.isOfOneEntry else { throw error }
            let why =
                switch error.code {
                case EXDEV: "no regular file, and on another file system: it is left there"
                case EFBIG: "larger than \(byteSize(Inbox.copiedBytesAtMost)), and on another file system: it is left there"
                default: error.reason
                }
            return .waits(Waiting(path: path, why: why, isForbidden: error.isForbidden))
        }
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
    /// - `file`: what is copied where it cannot be moved; nil for what cannot be copied either.
    private func move(_ path: FilePath, from folder: OpenFile, at now: Date, copying file: OpenFile?) throws(FileFault) -> Claim?
    {
        var claim = Claim(path: path, arrived: now)
        // Two files of one name can share a millisecond (`once --at`): the later one arrives a millisecond later.
        while try isTaken(claim.place) { claim = Claim(path: path, arrived: Date(milliseconds: claim.arrived.milliseconds + 1)) }
        let place = folders.processing.appending(claim.place)
        try Files.makeFolder(place.parent)
        do {
            try Files.rename(path.name, in: folder, to: place)
        } catch {
            if error.isAbsence { return nil }
            guard error.code == EXDEV, let file else { throw error }
            guard try copy(file, path.name, in: folder, to: place) else { return nil }
        }
        return claim
    }

    private func isTaken(_ place: FilePath) throws(FileFault) -> Bool {
        // Neither may its reason file be another file, nor it another's reason file: people drop failed/ again as it stands.
        let places = [place, Claim.reason(of: place)] + [Claim.file(ofReason: place)].compactMap(\.self)
        for folder in [folders.processing, folders.done, folders.failed] {
            for place in places where try Files.facts(of: folder.appending(place)) != nil { return true }
        }
        return false
    }

    // MARK: - From another file system

    /// The copy is whole and durable before the original goes. False when the file changed meanwhile: then nothing was done.
    private func copy(_ file: OpenFile, _ name: FilePath, in folder: OpenFile, to place: FilePath) throws(FileFault) -> Bool {
        let facts = try file.facts()
        if facts.size > Inbox.copiedBytesAtMost { throw FileFault("copy", place, code: EFBIG) }
        let draft = place.parent.appending(FilePath(bytes: [Inbox.dot] + place.name.bytes))
        do {
            let copy = try Files.create(draft)
            while case let some = try file.chunk(1 << 20), !some.isEmpty { try copy.write(some) }
            try copy.setWritten(facts)
            try copy.sync()
            let after = try file.facts()
            guard after.isUnchanged(since: facts), after.changed == facts.changed,
                try Files.facts(of: name, in: folder)?.isSame(as: facts) == true
            else {
                try Files.remove(draft)
                return false
            }
            try Files.rename(draft, to: place)
            try Files.syncFolder(place.parent)
            try confirm(copy, facts)
        } catch {
            // Of no use to anyone, and perhaps what the disk is full of. Where even this fails, the copy is known by its original.
            try? Files.remove(draft)
            try? Files.remove(place)
            throw error
        }
        do {
            try Files.remove(name, in: folder)
        } catch {
            // It stays in the inbox, and must not be read each time we come by.
            try Files.remove(place)
            throw FileFault("unlink", folder.path.appending(name), code: error.code == EROFS ? EPERM : error.code)
        }
        return true
    }

    /// Throws where its file system takes nothing any more. One that gave up meanwhile may have said yes to a sync of what it never wrote
    /// (a journal that was aborted while it was waited for), but takes no times after that, not even those that a file has.
    private func confirm(_ copy: OpenFile, _ facts: Files.Facts) throws(FileFault) { try copy.setWritten(facts) }

    private static let dot = UInt8(ascii: ".")

    /// Whether what lies there in processing/ is a copy that was never finished: its original is in the inbox.
    static func isUnfinishedCopy(_ place: FilePath) -> Bool {
        place.name.bytes.first == dot
            && Claim(place: place.parent.appending(FilePath(bytes: place.name.bytes.dropFirst()))) != nil
    }

    /// Takes the original of a copy away where a crash or a fault came between the two. False where it may not be taken away: then the
    /// copy goes, and the original waits in the inbox.
    func removeOriginal(of claim: Claim) throws(FileFault) -> Bool {
        let place = folders.processing.appending(claim.place)
        guard let folder = try folder(of: claim.path), let copy = try Files.facts(of: place), copy.kind == .file,
            let original = try Files.facts(of: claim.path.name, in: folder), original.kind == .file,
            original.device != copy.device, original.size == copy.size, original.written == copy.written
        else { return true }
        let (one, other) = (try Files.open(claim.path.name, in: folder), try Files.open(place))
        while true {
            let (some, same) = (try one.chunk(1 << 20), try other.chunk(1 << 20))
            if some != same { return true }
            if some.isEmpty { break }
        }
        // It may have been made by this process, on a file system that failed at it and shows it until the next start.
        try other.sync()
        try Files.syncFolder(place.parent)
        try confirm(other, copy)
        do {
            try Files.remove(claim.path.name, in: folder)
            return true
        } catch {
            guard error.isOfOneEntry || error.code == EROFS else { throw error }
            try Files.remove(place)
            return false
        }
    }

    // MARK: - And back

    /// Puts a claimed file back where it was, for its writer to go on with. False when that cannot be: its name is taken, or
    /// its folder gone.
    func giveBack(_ claim: Claim) -> Bool {
        Files.renameToFree(folders.processing.appending(claim.place), to: folders.inbox.appending(claim.path))
    }
}

/// A file that was taken out of the inbox and is open for reading.
struct Claimed: Sendable {
    let claim: Claim
    let file: OpenFile
    /// When it was claimed.
    let facts: Files.Facts
    /// It begins as gzip does, and may unpack to many times its size.
    let isPacked: Bool
    /// Milliseconds since 1970 at which it last changed before it was claimed; where that is not known, when it was last written.
    let changed: Int64

    init(_ claim: Claim, _ file: OpenFile, _ facts: Files.Facts, changed: Int64) {
        self.claim = claim
        self.file = file
        self.changed = changed
        self.facts = facts
        isPacked = file.begins(with: [0x1f, 0x8b])
    }

    /// A file that was claimed long ago and lies in `folder` now.
    init(_ claim: Claim, in folder: FilePath) throws(FileFault) {
        let file = try Files.open(folder.appending(claim.place))
        self.init(claim, file, try file.facts(), changed: 0)
    }

    /// In bytes.
    var size: Int { facts.size }

    /// What reading it may take at the most, in bytes of text.
    func textBytes(_ limits: ReadingLimits) -> Int {
        guard isPacked else { return size }
        let (unpacked, isVast) = size.multipliedReportingOverflow(by: limits.maxGzipRatio)
        return isVast ? limits.maxFileBytes : min(unpacked, limits.maxFileBytes)
    }
}
