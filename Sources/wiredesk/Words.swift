import ArgumentParser
import Desk

struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Tell the stories of two items as one, for good.",
        discussion: """
            The last word stands: `wiredesk split` on one of them takes it back.
            Editions that were published stay as they are. The keys of items are in
            latest.json, under _wiredesk.items, and `wiredesk search` prints them.

              wiredesk join 3f9c21d05be77a10 77ab03c1928e40fd --dir ~/news
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "What was done, as JSON, for a program.")
    var json = false

    @Argument(help: "The key of an item; the first six digits or more will do.")
    var one: String

    @Argument(help: "The key of another.")
    var other: String

    func run() throws { try Program.ask(Request(.join, [one, other]), options, asJSON: json) }
}

struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Tell an item alone, for good.",
        discussion: """
            What it was joined to, by likeness or by `wiredesk join`, is told
            without it. Editions that were published stay as they are.

              wiredesk split 3f9c21d05be77a10 --dir ~/news
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "What was done, as JSON, for a program.")
    var json = false

    @Argument(help: "The key of an item; the first six digits or more will do.")
    var key: String

    func run() throws { try Program.ask(Request(.split, [key]), options, asJSON: json) }
}
