import Foundation
import Testing

@testable import Desk

/// Promise 4, in short; Tests/Proof/orders.py is the long form.
struct OrderPromiseTests {
    private struct Drop {
        let claim: Claim
        let text: String
    }

    /// Two days of files: repeats with other categories, revisions that revert, copies under another source, equal arrivals, and
    /// files that are no feed.
    private static func drops(_ day: String) throws -> [Drop] {
        let headlines = ["Museum finds lost score in its cellar", "Dockers at Tarn go on strike", "Second quake hits the valley"]
        return try (0..<18).map { n in
            let arrived = try moment("\(day)T08:00:00Z").addingTimeInterval(Double(n / 2) * 60)
            let path = FilePath("\(["courier", "radio", "ledger"][n % 3])/\(n).xml")
            if n % 9 == 8 { return Drop(claim: Claim(path: path, arrived: arrived), text: "no feed") }
            let items = (0..<3).map { k in
                let headline = headlines[(n + k) % 3]
                let category = ["strike", "museum", "harbour"][(n / 3 + k) % 3]
                let words = "What is known of it by now, in version \((n / 4) % 2) of day \(day)."
                return """
                    <item><guid isPermaLink="false">\(k)</guid><title>\(headline)</title><description>\(words)</description>\
                    <category>\(category)</category></item>
                    """
            }
            let text = "<rss version=\"2.0\"><channel><title>Paper \(n % 4)</title>\(items.joined())</channel></rss>"
            return Drop(claim: Claim(path: path, arrived: arrived), text: text)
        }
    }

    /// All that lies in digests/. Without a `seed` each day's files are one batch, in the order of their arrival.
    private static func digests(seed: UInt64?) throws -> [String: [UInt8]] {
        let desk = try TemporaryDesk()
        desk.settings = "live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nmin_free: 0B\n"
        var dice = Dice(state: seed ?? 0)
        for day in ["2026-11-21", "2026-11-22"] {
            var drops = try drops(day)
            if seed != nil { drops.shuffle(using: &dice) }
            while !drops.isEmpty {
                let group = drops.prefix(seed == nil ? drops.count : Int.random(in: 1...6, using: &dice))
                drops.removeFirst(group.count)
                // Each on a desk of its own: a restart before every batch.
                let open = try desk.open()
                let batch = try group.map { drop in
                    let place = desk.folders.processing.appending(drop.claim.place)
                    try Files.makeFolder(place.parent)
                    try Files.write(Array(drop.text.utf8), to: place)
                    return try #require(try open.inbox.claim(drop.claim).file)
                }
                _ = try open.file(batch, now: moment("\(day)T11:00:00Z"))
            }
            try desk.once(at: moment("\(day)T12:00:00Z"))
        }
        let names = try desk.files(in: desk.folders.digests)
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try desk.contents(desk.folders.digest($0))) })
    }

    private static let inOrder = Result { try digests(seed: nil) }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func aDigestIsTheSameWhateverTheOrderTheBatchesOrTheRestarts(_ seed: UInt64) throws {
        let (expected, got) = (try Self.inOrder.get(), try Self.digests(seed: seed))
        #expect(got.keys.sorted() == expected.keys.sorted())
        #expect(expected.keys.sorted().filter { expected[$0] != got[$0] } == [])
        #expect(expected["2026/11/22/noon.json"] != nil)
    }

    /// A hole that there was: the late file's fields were taken over, but the tags stayed those of the other's categories.
    @Test func aLateFileWithAnEarlierObservationBringsItsTags() throws {
        let headline = "Second quake hits the valley"
        func feed(_ category: String) -> String {
            rss(("a", headline)).replacing("</title></item>", with: "</title><category>\(category)</category></item>")
        }
        let noon = try moment("2026-11-22T12:00:00Z")
        let found = try [false, true].map { isLate in
            let desk = try TemporaryDesk()
            let drops = [("radio/1.xml", "museum", noon), ("radio/2.xml", "dockers", noon.addingTimeInterval(60))]
            for (path, category, arrival) in isLate ? drops.reversed() : drops {
                try desk.drop(path, feed(category))
                try desk.once(at: arrival)
            }
            return try desk.open().archive.items(after: .distantPast, through: .distantFuture).map { $0.tags.map(\.id) }
        }
        #expect(found[0] == [["culture"]])
        #expect(found[1] == found[0])
    }
}

/// SplitMix64: the same orders on every machine.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
