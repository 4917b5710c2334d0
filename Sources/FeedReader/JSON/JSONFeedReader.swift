import FoundationEssentials
import News

/// JSON Feed 1.0 and 1.1 documents: jsonfeed.org/version/1.1. Also what `read` prints.
struct JSONFeedReader {
    private let text: UnsafeBufferPointer<UInt8>
    private let limits: ReadingLimits
    private let outline: JSONOutline
    private let decoder = JSONDecoder()
    private var draft = FeedDraft()
    private var repairs: [Repair] = []
    private var place = TextPlace()
    private var seen = 0

    private static let names: Set<String> = [
        "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "author",
    ]

    /// Nil when `text`, UTF-8, is no JSON at all. Throws `.notFeed` for other JSON.
    init?(_ text: UnsafeBufferPointer<UInt8>, arrived: Date?, limits: ReadingLimits) throws(FeedError) {
        guard let outline = try JSONOutline(of: text, names: Self.names, limits: limits) else { return nil }
        self.text = text
        self.limits = limits
        self.outline = outline
        guard let format = string("version").flatMap(Self.format) ?? unversioned else {
            throw FeedError(.notFeed, line: 1, "JSON, but no JSON Feed: its version is none of jsonfeed.org's")
        }
        guard outline.items != nil else { throw FeedError(.notFeed, line: 1, "a JSON Feed without items") }
        draft.format = format
        draft.arrived = arrived
    }

    /// A document without a version is a feed where it has members that only JSON Feed has.
    private var unversioned: String? {
        let (members, items) = (outline.members, outline.items)
        let isFeed = items != nil && members["version"] == nil && (members["home_page_url"] ?? members["feed_url"]) != nil
        return isFeed ? "json feed" : nil
    }

    /// `json feed 1.1`; nil unless `version` is an address as the specification has it, scheme and case aside.
    private static func format(_ version: String) -> String? {
        let version = version.lowercased()
        guard version.contains("jsonfeed.org/version/"), let number = version.split(separator: "/").last else { return nil }
        return "json feed \(number.prefix(8).filter { $0.isASCII && ($0.isNumber || $0 == ".") })"
    }

    /// To be called once.
    mutating func feed(source: String?, repairs before: [Repair]) -> Feed {
        head()
        for range in outline.items ?? [] { read(range) }
        if let cut = outline.cutItem {
            seen += 1
            refuse("truncated", at: cut, "the file ends in the middle of this item")
        }
        if outline.isTruncated {
            repairs.append(Repair(code: "truncated", message: "the file ends in the middle of the document"))
        }
        if let junk = outline.junk { note("junk-after", at: junk, "text after the feed, left out") }
        var feed = draft.feed(source: source, seen: seen, repairs: before + repairs, inheritsAuthors: true)
        feed.isTruncated = outline.isTruncated
        return feed
    }

    private mutating func head() {
        let title = JSONItem.clean(string("title")).map {
            $0.utf8.count > limits.maxTitleBytes ? $0.cut(to: limits.maxTitleBytes) : $0
        }
        draft.title.offer(title, rank: 0)
        draft.description.offer(JSONItem.clean(string("description")), rank: 0)
        draft.language.offer(string("language").flatMap(FeedBuilder.language), rank: 0)
        draft.ownAddress = string("feed_url").flatMap { Address.absolute($0, base: nil) }
        let home = string("home_page_url").flatMap { Address.absolute($0, base: draft.ownAddress) }
        draft.homePageURL.offer(home, rank: 0)
        let people = value("authors", as: [JSONPerson].self) ?? value("author", as: JSONPerson.self).map { [$0] } ?? []
        draft.authors = people.prefix(100).compactMap(\.author)
    }

    private mutating func read(_ range: Range<Int>) {
        seen += 1
        guard range.count <= 4 * limits.maxTextBytes else {
            return refuse("too-much", at: range.lowerBound, "the item is longer than \(4 * limits.maxTextBytes) bytes")
        }
        place.move(to: range.lowerBound, in: text)
        do {
            let given = try decoder.decode(JSONItem.self, from: data(range))
            var item = given.item(within: limits, base: draft.homePageURL.value ?? draft.ownAddress, at: place)
            // An item that we printed ourselves is one, with whatever it had that is not printed.
            if item.isEmpty, given.key == nil {
                refuse("empty-item", at: range.lowerBound, "there is nothing in it")
            } else {
                for date in [item.published, item.modified].compactMap(\.self) where draft.isFuture(date) {
                    item.repairs.append(.future(date, line: place.line, column: place.column))
                }
                if item.url != nil, !item.hasAbsoluteURL { draft.hasRelativeAddresses = true }
                draft.keep(item)
            }
        } catch {
            let start = quoted(UnsafeBufferPointer(rebasing: text[range].prefix(40)))
            refuse("bad-json", at: range.lowerBound, "the item is no JSON object; it begins with \(start)")
        }
    }

    private mutating func refuse(_ code: String, at offset: Int, _ message: String) {
        place.move(to: offset, in: text)
        draft.refused.append(Repair(code: code, line: place.line, column: place.column, message: message))
    }

    private mutating func note(_ code: String, at offset: Int, _ message: String) {
        var place = TextPlace()
        place.move(to: offset, in: text)
        repairs.append(Repair(code: code, line: place.line, column: place.column, message: message))
    }

    private func data(_ range: Range<Int>) -> Data { Data(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[range])) }

    private mutating func string(_ name: String) -> String? { value(name, as: String.self) }

    /// A member of the feed's own; one that cannot be read costs itself.
    private mutating func value<Value: Decodable>(_ name: String, as type: Value.Type) -> Value? {
        guard let range = outline.members[name] else { return nil }
        if range.count <= 4 * limits.maxTextBytes, let value = try? decoder.decode(Value?.self, from: data(range)) {
            return value
        }
        note("bad-field", at: range.lowerBound, "\"\(name)\" has another type than it should")
        return nil
    }
}
