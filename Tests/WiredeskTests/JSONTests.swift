import Foundation
import Testing

/// What commands print for programs.
@Suite struct JSONTests {
    private let program: Program

    init() throws { program = try Program() }

    private func json(_ arguments: String..., code: Int32 = 0) throws -> [String: Any] {
        let run = try program.run(
            arguments + ["--json", "--dir", program.desk] + (arguments[0] == "put" ? [] : ["--config", program.configuration]))
        #expect(run.code == code, "\(arguments): \(run.err)")
        return try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any], "\(run.out)")
    }

    @Test func whatWasDroppedPutBackSaidTaggedSavedAndMadeAgainIsToldToPrograms() throws {
        try program.write("", to: "desk/inbox/.keep")
        try program.write(rss("Dockers at Tarn return to work"), to: "a.xml")
        try program.write("no feed", to: "b.xml")
        let dropped = try json("put", "--source", "courier", "a.xml", "b.xml")["dropped"] as? [[String: String]]
        var expected = ["a.xml", "b.xml"].map { ["file": $0, "path": "\(program.desk)/inbox/courier/\($0)"] }
        expected[1]["complaint"] = "plain text, no feed; it begins with \"no feed\""
        #expect(dropped == expected)
        // Of those before one that could not be it is told, too.
        try program.write(rss("Second quake hits the Orla valley", guid: "q"), to: "c.xml")
        #expect((try json("put", "c.xml", "missing.xml", code: 66)["dropped"] as? [Any])?.count == 1)
        _ = try json("once", code: 65)

        let retried = try json("retry")
        #expect(retried["done"] as? Bool == true && retried["files"] as? [String] == ["inbox/courier/b.xml"])
        #expect(try json("retry", "z.xml", code: 66)["done"] as? Bool == false)

        let feed = try JSONSerialization.jsonObject(with: Data(try program.read("desk/digests/latest.json").utf8))
        let stories = (feed as? [String: Any])?["items"] as? [[String: Any]]
        let keys = try #require(stories?.compactMap { $0["id"] as? String }.sorted())
        #expect(try json("join", keys[0], keys[1])["items"] as? [String] == keys)
        #expect(try json("split", keys[0])["items"] as? [String] == [keys[0]])
        #expect(try json("correct", keys[0], "--add", "sport")["added"] as? [String] == ["sport"])

        let tagged = try json("retag", "--dry-run")
        #expect(tagged["texts"] as? Int == 2 && tagged["changed"] as? Int == 0 && (tagged["topics"] as? [Any])?.isEmpty == true)
        #expect(try json("retag")["done"] as? Bool == true)

        let saved = try json("backup", program.path("copy.sqlite"))
        #expect(
            saved as? [String: String] == [
                "archive": program.path("copy.sqlite"), "ledger": program.path("copy.sqlite.ledger.jsonl"),
            ])
        let rebuilt = try json("rebuild")
        #expect(rebuilt["files"] as? Int == 2 && rebuilt["items"] as? Int == 2)
    }

    @Test func whatADeskAtWorkSaysOfItsSettingsIsToldToPrograms() throws {
        let daemon = try program.start()
        func reload() throws -> Program.Result { try program.run("reload", "--json", "--dir", program.desk) }
        let good = try reload()
        #expect(good.code == 0 && good.out == "{\n  \"faults\" : [\n\n  ],\n  \"inForce\" : true\n}\n")
        try program.write("editions: {}\nlog: debug\nhorizont_days: 3\n", to: "wiredesk.yaml")
        let bad = try reload()
        #expect(
            bad.code == 78 && bad.err.isEmpty && bad.out.contains("wiredesk.yaml:3:1: unknown key")
                && bad.out.contains("\"inForce\" : false"))
        #expect(daemon.stop() == 0)
    }
}
