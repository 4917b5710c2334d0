import ArgumentParser
import Desk

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration and the topics.",
        discussion: "Says each fault as file:line:column: what, and what instead. Exit code 78 if there is one.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print the settings in force, as a configuration file.")
    var print = false

    func run() throws {
        let configuration = try settings.load()
        if print { return Program.print(Array(configuration.printed().utf8)) }
        let editions = configuration.editions.count + (configuration.live == nil ? 0 : 1)
        let files = configuration.files.isEmpty ? "built-in settings" : configuration.files.joined(separator: ", ")
        Program.say("\(files): good; \(editions) editions, \(configuration.topics.count) topics")
    }
}
