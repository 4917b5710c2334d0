import Foundation
import Logging
import News
import Testing

@testable import Archive
@testable import Desk

/// Promise 4 for a desk that goes on: killed and withheld articles, late ones, revisions and changed settings give what a desk gives
/// that is told all of it at once.
@Suite struct FreshRunTests {
    private struct Drop {
        let path: String
        let minute: Int
        let text: String
    }

    private static func start() throws -> Date { try moment("2026-11-22T08:00:00Z") }
    private static func end() throws -> Date { try moment("2026-11-22T12:00:00Z") }

    private static func agency(_ version: Int, _ status: String, _ headline: String = "Minister of Tarn to resign") -> String {
        """
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tarn:1" version="\(version)"><itemMeta>
        <versionCreated>2026-11-22T0\(version):00:00Z</versionCreated><pubStatus qcode="stat:\(status)"/></itemMeta>
        <contentMeta><headline>\(headline)</headline></contentMeta></newsItem>
        """
    }

    private static func item(_ guid: String, _ title: String, at time: String, _ text: String = "") -> String {
        """
        <rss version="2.0"><channel><title>Paper</title><item><guid isPermaLink="false">\(guid)</guid><title>\(title)</title>\
        <pubDate>Sun, 22 Nov 2026 \(time):00 GMT</pubDate><description>\(text)</description></item></channel></rss>
        """
    }

    private static let drops = [
        Drop(path: "agency/1.xml", minute: 1, text: agency(1, "usable")),
        Drop(path: "radio/1.xml", minute: 2, text: item("m", "Tarn minister resigns", at: "07:30")),
        Drop(path: "tarn/1.xml", minute: 3, text: item("1", "Dockers at Tarn return to work after strike", at: "07:00")),
        Drop(path: "orla/1.xml", minute: 4, text: item("1", "Tarn dockers end strike", at: "07:20", "They voted.")),
        // Killed; late, and earlier than all; a revision that is of another story now; a museum for other topics.
        Drop(path: "agency/2.xml", minute: 61, text: agency(2, "canceled")),
        Drop(path: "late/1.xml", minute: 62, text: item("1", "Strike of Tarn dockers over", at: "06:00")),
        Drop(path: "orla/2.xml", minute: 121, text: item("1", "Tarn minister resigns over strike", at: "07:20", "She resigned.")),
        Drop(path: "arts/1.xml", minute: 122, text: item("1", "Museum of salt opens", at: "07:40")),
    ]

    private static func file(_ drops: some Collection<Drop>, into open: Desk, _ desk: TemporaryDesk) throws {
        let batch = try drops.map { drop in
            let claim = Claim(path: FilePath(drop.path), arrived: try start().addingTimeInterval(Double(drop.minute) * 60))
            let place = desk.folders.processing.appending(claim.place)
            try Files.makeFolder(place.parent)
            try Files.write(Array(drop.text.utf8), to: place)
            return try #require(try open.inbox.claim(claim).file)
        }
        _ = try open.file(batch, now: end())
    }

    private static func digests(_ desk: TemporaryDesk) throws -> [String: String] {
        let names = try desk.files(in: desk.folders.digests)
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try desk.digest($0)) })
    }

    private static func configuration(_ terms: String) throws -> Configuration {
        let topics = "topics: [{id: labour, label: Labour, terms: {\(terms)}}]"
        return try Configuration.read(
            yaml: "live: {zone: UTC, stories_per_topic: 2}\neditions: {}\nmin_free: 0B\n", name: "wiredesk.yaml",
            topics: (topics, "topics.yaml"))
    }

    @Test(arguments: [1, 2, 3, 8]) func whatHappensOnTheWayDoesNotShow(_ size: Int) throws {
        let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let (before, after) = (try Self.configuration("strike: 6, dockers: 6"), try Self.configuration("museum: 6, resign*: 6"))
        let going = try TemporaryDesk()
        let desk = try Desk(in: going.folders, by: before, log: log)
        let publisher = Publisher(desk)
        for first in stride(from: 0, to: Self.drops.count, by: size) {
            let some = Self.drops[first..<min(Self.drops.count, first + size)]
            try Self.file(some, into: desk, going)
            let moment = try Self.start().addingTimeInterval(Double(some.last?.minute ?? 0) * 60 + 1)
            try publisher.publish(at: moment, by: before)
        }
        desk.take(after)
        _ = try desk.fulfil(Request(.retag))
        try publisher.publish(at: Self.end(), by: after)

        let fresh = try TemporaryDesk()
        let other = try Desk(in: fresh.folders, by: after, log: log)
        try Self.file(Self.drops.reversed(), into: other, fresh)
        try Publisher(other).publish(at: Self.end(), by: after)

        let (got, expected) = (try Self.digests(going), try Self.digests(fresh))
        #expect(got.keys.sorted() == expected.keys.sorted())
        #expect(expected.keys.sorted().filter { got[$0] != expected[$0] } == [])
        #expect(expected.keys.contains { $0.hasPrefix("stories/") })
        #expect(!(expected["latest.md"] ?? "").contains("Minister of Tarn to resign"))
        #expect((expected["latest.md"] ?? "").contains("Museum of salt opens"))
    }
}
