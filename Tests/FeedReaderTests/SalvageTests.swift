import News
import Testing

@testable import FeedReader

struct SalvageTests {
    @Test(arguments: [
        ("AT&T &copy; &eacute;t&eacute;", "AT&T \u{A9} \u{E9}t\u{E9}"), ("a & b && c", "a & b && c"),
        ("&bogus; &amp", "&bogus; &"),
        ("1 < 2 <3", "1 < 2 <3"), ("&#X41;&#x42;&#0067;", "ABC"), ("don&#146;t", "don\u{2019}t"), ("a&#0;b", "ab"),
        ("a]]>b", "a]]>b"), ("a<!-- no -->b<?x y?>c", "abc"), ("<![CDATA[a & b]]> c", "a & b c"),
    ])
    func aTitleKeepsWhatItMeans(_ written: String, _ meant: String) throws {
        #expect(titles(try read(rss("<item><title>\(written)</title></item><item><title>z</title></item>"))) == [meant, "z"])
    }

    @Test(arguments: [
        ("http://l.example/?a=1&b=2", "http://l.example/?a=1&b=2"),
        ("http://l.example/?a=1&copy=2", "http://l.example/?a=1&copy=2"),
    ])
    func anAddressKeepsItsAmpersands(_ written: String, _ meant: String) throws {
        let feed = try read(rss("<item><link>\(written)</link><enclosure url=\"\(written)\"/></item>"))
        #expect(feed.items[0].url == meant)
        #expect(feed.items[0].attachments == [Attachment(url: meant)])
    }

    @Test func eachFaultIsToldOnceWithItsPlaceAndCount() throws {
        let feed = try read(rss("\n<item><title>a & b & c</title></item>\n<item><title>d <  e</title></item>"))
        #expect(
            feed.repairs == [
                Repair(
                    code: "bare-ampersand", line: 2, column: 16, message: "& that begins no reference, kept as it is (2 times)"),
                Repair(code: "bare-less-than", line: 3, column: 16, message: "< that begins no tag, kept as it is"),
            ])
    }

    @Test func aTruncatedFeedKeepsTheItemsBeforeTheBreak() throws {
        let feed = try read("<rss><channel><item><title>one</title></item><item><title>two</title><description>It was c")
        #expect(titles(feed) == ["one", "two"])
        #expect(feed.items[1].summary?.hasPrefix("It was c") == true)
        #expect(feed.items[1].repairs.map(\.code) == ["truncated"])
        #expect(feed.items[0].repairs.isEmpty)
        #expect(feed.repairs.map(\.code).contains("truncated"))
    }

    @Test func anItemCutOffBeforeItSaysAnythingIsRefused() throws {
        let feed = try read(
            "<rss><channel><title>a</title><item><title>one</title></item><item><link>https://a.example/2</link><guid>2</gu")
        #expect(feed.items.map(\.title) == ["one"] && feed.seen == 2 && feed.isTruncated)
        #expect(feed.refused.map(\.code) == ["cut-off"])
        // Whole, it is an item all the same: there is an address to read it at.
        #expect(try read("<rss><channel><item><link>https://a.example/2</link></item></channel></rss>").items.count == 1)
    }

    @Test(arguments: ["<item><ti", "<item a='1", "<item>&am", "<item><![CDATA[x", "<item><!-- x", "<", "<item></", "<item><?x"])
    func aBreakAnywhereCostsWhatComesAfterIt(_ end: String) throws {
        let text = "<rss version='2.0'><channel><item><title>one</title></item>" + end
        #expect(titles(try read(text)).first == "one")
    }

    @Test(arguments: [
        "<item><title>one</item><item><title>two</title></item>", "<item><title>one</title><item><title>two</title>",
        "<item><title>one</title></b></item></i><item><title>two</title></item>",
        "<item><title>one</title><b><i></b></i></item><item><title>two</title></item>",
        "<item><title>one</title></item ><item x><title>two</title></item>",
        "<item a=b c='<d>' e=\"&f\"><title>one</title></item><item><title>two</title x></item>",
        "<item><title>one</title><description>a<br>b<br>c<img src=x></description></item><item><title>two</title></item>",
        "<!-- open <item><title>one</title></item><item><title>two</title></item>",
        "<item><title>one</title></item><!DOCTYPE x><item><title>two</title></item>",
    ])
    func tagsThatAreNotWellFormedLoseNoItem(_ channel: String) throws {
        let feed = try read(rss(channel))
        #expect(titles(feed) == ["one", "two"])
        #expect(!feed.repairs.isEmpty)
    }

    @Test(arguments: ["\n \n", "\u{FEFF}\n", "Warning: line 3 <br />\n", "<!-- x -->", "\u{FEFF}\u{FEFF}"])
    func whatStandsBeforeTheDeclarationIsLeftOut(_ before: String) throws {
        #expect(
            titles(try read("\(before)<?xml version='1.0' encoding='utf-8'?>" + rss("<item><title>a</title></item>"))) == ["a"])
    }

    @Test func unescapedMarkupIsReadAsMarkup() throws {
        let item = try read(rss("<item><description>So <p>one &amp; two</p><p>th&lt;ree</p></description></item>")).items[0]
        #expect(item.text.map(\.text) == ["So", "one & two", "th<ree"])
    }

    @Test func linesAreThoseOfTheFileBehindWhatWasLeftOut() throws {
        let feed = try read(
            "<?xml version='1.0'?>\n<!-- a\nb -->\n<rss><channel><item><!--\n\n--><pubDate>?</pubDate></item></channel></rss>")
        #expect(feed.refused.first?.line == 6)
    }
}

struct EntityTests {
    @Test(arguments: [
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>", "<!DOCTYPE rss [ <!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]>",
        "<!DOCTYPE rss SYSTEM 'x.dtd' [<!ELEMENT a ANY><!-- ' --><!ENTITY a 'b'>]>",
    ])
    func aDeclarationOfAnEntityIsRefused(_ doctype: String) {
        #expect { try read(doctype + rss("<item><title>&a;</title></item>")) } throws: { ($0 as? FeedError)?.kind == .entity }
    }

    @Test(arguments: [
        "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://my.netscape.com/rss-0.91.dtd\">",
        "<!DOCTYPE rss [<!ELEMENT a ANY>]>",
        "<!DOCTYPE rss>",
    ])
    func aDoctypeWithoutEntitiesIsFine(_ doctype: String) throws {
        #expect(titles(try read(doctype + rss("<item><title>&nbsp;a&rsquo;s</title></item>"))) == ["a\u{2019}s"])
    }

    @Test(arguments: [
        "<link>https://tarn.example/20", "<guid>courier-1", "<pubDate>Sat, 21 Nov 2026", "<category>Har", "<author>Ada Li",
    ])
    func whatIsCutInTheMiddleOfAFieldThatNamesSomethingIsNotTaken(_ field: String) throws {
        let text = "<rss version=\"2.0\"><channel><item><title>Dockers return</title>\(field)"
        let item = try #require(try FeedReader().read(Array(text.utf8), source: "s").items.first)
        #expect(item == Item(key: item.key, hash: item.hash, title: "Dockers return", repairs: item.repairs))
        #expect(item.repairs.map(\.code) == ["truncated"])
    }

    /// Even where the tags that are put in to close it do not come through.
    @Test(arguments: ["<nitf><hr</tentry>x<y><z<", "<rss><channel><item><a</b><c", "<feed><entry><title>t</title"])
    func anItemThatIsNeverClosedIsStillKeptOrRefused(_ text: String) throws {
        let feed = try FeedReader().read(Array(text.utf8), source: "s")
        #expect(feed.seen == 1)
        #expect(feed.items.count + feed.refused.count == 1)
    }

    @Test func controlCharactersInAnIdAreTakenOut() throws {
        let text = "<rss><channel><item><guid>tarn\u{7F}-1</guid></item></channel></rss>"
        #expect(try FeedReader().read(Array(text.utf8), source: "s").items.map(\.id) == ["tarn-1"])
    }
}
