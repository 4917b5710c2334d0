import ArgumentParser
import Desk

struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "List the topics in force: their ids, and how many items each is put on.",
        discussion: """
            Ids are what settings (`topics:`, `priorities:`) and `wiredesk correct`
            want. With words, only topics whose id or name holds one of them. Counted
            are the items of the archive, where there is one.

              wiredesk topics
              wiredesk topics sport econ --dir ~/news
              wiredesk topics --json | jq '.topics[] | select(.items == 0).id'

            --shipped prints the file of topics that wiredesk brings, to be changed:

              wiredesk topics --shipped > /etc/wiredesk/topics.yaml
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "As JSON, for a program.")
    var json = false

    @Flag(help: "Print the file of topics that wiredesk brings, whichever are in force.")
    var shipped = false

    @Argument(help: "Words of ids or names.")
    var words: [String] = []

    func run() throws {
        if shipped { return Program.page(Shipped.bytes("topics.yaml") ?? []) }
        let configuration = try options.load()
        let list: TopicsList
        do {
            list = try TopicsList(configuration.topics, matching: words, in: options.folders)
        } catch .forbidden(let why) {
            // Ids are for everybody.
            Program.say("not counted: \(why)")
            list = try TopicsList(configuration.topics, matching: words, in: options.folders, counting: false)
        } catch {
            throw Program.failure(error)
        }
        if list.topics.isEmpty {
            let near = words.first.flatMap { nearest(to: $0, among: configuration.topics.lazy.map(\.id)) }
            Program.say("no topic is called so\(near.map { " (did you mean \($0)?)" } ?? "; `wiredesk topics` lists all")")
            throw Exit.noInput
        }
        Program.page(json ? list.json : Array(list.text.utf8))
    }
}
