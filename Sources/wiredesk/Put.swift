import ArgumentParser
import Desk
import Glibc

struct Put: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Drop feed files safely: under a temporary name, made durable, renamed.",
        discussion: """
            What is no feed is dropped too, and said on standard error: the desk
            files it under failed/ with its reason.

              wiredesk put --dir ~/news --source bbc feed.xml
              curl -s https://example.org/feed | wiredesk put --dir ~/news --source example -
              wiredesk put --json *.xml | jq -r '.dropped[].path'
            """)

    @Option(name: .customLong("dir"), help: "The desk's folder.", completion: .directory)
    var folder = DeskOptions.standardFolder

    @Option(
        help: "Who published: the inbox subfolder, made when missing. Without it the feed's own link says.", completion: .sources)
    var source: String?

    @Flag(name: .shortAndLong, help: "Say where each file went; on a terminal that is said anyway.")
    var verbose = false

    @Flag(help: "Say so as JSON, for a program.")
    var json = false

    @Argument(help: "Feed files; - for standard input.", completion: .file())
    var files: [String]

    func run() throws {
        let folders = DeskFolders(root: FilePath(folder))
        var dropped: [PutReport.Dropped] = []
        // Also of those before one that could not be.
        defer { if json { Program.print(PutReport(dropped: dropped).json) } }
        do {
            let deposit = try Deposit(into: folders, source: source)
            for file in files {
                let path = FilePath(file)
                let bytes = file == "-" ? try input() : try Deposit.contents(of: path)
                let name = file == "-" ? FilePath("stdin-\(getpid()).feed") : path.name
                let place = try deposit.put(bytes, named: name)
                // What it is for the desk to say; but who dropped it may be gone by then.
                let complaint = Deposit.complaint(of: bytes)
                dropped.append(PutReport.Dropped(file: file, path: "\(folders.inboxPath)/\(place)", complaint: complaint))
                if let complaint {
                    let called = file == "-" ? "standard input" : file
                    Program.say("wiredesk: \(called): \(complaint); dropped all the same, it will be filed under failed/")
                }
                if !json, verbose || Program.isOnScreen { Program.print("\(folders.inboxPath)/\(place)") }
            }
        } catch let error as Deposit.Refusal {
            Program.say("wiredesk: \(error)")
            switch error {
            case .noDesk: throw Exit.noInput
            case .badSource: throw ExitCode(64)
            case .unreadable: throw Exit.noInput
            case .unwritable(let fault):
                guard fault.isForbidden else { throw Exit.cannotCreate }
                if let group = folders.depositors {
                    Program.say(
                        "who is in the group \(group) may drop files: sudo adduser \(Program.environment("USER") ?? "USER") \(group), and log in again"
                    )
                }
                throw Exit.permission
            }
        }
    }

    /// A fetch that failed pipes nothing: that is no feed file, and nobody wants it in failed/.
    private func input() throws -> [UInt8] {
        let bytes = Input.standard.all()
        if bytes.isEmpty {
            Program.say("wiredesk: standard input is empty; nothing dropped")
            throw Exit.noInput
        }
        return bytes
    }
}
