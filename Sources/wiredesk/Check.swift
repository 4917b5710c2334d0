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
            that are put on more than a quarter of the newest items: a rule so broad
            parts nothing. That is advice, and no fault.

              wiredesk check --config new.yaml --dir ~/news
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Print the settings in force, as a configuration file.")
    var print = false

    func run() throws {
        let configuration = try options.settings.load()
        if print { return Program.print(Array(configuration.printed().utf8)) }
        let editions = configuration.editions.count + (configuration.live == nil ? 0 : 1)
        let files = configuration.files.isEmpty ? "built-in settings" : configuration.files.joined(separator: ", ")
        Program.say(
            "\(files): good; \(counted(editions, "edition", "editions")), \(counted(configuration.topics.count, "topic", "topics"))"
        )
        lookForBroadTopics(configuration)
    }

    private func lookForBroadTopics(_ configuration: Configuration) {
        do {
            guard let breadth = try TopicsBreadth(of: configuration, in: options.folders) else { return }
            for line in breadth.broad { Program.say(line.text) }
        } catch {
            // The settings are good all the same.
            Program.say("topics not tried on the archive: \(error)")
        }
    }
}
