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
            counts: try archive.counts(after: opened, through: closing), after: History(opened: opened), at: closing,
            by: rules, stem: stem, isClosed: isClosed)
        let edition = plan.edition(with: try archive.items(plan.keys, through: closing)).mapStories(book.withSharedWords)
        return (edition, StoryPages.Standing(outlines: outlines, heads: heads, horizon: horizon, closing: closing))
    }
}

extension Configuration {
    private static let day: Int64 = 86_400_000

    /// The topics that an edition's sections are made of, in their order: those it chose, or all at the top.
    func sections(of rules: EditionRules) -> [Topic] {
        if rules.choice.topics.isEmpty { return topics.filter { $0.parent == nil && $0.kind == .topic } }
        return rules.choice.topics.compactMap { id in topics.first { $0.id == id } }
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
