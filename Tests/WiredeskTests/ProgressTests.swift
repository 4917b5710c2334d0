import Foundation
import Testing

/// Work that takes its time is shown on a terminal, and nowhere else.
@Suite struct ProgressTests {
    private let program: Program
    private let options: [String]

    init() throws {
        program = try Program()
        options = ["--dir", program.desk, "--config", program.configuration]
        try program.write("topics: [{id: sand, label: Sand, terms: {sand: 6}}]\n", to: "topics.yaml")
        let entries = (0..<1500).map { "<item><guid>g\($0)</guid><title>Salt and sand \($0)</title></item>" }.joined()
        try program.write("<rss version=\"2.0\"><channel>\(entries)</channel></rss>", to: "desk/inbox/courier/a.xml")
        try program.write("no feed", to: "desk/inbox/courier/b.xml")
    }

    @Test func onceShowsABarOnATerminalAndItsWarningsStandOnLinesOfTheirOwn() throws {
        let run = try program.runOnTerminal(["once"] + options)
        #expect(run.shown.contains("\r\u{1b}[K[##############################] 2 of 2 files, writing the digests"))
        #expect(run.shown.contains("\r\u{1b}[Kcourier/b.xml: "))
        #expect(run.printed == "\(program.desk)/digests/latest.html\n")
        // Colours there are none, so NO_COLOR has nothing to forbid.
        #expect(!run.shown.contains("m\u{1b}") && !run.shown.contains("\u{1b}[3"))
        try program.write(rss("One headline here"), to: "desk/inbox/courier/c.xml")
        #expect(!(try program.run(["once"] + options).err.contains("\r")))
    }

    @Test func rebuildAndRetagShowABarWithAndWithoutADeskAtWork() throws {
        _ = try program.run(["once"] + options)
        #expect(try program.runOnTerminal(["rebuild"] + options).shown.contains("] 1 of 1 files"))
        try program.write("topics: [{id: salt, label: Salt, terms: {salt: 6}}]\n", to: "topics.yaml")
        #expect(try program.runOnTerminal(["retag", "--dry-run"] + options).shown.contains("] 1500 of 1500 texts"))
        let daemon = try program.start()
        // The first slice is told of, however fast the rest is done.
        let run = try program.runOnTerminal(["retag"] + options)
        #expect(run.shown.contains("of 1500 texts"), "\(run)")
        #expect(run.shown.contains("\r\u{1b}[K1,500 texts: 1,500 changed"))
        #expect(run.printed.hasPrefix("salt: 0 -> 1500 (+1500 -0)\n"))
        #expect(daemon.stop() == 0)
        #expect(!(try program.run(["retag"] + options).err.contains("\r")))
    }
}
