import ArgumentParser

@main
struct Wiredesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wiredesk",
        abstract: "Watches a folder of news feeds and writes digests that say each thing once.",
        discussion: """
            A first look, in an empty folder:
              wiredesk try

            At work:
              wiredesk run --dir ~/news                     watch ~/news/inbox until stopped
              curl -s https://example.org/feed | wiredesk put --dir ~/news --source example -
              wiredesk status --dir ~/news                  what came, what failed, what waits

            By hand or from cron:
              wiredesk once --dir ~/news                    empty the inbox, write the digests, exit

            As a filter:
              wiredesk read feed.xml                        a feed file as JSON Feed

            The digest to open is DIR/digests/latest.html. Settings are in /etc/wiredesk/wiredesk.yaml, or in the
            file that --config names; `wiredesk check --print` shows those in force.
            """,
        version: Program.version,
        subcommands: [
            Run.self, Once.self, Try.self, Check.self, Status.self, Put.self, Read.self, TagCommand.self, Group.self,
        ])
}
