import ArgumentParser
import Desk

struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have the desk at work take up changed settings and topics.",
        discussion: """
            All of them or, when something is wrong, none: then each fault is said,
            the exit code is 78, and the old ones stay in force. A desk also takes
            them up by itself when the files change; this one waits until it is done.

              sudo systemctl reload wiredesk
              wiredesk reload --dir ~/news
            """)

    @Option(name: .customLong("dir"), help: "The desk's folder.", completion: .directory)
    var folder = DeskOptions.standardFolder

    @Flag(help: "What is wrong, if anything, as JSON, for a program.")
    var json = false

    func run() throws {
        do {
            try Reload(of: DeskFolders(root: FilePath(folder))).run()
            if json { Program.print(Reload.report([])) }
        } catch {
            if json, case .bad(let faults) = error {
                Program.print(Reload.report(faults))
                throw Exit.configuration
            }
            for line in error.description.split(separator: "\n") { Program.say("wiredesk: \(line)") }
            switch error {
            case .nobody: throw Exit.noInput
            case .forbidden: throw Exit.permission
            case .silent: throw Exit.tryLater
            case .bad: throw Exit.configuration
            }
        }
    }
}
