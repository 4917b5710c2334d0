import Archive
import FoundationEssentials
import News
import Newsroom
import Press

/// `wiredesk edition`: makes an edition again from what the archive and the ledger hold. Writes nothing; a desk may be at work.
package struct EditionAgain {
    private let configuration: Configuration
    private let archive: Archive
    private let words: [EditorsWord.Said]

    package init(in folders: DeskFolders, by configuration: Configuration) throws(DeskError) {
        self.configuration = configuration
        (archive, words) = try Reading.opened(folders)
    }

    /// The bytes of the edition that closed last by `moment`, or without one of the last that was published: those of its file, if the topics and settings are those it was made by.
    /// Of the live edition as it stands at `moment`.
    ///
    /// Throws `unknown` when no edition is called so, or none had closed.
    package func bytes(of name: String, at given: Date?, as form: EditionForm) throws(DeskError) -> [UInt8] {
        do {
            let moment = given ?? Date()
            guard let rules = configuration.rules.first(where: { $0.name == name }) else {
                let names = configuration.rules.map(\.name)
                let known = names.isEmpty ? "there are none" : "there are \(names.joined(separator: ", "))"
                throw DeskError.unknown("\(name): no edition is called so; \(known)")
            }
            let isLive = rules.name == configuration.live?.name
            let last = try archive.headings().first { $0.rule == name && $0.closing <= moment }
            var deciding = Deciding(archive: archive)
            let edition: Edition
            if isLive {
                edition = try deciding.edition(
                    rules, opened: try deciding.opening(of: rules, after: last?.closing, at: moment, configuration),
                    closing: moment,
                    stem: "latest", isClosed: false, words, configuration
                ).edition
            } else {
                let due = rules.schedule.lastClosing(notAfter: moment, zone: rules.zone)
                // One that would have closed since comes out when the desk runs again.
                let isPublished = last.map { given == nil || $0.closing >= due ?? .distantPast } ?? false
                guard let closing = isPublished ? last?.closing : due,
                    try archive.firstArrival().map({ $0 <= closing }) ?? false
                else { throw DeskError.unknown("\(name): none had closed by \(moment.rfc3339)") }
                // One that had nothing to tell, or is still to be published, is made as it would be.
                edition = try deciding.edition(
                    rules,
                    opened: isPublished
                        ? last?.opened
                        : try deciding.opening(of: rules, after: last?.closing, at: closing, configuration),
                    closing: closing,
                    stem: isPublished ? last.map { FilePath($0.path).name.description } ?? name : name, isClosed: true, words,
                    configuration
                ).edition
            }
            return configuration.press.bytes(of: edition, as: form, root: isLive ? "" : "../../../")
        } catch {
            throw DeskError(error)
        }
    }
}

/// What a command that only looks needs of a desk.
enum Reading {
    static func opened(_ folders: DeskFolders) throws(DeskError) -> (archive: Archive, words: [EditorsWord.Said]) {
        try folders.mustExist()
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else {
                throw DeskError.unknown("\(folders.root): nothing was filed here yet")
            }
            guard try archive.isCurrent else {
                throw DeskError.unknown(
                    "\(folders.root): the archive is an older wiredesk's; start the desk once to bring it up to date")
            }
            return (archive, try Ledger(reading: folders.ledgerPath.description)?.words() ?? [])
        } catch {
            throw DeskError(error)
        }
    }
}
