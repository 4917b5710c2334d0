import FoundationEssentials
import News
import Testing

@testable import FeedReader

struct FormatTests {
    @Test func anRSSItemIsMappedWhole() throws {
        let feed = try read(
            """
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
            <channel><title>Nordport Courier</title><link>http://www.Courier.example/news</link>
            <description>From the harbour</description><language>en-gb</language>
            <image><title>Logo</title><link>http://logo.example/</link></image>
            <item>
              <title>Dockers &amp;amp; pilots return</title>
              <link>http://courier.example/1?a=1&amp;b=2</link>
              <guid isPermaLink="false">c-1</guid>
              <description>They voted.</description>
              <content:encoded><![CDATA[<p>They voted.</p><ul><li>1,204 to 311</li></ul>]]></content:encoded>
              <dc:creator>Ada Lindqvist</dc:creator><author>desk@courier.example</author>
              <pubDate>Sun, 22 Nov 2026 06:30:00 GMT</pubDate>
              <category>Labour</category><category/><category>Ships</category>
              <enclosure url="http://courier.example/1.mp3" type="audio/mpeg" length="1204"/>
            </item></channel></rss>
            """, source: nil)
        #expect(feed.format == "rss 2.0")
        #expect(feed.source == "@courier.example")
        #expect(feed.title == "Nordport Courier")
        #expect(feed.homePageURL == "http://www.Courier.example/news" || feed.homePageURL == "http://www.courier.example/news")
        #expect(feed.description == "From the harbour")
        let item = try #require(feed.items.first)
        let expected = Item(
            key: item.key, hash: item.hash, id: "c-1", url: "http://courier.example/1?a=1&b=2", title: "Dockers & pilots return",
            summary: "They voted.", text: [Block(.paragraph, "They voted."), Block(.listItem, "1,204 to 311")],
            authors: [Author(name: "Ada Lindqvist")], published: Date(timeIntervalSince1970: 1_795_329_000),
            categories: ["Labour", "Ships"],
            attachments: [Attachment(url: "http://courier.example/1.mp3", mimeType: "audio/mpeg", sizeInBytes: 1204)],
            language: "en-gb")
        #expect(item == expected)
        #expect(feed.repairs.isEmpty)
    }

    @Test func anAtomEntryIsMappedWhole() throws {
        let feed = try read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="http://tarn.example/news/">
            <title type="html">Tarn &amp;lt;b&amp;gt;Radio</title><link href="/"/><link rel="self" href="http://tarn.example/feed"/>
            <updated>2026-11-22T07:00:00Z</updated><author><name>Redaktion</name></author>
            <entry xml:base="2026/"><id>urn:t:1</id><title>1 &lt; 2</title>
              <link rel="alternate" type="text/html" href="one.html"/>
              <link rel="enclosure" href="one.mp3" type="audio/mpeg" length="0"/>
              <summary>Kurz</summary>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A &amp; <b>B</b></p><p>C</p></div></content>
              <category term="x1" label="Hafen"/><category term="Schiffe"/>
              <published>2026-11-22T06:30:00Z</published><updated>2026-11-22T06:31:00Z</updated>
            </entry></feed>
            """)
        #expect(feed.format == "atom 1.0")
        #expect(feed.homePageURL == "http://tarn.example/")
        #expect(feed.language == "de")
        #expect(feed.built == Date(timeIntervalSince1970: 1_795_330_800))
        let item = try #require(feed.items.first)
        let expected = Item(
            key: item.key, hash: item.hash, id: "urn:t:1", url: "http://tarn.example/news/2026/one.html", title: "1 < 2",
            summary: "Kurz", text: [Block(.paragraph, "A & B"), Block(.paragraph, "C")], authors: [Author(name: "Redaktion")],
            published: Date(timeIntervalSince1970: 1_795_329_000), modified: Date(timeIntervalSince1970: 1_795_329_060),
            categories: ["Hafen", "Schiffe"],
            attachments: [Attachment(url: "http://tarn.example/news/2026/one.mp3", mimeType: "audio/mpeg")], language: "de")
        #expect(item == expected)
    }

    /// Only what says when it was published is a date of publication.
    @Test func anAtomUpdateAloneIsADateOfModification() throws {
        let item = try read(
            "<entry xmlns='http://www.w3.org/2005/Atom'><title>a</title><updated>2026-11-22T06:30:00Z</updated></entry>"
        )
        .items[0]
        #expect(item.published == nil)
        #expect(item.modified == Date(timeIntervalSince1970: 1_795_329_000))
    }

    @Test(arguments: [
        ("<rss version='0.91'><channel/></rss>", "rss 0.91"),
        ("<rss><channel/></rss>", "rss"),
        ("<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>", "rss 1.0"),
        (
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'/>",
            "rss 0.90"
        ),
        ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom 0.3"),
        ("<feed/>", "atom"),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "atom 1.0"),
        ("<entry xmlns='http://www.w3.org/2005/Atom'/>", "atom 1.0"),
    ])
    func formatsAreNamed(_ text: String, _ format: String) throws {
        #expect(try read(text).format == format)
    }

    @Test func itemsBesideTheChannelAreItems() throws {
        let feed = try read(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="http://f.example/"><title>F</title><link>http://f.example/</link>
            <items><rdf:Seq><rdf:li resource="http://f.example/1"/></rdf:Seq></items></channel>
            <item rdf:about="http://f.example/1"><title>one</title><link>http://f.example/1</link>
            <dc:date>2026-11-22T06:30:00Z</dc:date><dc:subject>Ships</dc:subject></item>
            </rdf:RDF>
            """)
        let item = try #require(feed.items.first)
        #expect(feed.title == "F")
        #expect(item.id == "http://f.example/1")
        #expect(item.published == Date(timeIntervalSince1970: 1_795_329_000))
        #expect(item.categories == ["Ships"])
    }

    /// A vocabulary is known by its address, however spelled, and by its usual prefix when it was never declared.
    @Test(arguments: [
        "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'>", "<rss xmlns:dc='https://purl.org/dc/elements/1.1'>",
        "<rss xmlns:dc='//purl.org/dc/elements/1.1/'>", "<rss xmlns:dc='http://purl.org/dc/terms'>", "<rss>",
    ])
    func aCreatorIsFoundUnderTheNamespacesThatExist(_ root: String) throws {
        let feed = try read("\(root)<channel><item><title>a</title><dc:creator>Ada</dc:creator></item></channel></rss>")
        #expect(feed.items[0].authors == [Author(name: "Ada")])
    }

    @Test func anElementOfAnotherVocabularyIsNotTheFeeds() throws {
        let feed = try read(
            rss("<item><x:title xmlns:x='urn:x'>no</x:title><title>yes</title><y:link>http://y.example/</y:link></item>"))
        #expect(feed.items[0].title == "yes")
        #expect(feed.items[0].url == nil)
    }

    @Test func mediaStandsInForWhatIsMissing() throws {
        let feed = try read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><title>Own</title>
            <media:group><media:title>Film</media:title><media:content url="http://v.example/1.mp4" type="video/mp4" fileSize="9"/>
            <media:thumbnail url="http://v.example/1.jpg"/><media:description>The harbour at night</media:description>
            <media:keywords>port, night</media:keywords></media:group></entry></feed>
            """)
        let item = try #require(feed.items.first)
        #expect(item.title == "Own")
        #expect(item.summary == "The harbour at night")
        #expect(item.image == "http://v.example/1.jpg")
        #expect(item.attachments == [Attachment(url: "http://v.example/1.mp4", mimeType: "video/mp4", sizeInBytes: 9)])
        #expect(item.categories == ["port", "night"])
    }

    @Test(arguments: [
        ("<guid>http://p.example/1</guid>", "http://p.example/1"), ("<guid isPermaLink='false'>http://p.example/1</guid>", nil),
        ("<guid>p-1</guid>", nil), ("<link>http://l.example/</link><guid>http://p.example/1</guid>", "http://l.example/"),
        ("<link/><guid isPermaLink='true'>http://p.example/1</guid>", "http://p.example/1"),
    ])
    func aPermanentGuidIsTheAddressOfAnItemWithoutOne(_ inside: String, _ url: String?) throws {
        #expect(try read(rss("<item>\(inside)</item>")).items[0].url == url)
    }

    @Test(arguments: [
        ("<author>ada@c.example (Ada Lindqvist)</author>", "Ada Lindqvist"),
        ("<author>Ada &lt;ada@c.example&gt;</author>", "Ada"),
        ("<author>ada@c.example</author>", "ada@c.example"), ("<author>Ada Lindqvist</author>", "Ada Lindqvist"),
    ])
    func anAuthorIsTheNameInWhatIsGiven(_ element: String, _ name: String) throws {
        #expect(try read(rss("<item><title>a</title>\(element)</item>")).items[0].authors == [Author(name: name)])
    }

    @Test func plainTextHasItsParagraphsBetweenEmptyLines() throws {
        let item = try read(rss("<item><description>One\nline.\n \n\nTwo.</description></item>")).items[0]
        #expect(item.text == [Block(.paragraph, "One line."), Block(.paragraph, "Two.")])
        #expect(item.summary == "One line. Two.")
    }

    @Test(arguments: [
        (nil, "<link>https://WWW.Tarn.example:8080/x</link>", "@tarn.example"), ("bbc", "<link>http://t.example/</link>", "bbc"),
        (nil, "", "@unknown"), (nil, "<link>/news</link>", "@unknown"),
    ])
    func theSourceIsGivenOrTheHostOfTheFeedsLink(_ given: String?, _ link: String, _ source: String) throws {
        #expect(try read(rss(link), source: given).source == source)
    }
}
