import Foundation
import Testing

/// `wiredesk try`, as a newcomer meets it.
@Suite(.timeLimit(.minutes(2))) struct TryTests {
    @Test func theTourSaysWhatToOpenReadsWhatIsDroppedGoesOnAndStops() throws {
        let program = try Program()
        let first = try Daemon(["try"], in: program.folder)
        try first.wait(for: "dropped 10 sample feeds into desk/inbox")
        let page = try first.wait(for: "Open ").split(separator: " ").last.map(String.init) ?? ""
        #expect(page.hasSuffix("/desk/digests/latest.html") && FileManager.default.fileExists(atPath: page))
        try first.wait(for: "Ctrl-C stops")
        try program.write("no feed", to: "draft")
        try FileManager.default.moveItem(atPath: program.path("draft"), toPath: program.path("desk/inbox/mine.xml"))
        try first.wait(for: "mine.xml: ")
        first.signal(SIGINT)
        #expect(first.end() == 0)

        let again = try Daemon(["try"], in: program.folder)
        try again.wait(for: "going on in ./desk")
        try again.wait(for: "Ctrl-C stops")
        #expect(again.stop() == 0)
        let digest = try program.read("desk/digests/latest.md")
        #expect(digest.contains("Dockers"), "\(digest.prefix(600))")
    }
}
