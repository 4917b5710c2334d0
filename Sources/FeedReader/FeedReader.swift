import News

/// Reads feed files: bytes in, a `Feed` out. A value; used from any thread.
package struct FeedReader: Sendable {
    package init(limits: ReadingLimits = .standard) {}

    /// `source` nil: `@` and the host of the feed's own link, or `@unknown`. Gzip is undone first.
    package func read(_ bytes: [UInt8], source: String?) throws(FeedError) -> Feed {
        throw FeedError(.notFeed, "not built yet")
    }

    /// One JSON Feed item, as `tag` and `group` get them a line. Its source is `_wiredesk.feed.title`, else `@unknown`; its
    /// key is `_wiredesk.key` where given. `arrived`, `time` and `revised` are `date_published`, else 1970.
    package func readItem(jsonLine: [UInt8]) throws(FeedError) -> FiledItem {
        throw FeedError(.json, "not built yet")
    }

    /// libxml2's, for `status`.
    package static var libraryVersion: String { "" }
}
