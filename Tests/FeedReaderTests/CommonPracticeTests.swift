import News
import Testing

@testable import FeedReader

/// What no specification says and readers have learned.
struct CommonPracticeTests {
    private func item(_ content: String, before: String = "", after: String = "") throws -> Item {
        let text = "<rss version=\"2.0\"><channel>\(before)<item>\(content)</item>\(after)</channel></rss>"
        return try #require(try FeedReader().read(Array(text.utf8), source: "s").items.first)
    }

    private func entry(_ content: String) throws -> Feed {
        let text = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>\(content)</entry></feed>"
        return try FeedReader().read(Array(text.utf8), source: "s")
    }

    @Test func aRelativeLinkWithoutAnythingToBeRelativeToIsKeptAsItIs() throws {
        let item = try item("<title>t</title><link> /2026/dockers?a=1&amp;b </link>")
        #expect(item.url == "/2026/dockers?a=1&b")
        #expect(!item.hasAbsoluteURL)
        #expect(item.repairs.map(\.code) == ["relative-url"])
    }

    @Test(arguments: ["see our page", "javascript:alert(1)", "#top", "mailto:a@b.example", "tag:a.example,2026:1", "<b>x</b>"])
    func whatIsNoAddressIsNone(_ link: String) throws {
        #expect(try item("<title>t</title><link><![CDATA[\(link)]]></link>").url == nil)
    }

    @Test func aRelativeLinkWaitsForTheFeedsOwn() throws {
        let item = try item("<title>t</title><link>a/1</link>", after: "<link>https://tarn.example/news/</link>")
        #expect(item.url == "https://tarn.example/news/a/1")
        #expect(item.repairs.isEmpty)
    }

    @Test func anAbsoluteGuidWinsOverARelativeLink() throws {
        #expect(try item("<link>a</link><guid>https://tarn.example/1</guid>").url == "https://tarn.example/1")
    }

    @Test(arguments: ["Ada Lindqvist (ada@tarn.example)", "ada@tarn.example (Ada Lindqvist)", "Ada Lindqvist <ada@tarn.example>"])
    func anAuthorsNameAndAddressComeInEitherOrder(_ author: String) throws {
        #expect(try item("<author><![CDATA[\(author)]]></author>").authors == [Author(name: "Ada Lindqvist")])
    }

    @Test func namesInOtherLettersAreTheSameNames() throws {
        let text =
            "<RSS version='2.0'><Channel><TITLE>Tarn</TITLE><Item><TiTlE>One</TiTlE><PubDate>2026-11-22</PubDate></Item></Channel></RSS>"
        let feed = try FeedReader().read(Array(text.utf8), source: "s")
        #expect(feed.title == "Tarn")
        #expect(feed.items.map(\.title) == ["One"])
        #expect(feed.items.first?.published?.rfc3339 == "2026-11-22T00:00:00Z")
        #expect(feed.seen == 1)
    }

    @Test func categoriesWithinCategoriesAreCategories() throws {
        let item = try item(
            """
            <itunes:category text="Technology"><itunes:category text="Gadgets"/></itunes:category>
            <title>t</title><tags>docks, Tarn</tags>
            """)
        #expect(item.categories == ["Technology", "Gadgets", "docks", "Tarn"])
        #expect(item.title == "t")
    }

    @Test func textInBase64IsText() throws {
        let feed = try entry(
            """
            <title mode="base64" type="text/html">VHdvIDxiPnNoaXBzPC9iPg==</title>
            <content type="application/octet-stream">
              VGhleSB3YWl0
              IG91dHNpZGUu
            </content>
            """)
        #expect(feed.items.map(\.title) == ["Two ships"])
        #expect(feed.items.map(\.text) == [[Block(.paragraph, "They wait outside.")]])
    }

    @Test func aPictureInBase64IsNoText() throws {
        let feed = try entry("<title>t</title><content type=\"image/png\">iVBORw0KGgo=</content>")
        #expect(feed.items.map(\.text) == [[]])
        #expect(feed.items.map(\.title) == ["t"])
    }

    @Test(arguments: ["<br/>", "<br></br>", "<br />"])
    func aLineBreakInXHTMLIsOneBreak(_ lineBreak: String) throws {
        let feed = try entry(
            "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>One\(lineBreak)two</p></div></content>")
        #expect(feed.items.map(\.text) == [[Block(.paragraph, "One two")]])
    }
}
