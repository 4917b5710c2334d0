import Foundation
import News

/// What the page of a story tells beside the story itself: digests/stories/<id>.html. Nothing in it depends on when it is printed.
package struct StoryPage: Hashable, Sendable {
    /// A text that took the place of an earlier one.
    package struct Revision: Hashable, Sendable {
        package let item: Key
        /// When it came.
        package let arrived: Date
        package let changes: Changes

        package init(item: Key, arrived: Date, changes: Changes) {
            (self.item, self.arrived, self.changes) = (item, arrived, changes)
        }
    }

    /// A story about the same, or in another language, that is not one with it.
    package struct Related: Hashable, Sendable {
        package let story: Key
        package let lead: FiledItem
        /// Names that both have; empty where both link to one address.
        package let shared: [String]
        /// Whether it has a page of its own.
        package let hasPage: Bool

        package init(story: Key, lead: FiledItem, shared: [String], hasPage: Bool) {
            (self.story, self.lead, self.shared, self.hasPage) = (story, lead, shared, hasPage)
        }
    }

    /// A published edition that told it.
    package struct Printing: Hashable, Sendable {
        package let title: String
        /// Below digests/, without its ending.
        package let path: String
        package let closing: Date
        /// Its id there.
        package let story: Key

        package init(title: String, path: String, closing: Date, story: Key) {
            (self.title, self.path, self.closing, self.story) = (title, path, closing, story)
        }
    }

    /// With its lede; `fresh` and `isUpdate` are not looked at.
    package let told: Edition.Told
    /// tz database name.
    package let zone: String
    /// By arrival.
    package let revisions: [Revision]
    package let related: [Related]
    /// Newest first; of very many the newest.
    package let editions: [Printing]

    package init(told: Edition.Told, zone: String, revisions: [Revision], related: [Related], editions: [Printing]) {
        (self.told, self.zone, self.revisions) = (told, zone, revisions)
        (self.related, self.editions) = (related, editions)
    }
}

extension Press {
    /// A story's own page, in digests/stories/: complete in itself, nothing is loaded, nothing runs.
    package func story(_ page: StoryPage) -> [UInt8] {
        var writer = StoryWriter(page)
        return self.page(.story, title: writer.headline, writer.values())
    }

    /// The page of a story that is told under another id by now: leads there by itself, without a script, and says so.
    package func moved(to story: Key) -> [UInt8] {
        // A key is 16 hex digits.
        quiet(
            "What stood here is told in <a href=\"\(story).html\">another story</a> by now.", title: "Told in another story",
            head: """
                <meta http-equiv="refresh" content="0; url=\(story).html">
                <link rel="canonical" href="\(story).html">

                """)
    }

    /// The page of a story of which an agency took everything back.
    package func withdrawn() -> [UInt8] { quiet("The agency that published this took it back.", title: "Withdrawn") }
}
