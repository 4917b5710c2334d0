import ArgumentParser
import Desk
import FoundationEssentials

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why an item has its tags, and why it is told with the others and not with the next story.",
        discussion: """
            KEY is that of an item or a story: its first six digits will do, and so
            does the page of a story. Keys are in latest.json (_wiredesk.items) and in
            what `wiredesk search` prints. Told are: each tag with the words that
            spoke for it, where they stand and their points, and what was nearly one;
            each item of the story with the rule and the words that joined it; the
            nearest other story and why it is another; revisions with what changed;
            the file in done/; the editions that told it. A desk may be at work.

              wiredesk explain 3f9c21d05be77a10 --dir ~/news
              wiredesk explain digests/stories/77ab03c1928e40fd.html --dir ~/news
              wiredesk explain 3f9c21 --json | jq '.story.items[].why'
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "As JSON, for a program.")
    var json = false

    @Flag(help: "All of long lists.")
    var all = false

    @Option(help: "As it stood then (RFC 3339), instead of now.")
    var at: Moment?

    @Argument(help: "The key of an item or story.")
    var key: String

    func run() throws {
        let configuration = try options.load()
        let explanation: Explanation
        do {
            let explainer = try Explainer(of: options.folders, by: configuration)
            explanation = try explainer.explanation(of: key, at: at?.date ?? Date())
        } catch {
            throw Program.failure(error)
        }
        Program.page(json ? explanation.json : Array(explanation.text(whole: all).utf8))
    }
}
