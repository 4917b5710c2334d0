import ArgumentParser
import Desk

struct Retag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retag",
        abstract: "Apply changed topics to the items that are in the archive.",
        discussion: """
            Says, topic by topic, how many items got or lost it, with ten headlines
            each (+ and -). A desk at work in the folder is asked to do it: it
            goes on filing meanwhile, and its digests show it at the end. With
            --dry-run nothing is changed, and what would change is counted.

              wiredesk retag --dir ~/news --dry-run --config new.yaml
              wiredesk retag --dir ~/news
              wiredesk retag --dry-run --json | jq '.topics[] | select(.lost > 0).id'

            Cut short, what is done is done; again does the rest.
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Count what would change, and change nothing.")
    var dryRun = false

    @Flag(help: "As JSON, for a program.")
    var json = false

    func run() throws {
        let configuration = try options.load()
        try Program.workAsOwner(of: options.folders)
        let answer: Answer
        let bar = ProgressBar(of: "texts")
        do {
            try options.folders.mustExist()
            if dryRun {
                let found = try Retagging.dryRun(in: options.folders, by: configuration) { bar.show($0, of: $1) }
                bar.clear()
                answer = found.answer(isDry: true)
            } else {
                let request = Request(.retag, [configuration.topicsDigest])
                answer = try Petition(to: options.folders, by: configuration, log: Program.log(.warning, over: bar)).done(request)
                {
                    bar.show($0, of: $1)
                }
                bar.clear()
            }
        } catch {
            bar.clear()
            throw Program.failure(error)
        }
        if json {
            Program.print(answer.json)
            if !answer.isDone { throw Exit.tryLater }
            return
        }
        guard answer.isDone else {
            for line in answer.lines { Program.say("wiredesk: \(line)") }
            throw Exit.tryLater
        }
        for line in answer.lines.dropLast() { Program.print(line) }
        if let sum = answer.lines.last { Program.say(sum) }
    }
}
