import News
import Testing

@testable import FeedReader

/// Items are made some at a time, when they are closed: none may tell that of another.
@Suite struct ClosedItemTests {
    private static func item(_ number: Int, _ inside: String = "") -> String {
        "<item><title>T\(number)</title><guid>g\(number)</guid><description>D\(number)</description>\(inside)</item>"
    }

    /// More than wait at a time, and none of it mixed up.
    @Test func eachOfManyItemsHasItsOwn() throws {
        let feed = try read(
            rss(
                (0..<100).map { Self.item($0, "<category>c\($0)</category><enclosure url='http://a.example/\($0).mp3'/>") }
                    .joined()))
        #expect(titles(feed) == (0..<100).map { "T\($0)" })
        #expect(feed.items.map(\.id) == (0..<100).map { "g\($0)" })
        #expect(feed.items.map(\.summary) == (0..<100).map { "D\($0)" })
        #expect(feed.items.map(\.categories) == (0..<100).map { ["c\($0)"] })
        #expect(feed.items.map { $0.attachments.map(\.url) } == (0..<100).map { ["http://a.example/\($0).mp3"] })
        #expect(Set(feed.items.map(\.hash)).count == 100)
    }

    /// By itself or among others, an item has the same text, and so the same hash.
    @Test func anItemsHashIsThatOfTheItemAlone() throws {
        let many = try read(rss((0..<100).map { Self.item($0) }.joined()))
        for number in [0, 1, 31, 32, 33, 64, 99] {
            #expect(try read(rss(Self.item(number))).items[0].hash == many.items[number].hash)
        }
    }

    /// An image has to be absolute where its item ends.
    @Test func anItemIsResolvedAgainstWhatTheFeedHadSaidWhenItClosed() throws {
        let image = "<media:thumbnail url='/a.jpg'/>"
        let feed = try read(
            "<rss><channel>\(Self.item(1, image))<link>http://a.example/</link>\(Self.item(2, image))</channel></rss>")
        #expect(feed.items.map(\.image) == [nil, "http://a.example/a.jpg"])
        #expect(feed.homePageURL == "http://a.example/")
    }

    @Test func whatTheFeedSaysBetweenItsItemsIsTheFeeds() throws {
        let feed = try read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title></entry><author><name>Ada</name></author>"
                + "<entry><title>b</title><author><name>Bo</name></author></entry><title>News</title></feed>")
        #expect(titles(feed) == ["a", "b"] && feed.title == "News")
        #expect(feed.items.map { $0.authors.map(\.name) } == [["Ada"], ["Bo"]])
    }

    /// Found out when the item is made, where the parser is further on.
    @Test func whatIsCutOffIsToldWhereItsItemEnds() throws {
        let many = (0...1000).map { "<category>c\($0)</category>" }.joined()
        let feed = try read(rss("<item><title>a</title>\(many)</item>\n<item/>\n\(Self.item(2))"))
        #expect(feed.items[0].repairs.map(\.code) == ["cut-categories"])
        #expect(feed.items[0].repairs[0].line == 1)
        #expect(feed.refused.map(\.line) == [2])
        #expect(feed.items[1].repairs.isEmpty)
    }

    @Test func manyLongItemsOfOneFileAreAllRead() throws {
        let text = String(repeating: "word ", count: 4000)
        let feed = try read(
            rss((0..<40).map { "<item><title>T\($0)</title><description>\($0) \(text)</description></item>" }.joined()))
        #expect(feed.items.count == 40)
        #expect(feed.items.enumerated().allSatisfy { $1.summary == "\($0) \(text.dropLast())" })
    }
}
