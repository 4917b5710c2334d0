import Archive
import Crypto
import Logging
import News
import Newsroom
import Press

/// What other topics do, or would do, to the items that are in.
package struct Retagging: Hashable, Sendable {
    /// Of one topic.
    package struct Change: Codable, Hashable, Sendable {
        package let id: String
        package let label: String
        /// Items that had it, and that have it now.
        package var before = 0
        package var after = 0
        /// Items that got it, and that lost it.
        package var gained = 0
        package var lost = 0
        /// Headlines of the first of these, with `+` or `-` before them.
        package var samples: [String] = []

        static let mostSamples = 10
    }

    package var texts = 0
    /// Texts whose tags are others now, if only their points.
    package var changed = 0
    package var changes: [String: Change] = [:]

    /// Topics of which items came or went, most first.
    package var moved: [Change] {
        changes.values.filter { $0.gained + $0.lost > 0 }.sorted {
            ($1.gained + $1.lost, $0.id) < ($0.gained + $0.lost, $1.id)
        }
    }

    package mutating func count(_ item: Item, before: [Tag], after: [Tag]) {
        texts += 1
        for tag in before { changes[tag.id, default: Change(id: tag.id, label: tag.label)].before += 1 }
        for tag in after { changes[tag.id, default: Change(id: tag.id, label: tag.label)].after += 1 }
        let headline = item.title ?? item.summary ?? item.url ?? item.key.description
        for tag in after where !before.contains(where: { $0.id == tag.id }) {
            changes[tag.id]?.gained += 1
            changes[tag.id]?.add("+ " + headline)
        }
        for tag in before where !after.contains(where: { $0.id == tag.id }) {
            changes[tag.id]?.lost += 1
            changes[tag.id]?.add("- " + headline)
        }
    }

    /// Looks through the whole archive with what is configured, and changes nothing.
    /// - `progress`: called after each slice with the place reached and the last one.
    package static func dryRun(
        in folders: DeskFolders, by configuration: Configuration, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(DeskError) -> Retagging {
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else { return Retagging() }
            var pass = RetaggingPass(by: configuration.makeTagger(), through: try archive.lastText())
            while try pass.look(at: archive) != nil { progress(pass.place, pass.lastPlace) }
            return pass.found
        } catch {
            throw DeskError(error)
        }
    }

    /// What `retag` answers.
    /// - `isDry`: nothing was changed.
    package func answer(isDry: Bool = false) -> Answer {
        Answer(
            isDone: true, lines: lines(isDry: isDry), facts: Answer.Facts(texts: texts, changed: changed, topics: moved))
    }

    /// For people: each topic that moved with its samples, and last what it was in all.
    func lines(isDry: Bool = false) -> [String] {
        let moved = moved
        var lines: [String] = []
        for topic in moved {
            lines.append("\(topic.id): \(topic.before) -> \(topic.after) (+\(topic.gained) -\(topic.lost))")
            lines += topic.samples.map { "  " + $0.prefix(120) }
        }
        let topics = "\(counted(moved.count, "topic", "topics")) \(isDry ? "would come or go" : "came or went")"
        lines.append(
            "\(counted(texts, "text", "texts")): \(grouped(changed)) \(isDry ? "would change" : "changed"); \(topics)")
        return lines
    }
}

extension Retagging.Change {
    fileprivate mutating func add(_ sample: String) {
        // Revisions mostly have one headline.
        if samples.count < Self.mostSamples, !samples.contains(sample) { samples.append(sample) }
    }
}

/// A way through the texts of an archive, a slice at a time. Lost with the process: whoever begins anew finds what is left to do.
struct RetaggingPass {
    let tagger: Tagger
    /// What is filed after it has its tags from the topics in force.
    private let end: Int64
    private var last: Int64 = 0
    private(set) var found = Retagging()
    var place: Int { Int(last) }
    var lastPlace: Int { Int(end) }

    /// So few that filing does not wait for them: some 20 ms.
    static let textsOfASlice = 200

    /// - `end`: the last text to be looked at.
    init(by tagger: Tagger, through end: Int64) {
        self.tagger = tagger
        self.end = end
    }

    /// Goes on by a slice. Answers what is to have other tags there; nil at the end.
    mutating func look(at archive: Archive) throws -> [(id: Int64, tags: [Tag])]? {
        if last >= end { return nil }
        let texts = try archive.texts(after: last, most: Self.textsOfASlice).filter { $0.id <= end }
        guard let place = texts.last?.id else { return nil }
        last = place
        let tagger = tagger
        let tags = Desk.spread(texts.count, chunk: 32) { tagger.tags(for: texts[$0].item, source: texts[$0].source) }
        var changed: [(id: Int64, tags: [Tag])] = []
        for (text, tags) in zip(texts, tags) {
            found.count(text.item, before: text.tags, after: tags)
            if !Self.areSame(text.tags, tags) { changed.append((text.id, tags)) }
        }
        found.changed += changed.count
        return changed
    }

    /// But for the sentences, which are not kept.
    static func areSame(_ a: [Tag], _ b: [Tag]) -> Bool {
        a.count == b.count
            && zip(a, b).allSatisfy { a, b in
                a.id == b.id && a.label == b.label && a.kind == b.kind && a.score == b.score
                    && a.evidence.count == b.evidence.count
                    && zip(a.evidence, b.evidence).allSatisfy {
                        ($0.field, $0.text, $0.offset, $0.term) == ($1.field, $1.text, $1.offset, $1.term)
                            && $0.points == $1.points
                    }
            }
    }
}

extension Desk {
    /// Applies the topics in force to the next texts of the archive. Answers what it did in all, once it is through; nil before. Cut short,
    /// what is done is done, and doing it again does the rest.
    /// - `values`: of the request: the topics that are meant, as `topicsDigest` has them; empty for those in force.
    func retag(_ values: [String]) throws -> Answer? {
        if let meant = values.first, meant != configuration.topicsDigest {
            retagging = nil
            return .refused(
                "the desk at work has other topics in force than those asked for: name its configuration with --config, or have it take them up first (SIGHUP; `wiredesk status` tells what is wrong with them)"
            )
        }
        var pass = try retagging ?? RetaggingPass(by: tagger, through: try archive.lastText())
        guard let changed = try pass.look(at: archive) else {
            retagging = nil
            tally.retagged += 1
            return pass.found.answer()
        }
        try archive.setTags(changed)
        retagging = pass
        return nil
    }
}
