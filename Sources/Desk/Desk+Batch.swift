import Archive
import Crypto
import Dispatch
import FeedReader
import FoundationEssentials
import News
import Newsroom
import Synchronization

/// A batch of claimed files on its way: read, tagged and filed with one durable commit.
extension Desk {
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
        var readings = Desk.spread(batch.count) { Desk.read(batch[$0], with: reader, limit: limit) }
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
        let readings = Desk.spread(batch.count) { Desk.read(batch[$0], with: reader, limit: limit) }
        for case .fault(let why) in readings { log.error("\(why); left out") }
        return try archive.file(try deliveries(of: batch, readings).map(\.delivery)).reduce(0) { $0 + $1.seen }
    }

    /// What the archive is to be told of each file that was read or refused.
    private func deliveries(of batch: [Claimed], _ readings: [Reading]) throws -> [(claim: Claim, delivery: Delivery)] {
        let assessments = try assessNew(readings, of: batch)
        var deliveries: [(claim: Claim, delivery: Delivery)] = []
        for (n, reading) in readings.enumerated() {
            let claim = batch[n].claim
            switch reading {
            case .feed(let feed, let sha256, let bytes):
                let delivery = Delivery(
                    path: claim.path.description, source: feed.source, arrived: claim.arrived, sha256: sha256, bytes: bytes,
                    content: .read(feed, assessments[n]))
                deliveries.append((claim, delivery))
            case .failed(let error, let sha256, let bytes):
                let delivery = Delivery(
                    path: claim.path.description, source: claim.source ?? "@unknown", arrived: claim.arrived, sha256: sha256,
                    bytes: bytes,
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

    /// Tags and prints of what the archive does not know yet, each text once; nil stands for what it does. What several files of the
    /// batch have is looked at as the first of them has it, whose fields it will stand with: its categories may be others.
    private func assessNew(_ readings: [Reading], of batch: [Claimed]) throws -> [[Assessment?]] {
        struct Text: Hashable {
            let key: Key
            let hash: TextHash
        }
        // One value, and not a tuple, of which each part that is asked for is a copy of the item: two dozen counts that the threads share.
        struct Fresh: Sendable {
            let file: Int
            let place: Int
            var item: Item
            let source: String
        }
        let sightings = zip(readings, batch).map { reading, claimed in
            guard case .feed(let feed, let sha256, _) = reading else {
                return Sighting(path: "", arrived: claimed.claim.arrived, sha256: [], items: [])
            }
            return Sighting(
                path: claimed.claim.path.description, arrived: claimed.claim.arrived, sha256: sha256,
                items: feed.items.map { ($0.key, $0.hash) })
        }
        let standings = try archive.standings(of: sightings)
        var known = Set<Text>()
        var fresh: [Fresh] = []
        for file in readings.indices.sorted(by: { sightings[$0].isBefore(sightings[$1]) }) {
            guard case .feed(let feed, _, _) = readings[file] else { continue }
            for (place, item) in feed.items.enumerated() where standings[file][place] != .repeated {
                if known.insert(Text(key: item.key, hash: item.hash)).inserted {
                    fresh.append(Fresh(file: file, place: place, item: item, source: feed.source))
                }
            }
        }
        // Of a file that tells nothing new nobody asks what it repeats.
        let files = Set(fresh.map(\.file)).sorted()
        let passages = Desk.spread(files.count) {
            guard case .feed(let feed, _, _) = readings[files[$0]] else { return [[Boilerplate]]() }
            return BoilerplateFinder.passages(in: feed.items)
        }
        let ofFile = Dictionary(uniqueKeysWithValues: zip(files, passages))
        for n in fresh.indices { fresh[n].item.boilerplate = ofFile[fresh[n].file]?[fresh[n].place] ?? [] }
        let (tagger, texts) = (self.tagger, fresh)
        let assessments = Desk.spread(texts.count, chunk: 64) {
            let text = texts[$0]
            return Assessment(
                tags: tagger.tags(for: text.item, source: text.source), print: Print(of: text.item, source: text.source),
                boilerplate: text.item.boilerplate)
        }
        var answer = sightings.map { [Assessment?](repeating: nil, count: $0.items.count) }
        for (text, assessment) in zip(texts, assessments) { answer[text.file][text.place] = assessment }
        return answer
    }

    /// The one place where work is spread over the cores: pure functions of their index, answers in its order.
    ///
    /// Not by `concurrentPerform`: once that has had a thread of the pool, libdispatch looks every second, for ever, what the pool does
    /// (its event/workqueue.c, `_dispatch_workq_monitor_pools`), and a desk at rest would be woken for nothing. Serial queues have
    /// threads of their own, which nobody looks after.
    static func spread<Answer: Sendable>(_ count: Int, chunk: Int = 1, _ body: @escaping @Sendable (Int) -> Answer) -> [Answer] {
        let chunks = (count + chunk - 1) / chunk
        let hands = min(chunks, ProcessInfo.processInfo.activeProcessorCount)
        if hands < 2 { return (0..<count).map(body) }
        let answers = [[Answer]](unsafeUninitializedCapacity: chunks) { buffer, filled in
            nonisolated(unsafe) let slots = buffer
            let next = Atomic(0)
            let work = { @Sendable () -> Void in
                while true {
                    let n = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    if n >= chunks { return }
                    let range = n * chunk..<min(count, (n + 1) * chunk)
                    (slots.baseAddress.unsafelyUnwrapped + n).initialize(to: range.map(body))
                }
            }
            let others = DispatchGroup()
            for _ in 1..<hands { DispatchQueue(label: "wiredesk.hand").async(group: others, execute: work) }
            work()
            others.wait()
            filled = chunks
        }
        return Array(answers.joined())
    }
}
