import FoundationEssentials
import GRDB
import News
import Testing

@testable import Archive

struct FilingTests {
    /// Promise 5.
    @Test func itemsSeenAreItemsKeptAndItemsRefused() throws {
        let archive = try Room().archive()
        let filings = try archive.file([
            delivery([item(1), item(2), item(2)], arrived: at(0), refused: 2),
            delivery([item(2, text: 2), item(1), item(3)], arrived: at(1), refused: 1),
            failed(arrived: at(2)),
        ])
        #expect(
            filings == [
                Filing(seen: 5, new: 2, revised: 0, repeated: 1, refused: 2),
                Filing(seen: 4, new: 1, revised: 1, repeated: 1, refused: 1),
                Filing(),
            ])
        for filing in filings {
            #expect(filing.seen == filing.new + filing.revised + filing.repeated + filing.refused)
        }
        #expect(try archive.totals() == Totals(items: 3, revisions: 4, sources: 1, files: 3, failed: 1))
    }

    @Test func standingsAreAnsweredInTheOrderAsked() throws {
        let archive = try Room().archive()
        _ = try archive.file([delivery([item(1)], arrived: at(0))])
        let asked = [item(1), item(1, text: 2), item(2), item(1)].map { (key: $0.key, hash: $0.hash) }
        let later = Sighting(path: "courier/a.xml", arrived: at(1), sha256: [2], items: asked)
        let earlier = Sighting(path: "courier/a.xml", arrived: at(-1), sha256: [2], items: asked)
        #expect(
            try archive.standings(of: [later, earlier]) == [
                [.repeated, .revised, .new, .repeated], [.earlier, .revised, .new, .earlier],
            ])
    }

    /// After a crash between the commit and the move to done/, the file is filed again.
    @Test func theSameDeliveryTwiceIsOnce() throws {
        let room = try Room()
        let morning = delivery([item(1), item(2)], arrived: at(0))
        let noon = delivery([item(1, text: 2), item(2)], arrived: at(1), refused: 1)
        var archive = try room.archive()
        let first = try archive.file([morning, noon, failed(arrived: at(2))])
        let items = try archive.items(after: .distantPast, through: at(9))
        let counts = try archive.counts(after: nil, through: at(9))
        let totals = try archive.totals()

        archive = try room.archive()
        #expect(try archive.file([noon, morning, failed(arrived: at(2)), noon]) == [first[1], first[0], first[2], first[1]])
        #expect(try archive.items(after: .distantPast, through: at(9)) == items)
        #expect(try archive.counts(after: nil, through: at(9)) == counts)
        #expect(try archive.totals() == totals)
    }

    /// With `once --at` two runs give one time of arrival to whatever lies there under that name.
    @Test func otherBytesUnderTheSameNameAndTimeAreAnotherDelivery() throws {
        let archive = try Room().archive()
        _ = try archive.file([delivery([item(1)], arrived: at(0), sha256: 1)])
        #expect(try archive.file([delivery([item(2)], arrived: at(0), sha256: 2)]) == [Filing(seen: 1, new: 1)])
        #expect(try archive.totals().items == 2)
    }

    @Test(arguments: [[0, 1], [1, 0], [0, 1, 0]])
    func aFileThatCanBeReadAfterAllIsFiled(_ order: [Int]) throws {
        let archive = try Room().archive()
        let asFailed = Delivery(
            path: "courier/a.xml", source: "courier", arrived: at(0), sha256: Array(repeating: 1, count: 32), bytes: 1000,
            content: .failed(code: "not-feed", line: nil, column: nil, message: "cut short"))
        for step in order { _ = try archive.file([[asFailed, delivery([item(1)], arrived: at(0))][step]]) }
        #expect(try archive.totals() == Totals(items: 1, revisions: 1, sources: 1, files: 1, failed: 0))
        #expect(try archive.counts(after: nil, through: at(0)) == Edition.Counts(items: 1, sources: 1))
    }

    @Test func aTextThatIsNotHeldIsKeptWithoutTags() throws {
        let archive = try Room().archive()
        let feed = Feed(format: "rss 2.0", source: "courier", items: [item(1), item(2)], seen: 2)
        let known = Delivery(
            path: "courier/a.xml", source: "courier", arrived: at(0), sha256: [1], bytes: 1, content: .read(feed, [nil]))
        #expect(try archive.file([known]) == [Filing(seen: 2, new: 2)])
        #expect(try archive.items(after: .distantPast, through: at(0)).map(\.tags) == [[], []])
    }

    /// DESIGN.md, section 1: "Repeats and revisions do not move it".
    @Test func aRedatedRepeatMovesNothing() throws {
        let first = delivery([item(1, published: at(-60))], arrived: at(0), built: at(-30))
        let redated = delivery([item(1, published: at(90), modified: at(95))], arrived: at(100), built: at(99))
        #expect(try items([first, redated]) == items([first]))
    }

    @Test func ofTwoObservationsInOneFileTheFirstStands() throws {
        let twice = delivery(
            [item(1, published: at(-60), categories: ["a"]), item(1, published: at(-90), categories: ["b"])], arrived: at(0))
        let filed = try items([twice])
        #expect(filed.map(\.item.categories) == [["a"]])
        #expect(filed.map(\.time) == [at(-60)])
    }

    @Test func aRevisionIsShownAndTheTimeStays() throws {
        let deliveries = [
            delivery([item(1, published: at(-60))], arrived: at(0)),
            delivery([item(1, text: 2, published: at(50), modified: at(55))], arrived: at(60)),
        ]
        let revised = item(1, text: 2, published: at(50), modified: at(55))
        #expect(
            try items(deliveries) == [
                FiledItem(
                    item: revised, source: "courier", sourceTitle: "The Courier", arrived: at(0), time: at(-60), revised: at(60),
                    revisions: 2, tags: [tag(for: revised)])
            ])
    }

    /// Three texts, of which `hashes` differ and the words are those given: since when what is shown last has been shown.
    @Test(
        arguments: [
            (["a", "a", "a"], 0), (["a", "b", "b"], 60), (["a", "b", "a"], 120), (["a", "a", "b"], 120),
        ] as [([String], Double)])
    func aRevisionOfWhichNothingShowsIsNotWhenItWasRevised(_ words: [String], _ since: Double) throws {
        let deliveries = words.enumerated().map { place, word in
            var item = item(1, text: UInt64(place) + 1)
            (item.title, item.text) = (word, [])
            return delivery([item], arrived: at(Double(place) * 60), sha256: UInt8(place))
        }
        for order in [deliveries, deliveries.reversed()] {
            let room = try Room()
            let archive = try room.archive()
            for delivery in order { _ = try archive.file([delivery]) }
            let shown = try archive.items(after: .distantPast, through: .distantFuture)
            #expect(shown.map(\.revised) == [at(since)])
            #expect(try archive.heads(after: .distantPast, through: .distantFuture).map(\.revised) == [at(since)])
            #expect(try archive.headlines(shown.map(\.item.key), through: .distantFuture).map(\.revised) == [at(since)])
            // A view that begins after it was last told otherwise has no use for it.
            #expect(try archive.heads(after: at(since), through: .distantFuture).isEmpty)
        }
    }

    /// Without dates to tell otherwise, A again after B is the text it was: a repeat of what is known.
    @Test func aTextTakenBackIsARepeatAndTheCorrectionStaysShown() throws {
        let archive = try Room().archive()
        let filings = try archive.file([
            delivery([item(1, text: 1)], arrived: at(0)),
            delivery([item(1, text: 2)], arrived: at(1)),
            delivery([item(1, text: 1)], arrived: at(2)),
        ])
        #expect(filings == [Filing(seen: 1, new: 1), Filing(seen: 1, revised: 1), Filing(seen: 1, repeated: 1)])
        let shown = try archive.items(after: .distantPast, through: at(9))
        #expect(shown.map(\.item.title) == ["Item 1, text 2"])
        #expect(shown.map(\.revisions) == [2])
    }

    struct Order: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let first: Delivery
        let second: Delivery
        init(_ description: String, _ first: Delivery, _ second: Delivery) {
            testDescription = description
            self.first = first
            self.second = second
        }
    }

    /// DESIGN.md, section 1: modified date, the feed's own build date, arrived, path in the inbox, hash.
    @Test(arguments: [
        Order(
            "modified before all else", delivery([item(1, text: 1, modified: at(-9))], arrived: at(5), built: at(5)),
            delivery([item(1, text: 2, modified: at(-8))], arrived: at(4), built: at(4))),
        Order(
            "without a modified date comes first", delivery([item(1, text: 1)], arrived: at(5)),
            delivery([item(1, text: 2, modified: at(-8))], arrived: at(4))),
        Order(
            "then the build date", delivery([item(1, text: 1)], arrived: at(5), built: at(1)),
            delivery([item(1, text: 2)], arrived: at(4), built: at(2))),
        Order(
            "without a build date comes first", delivery([item(1, text: 1)], arrived: at(5)),
            delivery([item(1, text: 2)], arrived: at(4), built: at(2))),
        Order("then arrival", delivery([item(1, text: 1)], arrived: at(4)), delivery([item(1, text: 2)], arrived: at(5))),
        Order(
            "then the path, byte by byte", delivery([item(1, text: 1)], arrived: at(4), path: "courier/Z"),
            delivery([item(1, text: 2)], arrived: at(4), path: "courier/a")),
        Order(
            "then the hash", delivery([item(1, text: 2)], arrived: at(4), sha256: 2),
            delivery([item(1, text: 1)], arrived: at(4), sha256: 1)),
    ])
    func revisionsFollowOneAnother(_ order: Order) throws {
        let shown = try items([order.first, order.second])
        #expect(try items([order.second, order.first]) == shown)
        guard case .read(let last, _) = order.second.content else { return }
        #expect(shown.map(\.item) == last.items)
    }

    @Test func anItemsTimeIsNeverLaterThanItArrived() throws {
        let filed = try items([
            delivery([item(1, published: at(900)), item(2), item(3, modified: at(-5))], arrived: at(0)),
            delivery([item(1, published: at(900))], arrived: at(-10), path: "courier/b.xml"),
        ])
        #expect(
            Dictionary(uniqueKeysWithValues: filed.map { ($0.item.key, $0.time) }) == [
                item(1).key: at(-10), item(2).key: at(0), item(3).key: at(-5),
            ])
    }
}

/// Where a text stood in the file that had it first; a file with an earlier observation that comes late has the last word.
@Test func aTextKeepsItsPlaceInTheFileThatHadItFirst() throws {
    let room = try Room()
    let archive = try room.archive()
    let (a, b, c) = (item(1), item(2), item(3))
    func places() throws -> [Key: Int?] {
        let heads = try archive.heads(after: .distantPast, through: .distantFuture)
        return Dictionary(heads.map { ($0.key, $0.place) }, uniquingKeysWith: { first, _ in first })
    }
    _ = try archive.file([delivery([a, b], arrived: at(2)), delivery([c, b], arrived: at(3), sha256: 2)])
    #expect(try places() == [a.key: 1, b.key: 2, c.key: 1])
    _ = try archive.file([delivery([c, a, b], arrived: at(1), sha256: 3)])
    #expect(try places() == [a.key: 2, b.key: 3, c.key: 1])
    // Prints made anew, as after an upgrade, leave it where it was.
    let texts = try archive.texts(withoutPrint: 8, after: 0, most: 10)
    try archive.setPrints(texts.map { ($0, Print(version: 8, bytes: [1])) })
    #expect(try places() == [a.key: 2, b.key: 3, c.key: 1])
}
