import Foundation
import Testing

/// What README.md and the manual pages say, held against the program.
@Suite struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The indented blocks below a heading, without their indent.
    private static func blocks(below heading: String) throws -> [String] {
        var blocks: [String] = []
        var isInside = false
        for line in try text("README.md").split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("## ") { isInside = line == "## \(heading)" }
            guard isInside else { continue }
            if line.hasPrefix("    ") {
                blocks[blocks.count - 1] += line.dropFirst(4) + "\n"
            } else if blocks.last != "" {
                blocks.append("")
            }
        }
        return blocks.filter { !$0.isEmpty }
    }

    @Test func theExamplesOfSettingsAndTopicsAreGoodTogether() throws {
        let program = try Program()
        let blocks = try Self.blocks(below: "Configure")
        let settings = try #require(blocks.first { $0.hasPrefix("editions:") })
        let topics = try #require(blocks.first { $0.hasPrefix("topics:") })
        let commands = try #require(blocks.first { $0.hasPrefix("mkdir ") })
        try program.write(settings + "topics: topics.d\n", to: "wiredesk.yaml")
        for command in commands.split(separator: "\n") {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-ec", String(command).replacing("wiredesk ", with: "\(Program.binary.path) ")]
            process.currentDirectoryURL = program.folder
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(command)")
        }
        try program.write(topics, to: "topics.d/yours.yaml")
        let check = try program.run("check", "--config", program.configuration)
        #expect(check.code == 0, "\(check.err)")
    }

    /// The program's commands, from its own help.
    private static func commands(_ program: Program) throws -> [String] {
        try program.run("--help").out.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.compactMap { line in
            guard line.hasPrefix("  "), let name = line.split(separator: " ").first, !line.hasPrefix("   "), name != "See" else {
                return nil
            }
            return String(name)
        }
    }

    @Test func theManualHasEachCommandWithItsOptionsAsHelpHasThem() throws {
        let program = try Program()
        let pages = program.path("man")
        let make = Process()
        make.executableURL = URL(fileURLWithPath: "/bin/sh")
        make.arguments = [Self.root.appendingPathComponent("systemd/man/make.sh").path, Program.binary.path, pages]
        try make.run()
        make.waitUntilExit()
        #expect(make.terminationStatus == 0)
        let page = try program.read("man/wiredesk.8").replacing("\\-", with: "-").replacing("\\e", with: "\\")
        let commands = try Self.commands(program)
        #expect(commands.count > 20)
        for command in commands {
            let section = try #require(page.components(separatedBy: ".SS wiredesk \(command)\n").dropFirst().first, "\(command)")
                .components(separatedBy: "\n.S")[0]
            let options = try program.run("help", command).out.matches(of: try Regex("--[a-z][a-z-]+")).map {
                String($0.output[0].substring ?? "")
            }
            for option in Set(options) where !["--version", "--help"].contains(option) {
                #expect(section.contains(option), "\(command) \(option)")
            }
        }
        // And no command that there is none of, there and in the README.
        let named = try [page, Self.text("README.md")].flatMap { text in
            text.matches(of: try Regex("(?m)(?:^|`|\\| |\\$ |sudo )wiredesk ([a-z]+)")).compactMap { $0.output[1].substring }
        }
        let words: Set<Substring> = ["watch", "watches", "takes", "and", "itself", "reads", "brings"]
        for name in Set(named).subtracting(words) { #expect(commands.contains(String(name)), "wiredesk \(name)") }
        // Exit codes that the program has.
        for code in [64, 65, 66, 69, 73, 74, 75, 77, 78] { #expect(page.contains(".B \(code)\n"), "\(code)") }
    }

    @Test func everySettingIsDocumentedOnceAndPrintedWithItsDefault() throws {
        let program = try Program()
        try program.write("", to: "empty.yaml")
        let documented = try Self.text("Config/wiredesk.yaml")
        let printed = try program.run("check", "--print", "--config", program.path("empty.yaml")).out
        func keys(_ text: String, _ indent: String) throws -> [String] {
            text.matches(of: try Regex("(?m)^\(indent)([a-z_]+):")).compactMap { $0.output[1].substring.map(String.init) }
        }
        // At the top, and of the limits; those that have no default stand there as remarks.
        for indent in ["", "  "] {
            let (here, there) = (try keys(documented, indent), try keys(printed, indent))
            #expect(Set(here).count == here.count, "\(here)")
            #expect(Set(there).isSubset(of: Set(here)), "\(Set(there).subtracting(here))")
            #expect(Set(here).isSubset(of: Set(there)), "\(Set(here).subtracting(there))")
        }
        for setting in ["topics", "templates"] {
            #expect(documented.components(separatedBy: "\n# \(setting): ").count == 2, "\(setting)")
        }
        // Of an edition: what one can have is printed, and told of in the comment above them.
        try program.write(
            "editions: {trade: {at: \"17:00\", topics: [economy], without_topics: [sport], sources: [bbc], without_sources: [a], languages: [en], minutes: 5}}\n",
            to: "full.yaml")
        let full = try program.run("check", "--print", "--config", program.path("full.yaml")).out
        let line = try #require(full.split(separator: "\n").first { $0.hasPrefix("  trade: ") })
        let settings = line.matches(of: try Regex("[{ ]([a-z_]+): ")).compactMap { $0.output[1].substring.map(String.init) }
        #expect(settings.count > 12)
        for setting in settings where setting != "trade" {
            #expect(documented.components(separatedBy: "\n#   \(setting): ").count == 2, "\(setting)")
        }
        // A file that says nothing is the file that wiredesk brings.
        try program.write(documented, to: "documented.yaml")
        let same = try program.run("check", "--print", "--config", program.path("documented.yaml")).out
        #expect(same.split(separator: "\n").dropFirst() == printed.split(separator: "\n").dropFirst())
    }
}
