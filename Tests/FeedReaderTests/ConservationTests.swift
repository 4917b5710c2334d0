import News
import Testing

@testable import FeedReader

/// Items seen are items kept or refused with a reason, whatever is open, misnamed or in the way.
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

    @Test(arguments: [
        "<title>One<link>http://a.example/1</link><guid>g</guid><pubDate>1 Jan 2026</pubDate>",
        "<title>One</title><link>http://a.example/1<guid>g</guid><pubDate>1 Jan 2026</pubDate>",
        "<title>One</title><link>http://a.example/1</link><guid>g<pubDate>1 Jan 2026</pubDate>",
        "<pubDate>1 Jan 2026<title>One<link>http://a.example/1<guid>g",
    ])
    func anElementThatWasNeverClosedTakesNoneOfItsSiblings(_ inside: String) throws {
        let feed = try read(rss("<item>\(inside)</item><item><title>Two</title></item>"))
        let one = try #require(feed.items.first)
        #expect([one.title, one.url, one.id] == ["One", "http://a.example/1", "g"])
        #expect(one.published?.rfc3339 == "2026-01-01T00:00:00Z")
        #expect(titles(feed) == ["One", "Two"])
        #expect(feed.repairs.map(\.code) == ["unclosed-tag"])
    }

    @Test func aChannelsTitleThatWasNeverClosedTakesNoItem() throws {
        let feed = try read(
            "<rss><channel><title>News<item><title>One</title></item><item><title>Two</title></item></channel></rss>")
        #expect(feed.title == "News" && titles(feed) == ["One", "Two"] && feed.seen == 2)
    }

    @Test func markupInATitleStaysInIt() throws {
        let feed = try read(rss("<item><title>A <b>bold</b> <em>title</em></title><link>http://a.example/</link></item>"))
        #expect(titles(feed) == ["A bold title"] && feed.repairs.isEmpty)
    }

    @Test func anItemWithAPrefixThatWasNeverDeclaredIsOne() throws {
        let feed = try read(rss("<x:item><title>One</title></x:item><item><title>Two</title></item>"))
        #expect(titles(feed) == ["One", "Two"] && feed.seen == 2)
    }

    @Test func whatIsCalledItemInAnotherVocabularyIsNone() throws {
        let feed = try read(
            rss(
                """
                <item xmlns:m="urn:menu"><title>One</title><m:item>soup</m:item><y:item>tea</y:item>
                <description><p>x <m:item>in the text</m:item></p></description></item>
                """))
        #expect(titles(feed) == ["One"] && feed.seen == 1 && feed.refused.isEmpty)
    }

    @Test(arguments: ["<ITEM><TITLE>One</TITLE></ITEM>", "<Item><Title>One</Title></Item>"])
    func anItemInOtherLettersIsCountedOnce(_ item: String) throws {
        let feed = try read(rss(item))
        #expect(titles(feed) == ["One"] && feed.seen == 1)
    }

    @Test func anItemThatHasButWhatMeansNothingHereIsKeptAndToldApart() throws {
        let feed = try read(
            rss(
                """
                <item><georss:point xmlns:georss="http://www.georss.org/georss">45.2 -71.9</georss:point></item>
                <item><georss:point xmlns:georss="http://www.georss.org/georss">48.1 11.6</georss:point></item>
                <item><georss:point xmlns:georss="http://www.georss.org/georss"> </georss:point></item>
                """))
        #expect(feed.items.count == 2 && feed.items[0].key != feed.items[1].key)
        #expect(feed.items.allSatisfy { !$0.canBeTold })
        #expect(feed.refused.map(\.code) == ["empty-item"] && feed.seen == 3)
    }

    @Test func aServersWarningInHTMLBeforeTheFeedIsLeftOut() throws {
        let warning = "<br />\n<b>Warning</b>: include(): no such file in <b>/srv/x.php</b> on line <b>3</b><br />\n"
        let feed = try read(warning + rss("<item><title>One</title></item>"))
        #expect(titles(feed) == ["One"])
        #expect(feed.repairs.map(\.code) == ["junk-before"])
    }

    @Test func aPageThatSpeaksOfAFeedIsAPage() {
        #expect(throws: FeedError.self) { try read("<html><body><rss version='2.0'><channel/></rss></body></html>") }
    }
}

struct AtomSourceTests {
    private func entry(_ inside: String) throws -> Item {
        try read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title>\(inside)</entry></feed>").items[0]
    }

    @Test func anEntryWithoutAuthorsHasThoseOfItsSource() throws {
        let source = "<source><title>Elsewhere</title><author><name>Ada</name></author><author><name>Bo</name></author></source>"
        #expect(try entry(source).authors == [Author(name: "Ada"), Author(name: "Bo")])
        #expect(try entry(source).title == "a")
    }

    @Test func anEntrysOwnAuthorsGoBeforeThoseOfItsSource() throws {
        let (source, own) = ("<source><author><name>Ada</name></author></source>", "<author><name>Cy</name></author>")
        #expect(try entry(source + own).authors == [Author(name: "Cy")])
        #expect(try entry(own + source).authors == [Author(name: "Cy")])
    }

    @Test func contentThatIsElsewhereIsThePageOrAnAttachment() throws {
        #expect(try entry("<content type='text/html' src='http://a.example/1'/>").url == "http://a.example/1")
        let sound = try entry("<link href='http://a.example/2'/><content type='audio/mpeg' src='http://a.example/2.mp3'/>")
        #expect(sound.url == "http://a.example/2")
        #expect(sound.attachments == [Attachment(url: "http://a.example/2.mp3", mimeType: "audio/mpeg")])
    }
}
