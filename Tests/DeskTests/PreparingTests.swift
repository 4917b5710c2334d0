import Foundation
import News
import Testing

@testable import Archive
@testable import Desk

/// The stories of a large archive are made in steps after a start.
@Suite struct PreparingTests {
    private func desk() throws -> TemporaryDesk {
        let desk = try TemporaryDesk()
        desk.settings = "live: {zone: UTC}\neditions: {}\nhorizon_days: 30\nmin_free: 0B\n"
        let places = ["Tarn", "Orla", "Skarn", "Stenby", "Höjd", "Nordport"]
        for source in ["courier", "radio", "ledger"] {
            let items = (0..<60).map { n in
                let place = places[n % places.count]
                let title =
                    n.isMultiple(of: 7) ? "Weather for \(place)" : "Dockers at \(place) begin strike \(n / 6) over night shifts"
                return """
                    <item><guid isPermaLink="false">\(source)\(n)</guid><title>\(title)</title>\
                    <pubDate>\(1 + n / 4) Nov 2026 0\(n % 9):00 GMT</pubDate><description>Told by \(source).</description></item>
                    """
            }
            try desk.drop("\(source)/a.xml", "<rss version=\"2.0\"><channel>\(items.joined())</channel></rss>")
        }
        try desk.once(at: try moment("2026-11-22T12:00:00Z"))
        return desk
    }

    /// Promise 4.
    @Test(arguments: [1, 10, 40, 1000]) func aBookThatIsMadeInStepsTellsTheSame(_ most: Int) throws {
        let desk = try desk()
        let configuration = try desk.configuration()
        let rules = try #require(configuration.live)
        let archive = try #require(try Archive.reading(at: desk.folders.databasePath.description))
        let closing = try moment("2026-11-22T12:00:00Z")
        func made(_ deciding: inout Deciding) throws -> Edition {
            try deciding.edition(
                rules, opened: nil, closing: closing, stem: "latest", isClosed: false, [], configuration
            ).edition
        }
        var stepped = Deciding(archive: archive)
        var steps: [Int] = []
        while let step = try stepped.prepare(opened: nil, closing: closing, [], configuration, most: most) {
            #expect(step.held > steps.last ?? 0 && step.of == 180)
            steps.append(step.held)
        }
        #expect(steps.isEmpty == (most == 1000))
        var whole = Deciding(archive: archive)
        let edition = try made(&whole)
        #expect(edition.stories.count > 40)
        #expect(try made(&stepped) == edition)
    }
}

extension Edition {
    fileprivate var stories: [Told] { sections.flatMap { $0.told + $0.brief } }
}
