import ArgumentParser
import Desk
import Press

struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the archive again from done/ and the ledger.",
        discussion: """
            Gives the same items, editions and digests; topics are put on anew, as
            they are configured now. Stop a running desk first. The old archive
            stays until the new one is complete; broken off half-way, the next start
            finishes it. A damaged archive is made again without being asked.

              systemctl stop wiredesk
              wiredesk rebuild
              systemctl start wiredesk
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "What was done, as JSON, for a program.")
    var json = false

    func run() throws {
        let configuration = try options.load()
        try Program.workAsOwner(of: options.folders)
        let bar = ProgressBar()
        do {
            try options.folders.mustExist()
            let rebuild = Rebuild(of: options.folders, by: configuration, log: Program.log(configuration.logLevel, over: bar))
            let outcome = try rebuild.run(isDamaged: false) { bar.show($0, of: $1) }
            bar.clear()
            if json { return Program.print(outcome.json) }
            Program.print(
                """
                \(counted(outcome.files, "file", "files")), \(counted(outcome.items, "item", "items")), \
                \(counted(outcome.editions, "edition", "editions"))
                """)
        } catch {
            bar.clear()
            throw Program.failure(error)
        }
    }
}
