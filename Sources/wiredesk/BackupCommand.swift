import ArgumentParser
import Desk

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the archive and the ledger, also while a desk is at work.",
        discussion: """
            Writes FILE, the archive as it stands at this moment, and beside it
            FILE.ledger.jsonl. What was dropped (done/) and the digests are plain
            files: copy them with any program.

              wiredesk backup --dir ~/news /backup/news.sqlite

            To go back: stop the desk, put both in place, start it
              rm -f ~/news/archive/archive.sqlite*
              cp /backup/news.sqlite ~/news/archive/archive.sqlite
              cp /backup/news.sqlite.ledger.jsonl ~/news/archive/ledger.jsonl
            Files that were read since then lie in done/; `wiredesk rebuild` takes
            them in.
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Over files of these names that are there already.")
    var replace = false

    @Flag(help: "The names of what was written, as JSON, for a program.")
    var json = false

    @Argument(help: "The file to write; its folder has to be there.")
    var file: String

    func run() throws {
        let bar = ProgressBar(of: "pages")
        do {
            let backup = Backup(of: options.folders, to: FilePath(file))
            let written = try backup.write(replacing: replace) { bar.show($0, of: $1) }
            bar.clear()
            if json { return Program.print(written.json) }
            for name in written.names { Program.print(name) }
        } catch let refusal as Backup.Refusal {
            Program.say("wiredesk: \(refusal)")
            switch refusal {
            case .noDesk: throw Exit.noInput
            case .isThere, .noFolder: throw Exit.cannotCreate
            }
        } catch let error as DeskError {
            bar.clear()
            throw Program.failure(error)
        }
    }
}
