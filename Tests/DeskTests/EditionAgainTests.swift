import Foundation
import News
import Press
import Testing

@testable import Archive
@testable import Desk

/// `edition`: made again from the archive, byte for byte.
@Suite struct EditionAgainTests {
    private let desk: TemporaryDesk

    init() throws {
        desk = try TemporaryDesk()
        let all = "formats: [\(EditionForm.allCases.map(\.rawValue).joined(separator: ", "))]"
        desk.settings = "live: {\(all)}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\", \(all)}\nmin_free: 0B\n"
        try desk.drop("tarn/a.xml", rss((guid: "1", title: "Dockers at Tarn return to work after strike")))
        try desk.once(at: try noon(21))
        try desk.drop("orla/a.xml", rss((guid: "1", title: "Tarn dockers end strike"), (guid: "2", title: "Museum opens")))
        try desk.once(at: try noon(22))
    }

    private func noon(_ day: Int) throws -> Date { try moment("2026-11-\(day)T12:00:00Z") }

    private func again(_ name: String, _ moment: Date?, _ form: EditionForm = .md) throws -> [UInt8] {
        try EditionAgain(in: desk.folders, by: try desk.configuration()).bytes(of: name, at: moment, as: form)
    }

    @Test(arguments: EditionForm.allCases) func itIsByteForByteWhatWasPublished(_ form: EditionForm) throws {
        for day in [21, 22] {
            let published = try desk.contents(desk.folders.digest("2026/11/\(day)/noon.\(form.rawValue)"))
            #expect(!published.isEmpty)
            #expect(try again("noon", noon(day).addingTimeInterval(3600), form) == published)
        }
        #expect(try again("live", noon(22), form) == desk.contents(desk.folders.digest("latest.\(form.rawValue)")))
    }

    @Test func onlyTheFormsThatAnEditionAsksForAreWrittenAndLinkedTo() throws {
        desk.settings =
            "live: {formats: [atom]}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\", formats: [md], empty: write}\nmin_free: 0B\n"
        for day in [23, 24] { try desk.once(at: try noon(day)) }
        let files = try desk.files(in: desk.folders.digests)
        #expect(files.filter { $0.hasPrefix("latest") } == ["latest.atom", "latest.html"])
        #expect(files.filter { $0.hasPrefix("2026/11/24") } == ["2026/11/24/noon.html", "2026/11/24/noon.md"])
        let page = try String(decoding: desk.contents(desk.folders.digest("2026/11/24/noon.html")), as: UTF8.self)
        #expect(page.contains("Enjoy the quiet") && page.contains("href=\"noon.md\"") && !page.contains("noon.atom"))
        let latest = try String(decoding: desk.contents(desk.folders.digest("latest.html")), as: UTF8.self)
        #expect(latest.contains("href=\"latest.atom\"") && !latest.contains("latest.md"))
    }

    /// A desk that stood still for years has not published since: what it did is printed, not what it would.
    @Test func withoutAMomentItIsTheOnePublishedLast() throws {
        #expect(try again("noon", nil) == desk.contents(desk.folders.digest("2026/11/22/noon.md")))
    }

    @Test func whatEditorsSaidSinceIsNotInIt() throws {
        let before = try again("noon", noon(22))
        let archive = try #require(try Archive.reading(at: desk.folders.databasePath.description))
        let keys = try archive.items(after: .distantPast, through: noon(22)).map(\.item.key.description)
        _ = try desk.open().hear(Request(.join, [keys[0], keys[1]]), now: noon(22).addingTimeInterval(60))
        #expect(try again("noon", noon(22)) == before)
    }

    @Test func whatIsNotThereSaysSo() throws {
        for (name, moment, why) in [
            ("evening", try noon(22), "evening: no edition is called so; there are noon, live"),
            ("noon", try noon(20), "noon: none had closed by 2026-11-20T12:00:00Z"),
        ] {
            do {
                _ = try again(name, moment)
                Issue.record("\(name)")
            } catch let error as DeskError {
                #expect(error == .unknown(why))
            }
        }
    }
}
