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

    func run() throws {
        let configuration = try options.load()
        if print { return Program.print(Array(configuration.printed().utf8)) }
        let named = counted(configuration.editions.count, "named edition", "named editions")
        let files = configuration.files.isEmpty ? "built-in settings" : configuration.files.joined(separator: ", ")
        let live = configuration.live == nil ? "no live one" : "the live one"
        Program.say("\(files): good; \(named) and \(live), \(counted(configuration.topics.count, "topic", "topics"))")
        tryOnArchive(configuration)
    }

    private func tryOnArchive(_ configuration: Configuration) {
        do {
            guard let breadth = try TopicsBreadth(of: configuration, in: options.folders) else { return }
            for line in breadth.broad { Program.say(line.text) }
            for line in try UnheardSources(of: configuration, in: options.folders)?.lines ?? [] { Program.say(line) }
        } catch {
            // The settings are good all the same.
            Program.say("not tried on the archive: \(error)")
        }
    }
}
