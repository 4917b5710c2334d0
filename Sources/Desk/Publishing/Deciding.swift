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
        let horizon = configuration.horizon(of: closing)
        // What is to be told reaches back to the last closing, however long the desk was off.
        let told = try opened ?? archive.firstArrival().map { Date(milliseconds: $0.milliseconds - 1) } ?? horizon
        let words = words.filter { $0.at <= closing }.map(\.word)
        let since = min(horizon, told)
        var heads = try archive.heads(after: since, through: closing)
            .filter { $0.mayBeTold(at: closing) }
        Corrections(words).apply(to: &heads)
        book.update(to: heads, editors: words, together: try archive.toldTogether(after: since, before: closing))
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
