import FoundationEssentials
import GRDB
import News

/// Keeps items, revisions, deliveries and editions in SQLite. Used from one queue.
package final class Archive {
    /// Opens the archive at `path`, making or migrating it.
    package init(at path: String) throws(ArchiveError) { fatalError("not built yet") }

    /// For each sighting, in their order, what is held of it now.
    package func standings(of sightings: [(key: Key, hash: TextHash)]) throws(ArchiveError) -> [Standing] { [] }

    /// Files the deliveries in one durable transaction, in the order given; answers beside them.
    package func file(_ deliveries: [Delivery]) throws(ArchiveError) -> [Filing] { [] }

    /// The items as they stood at `closing` that first arrived, or were last revised, after `horizon`: by time, then key.
    package func items(after horizon: Date, through closing: Date) throws(ArchiveError) -> [FiledItem] { [] }

    /// What arrived in (`opened`, `closing`]; `copies` is left at 0, it is for Newsroom to say.
    package func counts(after opened: Date?, through closing: Date) throws(ArchiveError) -> Edition.Counts { .init() }

    /// Nil while nothing was filed.
    package func firstArrival() throws(ArchiveError) -> Date? { nil }

    /// The last closing of the edition's rule (`live`, `morning`), nil when none was published.
    package func lastClosing(of rule: String) throws(ArchiveError) -> Date? { nil }

    /// Keeps that an edition was published. Twice is once.
    package func keep(_ edition: PublishedEdition) throws(ArchiveError) {}

    /// Published editions, newest first.
    package func editions(limit: Int) throws(ArchiveError) -> [PublishedEdition] { [] }

    /// Failed deliveries, newest first.
    package func failures(limit: Int) throws(ArchiveError) -> [Failure] { [] }

    package func totals() throws(ArchiveError) -> Totals { .init(items: 0, revisions: 0, sources: 0, files: 0, failed: 0) }

    /// By name.
    package func sources() throws(ArchiveError) -> [SourceSummary] { [] }

    /// SQLite's, for `status`.
    package static var libraryVersion: String { "" }
}

package struct Failure: Hashable, Sendable {
    package let path: String
    package let source: String
    package let arrived: Date
    package let code: String
    package let line: Int?
    package let column: Int?
    package let message: String
}

package struct Totals: Hashable, Sendable {
    package let items: Int
    package let revisions: Int
    package let sources: Int
    package let files: Int
    package let failed: Int
}

package struct SourceSummary: Hashable, Sendable {
    package let name: String
    package let title: String?
    package let items: Int
    package let files: Int
    package let lastArrival: Date
}

/// What the ledger and the archive keep of a published edition.
package struct PublishedEdition: Hashable, Sendable {
    /// The rule's name, `morning`.
    package let rule: String
    /// Stem of its files below digests/, `2026/11/22/morning`.
    package let path: String
    package let title: String
    package let opened: Date?
    package let closing: Date
    /// What it told: each story with the items, and their texts, that were fresh in it.
    package let stories: [ToldStory]

    package struct ToldStory: Hashable, Sendable {
        package let id: Key
        package let items: [(Key, TextHash)]
        package static func == (a: Self, b: Self) -> Bool { a.id == b.id && a.items.elementsEqual(b.items, by: ==) }
        package func hash(into hasher: inout Hasher) { hasher.combine(id) }
        package init(id: Key, items: [(Key, TextHash)]) {
            self.id = id
            self.items = items
        }
    }

    package init(rule: String, path: String, title: String, opened: Date?, closing: Date, stories: [ToldStory]) {
        self.rule = rule
        self.path = path
        self.title = title
        self.opened = opened
        self.closing = closing
        self.stories = stories
    }
}
