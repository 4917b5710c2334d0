import ArgumentParser
import Desk
import Dispatch
import Glibc

struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "The one-minute tour: makes ./desk, drops sample feeds into it, runs, says what to open.",
        discussion: """
            The first start drops the sample feeds; a second one goes on where
            the first was. Ctrl-C stops it; `rm -r desk` forgets it.

              cd "$(mktemp -d)" && wiredesk try
            """)

    func run() throws {
        let folders = DeskFolders(root: FilePath("desk"))
        if folders.areSomethingElse {
            Program.say("there is a ./desk here that is no desk of wiredesk: go to another folder, or move it away")
            throw Exit.cannotCreate
        }
        // A tour shows wiredesk as it comes: the built-in settings, whatever this machine's are.
        let configuration: Configuration
        do {
            configuration = try Configuration.shipped()
        } catch {
            for fault in error.faults { Program.say("\(fault)") }
            throw Exit.configuration
        }
        let bar = ProgressBar()
        let log = Program.log(.warning, over: bar)
        do {
            let desk = try Desk.opened(in: folders, by: configuration, log: log, trial: ReaderTrial()) { bar.show($0, of: $1) }
            bar.clear()
            let dropped = try Tour.dropSamples(into: desk.folders)
            Program.say(
                dropped.isEmpty
                    ? "going on in ./desk, where the last run was"
                    : "made ./desk and dropped \(dropped.count) sample feeds into desk/inbox; one is cut short and one no feed, on purpose"
            )
            let root = folders.root
            if !dropped.isEmpty {
                bar.show(0, of: dropped.count)
                bar.say("reading and grouping them")
            }
            nonisolated(unsafe) let shown = bar
            nonisolated(unsafe) var isIntroduced = false
            let daemon = Daemon(
                desk: desk, configurationFile: nil, environment: [:], complete: dropped,
                published: {
                    // Called on the desk's queue only.
                    if isIntroduced { return }
                    shown.clear()
                    isIntroduced = true
                    Program.say("")
                    Program.say("  Open  \(absolute(root.appending("digests/latest.html")))")
                    Program.say("  or    less \(root.appending("digests/latest.txt"))")
                    Program.say("")
                    Program.say("Drop a feed file into \(root.appending("inbox")) and reload the page. Ctrl-C stops.")
                },
                finished: { error in
                    shown.clear()
                    if error == nil { Program.say("stopped; `wiredesk try` goes on where this was, `rm -r \(root)` forgets it") }
                    Glibc.exit(error.map { Program.failure($0).rawValue } ?? 0)
                })
            daemon.start()
        } catch let error as Deposit.Refusal {
            Program.say("wiredesk: \(error)")
            throw Exit.cannotCreate
        } catch let error as DeskError {
            throw Program.failure(error)
        }
        dispatchMain()
    }
}

private func absolute(_ path: FilePath) -> String {
    guard let real = realpath(path.description, nil) else { return path.description }
    defer { free(real) }
    return String(cString: real)
}
