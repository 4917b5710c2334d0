import ArgumentParser
import Desk
import Newsroom
import Press

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find items of the archive by their words.",
        discussion: """
            An item is found when it has all of the words, in its title, summary or
            text; several words in one argument stand together. Case and accents
            do not count, words are whole words, and a * at the end stands for any
            ending. Those with most of them in the title come first, then the
            newest. Exit code 66 when nothing is found. A desk may be at work.

              wiredesk search dockers strike --dir ~/news
              wiredesk search "prime minister" resign* --source bbc
              wiredesk search tarn --json | wiredesk group
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "As JSON Feed items, one a line.")
    var json = false

    @Option(help: "Only what this source published, or a folder of sources.", completion: .sources)
    var source: String?

    @Option(help: "How many are shown.")
    var limit = 20

    @Argument(help: "Words, or phrases in quotation marks.")
    var words: [String]

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
    }

    func run() throws {
        guard let query = Query(words) else {
            Program.say("wiredesk: search: there is a word without a letter or digit")
            throw ExitCode(64)
        }
        let search: Search
        do {
            search = try Search(for: query, in: options.folders, source: source, limit: limit)
        } catch {
            throw Program.failure(error)
        }
        Program.page(json ? search.json : Array(search.text.utf8))
        if search.found == 0 {
            if let fault = search.sourceFault {
                Program.say("wiredesk: \(fault)")
                throw Exit.noInput
            }
            let pruned =
                search.pruned == 0 ? "" : "; \(search.pruned) older items were pruned and cannot be searched (keep_items)"
            Program.say("nothing found\(pruned)")
            throw Exit.noInput
        }
    }
}
