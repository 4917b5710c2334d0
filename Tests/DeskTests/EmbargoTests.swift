import Foundation
import Testing

@testable import Desk

/// What agencies ask of those who publish them.
@Suite struct EmbargoTests {
    private let desk: TemporaryDesk

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\n"
    }

    private func newsItem(_ management: String, version: Int = 1) -> String {
        """
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tarn:1" version="\(version)"><itemMeta>
        <versionCreated>2026-11-2\(version)T09:00:00Z</versionCreated>\(management)</itemMeta>
        <contentMeta><headline>Minister of Tarn to resign</headline></contentMeta></newsItem>
        """
    }

    @Test func whatIsUnderEmbargoIsToldInTheFirstEditionAfterItsEnd() throws {
        try desk.drop("agency/1.xml", newsItem("<embargoed>2026-11-22T18:00:00Z</embargoed>"))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        try desk.once(at: try moment("2026-11-22T12:00:00Z"))
        try desk.once(at: try moment("2026-11-23T12:00:00Z"))
        try desk.once(at: try moment("2026-11-24T12:00:00Z"))
        #expect(try desk.files(in: desk.folders.digests).filter { $0.hasSuffix("noon.json") } == ["2026/11/23/noon.json"])
        #expect(try desk.titles(in: "2026/11/23/noon.json") == ["Minister of Tarn to resign"])
    }

    @Test func whatIsKilledIsNotTold() throws {
        try desk.drop("agency/1.xml", newsItem("<pubStatus qcode=\"stat:usable\"/>"))
        try desk.once(at: try moment("2026-11-21T09:30:00Z"))
        // The same text: only the agency's word has changed.
        try desk.drop("agency/2.xml", newsItem("<pubStatus qcode=\"stat:canceled\"/>", version: 2))
        try desk.drop("radio/1.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        #expect(try desk.titles(in: "2026/11/21/noon.json") == ["Museum finds lost score in its cellar"])
    }

    @Test func whatIsWithheldIsToldWhenItsAgencySaysSo() throws {
        try desk.drop("agency/1.xml", newsItem("<pubStatus qcode=\"stat:withheld\"/>"))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        try desk.drop("agency/2.xml", newsItem("<pubStatus qcode=\"stat:usable\"/>", version: 2))
        try desk.once(at: try moment("2026-11-22T12:00:00Z"))
        #expect(try desk.files(in: desk.folders.digests).filter { $0.hasSuffix("noon.json") } == ["2026/11/22/noon.json"])
        #expect(try desk.titles(in: "2026/11/22/noon.json") == ["Minister of Tarn to resign"])
    }

    @Test func whatHasNothingToReadIsKeptAndNotTold() throws {
        try desk.drop("radio/1.xml", "<rss><channel><item><guid>1</guid></item></channel></rss>")
        try desk.drop("radio/2.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: try moment("2026-11-21T12:00:00Z"))
        #expect(try desk.titles(in: "2026/11/21/noon.json") == ["Museum finds lost score in its cellar"])
    }
}
