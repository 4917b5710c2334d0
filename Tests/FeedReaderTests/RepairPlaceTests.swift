import News
import Testing

@testable import FeedReader

/// Each repair of a file's text says where it was first needed: the file's own line and column, however it was mended before.
@Suite struct RepairPlaceTests {
    private static let head = "<rss version=\"2.0\"><channel>\n<item><title>é one</title></item>\n"
    private static let tail = "\n</channel></rss>"

    @Test(arguments: [
        ("<item><title>ü & b</title></item>", "bare-ampersand", 16),
        ("<item><title>ü < b</title></item>", "bare-less-than", 16),
        ("<item><title>ü &#xFFFF; b</title></item>", "bad-reference", 16),
        ("<item><title>ü\u{1} b</title></item>", "control-characters", 15),
        ("<item><title>ü</title></b></item>", "stray-end-tag", 23),
        ("<item><title>ü</title><b></item>", "unclosed-tag", 26),
        ("<item><title>ü</title><b><i></b></i></item>", "unclosed-tag", 29),
        ("<item><title>ü</title><b c=d>x</b></item>", "bad-tag", 23),
        ("<item><title>ü</title><!-- x</item>", "open-comment", 23),
    ]) func aRepairSaysItsPlace(_ item: String, _ code: String, _ column: Int) throws {
        let feed = try read(Self.head + item + Self.tail)
        let repair = feed.repairs.first { $0.code == code }
        #expect(repair?.line == 3 && repair?.column == column, "\(feed.repairs)")
        #expect(titles(feed).count == 2 && feed.seen == feed.items.count + feed.refused.count)
    }

    @Test func badBytesAreReplacedInTheirPlace() throws {
        let bytes = Array((Self.head + "<item><title>ü").utf8) + [0xE9, 0x20, 0xFF] + Array("z</title></item>\(Self.tail)".utf8)
        let feed = try FeedReader().read(bytes, source: "s")
        #expect(titles(feed) == ["é one", "ü\u{FFFD} \u{FFFD}z"])
        #expect(feed.repairs.map(\.code) == ["bad-bytes"])
        #expect(feed.repairs[0].line == 3 && feed.repairs[0].column == 15)
        #expect(feed.repairs[0].message.hasSuffix("(2 times)"))
    }

    @Test func whatStandsBeforeTheFeedIsToldWithItsPlace() throws {
        let feed = try read("\n Warning: x\n<?xml version='1.0'?>\n" + Self.head + Self.tail)
        #expect(feed.repairs.map(\.code) == ["junk-before"])
        #expect(feed.repairs[0].line == 2 && feed.repairs[0].column == 2)
    }

    @Test func whatStandsBehindTheFeedIsToldWithItsPlace() throws {
        let feed = try read(Self.head + "</channel></rss>\n <b>x")
        #expect(feed.repairs.map(\.code) == ["junk-after"])
        #expect(feed.repairs[0].line == 4 && feed.repairs[0].column == 2)
    }

    @Test func aBreakIsToldWhereTheFileEnds() throws {
        let feed = try read(Self.head + "<item><title>ü")
        let repair = feed.repairs.first { $0.code == "truncated" }
        #expect(repair?.line == 3 && repair?.column == 15)
        #expect(titles(feed) == ["é one", "ü"] && feed.seen == 2)
    }

    @Test func anUndeclaredPrefixIsToldOnItsLine() throws {
        let feed = try read(Self.head + "<item><title>ü</title><dc:creator>A. Lind</dc:creator></item>" + Self.tail)
        #expect(feed.items[1].authors == [Author(name: "A. Lind")])
        #expect(feed.repairs.map(\.code) == ["bad-namespace"])
        #expect(feed.repairs[0].line == 3)
    }

    @Test func aWrongDeclarationOfTheEncodingIsTold() throws {
        let feed = try read("\u{FEFF}<?xml version='1.0' encoding='iso-8859-1'?>\n" + Self.head + Self.tail)
        #expect(titles(feed) == ["é one"])
        #expect(feed.repairs.map(\.code) == ["wrong-encoding"])
        #expect(feed.repairs[0].line == 1 && feed.repairs[0].column == 1)
    }

    @Test func aNamedCharacterOfHTMLNeedsNoRepair() throws {
        let feed = try read(Self.head + "<item><title>caf&eacute;&NonBreakingSpace;&comma; b</title></item>" + Self.tail)
        #expect(titles(feed).last == "café , b")
        #expect(feed.repairs.isEmpty)
    }
}

@Suite struct BaseTests {
    @Test(arguments: [
        ("", "", "a", "http://courier.example/news/a"), (" xml:base='http://b.example/x/'", "", "a", "http://b.example/x/a"),
        (" xml:base='http://b.example/x/'", " xml:base='y/'", "a", "http://b.example/x/y/a"),
        (" xml:base='http://b.example/x/'", " xml:base='/z/'", "../a", "http://b.example/a"),
        ("", " xml:base='http://c.example/'", "/a?b=1", "http://c.example/a?b=1"),
        ("", "", "//d.example/a", "http://d.example/a"),
    ]) func anAddressIsRelativeToTheNearestBase(_ feed: String, _ entry: String, _ href: String, _ url: String) throws {
        let text = """
            <feed xmlns='http://www.w3.org/2005/Atom'\(feed)><link href='http://courier.example/news/'/>
            <entry\(entry)><title>a</title><link href='\(href)'/></entry></feed>
            """
        #expect(try read(text).items[0].url == url)
    }

    /// Of what is in an item, where its start tag ends.
    @Test func aBadDateIsFoundByLineAndColumnAfterOtherLetters() throws {
        let text = """
            <rss><channel><title>Häfen</title>
            <item><title>Grüße 港</title>  <pubDate>soon</pubDate></item>
            <item>
               <title>é</title><pubDate>
                later</pubDate></item></channel></rss>
            """
        let items = try FeedReader().read(Array(text.utf8), source: "s").items
        #expect(
            items.map(\.repairs) == [
                [Repair(code: "bad-date", line: 2, column: 39, message: "date cannot be read: \"soon\"")],
                [Repair(code: "bad-date", line: 4, column: 28, message: "date cannot be read: \"later\"")],
            ])
    }
}
