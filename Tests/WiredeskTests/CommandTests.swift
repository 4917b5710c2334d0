import Foundation
import Testing

/// The commands as a user meets them: what they print, where, and with which exit code.
@Suite struct CommandTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test func onceEmptiesTheInboxCountsAndNamesTheDigest() throws {
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/a.xml")
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/b.xml")
        let run = try program.run("once", "--dir", program.desk, "--config", program.configuration)
        #expect(run.code == 0)
        #expect(run.err.hasSuffix("2 files (0 failed), 2 items: 1 new, 1 repeat, 0 revisions, 0 refused\n"))
        #expect(run.out == program.desk + "/digests/latest.html\n")
    }

    @Test func onceExitsWith65WhenAFileFailedAndWritesTheDigestAllTheSame() throws {
        try program.write("no feed", to: "desk/inbox/bad.xml")
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/a.xml")
        #expect(try program.run("once", "--dir", program.desk, "--config", program.configuration).code == 65)
        #expect(try program.read("desk/digests/latest.md").contains("Dockers at Tarn return to work"))
    }

    @Test func aMisspeltCommandIsNamedAsThat() throws {
        let run = try program.run("satus", "--dir", program.desk)
        #expect(run.code == 64 && run.err.hasSuffix("no such command \"satus\" (did you mean \"status\"?)\n"))
        #expect(try program.run("help", "status").code == 0)
        #expect(try program.run("help", "satus").err.hasSuffix("no such command \"satus\" (did you mean \"status\"?)\n"))
        let early = try program.run("--dir", program.desk, "status")
        #expect(early.code == 64 && early.err.contains("options stand behind the command: wiredesk COMMAND --dir ..."))
    }

    @Test func aMisspeltSourceOrTopicIsAskedBack() throws {
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/agencies/courier/a.xml")
        let options = ["--dir", program.desk, "--config", program.configuration]
        #expect(try program.run(["once"] + options).code == 0)
        let search = try program.run(["search", "dockers", "--source", "agencies/courrier"] + options)
        #expect(search.code == 66)
        #expect(
            search.err
                == "wiredesk: nothing has come from \"agencies/courrier\" (did you mean \"agencies/courier\"?)\n")
        #expect(
            try program.run(["search", "dockers", "--source", "agencis"] + options).err.contains("(did you mean \"agencies\"?)"))
        #expect(try program.run(["search", "dockers", "--source", "agencies"] + options).code == 0)
        let topics = try program.run(["topics", "ecomony"] + options)
        #expect(topics.code == 66 && topics.err == "no topic is called so (did you mean economy?)\n")
    }

    @Test func topicsAreListedWithTheirIdsAndCounts() throws {
        try program.write(
            "topics:\n- {id: work, label: Work}\n- {id: labour, label: Labour, parent: work, terms: {dockers: 6}}\n",
            to: "topics.yaml")
        let options = ["--dir", program.desk, "--config", program.configuration]
        #expect(try program.run(["topics"] + options).out == "work    Work\nlabour  Labour (part of work)\n")
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/a.xml")
        #expect(try program.run(["once"] + options).code == 0)
        #expect(try program.run(["topics"] + options).out == "work    1  Work\nlabour  1  Labour (part of work)\n")
        #expect(try program.run(["topics", "LAB"] + options).out == "labour  1  Labour (part of work)\n")
        // What it prints to be changed is what it brings.
        let shipped = try program.run("topics", "--shipped").out
        try program.write(shipped, to: "topics.yaml")
        #expect(try program.run(["check"] + options).code == 0)
    }

    @Test(arguments: [
        (["correct", "3f9c21", "--add", ""], "labour"), (["search", "dockers", "--source", ""], "agencies/courier"),
        (["edition", ""], "noon"), (["put", "--source", ""], "agencies/courier"),
    ])
    func shellsCompleteWhatIsInTheDesk(_ line: [String], _ expected: String) throws {
        try program.write("topics: [{id: labour, label: Labour, terms: {dockers: 6}}]\n", to: "topics.yaml")
        try program.write("editions: {noon: {at: \"12:00\"}}\nmin_free: 0B\n", to: "wiredesk.yaml")
        let options = ["--dir", program.desk, "--config", program.configuration]
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/agencies/courier/a.xml")
        #expect(try program.run(["once"] + options).code == 0)
        // As the scripts for shells ask: the option or the place of the argument, then the line, and which word of it.
        let asked = line.dropLast().last.flatMap { $0.hasPrefix("--") ? $0 : nil } ?? "positional@0"
        let words = ["wiredesk", line[0]] + options + line.dropFirst()
        let run = try program.run(
            ["---completion", line[0], "--", asked] + ["\(words.count - 1)", "0"] + words)
        #expect(run.out.split(separator: "\n").contains(Substring(expected)), "\(run)")
    }

    @Test func onceAtATimeGivesTheSameBytesEachTime() throws {
        func digests(_ desk: String) throws -> [String] {
            try program.write(rss("Dockers at Tarn return to work"), to: "\(desk)/inbox/courier/a.xml")
            let run = try program.run(
                "once", "--dir", program.path(desk), "--config", program.configuration, "--at", "2026-11-22T06:30:00Z")
            #expect(run.code == 0)
            return try ["latest.html", "latest.md", "latest.json", "index.html"].map { try program.read("\(desk)/digests/\($0)") }
        }
        #expect(try digests("one") == digests("two"))
    }

    @Test func explainSaysWhyAndExitsWith66WhereThereIsNoSuchKey() throws {
        try program.write(rss("Dockers at Tarn return to work after strike"), to: "desk/inbox/courier/a.xml")
        let options = ["--dir", program.desk, "--config", program.configuration]
        _ = try program.run("once", options[0], options[1], options[2], options[3])
        let feed = try JSONSerialization.jsonObject(with: Data(try program.read("desk/digests/latest.json").utf8))
        let key = try #require((((feed as? [String: Any])?["items"] as? [[String: Any]])?.first)?["id"] as? String)
        let run = try program.run("explain", String(key.prefix(6)), options[0], options[1], options[2], options[3])
        #expect(run.code == 0 && run.out.hasPrefix("\(key)  Dockers at Tarn return to work after strike\n"))
        #expect(run.out.contains("\nStory \(key)\n  it stands alone\n"))
        let json = try program.run("explain", key, "--json", options[0], options[1], options[2], options[3])
        #expect(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) is [String: Any])
        let none = try program.run("explain", "0123456789abcdef", options[0], options[1], options[2], options[3])
        #expect(none.code == 66 && none.out.isEmpty)
        #expect(none.err.contains("no such item in the archive (latest.json has the keys)"))
    }

    @Test func aFileThatMayNotBeReadWaitsAndStatusSaysSo() throws {
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/a.xml")
        let closed = program.desk + "/inbox/courier/closed.xml"
        try program.write(rss("Not for you"), to: "desk/inbox/courier/closed.xml")
        try FileManager.default.setAttributes([.posixPermissions: 0o000], ofItemAtPath: closed)
        let once = try runAsNobody("once", "--dir", program.desk, "--config", program.configuration)
        #expect(once.contains("1 file may not be read and waits in the inbox"))
        #expect(FileManager.default.fileExists(atPath: closed))
        #expect(try program.read("desk/digests/latest.md").contains("Dockers at Tarn return to work"))
        let status = try runAsNobody("status", "--dir", program.desk)
        #expect(status.contains("waits: courier/closed.xml: ") && status.contains("Permission denied"))
    }

    @Test(arguments: [0o444, 0o555])
    func aFolderThatIsHalfClosedDelaysNoOther(_ mode: Int) throws {
        // Listed but not entered, or entered but not changed: neither the file nor the link in it can be taken.
        try program.write(rss("Dockers at Tarn return to work"), to: "desk/inbox/courier/a.xml")
        let closed = program.desk + "/inbox/closed"
        try program.write(rss("Not for you"), to: "desk/inbox/closed/b.xml")
        try FileManager.default.createSymbolicLink(atPath: closed + "/c.xml", withDestinationPath: "b.xml")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: closed)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed) }
        let once = try runAsNobody("once", "--dir", program.desk, "--config", program.configuration)
        #expect(once.contains("2 files may not be read and wait in the inbox"))
        #expect(try program.read("desk/digests/latest.md").contains("Dockers at Tarn return to work"))
    }

    @Test func aClaimedFileThatCannotBeReadStaysAndDelaysNoOther() throws {
        let claimed = "desk/processing/2026-11-22/courier/063000.123-a.xml"
        try program.write(rss("Not for you", guid: "a"), to: claimed)
        try FileManager.default.setAttributes([.posixPermissions: 0o000], ofItemAtPath: program.path(claimed))
        try program.write(rss("Dockers at Tarn return to work", guid: "b"), to: "desk/inbox/courier/b.xml")
        let once = try runAsNobody("once", "--dir", program.desk, "--config", program.configuration)
        #expect(once.contains("063000.123-a.xml: open: Permission denied"))
        #expect(program.exists(claimed))
        #expect(try program.read("desk/digests/latest.md").contains("Dockers at Tarn return to work"))
    }

    @Test func aBadConfigurationSaysFileLineColumnAndWhatInsteadAndExitsWith78() throws {
        try program.write("editions:\n  morning: {att: \"06:30\"}\n", to: "bad.yaml")
        let check = try program.run("check", "--config", program.path("bad.yaml"))
        #expect(check.code == 78)
        #expect(check.err.contains("bad.yaml:2:13: unknown key \"att\"") && check.err.contains("\"at\""))
        #expect(try program.run("once", "--dir", program.desk, "--config", program.path("bad.yaml")).code == 78)
    }

    @Test func whatCheckPrintsIsAConfigurationOfTheSameMeaning() throws {
        let printed = try program.run("check", "--print", "--config", program.configuration)
        #expect(printed.code == 0)
        try program.write(printed.out, to: "printed.yaml")
        // Their first lines say where each came from.
        let again = try program.run("check", "--print", "--config", program.path("printed.yaml")).out
        #expect(again.split(separator: "\n").dropFirst() == printed.out.split(separator: "\n").dropFirst())
    }

    @Test func checkNamesSourcesOfEditionsThatNothingHasComeFrom() throws {
        try program.write(rss("One headline here"), to: "desk/inbox/courier/a.xml")
        #expect(try program.run("once", "--dir", program.desk, "--config", program.configuration).code == 0)
        try program.write(
            "editions: {trade: {at: \"17:00\", sources: [courier, courrier], without_sources: [blogs]}}\n", to: "new.yaml")
        let check = try program.run("check", "--dir", program.desk, "--config", program.path("new.yaml"))
        #expect(check.code == 0)
        #expect(
            check.err.split(separator: "\n").dropFirst() == [
                "edition \"trade\": nothing has come from \"courrier\" (did you mean \"courier\"?)",
                "edition \"trade\": nothing has come from \"blogs\"",
            ])
    }

    @Test(.enabled(if: getuid() == 0, "it takes root to be somebody else"))
    func whoMayNotLookIntoTheArchiveIsToldSoAndNotThatItIsEmpty() throws {
        try program.write(rss("One headline here"), to: "desk/inbox/courier/a.xml")
        #expect(try program.run("once", "--dir", program.desk, "--config", program.configuration).code == 0)
        for (path, mode) in [(program.folder.path, 0o755), (program.desk + "/archive", 0o700)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        let nobody = ["setpriv", "--reuid=65534", "--clear-groups", Program.binary.path]
        for command in [["search", "headline"], ["status"]] {
            let said = try run(nobody + command + ["--dir", program.desk])
            #expect(said.contains("archive.sqlite: Permission denied"), "\(said)")
        }
    }

    @Test func checkAndOnceSpeakJSONToPrograms() throws {
        try program.write("editions:\n  morning: {att: \"06:30\"}\n", to: "bad.yaml")
        let check = try program.run("check", "--json", "--config", program.path("bad.yaml"))
        #expect(check.code == 78 && check.err == "")
        struct Report: Decodable {
            struct Line: Decodable {
                let line: Int
                let column: Int
            }
            let faults: [Line]
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(check.out.utf8))
        #expect(report.faults.contains { $0.line == 2 && $0.column == 13 })
        try program.write(rss("One headline here"), to: "desk/inbox/courier/a.xml")
        try program.write("no feed", to: "desk/inbox/courier/b.xml")
        let once = try program.run("once", "--json", "--dir", program.desk, "--config", program.configuration)
        #expect(once.code == 65)
        struct Outcome: Decodable, Equatable {
            let files: Int
            let filesFailed: Int
            let failures: [String: Int]
            let newItems: Int
            let digests: [String]
        }
        #expect(
            try JSONDecoder().decode(Outcome.self, from: Data(once.out.utf8))
                == Outcome(
                    files: 2, filesFailed: 1, failures: ["not-a-feed": 1], newItems: 1,
                    digests: [program.desk + "/digests/latest.html"]))
    }

    @Test func checkPrintsEverySettingThatHasADefault() throws {
        try program.write("editions: {trade: {at: \"17:00\"}}\n", to: "new.yaml")
        let printed = try program.run("check", "--print", "--config", program.path("new.yaml")).out
        for setting in [
            "title", "at", "days", "zone", "stories_per_topic", "headlines_per_topic", "in_short", "order", "formats",
            "deep_look",
            "empty", "horizon_days", "keep_items", "keep_done", "keep_failed", "keep_fingerprints", "keep_editions", "priorities",
            "names",
            "min_free", "log", "live",
        ] { #expect(printed.contains("\(setting): "), "\(setting)") }
    }

    @Test(.enabled(if: getuid() == 0, "it takes root")) func rootLeavesNothingInADeskThatItsUserCannotWrite() throws {
        try program.write(rss("One headline here"), to: "desk/inbox/courier/a.xml")
        #expect(try program.run("once", "--dir", program.desk, "--config", program.configuration).code == 0)
        let all = [program.desk] + (FileManager.default.subpaths(atPath: program.desk) ?? []).map { program.desk + "/" + $0 }
        for path in all { #expect(chown(path, 65534, 65534) == 0) }
        try program.write(rss("Another headline", guid: "h"), to: "desk/inbox/courier/b.xml")
        #expect(chmod(program.path("desk/inbox/courier/b.xml"), 0o644) == 0)
        // Others may pass through the temporary folder.
        #expect(chmod(program.folder.path, 0o755) == 0)
        #expect(try program.run("once", "--dir", program.desk, "--config", program.configuration).code == 0)
        #expect(try program.run("rebuild", "--dir", program.desk, "--config", program.configuration).code == 0)
        #expect(try program.run("retag", "--dir", program.desk, "--config", program.configuration).code == 0)
        for path in FileManager.default.subpaths(atPath: program.desk) ?? [] where !path.hasPrefix("done/") {
            var facts = stat()
            #expect(lstat(program.desk + "/" + path, &facts) == 0 && facts.st_uid == 65534, "\(path)")
        }
    }

    @Test func aBackupIntoAFolderThatIsNotThereNamesTheFolder() throws {
        try program.write(rss("One headline here"), to: "desk/inbox/courier/a.xml")
        #expect(try program.run("once", "--dir", program.desk, "--config", program.configuration).code == 0)
        let backup = try program.run("backup", "--dir", program.desk, program.path("nowhere/copy.sqlite"))
        #expect(backup.code == 73)
        #expect(backup.err == "wiredesk: \(program.path("nowhere")): there is no such folder; make it first\n")
    }

    @Test func putDropsSafelyAndNeverReplacesWhatIsNotReadYet() throws {
        try program.write("", to: "desk/inbox/.keep")
        try program.write(rss("One headline here"), to: "a.xml")
        #expect(
            try program.run("put", "-v", "--dir", program.desk, "--source", "courier", "a.xml").out
                == program.desk + "/inbox/courier/a.xml\n")
        #expect(
            try program.run("put", "-v", "--dir", program.desk, "--source", "courier", "a.xml").out
                == program.desk + "/inbox/courier/2-a.xml\n")
        #expect(try program.run("put", "--dir", program.desk, "-", input: rss("Two headlines here")).code == 0)
        #expect(try program.run("put", "--dir", program.desk, "-").code == 66)
        #expect(try program.run("put", "--dir", program.desk, "--source", "../etc", "a.xml").code == 64)
        // The desk never looks into such a folder.
        #expect(try program.run("put", "--dir", program.desk, "--source", "news.part", "a.xml").code == 64)
        #expect(try program.run("put", "--dir", program.desk, "missing.xml").code == 66)
        #expect(try program.run("put", "--dir", program.path("nowhere"), "a.xml").code == 66)
    }

    @Test(arguments: ["<html><body>Sign in</body></html>", "PK\u{3}\u{4}", "no feed", "{\"a\": 1}"])
    func putSaysOfWhatIsNoFeedWhatItsReasonWillSay(_ text: String) throws {
        try program.write("", to: "desk/inbox/.keep")
        try program.write(text, to: "a.xml")
        let put = try program.run("put", "--dir", program.desk, "--source", "courier", "a.xml")
        #expect(put.code == 0)
        #expect(try program.read("desk/inbox/courier/a.xml") == text)
        _ = try program.run("once", "--dir", program.desk, "--config", program.configuration)
        let day = try #require(try FileManager.default.contentsOfDirectory(atPath: program.path("desk/failed")).first)
        let folder = "desk/failed/\(day)/courier"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: program.path(folder)).first { $0.hasSuffix(".reason.json") })
        let reason = try JSONSerialization.jsonObject(with: Data(try program.read("\(folder)/\(name)").utf8))
        let message = try #require((reason as? [String: Any])?["message"] as? String)
        #expect(put.err == "wiredesk: a.xml: \(message); dropped all the same, it will be filed under failed/\n")
    }

    @Test func readPrintsALineForEachFileAndGoesOnAfterABadOne() throws {
        try program.write(rss("One headline here"), to: "a.xml")
        try program.write("no feed", to: "b.xml")
        let run = try program.run("read", "a.xml", "b.xml", "missing.xml", "a.xml")
        #expect(run.code == 65)
        let lines = try run.out.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(
            lines.map { ($0["_wiredesk"] as? [String: Any])?["file"] as? String } == ["a.xml", "b.xml", "missing.xml", "a.xml"])
        #expect(lines.map { $0["items"] == nil } == [false, true, true, false])
        #expect(lines.map { ($0["_wiredesk"] as? [String: Any])?["error"] == nil } == [true, false, false, true])
        #expect(
            try program.run("read", "--count", "--files-from", "-", input: "a.xml\na.xml\n").out
                == "2 files, 2 items, 0 refused, 0 failed\n")
    }

    @Test func readAndPutTakeLinksAndPipesThatAPersonNames() throws {
        try program.write(rss("One headline here"), to: "a.xml")
        try program.write("", to: "desk/inbox/.keep")
        try FileManager.default.createSymbolicLink(atPath: program.path("link.xml"), withDestinationPath: "a.xml")
        #expect(try program.run("read", "--count", "link.xml").out == "1 file, 1 item, 0 refused, 0 failed\n")
        #expect(try program.run("put", "--dir", program.desk, "link.xml").code == 0)
        #expect(try program.read("desk/inbox/link.xml") == rss("One headline here"))
        #expect(try program.run("read", "--count", "/dev/stdin", input: rss("Two headlines here")).code == 0)
        #expect(try program.run("read", "desk").code == 65)
    }

    @Test func tagAddsTopicsWithEvidenceAndKeepsWhatWasThere() throws {
        try program.write("topics:\n  - id: labour\n    label: Labour\n    terms: {strike: 6}\n", to: "topics.yaml")
        let run = try program.run(
            "tag", "--topics", program.path("topics.yaml"),
            input: "{\"id\":\"1\",\"title\":\"Dockers end strike\",\"mine\":[1,2]}\n")
        #expect(run.code == 0)
        let item = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
        #expect(item["mine"] as? [Int] == [1, 2])
        let topics = try #require((item["_wiredesk"] as? [String: Any])?["topics"] as? [[String: Any]])
        #expect(topics.map { $0["id"] as? String } == ["labour"])
        #expect((topics.first?["evidence"] as? [[String: Any]])?.first?["text"] as? String == "strike")
    }

    @Test func whatAFileRepeatsEarnsNoTagBehindAPipeEither() throws {
        try program.write("topics:\n  - id: labour\n    label: Labour\n    terms: {strike: 6}\n", to: "topics.yaml")
        let texts = [
            "The ferry sails again on Monday morning.", "A bridge in the far north was closed.",
            "Rain is expected all week long.",
        ]
        let items = texts.enumerated().map { number, text in
            "<item><guid>\(number)</guid><title>N\(number)</title><description>\(text) Read all that we have on the strike.</description></item>"
        }
        try program.write("<rss version=\"2.0\"><channel>\(items.joined())</channel></rss>", to: "a.xml")
        let feed = try #require(
            try JSONSerialization.jsonObject(with: Data(try program.run("read", "a.xml").out.utf8)) as? [String: Any])
        var lines = try #require(feed["items"] as? [[String: Any]])
        func tags() throws -> [Int] {
            let input = try lines.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
            let run = try program.run(
                "tag", "--topics", program.path("topics.yaml"), input: input.joined(separator: "\n") + "\n")
            return try run.out.split(separator: "\n").map {
                let item = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                return try #require(((item?["_wiredesk"] as? [String: Any])?["topics"] as? [Any])?.count)
            }
        }
        #expect(try tags() == [0, 0, 0])
        // What is no place in an item is passed over.
        for place in lines.indices {
            lines[place]["_wiredesk"] = ["boilerplate": [["field": "title", "offset": 0, "length": -3]]]
        }
        #expect(try tags() == [1, 1, 1])
    }

    @Test func groupPutsCopiesIntoOneStory() throws {
        let text = (1...40).map { "word\($0)" }.joined(separator: " ")
        let items = ["Dockers end strike", "Port strike is over"].enumerated().map { n, title in
            "{\"id\":\"\(n)\",\"title\":\"\(title)\",\"content_text\":\"\(text)\",\"date_published\":\"2026-11-22T06:0\(n):00Z\",\"_wiredesk\":{\"feed\":{\"title\":\"s\(n)\"}}}"
        }
        let run = try program.run("group", input: items.joined(separator: "\n") + "\nno json\n")
        #expect(run.code == 65)
        let decisions = try decisions(run.out)
        try #require(decisions.count == 2)
        #expect(decisions.map { $0["story"] as? String } == [decisions[0]["key"] as? String, decisions[0]["key"] as? String])
        #expect(decisions[1]["duplicate_of"] as? String == decisions[0]["key"] as? String)
    }

    /// Two files of one feed bring most items twice, some of them revised.
    @Test func anItemThatComesTwiceIsGroupedOnce() throws {
        func item(_ text: String, _ time: String) -> String {
            "{\"id\":\"1\",\"title\":\"Dockers end strike\",\"content_text\":\"\(text)\",\"date_published\":\"2026-11-22T\(time):00Z\"}"
        }
        let items = [item("As it was.", "06:00"), item("As it was.", "06:00"), item("As it is by now.", "07:00")]
        let run = try program.run("group", input: (items + [items[0]]).joined(separator: "\n") + "\n")
        #expect(run.code == 0)
        let decisions = try decisions(run.out)
        #expect(decisions.count == 4)
        #expect(decisions.allSatisfy { $0["story"] as? String == $0["key"] as? String && $0["duplicate_of"] == nil })
    }

    private func decisions(_ lines: String) throws -> [[String: Any]] {
        try lines.split(separator: "\n").map {
            try #require(
                (try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["_wiredesk"] as? [String: Any])
        }
    }

    /// Runs ours as somebody who may not read everything, and answers all it prints.
    private func runAsNobody(_ arguments: String...) throws -> String {
        let isRoot = getuid() == 0
        if isRoot { try run("chown", "-R", "nobody", program.folder.path) }
        let prefix = isRoot ? ["setpriv", "--reuid=65534", "--clear-groups"] : ["env"]
        return try run(prefix + [Program.binary.path] + arguments)
    }

    /// Runs another program and answers all it prints.
    @discardableResult
    private func run(_ arguments: String...) throws -> String { try run(arguments) }

    private func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self)
    }
}
