import ArgumentParser
import Desk
import Press

struct Retag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retag",
        abstract: "Apply changed topics to the items that are in the archive.",
        discussion: """
            With --dry-run nothing is changed: it counts, topic by topic, how
            many items would get or lose it, with ten headlines each (+ and -).
            Exit code 75 while another wiredesk works in the folder; the dry
            run may look at any time.

              wiredesk retag --dir ~/news --dry-run --config new.yaml
              wiredesk retag --dir ~/news
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Count what would change, and change nothing.")
    var dryRun = false

    func run() throws {
        let configuration = try options.settings.load()
        let retagging: Retagging
        do {
            try options.folders.mustExist()
            retagging =
                dryRun
                ? try Retagging.dryRun(in: options.folders, by: configuration)
                : try Retagging.run(in: options.folders, by: configuration, log: Program.log(configuration.logLevel))
        } catch {
            throw Program.failure(error)
        }
        for topic in retagging.moved {
            Program.print("\(topic.id): \(topic.before) -> \(topic.after) (+\(topic.gained) -\(topic.lost))")
            for sample in topic.samples { Program.print("  " + JournalLog.visible(String(sample.prefix(120)))) }
        }
        let moved = "\(counted(retagging.moved.count, "topic", "topics")) \(dryRun ? "would come or go" : "came or went")"
        Program.say(
            "\(counted(retagging.texts, "text", "texts")): \(grouped(retagging.changed)) \(dryRun ? "would change" : "changed"); \(moved)"
        )
    }
}
