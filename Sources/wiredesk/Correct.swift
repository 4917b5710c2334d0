import ArgumentParser
import Desk

struct Correct: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Put tags on an item or take them off, for good.",
        discussion: """
            Whatever its text says, in this revision and any to come; the last word
            on a tag stands, and `retag` and `rebuild` keep it. Editions that were
            published stay as they are. A topic that is added brings its parents.
            `wiredesk explain KEY` lists the tags an item has, by their ids, and
            `wiredesk topics` those that there are.

              wiredesk correct 3f9c21d05be77a10 --add labour --remove crime
              wiredesk correct 3f9c21 --remove place-paris --dir ~/news
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "What was done, as JSON, for a program.")
    var json = false

    @Argument(help: "The key of an item; the first six digits or more will do.")
    var key: String

    @Option(help: "The id of a topic that the item is to have; may be given again.", completion: .topics)
    var add: [String] = []

    @Option(help: "The id of a tag that the item is not to have; may be given again.", completion: .topics)
    var remove: [String] = []

    func validate() throws {
        if add.isEmpty, remove.isEmpty { throw ValidationError("name the tags: --add ID or --remove ID") }
    }

    func run() throws {
        try Program.ask(Request(.correct, [key] + add.map { "+" + $0 } + remove.map { "-" + $0 }), options, asJSON: json)
    }
}
