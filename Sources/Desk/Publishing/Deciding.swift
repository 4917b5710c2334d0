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
        let items = configuration.named(try archive.items(plan.keys, through: closing))
        let edition = plan.edition(with: items).mapStories(book.withSharedWords)
        return (edition, StoryPages.Standing(outlines: outlines, heads: heads, horizon: horizon, closing: closing))
    }
}

extension Deciding {
    /// Where the window of a number that closes at `closing` begins, by what was published; nil for the first arrival.
    /// - `last`: when the number before it closed; nil for the first of its name.
    func opening(of rules: EditionRules, after last: Date?, at closing: Date, _ configuration: Configuration) throws -> Date? {
        let justBefore = Date(milliseconds: closing.milliseconds - 1)
        var openings = try rules.after.map { try archive.lastClosing(of: $0, through: justBefore) }
        openings.append(
            try last
                ?? rules.firstOpening(at: closing, after: configuration.rules, since: try archive.firstArrival()) {
                    try archive.lastClosing(of: $0, through: $1)
                })
        return openings.compactMap(\.self).max()
    }

    /// What an edition is made of.
    private struct Material {
        /// In the order of time and key.
        let heads: [ItemHead]
        let words: [EditorsWord]
        let together: [[Key]]
    }

    /// What is to be told reaches back to the last closing, however long the desk was off.
    private func beginning(opened: Date?, closing: Date, _ configuration: Configuration) throws -> Date {
        let horizon = configuration.horizon(of: closing)
        let told = try opened ?? archive.firstArrival().map { Date(milliseconds: $0.milliseconds - 1) } ?? horizon
        return min(horizon, told)
    }

    private func material(
        opened: Date?, closing: Date, _ words: [EditorsWord.Said], _ configuration: Configuration
    ) throws -> Material {
        let since = try beginning(opened: opened, closing: closing, configuration)
        let words = words.filter { $0.at <= closing }.map(\.word)
        var heads = try archive.heads(after: since, through: closing)
            .filter { $0.mayBeTold(at: closing) }
        Corrections(words).apply(to: &heads)
        return Material(heads: heads, words: words, together: try archive.toldTogether(after: since, before: closing))
    }

    /// So many items are grouped within some three seconds.
    static let itemsAtOnce = 50_000

    /// Brings the book nearer to what an edition at `closing` is decided from, by `most` items: an archive of very many is taken up in
    /// steps, between which files are taken in.
    /// - Returns: how many items the book holds, and of how many; nil when no more than `most` are left, which an edition takes up itself.
    mutating func prepare(
        opened: Date?, closing: Date, _ words: [EditorsWord.Said], _ configuration: Configuration, most: Int = itemsAtOnce
    ) throws -> (held: Int, of: Int)? {
        let since = try beginning(opened: opened, closing: closing, configuration)
        // Most archives are small: nobody need look at what is in them twice.
        if try archive.itemCount(after: since, through: closing) - book.count <= most { return nil }
        let material = try material(opened: opened, closing: closing, words, configuration)
        let (end, all) = (book.count + most, material.heads.count)
        if end >= all { return nil }
        book.update(to: Array(material.heads[..<end]), editors: material.words, together: material.together)
        return all - end <= most ? nil : (end, all)
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

    /// With the names of their publishers.
    func named(_ items: [FiledItem]) -> [FiledItem] {
        var (items, publishers) = (items, PublisherNames(given: names))
        publishers.name(&items)
        return items
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
