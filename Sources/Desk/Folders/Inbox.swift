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
        /// The system refuses us the right to read it: somebody has to give it.
        var isForbidden = false
    }

    struct Look {
        /// Complete and readable, in the order of their paths.
        var ready: [FilePath] = []
        /// What no feed can be: links, FIFOs, sockets, devices.
        var foreign: [FilePath] = []
        /// Milliseconds since 1970 at which the first file that is not complete yet may be; nil when all are.
        var lookAgain: Int64?
        /// What cannot be taken, such as files that may not be read.
        var waiting: [Waiting] = []
        /// Why a folder could not be looked into, though it should: the others were, and it is tried again.
        var fault: FileFault?
        /// Folders whose changes nobody tells us of, below the inbox, each with what its file system is called.
        var unheard: [FilePath: String] = [:]
    }

    /// What an event said of a file, until the next look.
    enum Hint: Hashable {
        /// Renamed into the inbox: complete.
        case renamed
        /// Closed after writing, at this time (milliseconds since 1970).
        case closed(Int64)
    }

    let folders: DeskFolders
    /// What a folder's file system is called when it does not tell of changes (`Mount.unheard`).
    var unheard: @Sendable (FilePath) -> String? = Mount.unheard
    /// What earlier looks saw.
    let memory = Memory()

    init(folders: DeskFolders) { self.folders = folders }

    /// What one look has to know of those before it. Used with the inbox, from one queue.
    final class Memory: @unchecked Sendable {
        struct Sight {
            let facts: Files.Facts
            /// Milliseconds since 1970 of the first look that saw it so.
            let at: Int64
        }

        /// Files on file systems that do not tell of changes.
        fileprivate(set) var sights: [FilePath: Sight] = [:]
        /// The device of an inbox that has a file system of its own.
        fileprivate(set) var mount: UInt64?
    }

    /// A file that was closed is complete when nobody has written for so long.
    static let quietMilliseconds: Int64 = 250
    /// A file nothing is known of is complete when it has not changed for so long.
    static let settledMilliseconds: Int64 = 2_000
    /// Where changes are not told of, clocks are not ours either: a file is complete when two looks so far apart see the same.
    static let betweenLooksMilliseconds: Int64 = 10_000
    /// Folders deeper than this are not looked into.
    static let maxDepth = 16

    /// Lists the inbox. `watch` is called with each folder before it is listed, so that what lands in between is seen twice
    /// rather than never. `settled` is how long a file without a hint must not have changed.
    func look(
        now: Date, hints: [FilePath: Hint] = [:], settled: Int64 = Inbox.settledMilliseconds,
        watch: (FilePath) -> Void = { _ in }
    ) throws(FileFault) -> Look {
        var look = Look()
        try noticeUnmounting()
        let before = memory.sights
        memory.sights = [:]
        do {
            try visit(FilePath(""), depth: 0, now: now.milliseconds, hints: hints, settled: settled, watch: watch, into: &look)
        } catch {
            memory.sights = before
            throw error
        }
        // Only what is still there is remembered.
        for (path, sight) in memory.sights {
            guard let earlier = before[path], earlier.facts.isUnchanged(since: sight.facts) else { continue }
            memory.sights[path] = earlier
            if earlier.at + Inbox.betweenLooksMilliseconds <= now.milliseconds { look.ready.append(path) }
        }
        if !memory.sights.isEmpty {
            let waiting = memory.sights.values.lazy.map { $0.at + Inbox.betweenLooksMilliseconds }.filter {
                $0 > now.milliseconds
            }
            if let next = waiting.min() { look.lookAgain = min(look.lookAgain ?? .max, next) }
            look.ready.sort()
        }
        return look
    }

    /// A folder that others are mounted on looks like an empty inbox when they are gone: that is to be waited for, and said.
    private func noticeUnmounting() throws(FileFault) {
        guard let inbox = try Files.facts(of: folders.inbox, followingLinks: true),
            let root = try Files.facts(of: folders.root, followingLinks: true)
        else { return }
        if inbox.device != root.device {
            memory.mount = inbox.device
        } else if memory.mount != nil {
            throw FileFault("find the file system that was mounted there", folders.inbox, code: ENODEV)
        }
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
            if error.isOfOneEntry {
                look.waiting.append(Waiting(path: below, why: error.reason, isForbidden: error.isForbidden))
            } else if !error.isAbsence {
                look.fault = look.fault ?? error
            }
            return
        }
        let unheard = self.unheard(folder)
        if let unheard { look.unheard[below] = unheard }
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
                    if unheard != nil, hints[path] != .renamed {
                        if let facts = try Files.facts(of: folders.inbox.appending(path)) {
                            memory.sights[path] = Memory.Sight(facts: facts, at: now)
                        }
                        continue
                    }
                    guard let from = try completeFrom(path, hint: hints[path], settled: settled) else { continue }
                    if from <= now {
                        look.ready.append(path)
                    } else {
                        look.lookAgain = min(look.lookAgain ?? .max, from)
                    }
                } catch {
                    // A folder may be open for listing and closed for anything else.
                    guard error.isOfOneEntry else {
                        look.fault = look.fault ?? error
                        continue
                    }
                    look.waiting.append(Waiting(path: path, why: error.description, isForbidden: error.isForbidden))
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

    /// Names under which rsync, curl, browsers, editors, Syncthing and Samba write what is not complete yet. Acting on them
    /// would break the depositor's rename.
    static func isTemporary(_ name: FilePath) -> Bool {
        guard let first = name.bytes.first, let last = name.bytes.last else { return true }
        if first == UInt8(ascii: ".") || last == UInt8(ascii: "~") { return true }
        if first == UInt8(ascii: "#"), last == first, name.bytes.count > 1 { return true }
        // Other systems' programs write theirs in capitals too.
        let folded = name.bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        return folded.elementsEqual("4913".utf8) || temporaryBeginnings.contains { folded.starts(with: $0.utf8) }
            || temporaryEndings.contains { folded.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    // `4913` is how vim tries whether it may write into a folder; `#x#` is how Emacs saves by itself.
    private static let temporaryBeginnings = ["~$", "~syncthing~", "~wrl"]
    private static let temporaryEndings = [
        ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".opdownload", ".download", ".aria2", ".swp", ".swx",
        ".kate-swp", ".!sync", ".lock",
    ]
}
