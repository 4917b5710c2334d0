import News
import Testing

@testable import FeedReader

func read(_ text: String, source: String? = "s", limits: ReadingLimits = .standard) throws(FeedError) -> Feed {
    try FeedReader(limits: limits).read(Array(text.utf8), source: source)
}

func rss(_ channel: String) -> String { "<rss version=\"2.0\"><channel><title>Tarn Radio</title>\(channel)</channel></rss>" }

func titles(_ feed: Feed) -> [String?] { feed.items.map(\.title) }

struct NoFeedTests {
    @Test(arguments: [
        ("", FeedError(.empty, "it is empty: whoever fetched it got nothing")),
        (" \n\t", FeedError(.empty, "there is nothing but white space in it")),
        (
            "\n<html><body>Bad</body></html>",
            FeedError(
                .notFeed, line: 2,
                "a web page, no feed: root element is \"html\"; where that is a server's error, fetch with `curl -f`")
        ),
        (
            "<!DOCTYPE html><html>",
            FeedError(
                .notFeed, line: 1,
                "a web page, no feed: root element is \"html\"; where that is a server's error, fetch with `curl -f`")
        ),
        (
            "502 Bad Gateway",
            FeedError(
                .notFeed,
                "plain text, no feed; it begins with \"502 Bad Gateway\"; where that is a server's error, fetch with `curl -f`")
        ),
        (
            "<opml version='2.0'/>",
            FeedError(
                .notFeed, line: 1,
                "a list of feeds (OPML), no feed: root element is \"opml\"; fetch the feeds that it names, and drop those")
        ),
        (
            "<urlset/>",
            FeedError(.notFeed, line: 1, "a sitemap, no feed: root element is \"urlset\"; fetch the site's feed instead")
        ),
        ("<doc/>", FeedError(.notFeed, line: 1, "no feed: root element is \"doc\"")),
        (
            "<?xml version='1.0'?>",
            FeedError(.notFeed, "no root element; it begins with \"<?xml version='1.0'?>\"")
        ),
        (" [{\"title\": \"a\"}]", FeedError(.notFeed, "JSON, but no JSON Feed: a list")),
        ("Hello", FeedError(.notFeed, "plain text, no feed; it begins with \"Hello\"")),
        ("From: a@b.example\n\nHi", FeedError(.notFeed, "a mail, no feed; it begins with \"From: a@b.example  Hi\"")),
        ("#!/bin/sh\n", FeedError(.notFeed, "a script, no feed; it begins with \"#!/bin/sh\"")),
        ("\0\u{1}\u{2}", FeedError(.notFeed, "binary data of no kind that is known here, no feed")),
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
