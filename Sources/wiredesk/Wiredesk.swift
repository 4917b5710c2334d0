import ArgumentParser
import Desk
import Glibc

@main
struct Wiredesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wiredesk",
        abstract: "Watches a folder of news feeds and writes digests that say each thing once.",
        discussion: """
            A first look, in an empty folder:
              wiredesk try

            At work: watch ~/news/inbox until stopped, drop, look after
              wiredesk run --dir ~/news
              curl -s https://example.org/feed | \\
                wiredesk put --dir ~/news --source example -
              wiredesk status --dir ~/news

            By hand or from cron: empty the inbox, write the digests, exit
              wiredesk once --dir ~/news

            As a filter: a feed file as JSON Feed
              wiredesk read feed.xml

            Installed from its package it is at work already, in /var/spool/wiredesk
              curl -s https://example.org/feed | wiredesk put --source example -
              sudo wiredesk status
              sudo wiredesk doctor

            The digest to open is DIR/digests/latest.html. Settings are in
            /etc/wiredesk/wiredesk.yaml, or in the file that --config names;
            `wiredesk check --print` shows those in force.
            """,
        version: Program.version,
        // Each gives its commandName: made from the type's name it costs a search of all conformances, 3 ms of every start.
        subcommands: [
            Run.self, Once.self, Try.self, Check.self, ReloadCommand.self, Status.self, DoctorCommand.self, Put.self, Retry.self,
            Join.self, Split.self, Correct.self,
            Explain.self, TopicsCommand.self, SearchCommand.self, EditionCommand.self, Retag.self, RebuildCommand.self,
            BackupCommand.self, Read.self,
            TagCommand.self,
            Group.self, TemplatesCommand.self,
        ])

    static func main() {
        Memory.keepForReuse()
        let words = CommandLine.arguments.dropFirst()
        refuseMisspelt(words.first == "help" ? words.dropFirst().first : words.first)
        main(nil)
    }

    /// A command that there is not is told as that: the parser would blame the first option behind it.
    private static func refuseMisspelt(_ word: String?) {
        guard let word else { return }
        if ["--dir", "--config"].contains(where: { word == $0 || word.hasPrefix($0 + "=") }) {
            Program.say("options stand behind the command: wiredesk COMMAND \(word) ...")
            Glibc.exit(ExitCode.validationFailure.rawValue)
        }
        if word.hasPrefix("-") || word == "help" { return }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        if names.contains(word) { return }
        let near = nearest(to: word, among: names).map { "did you mean \"\($0)\"?" } ?? "`wiredesk --help` lists them"
        Program.say("no such command \(quoted(word)) (\(near))")
        Glibc.exit(ExitCode.validationFailure.rawValue)
    }
}
