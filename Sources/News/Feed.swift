import FoundationEssentials

/// One feed file as it was read.
package struct Feed: Hashable, Sendable {
    /// `rss 2.0`, `rss 1.0`, `atom 1.0` ...
    package var format: String
    /// Who published: the inbox subfolder, else `@` and the host of the feed's own link, else `@unknown`.
    package var source: String
    package var title: String?
    /// Absolute address of the site, not of the feed.
    package var homePageURL: String?
    package var description: String?
    package var language: String?
    /// The feed's own build date (`lastBuildDate`, `pubDate`, Atom `updated`). Nil when absent or unreadable.
    package var built: Date?
    /// In the feed's order.
    package var items: [Item]
    /// Items that could not be kept, each with its reason. `seen == items.count + refused.count`.
    package var refused: [Repair]
    /// Starts of items counted on their own, apart from what became of them.
    package var seen: Int
    /// What had to be mended outside items.
    package var repairs: [Repair]
    /// The file ends before the feed does: more of it may be on its way.
    package var isTruncated = false

    package init(
        format: String, source: String, title: String? = nil, homePageURL: String? = nil, description: String? = nil,
        language: String? = nil, built: Date? = nil, items: [Item] = [], refused: [Repair] = [], seen: Int = 0,
        repairs: [Repair] = []
    ) {
        self.format = format
        self.source = source
        self.title = title
        self.homePageURL = homePageURL
        self.description = description
        self.language = language
        self.built = built
        self.items = items
        self.refused = refused
        self.seen = seen
        self.repairs = repairs
    }
}
