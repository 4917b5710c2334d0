import Archive
import FoundationEssentials
import News
import Newsroom

/// Decides editions from what the archive holds and editors said; writes nothing.
struct Deciding {
    let archive: Archive
    /// Which items tell the same story, as of the edition decided last: the next one costs by what changed since.
    private(set) var book = StoryBook()

    init(archive: Archive) { self.archive = archive }

    /// - `words`: all that editors said; what was said after `closing` is not heard.
    mutating func edition(
        _ rules: EditionRules, opened: Date?, closing: Date, stem: String, isClosed: Bool, _ words: [EditorsWord.Said],
        _ configuration: Configuration
    ) throws -> (edition: Edition, standing: StoryPages.Standing) {
        let material = try material(opened: opened, closing: closing, words, configuration)
        let (heads, horizon) = (material.heads, configuration.horizon(of: closing))
        book.update(to: heads, editors: material.words, together: material.together)
        let outlines = book.outlines()
        let plan = Newsroom.plan(
            of: outlines, heads: heads, topics: configuration.sections(of: rules), priorities: configuration.priorities,
            counts: try archive.counts(
                after: opened, through: closing,
                of: rules.choice.isOfAllSources ? nil : { rules.choice.chooses(source: $0) }),
            after: History(opened: opened), at: closing, by: rules, stem: stem, isClosed: isClosed)
        var items = try archive.items(plan.keys, through: closing)
        configuration.namePublishers(of: &items)
        let edition = plan.edition(with: items).mapStories(book.withSharedWords)
        return (edition, StoryPages.Standing(outlines: outlines, heads: heads, horizon: horizon, closing: closing))
    }
}

extension Deciding {
    /// What an edition is made of.
    private struct Material {
        /// In the order of time and key.
        let heads: [ItemHead]
        let words: [EditorsWord]
        let together: [[Key]]
    }

    private func material(
        opened: Date?, closing: Date, _ words: [EditorsWord.Said], _ configuration: Configuration
    ) throws -> Material {
        let horizon = configuration.horizon(of: closing)
        // What is to be told reaches back to the last closing, however long the desk was off.
        let told = try opened ?? archive.firstArrival().map { Date(milliseconds: $0.milliseconds - 1) } ?? horizon
        let words = words.filter { $0.at <= closing }.map(\.word)
        let since = min(horizon, told)
        var heads = try archive.heads(after: since, through: closing)
            .filter { $0.mayBeTold(at: closing) }
        Corrections(words).apply(to: &heads)
        return Material(heads: heads, words: words, together: try archive.toldTogether(after: since, before: closing))
    }

    /// So many items are grouped within some three seconds.
    static let itemsAtOnce = 50_000

    /// Brings the book nearer to what an edition at `closing` is decided from, by `most` items and what their last day has beyond: an
    /// archive of very many is taken up in steps, between which files are taken in. Whole days, since a day is grouped as a whole.
    /// - Returns: how many items the book holds, and of how many; with less than `most` to go the edition may be made.
    mutating func prepare(
        opened: Date?, closing: Date, _ words: [EditorsWord.Said], _ configuration: Configuration, most: Int = itemsAtOnce
    ) throws -> (held: Int, of: Int) {
        let material = try material(opened: opened, closing: closing, words, configuration)
        let all = material.heads.count
        if all - book.count <= most { return (book.count, all) }
        var end = book.count + most
        let day = material.heads[end - 1].time.rfc3339.prefix(10)
        while end < all, material.heads[end].time.rfc3339.prefix(10) == day { end += 1 }
        book.update(to: Array(material.heads[..<end]), editors: material.words, together: material.together)
        return (end, all)
    }
}

extension Topic {
    /// Whether editions that choose no topics have a section for it.
    var isSection: Bool { parent == nil && kind == .topic }
}

extension Configuration {
    private static let day: Int64 = 86_400_000

    /// The topics that an edition's sections are made of, in their order: those it chose, or all at the top.
    func sections(of rules: EditionRules) -> [Topic] {
        if rules.choice.topics.isEmpty { return topics.filter(\.isSection) }
        return rules.choice.topics.compactMap { id in topics.first { $0.id == id } }
    }

    /// Names the publisher of each.
    func namePublishers(of items: inout [FiledItem]) {
        var publishers = PublisherNames(given: names)
        publishers.name(&items)
    }

    /// What arrived after it is within the horizon of a closing (DESIGN.md, section 1).
    func horizon(of closing: Date) -> Date {
        let midnight = closing.milliseconds - closing.milliseconds.remainder(Self.day)
        return Date(milliseconds: midnight - Int64(horizonDays) * Self.day - 1)
    }

    /// The last moment at which what arrived then is within the horizon.
    func lastInHorizon(_ arrived: Date) -> Date {
        let midnight = arrived.milliseconds - arrived.milliseconds.remainder(Self.day)
        return Date(milliseconds: midnight + Int64(horizonDays + 1) * Self.day - 1)
    }
}
