import Archive
import Crypto
import Dispatch
import FeedReader
import FoundationEssentials
import Glibc
import Logging
import News
import Newsroom

/// The desk at work: takes files out of the inbox, has them read, tagged and filed, and puts them where they belong.
/// Everything happens on the caller's queue; only the pure work of a batch is spread over the cores.
package final class Desk {
    package let folders: DeskFolders
    let archive: Archive
    let ledger: Ledger
    /// Its level is the configuration's from the first change on.
    private(set) var log: Logger
    private(set) var configuration: Configuration
    private var reader: FeedReader
    private var tagger: Tagger
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
    private var held: [FilePath: Held] = [:]

    private struct Held {
        let facts: Files.Facts
        /// Milliseconds since 1970 at which it is read for what it has.
        let until: Int64
    }

    /// What was done since the start.
    package private(set) var tally = Tally()

    package struct Tally: Hashable, Sendable {
        package var files = 0
        package var failed = 0
        package var filed = Filing()
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
        } catch {
            throw DeskError(error)
        }
    }

    /// Takes up changed settings from the next file on.
    func take(_ configuration: Configuration) {
        if configuration.limits != self.configuration.limits { reader = FeedReader(limits: configuration.limits) }
        if configuration.topics != self.configuration.topics { tagger = configuration.makeTagger() }
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
                let writers: Inbox.Writers = finding == .once ? .areAsked(now.milliseconds) : .areNotAsked
                switch try inbox.claim(path, at: arrival, writers: writers) {
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
            pass.fault = filed.fault
            for path in filed.putBack {
                if let file = held[path] { pass.lookAgain = min(pass.lookAgain ?? .max, file.until) }
            }
            pass.taken += batch.map(\.claim.path)
            let ready = Set(look.ready)
            held = held.filter { $0.value.until > now.milliseconds || ready.contains($0.key) }
            for (path, file) in held where file.until > now.milliseconds {
                waiting.append(
                    Inbox.Waiting(
                        path: path, why: "it breaks off; more of it is waited for until \(Date(milliseconds: file.until).rfc3339)"
                    ))
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
        for file in now where !known.contains(file) {
            log.warning("inbox/\(file.path): \(file.why); it waits there")
        }
        waiting = now
    }

    // MARK: - One batch

    /// What became of one claimed file's bytes.
    private enum Reading: Sendable {
        case feed(Feed, sha256: [UInt8], bytes: Int)
        case failed(FeedError, sha256: [UInt8], bytes: Int)
        case fault(FileFault)
        /// In the inbox again.
        case putBack

        /// There may be more to come.
        var breaksOff: Bool {
            switch self {
            case .feed(let feed, _, _): feed.isTruncated
            // Made, and nothing written yet.
            case .failed(_, _, let bytes): bytes == 0
            case .fault, .putBack: false
            }
        }
    }

    /// Reads, tags and files the batch; then, and only then, its files leave processing/. Answers why one could not be read, and
    /// which were put back.
    /// - `growing`: those that are put back, to be read when they are whole, if they break off and were written a while ago.
    func file(
        _ batch: [Claimed], now: Date, growing: Set<FilePath> = []
    ) throws -> (fault: FileFault?, putBack: [FilePath]) {
        if batch.isEmpty { return (nil, []) }
        let reader = self.reader
        let limit = configuration.limits.maxFileBytes
        var readings = spread(batch.count) { Desk.read(batch[$0], with: reader, limit: limit) }
        var putBack: [FilePath] = []
        for (n, claimed) in batch.enumerated() where growing.contains(claimed.claim.path) && readings[n].breaksOff {
            let until = claimed.changed + Desk.growingMilliseconds
            guard until > now.milliseconds, inbox.giveBack(claimed.claim) else { continue }
            putBack.append(claimed.claim.path)
            held[claimed.claim.path] = Held(facts: claimed.facts, until: until)
            readings[n] = .putBack
        }
        let delivered = try deliveries(of: batch, readings)
        let filings = try archive.file(delivered.map(\.delivery))
        for (n, file) in delivered.enumerated() { try putAway(file.claim, file.delivery, filings[n]) }
        // Not a file's fault: it stays in processing/ and is taken up again.
        for case .fault(let why) in readings { return (why, putBack) }
        return (nil, putBack)
    }

    /// Files of done/ are read and filed once more; they stay where they are. Answers how many items there were.
    func fileAgain(_ batch: [Claimed]) throws -> Int {
        let reader = self.reader
        let limit = configuration.limits.maxFileBytes
        let readings = spread(batch.count) { Desk.read(batch[$0], with: reader, limit: limit) }
        for case .fault(let why) in readings { log.error("\(why); left out") }
        return try archive.file(try deliveries(of: batch, readings).map(\.delivery)).reduce(0) { $0 + $1.seen }
    }

    /// What the archive is to be told of each file that was read or refused.
    private func deliveries(of batch: [Claimed], _ readings: [Reading]) throws -> [(claim: Claim, delivery: Delivery)] {
        let tags = try tagNew(readings)
        var deliveries: [(claim: Claim, delivery: Delivery)] = []
        for (n, reading) in readings.enumerated() {
            let claim = batch[n].claim
            switch reading {
            case .feed(let feed, let sha256, let bytes):
                let delivery = Delivery(
                    path: claim.path.description, source: feed.source, arrived: claim.arrived, sha256: sha256,
                    bytes: bytes, content: .read(feed, tags: tags[n]))
                deliveries.append((claim, delivery))
            case .failed(let error, let sha256, let bytes):
                let delivery = Delivery(
                    path: claim.path.description, source: claim.source ?? "@unknown", arrived: claim.arrived,
                    sha256: sha256, bytes: bytes,
                    content: .failed(
                        code: error.kind.rawValue, line: error.line, column: error.column, message: error.message))
                deliveries.append((claim, delivery))
            case .putBack, .fault: break
            }
        }
        return deliveries
    }

    private static func read(_ claimed: Claimed, with reader: FeedReader, limit: Int) -> Reading {
        do throws(FileFault) {
            let size = claimed.size
            let bytes = try claimed.file.read(limit: limit + 1)
            if bytes.count > limit {
                let error = Limits.fileTooLarge(size, limit: limit)
                // A sparse file of terabytes costs nothing to drop; to hash it would hold up all others for an hour.
                if size > limit + Desk.hashedBytesOverLimit { return .failed(error, sha256: [], bytes: size) }
                var digest = SHA256()
                digest.update(data: bytes)
                // The rest is read only to be able to say which file it was.
                var rest = Desk.hashedBytesOverLimit
                while rest > 0, case let more = try claimed.file.read(limit: 1 << 20), !more.isEmpty {
                    digest.update(data: more)
                    rest -= more.count
                }
                return .failed(error, sha256: Array(digest.finalize()), bytes: size)
            }
            let sha256 = Array(SHA256.hash(data: bytes))
            do throws(FeedError) {
                return .feed(
                    try reader.read(bytes, source: claimed.claim.source, arrived: claimed.claim.arrived), sha256: sha256,
                    bytes: bytes.count)
            } catch {
                return .failed(error, sha256: sha256, bytes: bytes.count)
            }
        } catch {
            return .fault(error)
        }
    }

    /// Tags what the archive does not know yet, each text once; nil stands for what it does.
    private func tagNew(_ readings: [Reading]) throws -> [[[Tag]?]] {
        struct Text: Hashable {
            let key: Key
            let hash: TextHash
        }
        var items: [[Item]] = []
        var sources: [String] = []
        for reading in readings {
            if case .feed(let feed, _, _) = reading {
                items.append(feed.items)
                sources += repeatElement(feed.source, count: feed.items.count)
            } else {
                items.append([])
            }
        }
        let standings = try archive.standings(of: items.joined().map { ($0.key, $0.hash) })
        var fresh: [(item: Item, source: String)] = []
        var slots: [Text: Int] = [:]
        for (n, item) in items.joined().enumerated() where standings[n] != .repeated {
            let text = Text(key: item.key, hash: item.hash)
            if slots[text] == nil {
                slots[text] = fresh.count
                fresh.append((item, sources[n]))
            }
        }
        let (tagger, untagged) = (self.tagger, fresh)
        let tags = spread(untagged.count, chunk: 64) { tagger.tags(for: untagged[$0].item, source: untagged[$0].source) }
        var n = 0
        return items.map { items in
            items.map { item in
                defer { n += 1 }
                return standings[n] == .repeated ? nil : slots[Text(key: item.key, hash: item.hash)].map { tags[$0] }
            }
        }
    }

    /// The one place where work is spread over the cores: pure functions of their index, answers in its order.
    private func spread<Answer: Sendable>(_ count: Int, chunk: Int = 1, _ body: @Sendable (Int) -> Answer) -> [Answer] {
        let chunks = (count + chunk - 1) / chunk
        let answers = [[Answer]](unsafeUninitializedCapacity: chunks) { buffer, filled in
            nonisolated(unsafe) let slots = buffer
            DispatchQueue.concurrentPerform(iterations: chunks) { n in
                let range = n * chunk..<min(count, (n + 1) * chunk)
                (slots.baseAddress.unsafelyUnwrapped + n).initialize(to: range.map(body))
            }
            filled = chunks
        }
        return Array(answers.joined())
    }

    // MARK: - Where files end

    private func putAway(_ claim: Claim, _ delivery: Delivery, _ filing: Filing) throws(FileFault) {
        tally.files += 1
        switch delivery.content {
        case .read:
            try move(claim, to: folders.done)
            tally.filed.seen += filing.seen
            tally.filed.new += filing.new
            tally.filed.revised += filing.revised
            tally.filed.repeated += filing.repeated
            tally.filed.refused += filing.refused
            log.debug(
                "\(claim.path): \(filing.seen) items, \(filing.new) new, \(filing.revised) revised, \(filing.refused) refused")
        case .failed(let code, let line, let column, let message):
            let reason = Reason(delivery, code: code, line: line, column: column, message: message)
            try fail(claim, reason)
        }
    }

    /// What can be no feed goes to failed/, so that it is neither lost nor in the way.
    func setAside(_ claim: Claim, code: String, _ message: String) throws {
        try setAside(claim, sha256: [], bytes: 0, code: code, message)
    }

    /// What must not be read goes there too.
    func setAside(_ claimed: Claimed, code: String, _ message: String) throws {
        var digest = SHA256()
        while case let some = try claimed.file.chunk(1 << 20), !some.isEmpty { digest.update(data: some) }
        try setAside(claimed.claim, sha256: Array(digest.finalize()), bytes: claimed.size, code: code, message)
    }

    private func setAside(_ claim: Claim, sha256: [UInt8], bytes: Int, code: String, _ message: String) throws {
        let delivery = Delivery(
            path: claim.path.description, source: claim.source ?? "@unknown", arrived: claim.arrived, sha256: sha256,
            bytes: bytes,
            content: .failed(code: code, line: nil, column: nil, message: message))
        for filing in try archive.file([delivery]) { try putAway(claim, delivery, filing) }
    }

    private func fail(_ claim: Claim, _ reason: Reason) throws(FileFault) {
        let place = claim.place
        let path = folders.failed.appending(place.parent)
            .appending(FilePath(bytes: place.name.bytes + Array(Claim.reasonEnding.utf8)))
        try Files.makeFolder(path.parent)
        // The reason first: a file in failed/ always has one.
        try Files.write(reason.json, to: path)
        try move(claim, to: folders.failed)
        tally.failed += 1
        log.warning("\(claim.path): \(reason.text); moved to failed/")
    }

    private func move(_ claim: Claim, to folder: FilePath) throws(FileFault) {
        let place = folder.appending(claim.place)
        let from = folders.processing.appending(claim.place)
        do {
            try Files.rename(from, to: place)
        } catch {
            guard error.isAbsence else { throw error }
            try Files.makeFolder(place.parent)
            try Files.rename(from, to: place)
        }
    }
}
