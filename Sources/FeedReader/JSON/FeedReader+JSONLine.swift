import FoundationEssentials
import News

extension FeedReader {
    /// One JSON Feed item, as `tag` and `group` get them a line. Its source is `_wiredesk.feed.title`, else `@unknown`; its
    /// key is `_wiredesk.key` where given. `arrived`, `time` and `revised` are `date_published`, else 1970.
    package func readItem(jsonLine: [UInt8]) throws(FeedError) -> FiledItem {
        let given: JSONItem
        do {
            given = try JSONDecoder().decode(JSONItem.self, from: Data(jsonLine))
        } catch {
            throw FeedError(.json, "not a JSON Feed item: \(JSONItem.reason(error) ?? "the line is no JSON object")")
        }
        // A line is a program's, and can be mended where it is made; a feed is a stranger's.
        if let fault = given.faults.first { throw FeedError(.json, "not a JSON Feed item: \(fault)") }
        if given.isFeed {
            throw FeedError(.json, "a feed, not an item; its items are what is wanted (jq -c '.items[]?')")
        }
        let source = given.feedTitle ?? "@unknown"
        var item = given.item(within: limits, base: nil)
        item.key = given.key ?? Identity(of: item).key(source: source)
        let time = item.published ?? Date(timeIntervalSince1970: 0)
        return FiledItem(
            item: item, source: source, sourceTitle: given.feedTitle, arrived: time, time: time, revised: time)
    }
}
