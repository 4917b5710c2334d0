import FoundationEssentials
import News
import Testing

@testable import Archive

/// Promise 4: the same, whatever the order, batches or restarts in between.
struct OrderTests {
    /// 24 files over 12 minutes: repeats re-dated and with other categories, revisions that revert, dates that run backwards,
    /// equal arrivals, failures, one item within a file twice.
    static let deliveries: [Delivery] = {
        var random = Shuffler(state: 7)
        func date(_ arrived: Date) -> Date? {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: nil
            case 1: arrived.addingTimeInterval(Double(Int.random(in: 0...300, using: &random)))
            default: arrived.addingTimeInterval(-Double(Int.random(in: 0...300, using: &random)))
            }
        }
        return (0..<24).map { n in
            let arrived = at(Double(n / 2) * 60)
            if n % 8 == 7 { return failed(arrived: arrived, path: "courier/\(n % 5).xml") }
            let items = (0..<6).map { _ in
                item(
                    UInt64.random(in: 1...10, using: &random), text: UInt64.random(in: 1...3, using: &random),
                    published: date(arrived), modified: date(arrived), categories: ["category \(n)"])
            }
            return delivery(
                items, arrived: arrived, path: "courier/\(n % 5).xml", built: date(arrived),
                title: n % 3 == 0 ? nil : "Title \(n % 4)",
                sha256: UInt8(n))
        }
    }()

    struct Seen: Equatable {
        let views: [[FiledItem]]
        let counts: [Edition.Counts]
        let totals: Totals
        let sources: [SourceSummary]
        let failures: [Failure]

        init(_ archive: Archive) throws {
            let minutes = stride(from: 0.0, through: 720, by: 90).map(at)
            views = try minutes.flatMap { closing in
                try [.distantPast, at(180)].map { try sameAsHeads(archive, after: $0, through: closing) }
            }
            counts = try zip([nil] + minutes, minutes).map { try archive.counts(after: $0, through: $1) }
            totals = try archive.totals()
            sources = try archive.sources()
            failures = try archive.failures(limit: 100)
        }
    }

    static let inOrder = Result {
        let archive = try Room().archive()
        for delivery in deliveries { _ = try archive.file([delivery]) }
        return try Seen(archive)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyOrderAndGroupingOfDeliveriesGivesTheSame(_ seed: UInt64) throws {
        var random = Shuffler(state: seed)
        let room = try Room()
        var archive = try room.archive()
        var rest = Self.deliveries.shuffled(using: &random)[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...9, using: &random))
            rest = rest.dropFirst(batch.count)
            _ = try archive.file(Array(batch))
            if Bool.random(using: &random) { archive = try room.archive() }
        }
        #expect(try Seen(archive) == Self.inOrder.get())
    }

    /// What arrives later does not show in an earlier view, so that an edition made again is the same.
    @Test func aViewIsTheSameWhateverArrivedAfterIt() throws {
        let early = Self.deliveries.filter { $0.arrived <= at(300) }
        let archive = try Room().archive()
        _ = try archive.file(early)
        let before = try archive.items(after: .distantPast, through: at(300))
        let counts = try archive.counts(after: nil, through: at(300))
        _ = try archive.file(Self.deliveries)
        #expect(try archive.items(after: .distantPast, through: at(300)) == before)
        #expect(try archive.counts(after: nil, through: at(300)) == counts)
        #expect(!before.isEmpty)
    }

    /// Desk tags only what `standings` does not call repeated.
    @Test(arguments: [[0, 1], [1, 0]]) func tagsAreThoseOfTheTextWhicheverFileWasFiledFirst(_ order: [Int]) throws {
        let archive = try Room().archive()
        for n in order {
            let whole = delivery([item(1, categories: ["\(n)"])], arrived: at(Double(n)), path: "courier/\(n).xml")
            guard case .read(let feed, let assessments) = whole.content else { return }
            let sighting = Sighting(
                path: whole.path, arrived: whole.arrived, sha256: whole.sha256, items: feed.items.map { ($0.key, $0.hash) })
            let standings = try archive.standings(of: [sighting])[0]
            let needed = zip(standings, assessments).map { $0 == .repeated ? nil : $1 }
            _ = try archive.file([
                Delivery(
                    path: whole.path, source: whole.source, arrived: whole.arrived, sha256: whole.sha256, bytes: whole.bytes,
                    content: .read(feed, needed))
            ])
        }
        #expect(try archive.items(after: .distantPast, through: at(9)).map(\.tags) == [[tag(for: item(1, categories: ["0"]))]])
    }

    @Test func repeatsAndRevisionsOfAWindowAreThoseOfItsFirstObservations() throws {
        let archive = try Room().archive()
        _ = try archive.file([
            delivery([item(1), item(2)], arrived: at(0)),
            delivery([item(1), item(2, text: 2), item(3)], arrived: at(10), path: "courier/b.xml"),
            delivery([item(1, text: 2), item(3), item(3)], arrived: at(20)),
            failed(arrived: at(20)),
            delivery([item(4)], arrived: at(20), path: "tarn/a.xml", source: "tarn"),
        ])
        #expect(try archive.counts(after: nil, through: at(0)) == Edition.Counts(items: 2, sources: 1))
        #expect(
            try archive.counts(after: at(0), through: at(10)) == Edition.Counts(items: 3, sources: 1, repeats: 1, revisions: 1))
        #expect(
            try archive.counts(after: at(10), through: at(20))
                == Edition.Counts(items: 4, sources: 2, repeats: 2, revisions: 1, filesFailed: 1))
    }

    @Test func theHorizonCutsWhatNeitherArrivedNorWasRevisedAfterIt() throws {
        let deliveries = [
            delivery([item(1), item(2), item(3, modified: at(5))], arrived: at(0)),
            delivery([item(1), item(2, text: 2), item(3, text: 2, modified: at(4)), item(4)], arrived: at(10)),
        ]
        let shown = try items(deliveries, after: at(0), through: at(10))
        #expect(shown.map { "\($0.item.title ?? ""), \($0.revisions)" }.sorted() == ["Item 2, text 2, 2", "Item 4, text 1, 1"])
        #expect(try items(deliveries, after: at(10), through: at(20)).isEmpty)
    }
}
