import ArgumentParser
import Desk
import Dispatch
import Glibc

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Watch the inbox and keep the digests up to date, until stopped.",
        discussion: """
            Drop feed files into DIR/inbox or its subfolders (a subfolder's path
            names the source). Each ends in DIR/done, or in DIR/failed with a
            reason beside it; DIR/digests/latest.html shows what is new within
            two seconds.

            SIGTERM and Ctrl-C stop it cleanly; SIGHUP reads the configuration
            again.

              wiredesk run --dir ~/news
              wiredesk run --dir ~/news --config ~/news/wiredesk.yaml
              systemctl start wiredesk
            """)

    @OptionGroup var options: DeskOptions

    func run() throws {
        let configuration = try options.loadToStart()
        try Program.workAsOwner(of: options.folders)
        let log = Program.log(configuration.logLevel)
        let desk: Desk
        do {
            let manager = ServiceManager(environment: Run.serviceEnvironment)
            desk = try Desk.opened(in: options.folders, by: configuration, log: log, trial: ReaderTrial()) {
                manager.starting("making the archive again: \($0) of \($1) files")
            }
        } catch {
            throw Program.failure(error)
        }
        let daemon = Daemon(
            desk: desk, configurationFile: options.settings.file, environment: Run.serviceEnvironment,
            finished: { error in Glibc.exit(error.map { Program.failure($0).rawValue } ?? 0) })
        daemon.start()
        dispatchMain()
    }

    /// What the service manager told us.
    static var serviceEnvironment: [String: String] {
        var variables: [String: String] = [:]
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] {
            if let value = Program.environment(name) { variables[name] = value }
        }
        return variables
    }
}
