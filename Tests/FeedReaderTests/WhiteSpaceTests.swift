import News
import Testing

@testable import FeedReader

/// White space between elements goes before the parser sees it; within a text it stays.
@Suite struct WhiteSpaceBetweenElementsTests {
    @Test func whiteSpaceBetweenTheElementsOfATextPartsItsWords() throws {
        let text = "<b>one</b> <i>two</i>\n<b>three</b>"
        let atom = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom'>\n <entry>\n  <title type='xhtml'><div>\(text)</div></title>\n </entry>\n</feed>"
        )
        #expect(titles(atom) == ["one two three"])
        let plain = try read(rss("\n <item>\n  <title>a</title>\n  <description>\(text)</description>\n </item>\n"))
        #expect(plain.items[0].summary == "one two three")
        #expect(try read(rss("<item>\n <title>\n a <b>b</b> </title>\n</item>")).items[0].title == "a b")
    }

    /// As where the end tag of a description is missing.
    @Test func whiteSpaceBetweenElementsWithinATextPartsItsWordsToo() throws {
        let feed = try read(
            rss("<item><title>a</title><description>b<media:group> <x>c</x> <channel> <x>d</x> <x>e</x> </channel></media:group>")
        )
        #expect(feed.items[0].summary == "b c d e")
    }

    @Test func aBrokenOffItemIsToldWhereTheFileEnds() throws {
        let feed = try read("<rss><channel>\n<item><title>a</title>\n   <")
        #expect(feed.items[0].repairs.map { [$0.line, $0.column] } == [[3, 5]])
    }

    @Test func placesAreThoseOfTheFileWhateverWhiteSpaceWent() throws {
        let feed = try read(
            "<rss>\n<channel>\n\n  <item>\n\t<title>a</title>\r\n    <pubDate>soon</pubDate>\n  </item>\n </channel></rss>")
        #expect(feed.items[0].repairs.map { [$0.line, $0.column] } == [[6, 13]])
        #expect(feed.repairs.isEmpty)
    }
}
