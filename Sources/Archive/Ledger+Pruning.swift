import FoundationEssentials
import News

/// What the ledger knows of pruning. Each line is there, durably, before the archive or a folder does what it says: an archive made
/// again from what is left of done/ knows the same items as before.
extension Ledger {
    /// A line of pruning.
    package enum Pruned: Sendable {
        case marks(PruningMarks)
        /// Of these texts only fingerprints are left from that day on.
        case texts([PrunedFile], day: Date)
        /// All that arrived by then is pruned and stands in lines above.
        case covered(Date)
        /// Files brought these fingerprints for the last time on these days.
        case sightings([(day: Date, keys: [Key])])
        case forgotten([Key])
    }

    /// Durable when this returns. When it throws, nothing was written.
    package func append(_ pruned: Pruned) throws(ArchiveError) { try file.append(PrunedLine(pruned).json) }

    /// All lines of pruning, in the order of writing.
    package func forEachPruned(_ body: (Pruned) throws(ArchiveError) -> Void) throws(ArchiveError) {
        try file.forEachLine { number, bytes throws(ArchiveError) in
            guard PrunedLine.isOne(bytes) else { return }
            try body(try pruned(bytes, number))
        }
    }

    /// The last marks and what is covered; nil where nothing was pruned.
    package func pruning() throws(ArchiveError) -> (marks: PruningMarks?, covered: Date?) {
        var (marks, covered): (PruningMarks?, Date?)
        try file.forEachLine { number, bytes throws(ArchiveError) in
            guard PrunedLine.isOne(bytes), PrunedLine.saysHowFar(bytes) else { return }
            switch try pruned(bytes, number) {
            case .marks(let last): marks = last
            case .covered(let last): covered = last
            case .texts, .sightings, .forgotten: break
            }
        }
        return (marks, covered)
    }

    /// The last line, when it is one of pruning: the archive may not have heard of it.
    package func prunedLast() throws(ArchiveError) -> Pruned? {
        guard let line = try file.lastLine(limit: 1 << 17), PrunedLine.isOne(line) else { return nil }
        return PrunedLine(json: line)?.value
    }

    func pruned(_ bytes: [UInt8], _ number: Int) throws(ArchiveError) -> Pruned {
        guard let value = PrunedLine(json: bytes)?.value else {
            throw .corrupt("\(file.name):\(number): a line of pruning without its parts")
        }
        return value
    }

    // MARK: - Compaction

    /// Bytes of the file.
    package func bytes() throws(ArchiveError) -> Int { try file.size() }

    /// Writes the ledger anew without fingerprints that were forgotten and editions that are gone, and puts it in place of the old
    /// one: whoever reads it sees the one or the other. Words of editors, and lines that this wiredesk does not know, stay byte for
    /// byte. When it throws, the old one stands.
    package func compact() throws(ArchiveError) {
        var digest = PruningDigest()
        try file.forEachLine { number, bytes throws(ArchiveError) in
            if PrunedLine.isOne(bytes) {
                digest.add(try pruned(bytes, number), line: number)
            } else if let told = told(bytes) {
                digest.last[told.rule] = max(digest.last[told.rule] ?? told.closing, told.closing)
            }
        }
        try file.replace { write throws(ArchiveError) in
            try file.forEachLine { number, bytes throws(ArchiveError) in
                if !PrunedLine.isOne(bytes) {
                    if let told = told(bytes), digest.isGone(told.rule, told.closing) { return }
                    return try write(bytes)
                }
                guard case .texts(let files, let day) = try pruned(bytes, number) else { return }
                let left = files.compactMap { digest.left(of: $0, line: number) }
                if !left.isEmpty { try write(left == files ? bytes : PrunedLine(.texts(left, day: day)).json) }
            }
            for line in digest.lines { try write(PrunedLine(line).json) }
        }
        forget()
    }
}

/// What all lines of pruning come to.
private struct PruningDigest {
    var last: [String: Date] = [:]
    private var marks: PruningMarks?
    private var covered: Date?
    /// The line that says so last.
    private var forgotten: [Key: Int] = [:]
    private var seen: [Key: Date] = [:]

    mutating func add(_ pruned: Ledger.Pruned, line: Int) {
        switch pruned {
        case .marks(let marks): self.marks = marks
        case .covered(let covered): self.covered = covered
        case .sightings(let days): for (day, keys) in days { for key in keys { seen[key] = max(seen[key] ?? day, day) } }
        case .forgotten(let keys):
            for key in keys {
                forgotten[key] = line
                seen[key] = nil
            }
        case .texts: break
        }
    }

    func isGone(_ rule: String, _ closing: Date) -> Bool {
        marks?.editions.map { closing <= $0 } ?? false && closing != last[rule]
    }

    /// Nil when nothing is.
    func left(of file: PrunedFile, line: Int) -> PrunedFile? {
        var file = file
        file.texts.removeAll { forgotten[$0.key].map { $0 > line } ?? false }
        return file.texts.isEmpty ? nil : file
    }

    /// What stands at the end.
    var lines: [Ledger.Pruned] {
        var days: [Date: [Key]] = [:]
        for (key, day) in seen { days[day, default: []].append(key) }
        let sightings = days.sorted { $0.key < $1.key }.map { (day: $0.key, keys: $0.value.sorted()) }
        var lines: [Ledger.Pruned] = sightings.isEmpty ? [] : [.sightings(sightings)]
        if let covered { lines.append(.covered(covered)) }
        if let marks { lines.append(.marks(marks)) }
        return lines
    }
}

/// A line of pruning as it is written. Names in it are on disk: never change one, only add.
struct PrunedLine: Codable {
    struct Body: Codable {
        var covered: Int64?
        var day: Int64?
        var files: [File]?
        var forgotten: [String]?
        var marks: Marks?
        var seen: [Sightings]?
    }

    struct Marks: Codable {
        let at: Int64
        let since: Int64
        let through: Int64?
        let unseen: Int64?
        let editions: Int64?
    }

    struct File: Codable {
        let arrived: Int64
        let built: Int64?
        let path: String
        let source: String
        /// Key, hash, modified and published, parted by a space, `-` for no date.
        let texts: [String]
    }

    struct Sightings: Codable {
        let day: Int64
        let keys: [String]
    }

    let kind: String
    let pruned: Body

    init(_ value: Ledger.Pruned) {
        kind = "pruned"
        var body = Body()
        switch value {
        case .marks(let marks):
            body.marks = Marks(
                at: marks.at.keptMilliseconds, since: marks.since.keptMilliseconds, through: marks.through?.keptMilliseconds,
                unseen: marks.unseen?.keptMilliseconds, editions: marks.editions?.keptMilliseconds)
        case .texts(let files, let day):
            body.day = day.keptMilliseconds
            body.files = files.map { file in
                File(
                    arrived: file.arrived.keptMilliseconds, built: file.built?.keptMilliseconds, path: file.path,
                    source: file.source, texts: file.texts.map(PrunedLine.packed))
            }
        case .covered(let covered): body.covered = covered.keptMilliseconds
        case .sightings(let days):
            body.seen = days.map { Sightings(day: $0.day.keptMilliseconds, keys: $0.keys.map(\.description)) }
        case .forgotten(let keys): body.forgotten = keys.map(\.description)
        }
        pruned = body
    }

    /// Nil when it cannot be read.
    init?(json: [UInt8]) {
        guard let line = try? JSONDecoder().decode(PrunedLine.self, from: Data(json)) else { return nil }
        self = line
    }

    private static let opening = Array("{\"kind\":\"pruned\",\"pruned\":{".utf8)

    /// As we write it, names in order: told by its first bytes, since there may be many of them.
    static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: opening) }

    /// Whether it has marks or what is covered.
    static func saysHowFar(_ bytes: [UInt8]) -> Bool {
        let name = bytes.dropFirst(opening.count)
        return name.starts(with: "\"marks\"".utf8) || name.starts(with: "\"covered\"".utf8)
    }

    /// Nil when a part of it is missing or none of ours.
    var value: Ledger.Pruned? {
        if let marks = pruned.marks {
            return .marks(
                PruningMarks(
                    at: Date(milliseconds: marks.at), since: Date(milliseconds: marks.since),
                    through: marks.through.map(Date.init(milliseconds:)), unseen: marks.unseen.map(Date.init(milliseconds:)),
                    editions: marks.editions.map(Date.init(milliseconds:))))
        }
        if let covered = pruned.covered { return .covered(Date(milliseconds: covered)) }
        if let forgotten = pruned.forgotten { return PrunedLine.keys(forgotten).map(Ledger.Pruned.forgotten) }
        if let seen = pruned.seen {
            var days: [(day: Date, keys: [Key])] = []
            for sightings in seen {
                guard let keys = PrunedLine.keys(sightings.keys) else { return nil }
                days.append((Date(milliseconds: sightings.day), keys))
            }
            return .sightings(days)
        }
        guard let files = pruned.files, let day = pruned.day else { return nil }
        var all: [PrunedFile] = []
        for file in files {
            let texts = file.texts.compactMap(PrunedLine.text)
            guard texts.count == file.texts.count else { return nil }
            all.append(
                PrunedFile(
                    arrived: Date(milliseconds: file.arrived), path: file.path, source: file.source,
                    built: file.built.map(Date.init(milliseconds:)), texts: texts))
        }
        return .texts(all, day: Date(milliseconds: day))
    }

    /// Nil when one of them is none.
    private static func keys(_ texts: [String]) -> [Key]? {
        let keys = texts.compactMap { Key($0) }
        return keys.count == texts.count ? keys : nil
    }

    private static func packed(_ text: PrunedText) -> String {
        func date(_ date: Date?) -> String { date.map { String($0.keptMilliseconds) } ?? "-" }
        return "\(text.key) \(text.hash) \(date(text.modified)) \(date(text.published))"
    }

    private static func text(_ packed: String) -> PrunedText? {
        let parts = packed.split(separator: " ")
        // A hash is written as a key is.
        guard parts.count == 4, let key = Key(String(parts[0])), let hash = Key(String(parts[1])) else { return nil }
        func date(_ part: Substring) -> Date? { Int64(part).map(Date.init(milliseconds:)) }
        return PrunedText(
            key: key, hash: TextHash(bits: hash.bits), modified: date(parts[2]), published: date(parts[3]))
    }

    /// With its names in order, so that the same line is the same bytes.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self))
        } catch {
            preconditionFailure("strings and integers can always be encoded: \(error)")
        }
    }
}
