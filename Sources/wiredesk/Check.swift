import ArgumentParser
import Desk
import Press

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration and the topics.",
        discussion: """
            Says each fault as file:line:column: what, and what instead. Exit code
            78 if there is one. Where there is an archive, it also names topics
            that are put on more than a quarter of the newest items, since a rule so
            broad parts nothing, and sources of editions that nothing has come from.
            That is advice, and no fault. --print shows every setting in force, also
            those that were not set.

              wiredesk check --config new.yaml --dir ~/news
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Print the settings in force, as a configuration file.")
    var print = false

    @Flag(help: "Faults and advice as JSON, for a program.")
    var json = false

    func run() throws {
        let configuration: Configuration
        do {
            configuration = try options.loaded()
        } catch {
            if json { Program.print(CheckReport(error.faults).json) } else { error.faults.forEach { Program.say("\($0)") } }
            throw Exit.configuration
        }
        if print { return Program.page(Array(configuration.printed().utf8)) }
        let advice = advice(on: configuration)
        if json { return Program.print(CheckReport([], advice: advice).json) }
        let named = counted(configuration.editions.count, "named edition", "named editions")
        let files = configuration.files.isEmpty ? "built-in settings" : configuration.files.joined(separator: ", ")
        let live = configuration.live == nil ? "no live one" : "the live one"
        Program.say("\(files): good; \(named) and \(live), \(counted(configuration.topics.count, "topic", "topics"))")
        for line in advice { Program.say(line) }
    }

    /// What the archive says of them.
    private func advice(on configuration: Configuration) -> [String] {
        do {
            let broad = try TopicsBreadth(of: configuration, in: options.folders)?.broad.map(\.text) ?? []
            return broad + (try UnheardSources(of: configuration, in: options.folders)?.lines ?? [])
        } catch {
            // The settings are good all the same.
            return ["not tried on the archive: \(error)"]
        }
    }
}
