import News

/// Tags items by topic. Made once, used from any thread.
package struct Tagger: Sendable {
    package init(topics: [Topic]) {}

    /// Best first, then by id; each with its evidence. Parents come with their children, after them.
    package func tags(for item: Item) -> [Tag] { [] }
}
