import FoundationEssentials
import News

/// archive/ledger.jsonl: append-only, what cannot be rebuilt. One JSON object a line, made durable before `append` returns.
///
/// A line's `kind` says what it holds, under a member of that name: `edition`, a published edition with what it told; `join` and
/// `split`, an editor's word, with `keys` and `at`; `correct`, one on tags, with `add` (each `id`, `label`, `kind`) and `remove` (ids).
/// `pruned` holds what pruning left of items, and how far it has come.
/// Lines of other kinds are left as they are and skipped. Times are milliseconds since 1970 UTC, keys and hashes 16 hex digits.
package final class Ledger {
    let file: LedgerFile
    /// Nil until somebody appends.
    private var told: Set<Told>?
    /// Nil until somebody asks or says one.
    private var said: [EditorsWord.Said]?

    /// A rule publishes one edition a closing.
    private struct Told: Hashable {
        let rule: String
        let closing: Int64
    }

    /// Opens the ledger at `path`, making it where there is none.
    package init(at path: String) throws(ArchiveError) {
        file = try LedgerFile(at: path)
    }

    /// What the ledger at `path` says; nil when there is none. Whoever may read the file may do so, while a desk is at work too;
    /// nothing can be appended.
    package init?(reading path: String) throws(ArchiveError) {
        guard let file = try LedgerFile(reading: path) else { return nil }
        self.file = file
    }

    /// Twice is once: an edition already in the ledger is not written again. When this throws, nothing was written.
    package func append(_ edition: PublishedEdition) throws(ArchiveError) {
        if told == nil { told = try toldByNow() }
        let identity = Told(rule: edition.rule, closing: edition.closing.keptMilliseconds)
        if told?.contains(identity) == true { return }
        try file.append(LedgerLine(edition).json)
        told?.insert(identity)
    }

    /// All editions told so far that were not pruned, in order of writing; a line cut short by a crash at the end is left out (and cut off by the
    /// next append). A whole line that cannot be read is `corrupt`: to skip it would be to tell its items again.
    /// - `isWanted`: of what rule and closing; the others are not made into values.
    package func editions(
        where isWanted: (_ rule: String, _ closing: Date) -> Bool = { _, _ in true }
    ) throws(ArchiveError) -> [PublishedEdition] {
        var editions: [PublishedEdition] = []
        var last: [String: Date] = [:]
        var gone = Date.distantPast
        try file.forEachLine { number, bytes throws(ArchiveError) in
            if PrunedLine.isOne(bytes) {
                guard PrunedLine.saysHowFar(bytes), case .marks(let marks) = try pruned(bytes, number) else { return }
                gone = marks.editions ?? gone
                return
            }
            if let told = told(bytes) {
                last[told.rule] = max(last[told.rule] ?? told.closing, told.closing)
                if !isWanted(told.rule, told.closing) { return }
            }
            guard let line = LedgerLine(json: bytes) else { throw .corrupt("\(file.name):\(number): not a line of a ledger") }
            guard line.kind == .edition else { return }
            guard let edition = line.edition?.published else {
                throw .corrupt("\(file.name):\(number): an edition without its parts")
            }
            editions.append(edition)
        }
        return editions.filter { $0.closing > gone || $0.closing == last[$0.rule] }
    }

    /// Of which rule and closing an edition's line is; nil where it is no such line, or its parts are not all there.
    func told(_ line: [UInt8]) -> (rule: String, closing: Date)? { LedgerLine.told(json: line) }

    /// The file is another by now.
    func forget() { (told, said) = (nil, nil) }

    /// Durable when this returns. When it throws, nothing was written.
    package func append(_ word: EditorsWord, at moment: Date) throws(ArchiveError) {
        let known = try words()
        let said = EditorsWord.Said(word, at: Date(milliseconds: moment.keptMilliseconds))
        try file.append(LedgerLine(said).json)
        self.said = known + [said]
    }

    /// All that editors said, in the order of writing.
    package func words() throws(ArchiveError) -> [EditorsWord.Said] {
        if let said { return said }
        var words: [EditorsWord.Said] = []
        try file.forEachLine { number, bytes throws(ArchiveError) in
            if PrunedLine.isOne(bytes) { return }
            guard let line = LedgerLine(json: bytes) else { throw .corrupt("\(file.name):\(number): not a line of a ledger") }
            guard LedgerLine.words.contains(line.kind) else { return }
            guard let word = line.said else { throw .corrupt("\(file.name):\(number): an editor's word without its parts") }
            words.append(word)
        }
        said = words
        return words
    }

    private func toldByNow() throws(ArchiveError) -> Set<Told> {
        var told = Set<Told>()
        _ = try editions { rule, closing in
            told.insert(Told(rule: rule, closing: closing.keptMilliseconds))
            return false
        }
        try file.settle()
        return told
    }
}

/// A line of the ledger as it is written. Names in it are on disk: never change one, only add.
private struct LedgerLine: Codable {
    struct Kind: RawRepresentable, Hashable, Codable {
        let rawValue: String
        static let edition = Kind(rawValue: "edition")
        static let join = Kind(rawValue: "join")
        static let split = Kind(rawValue: "split")
        static let correct = Kind(rawValue: "correct")
    }

    static let words: [Kind] = [.join, .split, .correct]

    struct Edition: Codable {
        let closing: Int64
        let opened: Int64?
        let path: String
        let rule: String
        let stories: [Story]
        let title: String
    }

    struct Story: Codable {
        let id: String
        /// Key and hash of each.
        let items: [[String]]
        /// Absent is false.
        let page: Bool?
    }

    struct Word: Codable {
        let at: Int64
        let keys: [String]
        /// Of a correction only.
        var add: [AddedTag]?
        var remove: [String]?
    }

    struct AddedTag: Codable {
        let id: String
        let kind: String
        let label: String
        let score: Int
    }

    let kind: Kind
    let edition: Edition?
    let join: Word?
    let split: Word?
    let correct: Word?

    init(_ edition: PublishedEdition) {
        kind = .edition
        (join, split, correct) = (nil, nil, nil)
        self.edition = Edition(
            closing: edition.closing.keptMilliseconds, opened: edition.opened?.keptMilliseconds, path: edition.path,
            rule: edition.rule,
            stories: edition.stories.map { story in
                Story(
                    id: story.id.description, items: story.items.map { [$0.0.description, $0.1.description] },
                    page: story.hasPage ? true : nil)
            },
            title: edition.title)
    }

    init(_ said: EditorsWord.Said) {
        let at = said.at.keptMilliseconds
        edition = nil
        switch said.word {
        case .join(let one, let other):
            kind = .join
            (join, split, correct) = (Word(at: at, keys: [one.description, other.description]), nil, nil)
        case .split(let key):
            kind = .split
            (join, split, correct) = (nil, Word(at: at, keys: [key.description]), nil)
        case .correct(let key, let add, let remove):
            kind = .correct
            (join, split) = (nil, nil)
            correct = Word(
                at: at, keys: [key.description],
                add: add.map { AddedTag(id: $0.id, kind: $0.kind.rawValue, label: $0.label, score: $0.score) }, remove: remove)
        }
    }

    /// Nil when its parts are not there.
    var said: EditorsWord.Said? {
        guard let word = join ?? split ?? correct else { return nil }
        let keys = word.keys.compactMap { Key($0) }
        let at = Date(milliseconds: word.at)
        switch (kind, keys.count) {
        case (.join, 2): return EditorsWord.Said(.join(keys[0], keys[1]), at: at)
        case (.split, 1): return EditorsWord.Said(.split(keys[0]), at: at)
        case (.correct, 1):
            let add = (word.add ?? []).compactMap { tag in
                Tag.Kind(rawValue: tag.kind).map { Tag(id: tag.id, label: tag.label, kind: $0, score: tag.score, evidence: []) }
            }
            guard let remove = word.remove, add.count == word.add?.count else { return nil }
            return EditorsWord.Said(.correct(keys[0], add: add, remove: remove), at: at)
        default: return nil
        }
    }

    /// Nil when `json` is no object with a kind, or one of a kind we know without its parts.
    init?(json: [UInt8]) {
        struct AnyKind: Decodable { let kind: Kind }
        let decoder = JSONDecoder()
        let data = Data(json)
        guard let kind = (try? decoder.decode(AnyKind.self, from: data))?.kind else { return nil }
        self.kind = kind
        // What other kinds hold is theirs: a later wiredesk may well use a member of the same name otherwise.
        let line = kind == .edition || LedgerLine.words.contains(kind) ? try? decoder.decode(LedgerLine.self, from: data) : nil
        edition = kind == .edition ? line?.edition : nil
        join = kind == .join ? line?.join : nil
        split = kind == .split ? line?.split : nil
        correct = kind == .correct ? line?.correct : nil
    }

    /// Of which rule and closing an edition's line is; nil where it is no such line, or its parts are not all there.
    static func told(json: [UInt8]) -> (rule: String, closing: Date)? {
        struct Head: Decodable {
            struct Edition: Decodable {
                let closing: Int64
                let rule: String
                let path: String
                let title: String
            }
            let kind: Kind
            let edition: Edition
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(json)), head.kind == .edition else { return nil }
        return (head.edition.rule, Date(milliseconds: head.edition.closing))
    }

    /// With its names in order, so that the same edition is the same bytes.
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

extension LedgerLine.Edition {
    /// Nil when a key or hash is none.
    var published: PublishedEdition? {
        var told: [PublishedEdition.ToldStory] = []
        for story in stories {
            guard let id = Key(story.id) else { return nil }
            var items: [(Key, TextHash)] = []
            for item in story.items {
                // A hash is written as a key is.
                guard item.count == 2, let key = Key(item[0]), let hash = Key(item[1]) else { return nil }
                items.append((key, TextHash(bits: hash.bits)))
            }
            told.append(PublishedEdition.ToldStory(id: id, items: items, hasPage: story.page ?? false))
        }
        return PublishedEdition(
            rule: rule, path: path, title: title, opened: opened.map(Date.init(milliseconds:)),
            closing: Date(milliseconds: closing), stories: told)
    }
}
