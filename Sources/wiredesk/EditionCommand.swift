import ArgumentParser
import Desk
import FoundationEssentials
import News
import Press

struct EditionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edition",
        abstract: "Print an edition again, to standard output.",
        discussion: """
            NAME is that of wiredesk.yaml, or `live`. Printed is the one published
            last, or by --at the last that had closed then; of the live edition what
            it tells now, or told then. It is made from the archive: what was published
            stays as it is, and a desk may be at work. Exit code 66 when none had closed.

              wiredesk edition morning --dir ~/news | less
              wiredesk edition live --form txt --dir ~/news
              wiredesk edition morning --at 2026-11-22T12:00:00Z --form html > morning.html
              wiredesk edition morning --form epub > morning.epub
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "A moment (RFC 3339), instead of now.")
    var at: Moment?

    @Option(help: "html, md, txt, json, atom, eml or epub.")
    var form = EditionForm.md

    @Argument(help: "The edition's name.", completion: .editions)
    var name: String

    func run() throws {
        if form == .epub, Program.isOnScreen {
            throw ValidationError("an epub is no text for a terminal: redirect it, as in `... --form epub > \(name).epub`")
        }
        let configuration = try options.load()
        let bytes: [UInt8]
        do {
            bytes = try EditionAgain(in: options.folders, by: configuration).bytes(of: name, at: at?.date, as: form)
        } catch {
            throw Program.failure(error)
        }
        Program.page(bytes)
    }
}

extension EditionForm: ExpressibleByArgument {}
