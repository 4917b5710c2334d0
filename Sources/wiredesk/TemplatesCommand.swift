import ArgumentParser
import Desk

struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Write the templates of pages and feeds into a folder, to be changed.",
        discussion: """
            What the pages are made by: Mustache templates for their bodies, and a
            style sheet; and the Atom feed by one of its own. Each says at its top what it can speak of. A file that is
            there already stays as it is. Keep those that you change, remove the
            others, and name the folder in wiredesk.yaml:

              wiredesk templates /etc/wiredesk/templates
              echo 'templates: templates' >> /etc/wiredesk/wiredesk.yaml
              wiredesk check
            """)

    @Argument(help: "The folder; it is made where there is none.")
    var folder: String

    func run() throws {
        for (path, isNew) in try Shipped.writeTemplates(to: folder) { Program.say(isNew ? path : "\(path): left as it is") }
    }
}
