import FoundationEssentials
import News

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
        /// Whether it links to the story's own page.
        package let hasPage: Bool
        package static func == (a: Self, b: Self) -> Bool {
            a.id == b.id && a.hasPage == b.hasPage && a.items.elementsEqual(b.items, by: ==)
        }
        package func hash(into hasher: inout Hasher) { hasher.combine(id) }
        package init(id: Key, items: [(Key, TextHash)], hasPage: Bool = false) {
            self.id = id
            self.items = items
            self.hasPage = hasPage
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

/// A published edition without what it told: see `PublishedEdition`.
package struct EditionHeading: Hashable, Sendable {
    package let rule: String
    package let path: String
    package let title: String
    package let opened: Date?
    package let closing: Date
    /// How many it told.
    package let stories: Int
}

/// How many editions there are, and the closings of the first and the last.
package struct EditionsStanding: Hashable, Sendable {
    let count: Int
    let newest: Int64?
    let oldest: Int64?
}
