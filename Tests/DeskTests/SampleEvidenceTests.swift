import FeedReader
import Foundation
import News
import Newsroom
import Testing

@testable import Desk

/// Over the feeds of the tour, with all that is shipped: what a tag names is all there is to it. Tests/Proof/evidence.py does the same
/// over any folder of feeds.
@Suite struct SampleEvidenceTests {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Config/samples")

    @Test func withoutTheWordsThatATagNamesAsItsEvidenceItIsGone() throws {
        let tagger = try Configuration.shipped().makeTagger()
        var tags = 0
        var left: [String] = []
        let files = try #require(FileManager.default.enumerator(at: Self.samples, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "xml" {
            let bytes = Array(try Data(contentsOf: file))
            // One of them is a web page, for the tour to show what becomes of it.
            let feed = try? FeedReader().read(bytes, source: "s", arrived: Date(timeIntervalSince1970: 1_795_000_000))
            for item in feed?.items ?? [] {
                for tag in tagger.tags(for: item, source: "s", thoroughly: true) {
                    tags += 1
                    let without = tagger.tags(for: item.without(tag), source: "s")
                    if without.contains(where: { $0.id == tag.id }) { left.append("\(tag.id): \(item.title ?? "")") }
                }
            }
        }
        #expect(left == [])
        #expect(tags > 100)
    }
}

extension Item {
    /// With letters q in place of the words that speak for the tag; those against it may keep others away, that bring it.
    fileprivate func without(_ tag: News.Tag) -> Item {
        let against = Set(tag.evidence.filter { $0.points < 0 }.map(\.term))
        func blanked(_ text: String, _ field: Evidence.Field) -> String {
            var bytes = Array(text.utf8)
            for one in tag.evidence where one.field == field && !against.contains(one.term) {
                for i in one.offset..<(one.offset + one.text.utf8.count) where bytes[i] != UInt8(ascii: " ") {
                    bytes[i] = UInt8(ascii: "q")
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        var item = self
        item.title = title.map { blanked($0, .title) }
        item.summary = summary.map { blanked($0, .summary) }
        item.text = blanked(text.plainText, .text).split(separator: "\n\n").map { Block(.paragraph, String($0)) }
        item.categories = blanked(categories.joined(separator: "\n"), .category).split(separator: "\n").map(String.init)
        item.docdata?.dateline = docdata?.dateline.map { blanked($0, .dateline) }
        return item
    }
}
