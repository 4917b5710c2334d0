import ArgumentParser
import Desk
import Glibc

struct Put: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Drop feed files safely: under a temporary name, made durable, renamed.",
        discussion: """
              wiredesk put --dir ~/news --source bbc feed.xml
              curl -s https://example.org/feed | wiredesk put --dir ~/news --source example -
            """)

    @Option(name: .customLong("dir"), help: "The desk's folder.")
    var folder = "/var/spool/wiredesk"

    @Option(help: "Who published: the inbox subfolder, made when missing. Without it the feed's own link says.")
    var source: String?

    @Argument(help: "Feed files; - for standard input.")
    var files: [String]

    func run() throws {
        do {
            let deposit = try Deposit(into: DeskFolders(root: FilePath(folder)), source: source)
            for file in files {
                let place =
                    file == "-"
                    ? try deposit.put(Input.standard.all(), named: FilePath("stdin-\(getpid()).feed"))
                    : try deposit.put(FilePath(file))
                Program.print("inbox/\(place)")
            }
        } catch {
            Program.say("wiredesk: \(error)")
            switch error {
            case .noDesk: throw Exit.noInput
            case .badSource: throw ExitCode(64)
            case .unreadable: throw Exit.noInput
            case .unwritable: throw Exit.cannotCreate
            }
        }
    }
}
