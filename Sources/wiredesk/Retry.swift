import ArgumentParser
import Desk

struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Put files that failed back into the inbox.",
        discussion: """
            After a limit was raised or wiredesk has learned to read them. Each goes
            back to the subfolder it was dropped into. A running desk is asked to do
            it and reads them at once; without one they wait in the inbox.

              wiredesk retry --dir ~/news                 all of failed/
              wiredesk retry --dir ~/news bbc/x.xml       by the path in the inbox
              wiredesk retry --json | jq -r '.files[]'
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "What was done, as JSON, for a program.")
    var json = false

    @Argument(help: "Files as `wiredesk status` or failed/ names them; without any, all.")
    var names: [String] = []

    func run() throws { try Program.ask(Request(.retry, names), options, asJSON: json) }
}
