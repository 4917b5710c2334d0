import ArgumentParser
import Desk
import FoundationEssentials

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What came, what failed, what waits, and whether a desk is at work.",
        discussion: """
            How fast news comes, the last failures and all of them by reason, the
            newest editions, each source and those that have fallen silent against
            their own rhythm, how the inbox is watched, and what takes how much
            space. All of it takes root or the desk's own user.

              sudo wiredesk status
              wiredesk status --dir ~/news | less
              wiredesk status --json | jq '.failures, .silentSources'
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "As JSON, for a program.")
    var json = false

    func run() throws {
        // A bad configuration is no reason to say nothing of the rest.
        let configuration = try? options.loaded()
        if configuration == nil { Program.say("configuration bad, so nothing of topics: `wiredesk check` says where") }
        let report: StatusReport
        do {
            report = try StatusReport(of: options.folders, now: Date(), topics: configuration?.topics)
        } catch {
            throw Program.failure(error)
        }
        Program.page(json ? report.json : Array(report.text.utf8))
    }
}
