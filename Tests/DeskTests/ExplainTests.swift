import Foundation
import News
import Testing

@testable import Archive
@testable import Desk

/// `explain`: why an item has its tags, and why it is told with the others and not with the next.
@Suite struct ExplainTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        desk.settings = "live: off\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nmin_free: 0B\n"
        noon = try moment("2026-11-22T12:00:00Z")
    }

    private func feed(_ source: String, _ items: (guid: String, title: String, minute: Int, text: String)...) -> String {
        let entries = items.map { item in
            """
            <item><guid isPermaLink="false">\(item.guid)</guid><title>\(item.title)</title>\
            <pubDate>Sun, 22 Nov 2026 08:\(padded(item.minute, to: 2)):00 GMT</pubDate>\
            <description>\(item.text)</description></item>
            """
        }
        return "<rss version=\"2.0\"><channel><title>\(source)</title>\(entries.joined())</channel></rss>"
    }

    private func fill() throws {
        try desk.drop(
            "tarn/a.xml",
            feed(
                "Tarn Radio", ("1", "Dockers at Tarn return to work after strike", 0, "After eleven days the dockers voted."),
                ("2", "Museum finds lost score", 5, "It lay in the cellar.")))
        func strike(_ days: String) -> String {
            feed("Orla Times", ("1", "Tarn dockers end \(days) strike", 40, "They go back on Monday."))
        }
        try desk.drop("orla/b.xml", strike("eleven-day"))
        try desk.drop(
            "skarn/c.xml", feed("Skarn Observer", ("1", "Teachers at Skarn begin strike over pay", 50, "Schools are shut.")))
        try desk.once(at: try moment("2026-11-22T09:00:00Z"))
        // A revision, and an edition.
        try desk.drop("orla/b2.xml", strike("twelve-day"))
        try desk.once(at: noon)
    }

    private func explainer() throws -> Explainer { try Explainer(of: desk.folders, by: try desk.configuration()) }

    private func key(_ source: String, _ guid: String) throws -> Key {
        let archive = try #require(try Archive.reading(at: desk.folders.databasePath.description))
        let items = try archive.items(after: .distantPast, through: .distantFuture)
        return try #require(items.first { $0.source == source && $0.item.id == guid }).item.key
    }

    @Test func aRoundUpIsSaidToStandAloneAsOne() throws {
        try fill()
        try desk.drop(
            "skarn/d.xml",
            feed(
                "Skarn Observer",
                ("2", "Live: dockers at Tarn return to work after strike", 30, "After eleven days the dockers voted.")))
        let later = try moment("2026-11-22T13:00:00Z")
        try desk.once(at: later)
        let told = try explainer().explanation(of: try key("skarn", "2").description, at: later)
        #expect(told.story?.items.count == 1)
        #expect(told.story?.silence == .roundUp)
        #expect(
            told.text().contains(
                "it stands alone: live coverage, a round-up or a whole programme shares words with all it tells of"))
        #expect(!told.text().contains("Nearest"))
        #expect(try explainer().explanation(of: try key("orla", "1").description, at: later).story?.silence == nil)
    }

    @Test func anItemIsExplainedAsAPersonWouldTellIt() throws {
        try fill()
        let (tarn, orla, skarn) = (try key("tarn", "1"), try key("orla", "1"), try key("skarn", "1"))
        let told = try explainer().explanation(of: orla.description, at: noon)
        #expect(told.story?.id == tarn.description)
        #expect(told.story?.items.map(\.item.key) == [tarn.description, orla.description])
        let why = try #require(told.story?.items.last?.why)
        #expect(why.rule == "wording" && why.with == tarn.description && why.secondsApart == 2400)
        #expect(Set(why.shared) == ["day", "dockers", "strike", "tarn"])
        #expect(told.tags.map(\.id) == ["labour"])
        #expect(told.tags.first?.threshold == 6 && told.tags.first?.score == 24)
        #expect(told.nearest.map(\.other.key) == [skarn.description])
        #expect(told.nearest.first?.obstacle.kind == .notLinked)
        #expect(told.revisions.count == 2 && told.revisions.allSatisfy(\.isThere))
        #expect(
            told.revisions.last?.changes == [
                Explanation.ChangePart(
                    field: "title",
                    pieces: [
                        Explanation.ChangePart.Piece(kind: "kept", text: "Tarn dockers end"),
                        Explanation.ChangePart.Piece(kind: "removed", text: "eleven-day"),
                        Explanation.ChangePart.Piece(kind: "added", text: "twelve-day"),
                        Explanation.ChangePart.Piece(kind: "kept", text: "strike"),
                    ])
            ])
        #expect(told.editions.map(\.file) == ["digests/2026/11/22/noon.html"])
        let text = told.text()
        for line in [
            "  Orla Times (orla), 2026-11-22 08:40 UTC; arrived 2026-11-22 09:00",
            "  done/2026-11-22/orla/090000.000-b.xml",
            "    \"dockers\" in the title, sentence 1, byte 5: +12",
            "    title: Tarn dockers end [-eleven-day-] {+twelve-day+} strike",
            "  Noon Edition, 2026-11-22 12:00: digests/2026/11/22/noon.html",
        ] { #expect(text.contains(line + "\n"), "\(line)") }
    }

    @Test func nothingIsWrittenAndADeskMayBeAtWork() throws {
        try fill()
        let orla = try key("orla", "1")
        let before = try desk.files(in: desk.folders.root).filter { !$0.hasPrefix("archive/archive.sqlite-") }
        let working = try desk.open()
        let told = try explainer().explanation(of: orla.description, at: noon)
        withExtendedLifetime(working) { #expect(told.story != nil) }
        #expect(try desk.files(in: desk.folders.root).filter { !$0.hasPrefix("archive/archive.sqlite-") } == before)
    }

    @Test func asItStoodAtAnEarlierMoment() throws {
        try fill()
        let told = try explainer().explanation(of: try key("orla", "1").description, at: try moment("2026-11-22T10:00:00Z"))
        #expect(told.item.title == "Tarn dockers end eleven-day strike")
        #expect(told.revisions.count == 1 && told.editions.isEmpty)
    }

    @Test func whatHasLeftTheHorizonIsExplainedAsItLastStoodWithinIt() throws {
        try fill()
        let orla = try key("orla", "1").description
        let later = try explainer().explanation(of: orla, at: try moment("2027-03-01T00:00:00Z"))
        #expect(later.at == "2026-11-29T23:59:59.999Z")
        let atNoon = try explainer().explanation(of: orla, at: noon)
        #expect(later.story?.items == atNoon.story?.items && later.story?.aliases == atNoon.story?.aliases)
    }

    @Test func aKeyMayBeShortButNotAmbiguousOrUnknown() throws {
        try fill()
        let orla = try key("orla", "1").description
        let page = "digests/stories/\(orla).html"
        for name in [String(orla.prefix(6)), orla.uppercased(), page] {
            #expect(try explainer().explanation(of: name, at: noon).item.key == orla)
        }
        for (name, why) in [
            (String(orla.prefix(5)), "too short for a key"), ("0000000000000000", "no such item in the archive"),
            ("\u{1b}[2J", "not a key"), ("", "not a key"),
        ] {
            do {
                _ = try explainer().explanation(of: name, at: noon)
                Issue.record("\(name) is no key")
            } catch let error as DeskError {
                guard case .unknown(let what) = error else { throw error }
                #expect(what.contains(why))
            }
        }
    }

    @Test func aHostileFeedsWordsDoNothingToATerminal() throws {
        try desk.drop("x/a.xml", feed("\u{9B}31m", ("1", "Strike \u{202E}evil\u{9D}0;x", 0, "A. \u{85}B.")))
        try desk.once(at: noon)
        let told = try explainer().explanation(of: try key("x", "1").description, at: noon)
        for bytes in [Array(told.text().utf8), told.json] {
            let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
            #expect(scalars.allSatisfy { $0 == "\n" || isPrintable($0) })
        }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(told.json)) as? [String: Any])
        #expect((json["item"] as? [String: Any])?["title"] as? String == told.item.title)
    }

    @Test func whatIsNotToldSaysWhy() throws {
        let item = """
            <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tarn:1" version="1"><itemMeta>
            <versionCreated>2026-11-21T09:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/></itemMeta>
            <contentMeta><headline>Minister of Tarn to resign</headline></contentMeta></newsItem>
            """
        try desk.drop("agency/1.xml", item)
        try desk.once(at: noon)
        let archive = try #require(try Archive.reading(at: desk.folders.databasePath.description))
        let key = try #require(try archive.items(after: .distantPast, through: noon).first).item.key
        let told = try explainer().explanation(of: key.description, at: noon)
        #expect(told.story == nil && told.notTold == "its agency killed it")
        #expect(told.text().contains("Story: in none: its agency killed it\n"))
    }
}
