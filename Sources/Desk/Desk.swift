import Archive
import Dispatch
import FeedReader
import FoundationEssentials
import Glibc
import Logging
import News
import Newsroom
import Press

/// The desk at work: takes files out of the inbox, has them read, tagged and filed, and puts them where they belong.
/// Everything happens on the caller's queue; only the pure work of a batch is spread over the cores.
package final class Desk {
    package let folders: DeskFolders
    let archive: Archive
    let ledger: Ledger
    /// Its level is the configuration's from the first change on.
    private(set) var log: Logger
    private(set) var configuration: Configuration
    private(set) var reader: FeedReader
    private(set) var tagger: Tagger
    private let lock: DeskLock
    let inbox: Inbox
    /// How a file is tried after a crash; nil for not at all.
    let trial: ReaderTrial?
    let space: Space

    /// Files that may not be read and wait where they are.
    private(set) var waiting: [Inbox.Waiting] = []
    /// Folders of the inbox whose changes nobody tells us of, each with what its file system is called.
    private(set) var unheard: [FilePath: String] = [:]
    /// Why nothing is taken in for want of space; nil when it is.
    private(set) var shortage: String?
    /// Files that break off and were put back, for their writers to go on with.
    var held: [FilePath: Held] = [:]

    /// What the journal is told of files that fail.
    var failureLines = LineBudget()

    var pruning = PruningPass()
    /// Nil while nobody asked for it.
    var retagging: RetaggingPass?
    /// Who waits for long work is told how far it has come no earlier than this.
    var progressNotBefore = DispatchTime.now()

    struct Held {
        let facts: Files.Facts
        /// Milliseconds since 1970 at which it is read for what it has.
        let until: Int64
    }

    /// What was done since the start.
    package internal(set) var tally = Tally()

    package struct Tally: Hashable, Sendable {
        package var files = 0
        package var failed = 0
        /// Those that failed, by the codes of their reasons.
        package var failures: [String: Int] = [:]
        package var filed = Filing()
        /// How often the archive was tagged anew.
        package var retagged = 0
    }

    /// A batch shares one durable commit; it ends at so many files or bytes, which bounds what is in memory.
    static let batchFiles = 256
    static let batchBytes = 32 << 20
    /// A file over the limit is hashed, for its reason file, when it is over by no more than this.
    static let hashedBytesOverLimit = 1 << 30
    /// A feed that breaks off is waited for, for so long after it was written.
    static let growingMilliseconds: Int64 = 300_000

    /// Opens the desk in `folders`, making what is missing.
    /// - `trial`: how a file that an earlier desk may have died of is tried; nil for not at all.
    /// - `database`: another file for the archive, made anew; nil for the one it has.
    init(
        in folders: DeskFolders, by configuration: Configuration, log: Logger, trial: ReaderTrial? = nil,
        database: FilePath? = nil
    ) throws(DeskError) {
        self.trial = trial
        space = Space(of: folders)
        self.folders = folders
        self.configuration = configuration
        self.log = log
        reader = FeedReader(limits: configuration.limits)
        tagger = configuration.makeTagger()
        inbox = Inbox(folders: folders)
        do {
            try folders.make()
            guard let lock = try DeskLock(at: folders.lockPath) else {
                throw DeskError.taken(by: DeskLock.holder(at: folders.lockPath) ?? 0, folders.root.description)
            }
            self.lock = lock
            if let database { for path in DeskFolders.parts(ofDatabase: database) { try Files.remove(path) } }
            archive = try Archive(at: (database ?? folders.databasePath).description)
            ledger = try Ledger(at: folders.ledgerPath.description)
            if database == nil { try takeUpPruning() }
        } catch {
            throw DeskError(error)
        }
    }

    /// Takes up changed settings from the next file on.
    func take(_ configuration: Configuration) {
        if configuration.limits != self.configuration.limits { reader = FeedReader(limits: configuration.limits) }
        if configuration.topics != self.configuration.topics {
            tagger = configuration.makeTagger()
            // What was begun with the old ones begins anew.
            retagging = nil
        }
        if configuration.logLevel != self.configuration.logLevel { log.logLevel = configuration.logLevel }
        self.configuration = configuration
    }

    /// What a pass over the inbox did, and what is left to do.
    struct Pass {
        /// Taken out of the inbox and filed, or set aside: paths below it.
        var taken: [FilePath] = []
        /// Complete files that did not fit into the batch.
        var remaining = 0
        /// Milliseconds since 1970 at which a file that is not complete yet may be.
        var lookAgain: Int64?
        /// Why a claimed file could not be read; it stays in processing/ and the others are filed.
        var fault: FileFault?
        /// Complete files, but for somebody who still has them open for writing.
        var written = 0
    }

    /// What is known of files that are found complete.
    enum Finding {
        /// By a daemon, that heard of them or saw them settle; a feed that breaks off is waited for.
        case watching
        /// By a single run, that does not wait: a file that is open for writing is none of its.
        case once
    }

    /// Looks at the inbox and takes in one batch of it. `arrival` is nil for "now, as each is claimed".
    func takeIn(
        now: Date, arrival: Date? = nil, hints: [FilePath: Inbox.Hint] = [:], settled: Int64 = Inbox.settledMilliseconds,
        finding: Finding = .watching, watch: (FilePath) -> Void = { _ in }
    ) throws(DeskError) -> Pass {
        do {
            if let shortage = pausing() { throw DeskError.paused(shortage) }
            let arrival = max(arrival ?? now, try earliestArrival())
            var hints = hints
            for (path, file) in held where hints[path] == .renamed {
                // That was us, who put it back.
                let facts = try Files.facts(of: folders.inbox.appending(path))
                if facts?.isSame(as: file.facts) == true { hints[path] = nil }
            }
            let look = try inbox.look(now: now, hints: hints, settled: settled, watch: watch)
            var pass = Pass(remaining: look.ready.count + look.foreign.count, lookAgain: look.lookAgain)
            var waiting = look.waiting
            // Each costs a commit of its own: not all that a loop of `ln -s` leaves in one go.
            for path in look.foreign where pass.taken.count < Desk.batchFiles {
                pass.remaining -= 1
                switch try inbox.take(path, at: arrival) {
                case .foreign(let claim, let code, let why):
                    try setAside(claim, code: code, why)
                    pass.taken.append(path)
                case .waits(let entry): waiting.append(entry)
                case .claimed, .isWritten, .gone: break
                }
            }
            unheard = look.unheard
            var batch: [Claimed] = []
            var bytes = 0
            for path in look.ready where batch.count < Desk.batchFiles && bytes < Desk.batchBytes {
                pass.remaining -= 1
                if let until = try holds(path, now: now) {
                    pass.lookAgain = min(pass.lookAgain ?? .max, until)
                    continue
                }
                // A network's file system refuses a lease whoever writes; there two looks saw the same.
                let isAsked = finding == .once && look.unheard[path.parent] == nil
                let writers: Inbox.Writers = isAsked ? .areAsked(now.milliseconds) : .areNotAsked
                let claiming: Inbox.Claiming
                do throws(FileFault) {
                    claiming = try inbox.claim(path, at: arrival, writers: writers)
                } catch {
                    // What is claimed goes its way, and makes room: descriptors may be what there was too little of.
                    if batch.isEmpty { throw error }
                    pass.fault = error
                    pass.remaining += 1
                    break
                }
                switch claiming {
                case .claimed(let claimed):
                    bytes += claimed.textBytes(configuration.limits)
                    batch.append(claimed)
                case .foreign(let claim, let code, let why):
                    try setAside(claim, code: code, why)
                    pass.taken.append(path)
                case .waits(let file): waiting.append(file)
                case .isWritten:
                    pass.written += 1
                    pass.lookAgain = min(pass.lookAgain ?? .max, now.milliseconds + Inbox.quietMilliseconds)
                case .gone: break
                }
            }
            // A rename says that a file is whole; of what was merely written, more may come.
            let growing = finding == .once ? [] : Set(batch.map(\.claim.path).filter { hints[$0] != .renamed && held[$0] == nil })
            let filed = try file(batch, now: now, growing: growing)
            pass.fault = pass.fault ?? filed.fault ?? look.fault
            for path in filed.putBack {
                if let file = held[path] { pass.lookAgain = min(pass.lookAgain ?? .max, file.until) }
            }
            pass.taken += batch.map(\.claim.path)
            let ready = held.isEmpty ? [] : Set(look.ready)
            held = held.filter { $0.value.until > now.milliseconds || ready.contains($0.key) }
            for (path, file) in held where file.until > now.milliseconds {
                let until = Date(milliseconds: file.until).rfc3339
                let why = file.facts.size == 0 ? "it is empty; what is to come is" : "it breaks off; more of it is"
                waiting.append(Inbox.Waiting(path: path, why: "\(why) waited for until \(until)"))
            }
            waiting.sort { $0.path < $1.path }
            note(waiting)
            return pass
        } catch {
            throw DeskError(error)
        }
    }

    /// After every closing that was published: what arrives, by whatever clock, belongs to an edition still to come.
    private func earliestArrival() throws -> Date {
        let closings = try configuration.rules.compactMap { try archive.lastClosing(of: $0.name) }
        return closings.max().map { Date(milliseconds: $0.milliseconds + 1) } ?? .distantPast
    }

    /// Until when the file is waited for, in milliseconds since 1970; nil when it is not, or no more.
    private func holds(_ path: FilePath, now: Date) throws(FileFault) -> Int64? {
        guard let file = held[path] else { return nil }
        guard let facts = try Files.facts(of: folders.inbox.appending(path)), facts.isUnchanged(since: file.facts) else {
            held[path] = nil
            return nil
        }
        return file.until > now.milliseconds ? file.until : nil
    }

    /// Why nothing is to be taken in for want of space. That it begins and ends is logged.
    private func pausing() -> String? {
        let now = space.shortage(minFree: configuration.minFree, isPaused: shortage != nil)
        if let now, shortage == nil { log.warning("\(now); nothing is taken in until there is, what is dropped waits") }
        if now == nil {
            if shortage != nil { log.notice("enough space again; files are taken in") }
            space.keepReserve()
        }
        shortage = now
        return now
    }

    /// Logs each file that waits once, for as long as it does.
    private func note(_ now: [Inbox.Waiting]) {
        let known = Set(waiting)
        let new = now.filter { !known.contains($0) }
        for file in new.prefix(LineBudget.lines) { log.warning("inbox/\(file.path): \(file.why); it waits there") }
        let rest = new.count - LineBudget.lines
        if rest > 0 {
            log.warning("\(counted(rest, "more file waits", "more files wait")) in the inbox; `wiredesk status` says why")
        }
        waiting = now
    }
}
