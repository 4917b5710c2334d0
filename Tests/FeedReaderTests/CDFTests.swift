import FoundationEssentials
import News
import Testing

@testable import FeedReader

struct CDFTests {
    @Test(arguments: ["CHANNEL ITEM TITLE ABSTRACT HREF LASTMOD", "Channel Item Title Abstract Href LastMod"])
    func aChannelAndItsItemsAreReadInAnyCase(_ names: String) throws {
        let n = names.split(separator: " ").map(String.init)
        let feed = try read(
            """
            <?xml version="1.0"?>
            <\(n[0]) \(n[4])="http://tarn.example/" BASE="http://tarn.example/news/" \(n[5])="2026-11-22T07:00:00Z">
            <\(n[2])>Tarn Radio</\(n[2])><\(n[3])>News from the harbour</\(n[3])><LOGO HREF="logo.gif" STYLE="IMAGE"/>
            <\(n[1]) \(n[4])="one.html" \(n[5])="2026-11-22T06:30:00Z"><\(n[2])>Dockers return</\(n[2])>
            <\(n[3])>After eleven days &amp; nights.</\(n[3])></\(n[1])></\(n[0])>
            """)
        #expect(feed.format == "cdf")
        #expect(feed.title == "Tarn Radio")
        #expect(feed.homePageURL == "http://tarn.example/")
        #expect(feed.description == "News from the harbour")
        #expect(feed.built == Date(timeIntervalSince1970: 1_795_330_800))
        let item = try #require(feed.items.first)
        let expected = Item(
            key: item.key, hash: item.hash, url: "http://tarn.example/news/one.html", title: "Dockers return",
            summary: "After eleven days & nights.", text: [Block(.paragraph, "After eleven days & nights.")],
            modified: Date(timeIntervalSince1970: 1_795_329_000))
        #expect(feed.items == [expected])
    }

    @Test func aChannelWithinTheChannelNamesACategoryOfItsItems() throws {
        let feed = try read(
            """
            <CHANNEL><TITLE>F</TITLE><CHANNEL><TITLE>Ships</TITLE><ITEM HREF="http://t.example/1"/><ITEM HREF="http://t.example/2"/>
            </CHANNEL><CHANNEL><ITEM HREF="http://t.example/3"/></CHANNEL><ITEM><A HREF="http://t.example/4"/></ITEM></CHANNEL>
            """)
        #expect(feed.title == "F")
        #expect(feed.items.map(\.url) == (1...4).map { "http://t.example/\($0)" })
        #expect(feed.items.map(\.categories) == [["Ships"], ["Ships"], [], []])
        #expect(feed.seen == 4)
    }

    /// What every item gets a copy of is small, however many channels are around it.
    @Test func deepChannelsWithLongTitlesCostNoMemory() throws {
        let long = String(repeating: "x", count: 4_000)
        let channels = String(repeating: "<CHANNEL><TITLE>\(long)</TITLE><TITLE>Ships</TITLE>", count: 100)
        let feed = try read("<CHANNEL>\(channels)" + String(repeating: "<ITEM HREF='http://t.example/1'/>", count: 1_000))
        #expect(feed.items.count == 1_000)
        #expect(feed.items.allSatisfy { $0.categories == ["Ships"] })
    }

    @Test func itemsThatWereNeverClosedEndWhereTheNextBegins() throws {
        let feed = try read("<CHANNEL>" + String(repeating: "<ITEM HREF='http://t.example/1'><TITLE>a</TITLE>", count: 300))
        #expect(feed.items.count == 300)
        #expect(feed.seen == 300)
    }

    @Test(arguments: [
        ("<channel><item><title>a</title></item></channel>", "rss"),
        ("<channel href='http://t.example/'><item href='http://t.example/1'/></channel>", "cdf"),
    ])
    func aLowerCaseChannelIsCDFOnlyByItsAttributes(_ text: String, _ format: String) throws {
        let feed = try read(text)
        #expect(feed.format == format)
        #expect(feed.items.count == 1)
    }
}
