import ArgumentParser
import Desk
import FoundationEssentials
import Glibc
import News
import Press

struct Once: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "once",
        abstract: "Empty the inbox, publish what is due, and exit.",
        discussion: """
            For cron and scripts. Exit code 65 if a file could not be read (the
            digests are written all the same), 75 if another wiredesk works in
            the folder. With --at, the same files give the same bytes each time.

              wiredesk once --dir ~/news
              wiredesk once --dir ~/news --at 2026-11-22T06:30:00Z
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The time of arrival and of closing (RFC 3339), instead of the clock's.")
    var at: Moment?

    @Flag(help: "What was done, as JSON, for a program.")
    var json = false

    func run() throws {
        Memory.keepLargeForReuse()
        let configuration = try options.loadToStart()
        try Program.workAsOwner(of: options.folders)
        let bar = ProgressBar()
        let outcome: SingleRun.Outcome
        do {
            let log = Program.log(configuration.logLevel, over: bar)
            let desk = try Desk.opened(in: options.folders, by: configuration, log: log, trial: ReaderTrial()) {
                bar.show($0, of: $1)
            }
            outcome = try SingleRun(desk).run(at: at?.date, publishing: { bar.say("writing the digests") }) {
                bar.show($0, of: $1)
            }
        } catch {
            bar.clear()
            throw Program.failure(error)
        }
        bar.clear()
        if json {
            Program.print(outcome.json(in: options.folders))
            if outcome.tally.failed > 0 { throw Exit.data }
            return
        }
        let filed = outcome.tally.filed
        // Of all that the digest tells, however long ago it came: not of these files alone.
        let copies = counted(outcome.copies, "copy", "copies")
        Program.say(
            """
            \(counted(outcome.tally.files, "file", "files")) (\(outcome.tally.failed) failed), \
            \(counted(filed.seen, "item", "items")): \(grouped(filed.new)) new, \
            \(counted(filed.repeated, "repeat", "repeats")), \(counted(filed.revised, "revision", "revisions")), \
            \(filed.refused) refused\(outcome.copies == 0 ? "" : "; \(copies) in the last digest")
            """)
        if outcome.waiting > 0 {
            Program.say(
                "\(counted(outcome.waiting, "file may not be read and waits", "files may not be read and wait")) in the inbox")
        }
        for digest in outcome.digests { Program.print(options.folders.digest(digest).description) }
        if outcome.tally.failed > 0 { throw Exit.data }
    }
}

/// A moment as an argument: RFC 3339 with a zone.
struct Moment: ExpressibleByArgument {
    let date: Date

    init?(argument: String) {
        guard let date = try? Date.ISO8601FormatStyle().parse(argument) else { return nil }
        self.date = Date(milliseconds: date.milliseconds)
    }
}
