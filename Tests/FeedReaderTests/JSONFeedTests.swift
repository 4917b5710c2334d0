import FoundationEssentials
import News
import Testing

@testable import FeedReader

/// A JSON Feed 1.1 of these members and items.
private func jsonFeed(_ items: String, _ members: String = "") -> String {
    "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Tarn Radio\", \(members) \"items\": [\(items)]}"
}

struct JSONFeedTests {
    @Test func aJSONFeedIsMappedWhole() throws {
        let feed = try read(
            """
            \u{FEFF}
            {"version": "https://jsonfeed.org/version/1.1", "title": "Nordport Courier", "description": "From the harbour",
             "home_page_url": "https://www.courier.example/news/", "feed_url": "https://courier.example/feed.json", "language": "en-gb",
             "authors": [{"name": "Desk"}], "icon": "https://courier.example/i.png", "_other": {"about": ["x"]},
             "items": [
              {"id": "c-1", "url": "1.html", "title": "Dockers &  pilots return", "summary": "They voted.",
               "content_html": "<p>They voted.<\\/p><ul><li>1,204 to 311</ul>", "content_text": "They voted. 1,204 to 311",
               "image": "/1.jpg", "date_published": "2026-11-22T06:30:00Z", "date_modified": "2026-11-22T07:31:00+01:00",
               "authors": [{"name": "Ada Lindqvist", "url": "https://courier.example/ada"}], "tags": ["Labour", "", "Ships"],
               "attachments": [{"url": "1.mp3", "mime_type": "audio/mpeg", "title": "Hear", "size_in_bytes": 1204,
                                "duration_in_seconds": 9}],
               "language": "sv", "_wiredesk": {"key": "00000000000000ff", "docdata": {"slug": "HARBOUR", "urgency": 3}}},
              {"id": 7, "external_url": "https://other.example/7", "content_text": "One.\\n\\nTwo.", "banner_image": "b.png"}
             ]}
            """, source: nil)
        let items = try #require(feed.items.count == 2 ? feed.items : nil)
        let first = Item(
            key: items[0].key, hash: items[0].hash, id: "c-1", url: "https://www.courier.example/news/1.html",
            title: "Dockers & pilots return", summary: "They voted.",
            text: [Block(.paragraph, "They voted."), Block(.listItem, "1,204 to 311")],
            authors: [Author(name: "Ada Lindqvist", url: "https://courier.example/ada")],
            published: Date(timeIntervalSince1970: 1_795_329_000), modified: Date(timeIntervalSince1970: 1_795_329_060),
            categories: ["Labour", "Ships"],
            attachments: [
                Attachment(url: "https://www.courier.example/news/1.mp3", mimeType: "audio/mpeg", sizeInBytes: 1204)
            ], language: "sv", image: "https://www.courier.example/1.jpg", docdata: Docdata(slug: "HARBOUR", urgency: 3))
        let second = Item(
            key: items[1].key, hash: items[1].hash, id: "7", url: "https://other.example/7",
            text: [Block(.paragraph, "One."), Block(.paragraph, "Two.")], authors: [Author(name: "Desk")], language: "en-gb",
            image: "https://www.courier.example/news/b.png")
        let expected = Feed(
            format: "json feed 1.1", source: "@courier.example", title: "Nordport Courier",
            homePageURL: "https://www.courier.example/news/", description: "From the harbour", language: "en-gb",
            items: [first, second], seen: 2)
        #expect(feed == expected)
        // A feed's own word for its keys could name those of another source.
        #expect(items[0].key != Key(bits: 255))
    }

    @Test func theOneAuthorOf10IsTheFeedsOrTheItems() throws {
        let feed = try read(
            """
            {"version": "https://jsonfeed.org/version/1", "author": {"name": "Desk"}, "items": [
             {"id": "1", "content_text": "a", "author": {"name": "Ada"}}, {"id": "2", "content_text": "b"}]}
            """)
        #expect(feed.format == "json feed 1")
        #expect(feed.items.map(\.authors) == [[Author(name: "Ada")], [Author(name: "Desk")]])
    }

    @Test(arguments: [
        ("{}", "JSON, but no JSON Feed: its version is none of jsonfeed.org's"),
        ("{\"items\": [{\"id\": 1}]}", "JSON, but no JSON Feed: its version is none of jsonfeed.org's"),
        ("{\"version\": 2}", "JSON, but no JSON Feed: its version is none of jsonfeed.org's"),
        ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "a JSON Feed without items"),
        ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": 3}", "a JSON Feed without items"),
    ])
    func otherJSONSaysWhatItIs(_ text: String, _ message: String) {
        #expect(throws: FeedError(.notFeed, line: 1, message)) { try read(text) }
    }

    @Test func aFeedThatLacksItsVersionIsKnownByItsAddress() throws {
        let feed = try read("{\"feed_url\": \"https://a.example/f.json\", \"items\": [{\"id\": \"1\"}]}")
        #expect(feed.format == "json feed" && feed.items.map(\.id) == ["1"])
    }

    /// Each item that was seen is kept or refused with its reason.
    @Test func aBadItemCostsItself() throws {
        let feed = try read(jsonFeed("\n{\"id\": \"1\"},\n3, \"x\", {}, {\"id\" \"2\"}, [], {\"id\": \"3\", \"title\": \"c\"}"))
        #expect(feed.items.map(\.id) == ["1", "3"])
        #expect(feed.refused.map(\.code) == ["bad-json", "bad-json", "empty-item", "bad-json", "bad-json"])
        #expect(feed.refused[0].line == 3 && feed.refused[0].column == 1)
        #expect(feed.seen == 7)
    }

    @Test func aBadFieldCostsItself() throws {
        let feed = try read(
            jsonFeed(
                """
                {"id": "1", "title": ["x"], "url": null, "content_text": "kept", "tags": ["a", 2, "b"], "authors": "Ada",
                 "date_published": "soon", "date_modified": 1795329000, "attachments": [{"url": "https://a.example/1",
                 "size_in_bytes": "12"}, 5]}
                """))
        let item = try #require(feed.items.first)
        #expect(item.title == nil && item.text == [Block(.paragraph, "kept")] && item.categories == ["a", "b"])
        #expect(item.published == nil && item.modified == Date(timeIntervalSince1970: 1_795_329_000))
        #expect(item.attachments == [Attachment(url: "https://a.example/1", sizeInBytes: 12)])
        #expect(item.repairs.map(\.code) == ["bad-field", "bad-field", "bad-field", "bad-field", "bad-date"])
        #expect(item.repairs.last?.message == "date cannot be read: \"soon\"")
    }

    @Test func aHalfCharacterInOneFieldCostsThatField() throws {
        let item = try read(jsonFeed("{\"id\": \"1\", \"title\": \"a \\uD800 b\", \"content_text\": \"kept\"}")).items[0]
        #expect(item.title == nil && item.text.map(\.text) == ["kept"])
    }

    @Test func aTruncatedJSONFeedKeepsTheItemsBeforeTheBreak() throws {
        let feed = try read(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\"}, {\"id\": \"2\", \"ti")
        #expect(feed.items.map(\.id) == ["1"])
        #expect(feed.refused.map(\.code) == ["truncated"])
        #expect(feed.seen == 2)
    }

    @Test func bytesThatAreNoUTF8AreReplacedAndTold() throws {
        let parts = jsonFeed("{\"id\": \"1\", \"title\": \"a?b\"}").split(separator: "?").map { Array($0.utf8) }
        let feed = try FeedReader().read(parts[0] + [0xFF] + parts[1], source: "s")
        #expect(titles(feed) == ["a\u{FFFD}b"])
        #expect(feed.repairs.map(\.code) == ["bad-bytes"])
    }

    @Test func controlCharactersStayOutOfWhatIsKeptAsItIs() throws {
        let item = try read(
            jsonFeed(
                """
                {"id": " a\\u0000\\nb ", "url": "/x", "authors": [{"url": "https://a.example/\\u009b"}],
                 "attachments": [{"url": "https://a.example/1", "mime_type": "audio/\\u001bmpeg"}]}
                """)
        ).items[0]
        #expect(item.id == "a b" && item.url == "/x" && !item.hasAbsoluteURL)
        #expect(item.authors == [Author(name: nil, url: "https://a.example/\u{203A}")])
        #expect(item.attachments.map(\.mimeType) == ["audio/mpeg"])
        #expect(item.repairs.map(\.code) == ["relative-url"])
    }

    @Test func anXMLDeclarationInItsTextIsNoDeclaration() throws {
        let feed = try read(jsonFeed("{\"id\": \"1\", \"title\": \"<?xml version='1.0' encoding='utf-7'?>\"}"))
        #expect(feed.items[0].title == "<?xml version='1.0' encoding='utf-7'?>")
    }

    @Test func theLimitsHold() throws {
        let tags = "\"tags\": [\"1\", \"2\", \"3\"]"
        let many = String(repeating: "\u{E9}", count: 60)
        let feed = try read(
            jsonFeed(
                """
                {"id": "1", "title": "\(many)"}, {"id": "2", "content_text": "\(many)"}, {"id": "3", \(tags)},
                {"id": "4", "attachments": [{"url": "https://a.example/1"}, {"url": "https://a.example/2"}]},
                {"id": "5", "content_html": "\(many + many + many + many)"}
                """), limits: LimitTests.small)
        #expect(
            feed.items.map { $0.repairs.map(\.code) } == [["cut-title"], ["cut-text"], ["cut-categories"], ["cut-attachments"]])
        #expect(feed.items[0].title == String(repeating: "\u{E9}", count: 5))
        #expect(feed.refused.map(\.code) == ["too-much"])
        var limits = ReadingLimits()
        limits.maxItems = 1
        #expect(throws: FeedError(.limit, "it has more than 1 items")) { try read(jsonFeed("1,2"), limits: limits) }
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":[", "\"a\", [[[[", "{", "\\", "\"\\", "}", "]", ":,:"])
    func hostileNestingAndBrokenBracketsEndInAnErrorOrAFeed(_ piece: String) {
        for text in [jsonFeed(String(repeating: piece, count: 200_000)), jsonFeed("", String(repeating: piece, count: 200_000))] {
            do {
                let feed = try read(text)
                #expect(feed.seen == feed.items.count + feed.refused.count)
            } catch {
                #expect([.limit, .notFeed].contains(error.kind))
            }
        }
    }
}
