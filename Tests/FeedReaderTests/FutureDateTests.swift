import FoundationEssentials
import News
import Testing

@testable import FeedReader

@Suite struct FutureDateTests {
    private let arrived = Date(timeIntervalSince1970: 1_420_070_400)  // 2015-01-01T00:00:00Z

    private func item(_ date: String, arrived: Date?) throws -> Item {
        let feed = rss("<item><title>a</title>\n<pubDate>\(date)</pubDate></item>")
        return try FeedReader().read(Array(feed.utf8), source: "s", arrived: arrived).items[0]
    }

    @Test func aDateInTheFutureIsKeptAndTold() throws {
        let item = try item("2015-01-02T02:00:01Z", arrived: arrived)
        #expect(item.published?.rfc3339 == "2015-01-02T02:00:01Z")
        #expect(item.repairs == [.future(Date(timeIntervalSince1970: 1_420_164_001), line: 2, column: 9)])
    }

    @Test func withinTwentySixHoursItIsAClockOrAZone() throws {
        #expect(try item("2015-01-02T02:00:00Z", arrived: arrived).repairs.isEmpty)
    }

    @Test func withoutATimeOfArrivalNothingIsTheFuture() throws {
        #expect(try item("2099-01-01T00:00:00Z", arrived: nil).repairs.isEmpty)
    }

    @Test func aJSONFeedIsJudgedAlike() throws {
        let feed = """
            {"version": "https://jsonfeed.org/version/1.1", "items": [
            {"id": "1", "date_published": "2015-02-01T00:00:00Z"}]}
            """
        let item = try FeedReader().read(Array(feed.utf8), source: "s", arrived: arrived).items[0]
        #expect(item.repairs == [.future(Date(timeIntervalSince1970: 1_422_748_800), line: 2, column: 1)])
    }
}
