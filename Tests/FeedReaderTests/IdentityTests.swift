import News
import Testing

@testable import FeedReader

/// The expected keys are the first 16 hex digits of sha256(source NUL kind NUL identity), computed with Python's hashlib.
struct IdentityTests {
    @Test(arguments: [
        ("<guid>urn:one</guid><title>x</title>", "dc647076cc84b0b6"),
        ("<guid>https://WWW.Example.org/One?a=1</guid>", "ed089fe27816183f"),
        ("<link>https://www.example.org/story/?utm_source=rss#top</link>", "2b0103d442e30588"),
        ("<title>Harbour opens</title><pubDate>Sun, 22 Nov 2026 06:30:00 GMT</pubDate>", "afb81025aabe0b85"),
        ("<title>Harbour opens</title><description>&lt;p>Ships&lt;/p></description>", "9af941bba0f5d9ce"),
    ])
    func anItemsKeyIsPinned(_ inside: String, _ key: String) throws {
        #expect(try read(rss("<item>\(inside)</item>"), source: "bbc").items[0].key.description == key)
    }

    @Test func aGuidThatRepeatsCountsOnlyWithTheURL() throws {
        let feed = try read(
            rss(
                """
                <item><guid isPermaLink='false'>same</guid><link>http://example.org/1</link></item>
                <item><guid isPermaLink='false'>same</guid><link>http://example.org/2</link></item>
                <item><guid isPermaLink='false'>same</guid><title>no link</title></item>
                <item><guid isPermaLink='false'>other</guid><link>http://example.org/1</link></item>
                """), source: "bbc")
        #expect(feed.items[1].key.description == "cd8e198f7f44eabf")
        #expect(Set(feed.items.map(\.key)).count == 4)
    }

    @Test func oneItemToldTwiceIsOneIdentity() throws {
        let item = "<item><guid>g</guid><link>http://example.org/1</link></item>"
        let alone = try read(rss(item)).items[0].key
        #expect(try read(rss(item + item.replacing("http:", with: "https:"))).items.map(\.key) == [alone, alone])
    }

    @Test(arguments: [
        ("<title>Harbour opens</title><description>&lt;p>Ships&lt;/p></description>", "85ce5b4821798158"),
        ("<title>A</title><dc:title>B</dc:title><content:encoded>C</content:encoded>", "4808dc8e80e96bcb"),
    ])
    func theHashIsOverTheRawStrings(_ inside: String, _ hash: String) throws {
        #expect(try read(rss("<item>\(inside)</item>")).items[0].hash.description == hash)
    }

    @Test func aChangeOfMarkupIsARevisionAndAChangeOfDateIsNone() throws {
        func hash(_ description: String, _ date: String) throws -> TextHash {
            try read(rss("<item><title>a</title><description>\(description)</description><pubDate>\(date)</pubDate></item>"))
                .items[0].hash
        }
        #expect(try hash("&lt;p>b", "1 Jan 2026") == hash("&lt;p>b", "2 Jan 2026"))
        #expect(try hash("&lt;p>b", "1 Jan 2026") != hash("&lt;p >b", "1 Jan 2026"))
    }
}

struct JSONLineTests {
    @Test func anItemIsReadFromALine() throws {
        let line = """
            {"id": 7, "url": "http://p.example/7", "title": " Harbour  opens", "date_published": "2026-11-22T07:30:00+01:00",
             "content_text": "Ships\\nsail.\\n\\n## More\\n\\n- one\\n- two\\n\\n> said", "tags": ["a", ""], "author": {"name": "Ada"},
             "_wiredesk": {"feed": {"title": "Harbour Post"}}}
            """
        let filed = try FeedReader().readItem(jsonLine: Array(line.utf8))
        #expect(filed.source == "Harbour Post")
        #expect(filed.item.key.description == "c1e66d2a6ec13d43")
        #expect(filed.item.title == "Harbour opens")
        #expect(
            filed.item.text == [
                Block(.paragraph, "Ships sail."), Block(.heading, "More"), Block(.listItem, "one"), Block(.listItem, "two"),
                Block(.quotation, "said"),
            ])
        #expect(filed.time.rfc3339 == "2026-11-22T06:30:00Z")
        #expect(filed.arrived == filed.time && filed.revised == filed.time)
        #expect(filed.item.categories == ["a"])
        #expect(filed.item.authors == [Author(name: "Ada")])
    }

    @Test func whatReadPrintsIsReadBackAsTheSameBlocks() throws {
        let blocks = [
            Block(.heading, "H"), Block(.paragraph, "p"), Block(.listItem, "a"), Block(.listItem, "b"), Block(.quotation, "q"),
        ]
        let escaped = blocks.plainText.replacing("\n", with: "\\n")
        let filed = try FeedReader().readItem(jsonLine: Array("{\"content_text\": \"\(escaped)\"}".utf8))
        #expect(filed.item.text == blocks)
    }

    /// Whoever wrote the line, what reads it goes through its passages once.
    @Test func passagesOfALineAreReadInTheirOrder() throws {
        func passage(_ field: String, _ offset: Int) -> String { "{\"field\":\"\(field)\",\"offset\":\(offset),\"length\":3}" }
        let passages = [passage("text", 9), passage("summary", 5), passage("text", 1), passage("summary", 0)].joined(
            separator: ",")
        let line = "{\"title\":\"a\",\"_wiredesk\":{\"boilerplate\":[\(passages)]}}"
        let item = try FeedReader().readItem(jsonLine: Array(line.utf8)).item
        #expect(item.boilerplate.map(\.field) == [.summary, .summary, .text, .text])
        #expect(item.boilerplate.map(\.range.lowerBound) == [0, 5, 1, 9])
    }

    @Test func aGivenKeyIsKeptAndWithoutADateTheTimeIs1970() throws {
        let filed = try FeedReader().readItem(jsonLine: Array(#"{"title":"a","_wiredesk":{"key":"00000000000000ff"}}"#.utf8))
        #expect(filed.item.key == Key(bits: 255))
        #expect(filed.source == "@unknown")
        #expect(filed.time.rfc3339 == "1970-01-01T00:00:00Z")
    }

    @Test(arguments: [("{", "the line is no JSON object"), (#"{"title": 3}"#, "\"title\" has another type than it should")])
    func aLineThatIsNoItemSaysWhy(_ line: String, _ reason: String) {
        #expect(throws: FeedError(.json, "not a JSON Feed item: \(reason)")) {
            try FeedReader().readItem(jsonLine: Array(line.utf8))
        }
    }
}
