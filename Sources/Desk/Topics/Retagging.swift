import Archive
import Logging
import News
import Newsroom

/// What other topics do, or would do, to the items that are in.
package struct Retagging: Hashable, Sendable {
    /// Of one topic.
    package struct Change: Hashable, Sendable {
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

    /// Applies what is configured to the whole archive. Throws `taken` while a desk is at work there: what it files meanwhile would
    /// be tagged by the old topics.
    package static func run(
        in folders: DeskFolders, by configuration: Configuration, log: Logger
    ) throws(DeskError) -> Retagging { try Desk.opened(in: folders, by: configuration, log: log).retag() }

    /// Looks through the whole archive with what is configured, and changes nothing.
    package static func dryRun(in folders: DeskFolders, by configuration: Configuration) throws(DeskError) -> Retagging {
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else { return Retagging() }
            return try Desk.retag(archive, by: configuration.makeTagger(), writing: false)
        } catch {
            throw DeskError(error)
        }
    }
}

extension Retagging.Change {
    fileprivate mutating func add(_ sample: String) {
        if samples.count < Self.mostSamples { samples.append(sample) }
    }
}

extension Desk {
    /// Applies the configured topics to every text of the archive. Cut short, what is done is done, and doing it again does the rest.
    func retag() throws(DeskError) -> Retagging {
        do {
            return try Desk.retag(archive, by: configuration.makeTagger(), writing: true)
        } catch {
            throw DeskError(error)
        }
    }

    fileprivate static func retag(_ archive: Archive, by tagger: Tagger, writing: Bool) throws -> Retagging {
        var retagging = Retagging()
        var last: Int64 = 0
        while true {
            let texts = try archive.texts(after: last, most: 500)
            guard let end = texts.last else { return retagging }
            last = end.id
            let tags = Desk.spread(texts.count, chunk: 32) { tagger.tags(for: texts[$0].item, source: texts[$0].source) }
            var changed: [(id: Int64, tags: [Tag])] = []
            for (text, tags) in zip(texts, tags) {
                retagging.count(text.item, before: text.tags, after: tags)
                if !Desk.areSame(text.tags, tags) { changed.append((text.id, tags)) }
            }
            retagging.changed += changed.count
            if writing { try archive.setTags(changed) }
        }
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
