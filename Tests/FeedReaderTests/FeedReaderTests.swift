import News
import Testing

@testable import FeedReader

func read(_ text: String, source: String? = "s", limits: ReadingLimits = .standard) throws(FeedError) -> Feed {
    try FeedReader(limits: limits).read(Array(text.utf8), source: source)
}

func rss(_ channel: String) -> String { "<rss version=\"2.0\"><channel><title>Tarn Radio</title>\(channel)</channel></rss>" }

func titles(_ feed: Feed) -> [String?] { feed.items.map(\.title) }

struct ConservationTests {
    /// Whatever happens to a file, each item that was seen is kept or refused.
    @Test(arguments: [
        rss("<item><title>a</title></item><item/><item> </item><item><guid>b</guid></item>"),
        rss("<item><title>a<item><title>b<item><title>c"),
        rss("<item><title>a</title></item><item><title>b</title><description>&lt;p>cut he"),
        rss("<item><title>a</item></title><item><link>http://x.example/</item></channel>"),
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry/><entry><title>a</title></entry><entry><id>x",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item/><item rdf:about='u'/>",
    ])
    func seenIsKeptAndRefused(_ text: String) throws {
        let feed = try read(text)
        #expect(feed.seen == feed.items.count + feed.refused.count)
        #expect(feed.seen >= 2)
    }

    @Test func anItemWithNothingInItIsRefusedWithAReason() throws {
        let feed = try read(rss("<item><title>a</title></item>\n<item> <category/> </item>"))
        #expect(titles(feed) == ["a"])
        #expect(feed.refused == [Repair(code: "empty-item", line: 2, column: 27, message: "there is nothing in it")])
    }

    @Test func itemsAreCountedWhereverTheyStand() throws {
        let feed = try read(
            "<rss><item><title>a</title></item><channel><items><item><title>b</title></item></items></channel></rss>")
        #expect(titles(feed) == ["a", "b"])
    }

    @Test(arguments: ["<rss/>", "<rss><channel/></rss>", "<feed/>"])
    func aFeedWithoutItemsIsAFeed(_ text: String) throws {
        #expect(try read(text).seen == 0)
    }
}

struct NoFeedTests {
    @Test(arguments: [
        ("", FeedError(.empty, "it is empty")),
        (" \n\t", FeedError(.empty, "there is nothing but white space in it")),
        ("\n<html><body>Bad</body></html>", FeedError(.notFeed, line: 2, "a web page, no feed: root element is \"html\"")),
        ("<!DOCTYPE html><html>", FeedError(.notFeed, line: 1, "a web page, no feed: root element is \"html\"")),
        ("502 Bad Gateway", FeedError(.notFeed, line: 1, column: 1, "no root element; it begins with \"502 Bad Gateway\"")),
        ("<opml version='2.0'/>", FeedError(.notFeed, line: 1, "a list of feeds (OPML), no feed: root element is \"opml\"")),
    ])
    func whatIsNoFeedSaysWhatItIs(_ text: String, _ error: FeedError) {
        #expect(throws: error) { try read(text) }
    }
}

struct RepairListTests {
    @Test func aBadDateCostsItselfAndIsQuoted() throws {
        let item = try read(rss("<item><title>a</title>\n<pubDate>the day after</pubDate></item>")).items[0]
        #expect(item.published == nil)
        #expect(item.repairs == [Repair(code: "bad-date", line: 2, column: 9, message: "date cannot be read: \"the day after\"")])
    }

    @Test func aHostileNumberOfRepairsIsCountedAndNotKept() throws {
        let feed = try read(rss(String(repeating: "<item><title>a</title><pubDate>never</pubDate></item>", count: 1_010)))
        #expect(feed.items.count == 1_010)
        #expect(feed.items.reduce(0) { $0 + $1.repairs.count } == 1_000)
        #expect(feed.repairs == [Repair(code: "more-repairs", message: "10 more repairs of items, not listed")])
    }
}

@Test func theLibraryNamesItsVersion() {
    let parts = FeedReader.libraryVersion.split(separator: ".").compactMap { Int($0) }
    #expect(parts.count == 3 && parts[0] >= 2)
}
