import Archive
import Crypto
import FoundationEssentials
import Logging
import News
import Newsroom
import Press

/// Makes editions when they are due and keeps the live one up to date. Used on the desk's queue.
package final class Publisher {
    private let desk: Desk
    private let folders: DeskFolders
    private let archive: Archive
    private let ledger: Ledger
    private var press: Press { didSet { (pages.press, topicPages.press, dayPages.press) = (press, press, press) } }
    /// The sha256 of what latest.* and index.html hold, so that only what changed is written.
    private var standing: [FilePath: SHA256Digest] = [:]
    /// What latest.* was written as last; the others are gone.
    private var latestForms: [EditionForm]?
    private var deciding: Deciding

    private var pages: StoryPages
    private var topicPages: TopicPages
    private var dayPages: DayPages
    private var topics: [FrontTopic] = []
    /// The stories of the edition decided last, until their pages are made.
    private var decided: StoryPages.Standing?

    /// The ledger, the archive and the files may tell of different editions: after a crash, or a fault half way.
    private var isUnsettled = true

    /// Closings that passed without an edition, by rule.
    private var nothingToTell: [String: Date] = [:]
    /// Called before each edition is made: work that moves.
    var isAlive: () -> Void = {}

    /// Copies in the window of the edition decided last.
    package private(set) var copies = 0

    package init(_ desk: Desk) {
        self.desk = desk
        folders = desk.folders
        archive = desk.archive
        ledger = desk.ledger
        deciding = Deciding(archive: desk.archive)
        press = desk.configuration.press
        pages = StoryPages(of: desk.folders, archive: desk.archive, press: press)
        topicPages = TopicPages(of: desk.folders, archive: desk.archive, press: press)
        dayPages = DayPages(of: desk.folders, archive: desk.archive, press: press)
    }

    private var log: Logger { desk.log }

    /// Publishes every closing due by `now` and brings the live edition up to date. Answers the editions published, oldest
    /// first. What an earlier call, or an earlier desk, left half done is finished first.
    @discardableResult
    package func publish(at now: Date, by configuration: Configuration) throws(DeskError) -> [PublishedEdition] {
        do {
            press = configuration.press
            if isUnsettled { try settle(by: configuration) }
            // All that there is may be in it.
            defer { decided = nil }
            let published = try publishDue(at: now, by: configuration)
            try refreshFront(at: now, by: configuration)
            return published
        } catch {
            throw DeskError(error)
        }
    }

    /// Before the first publishing: brings the stories of a large archive up to date by a step. Answers how many items are grouped, and of
    /// how many; nil when nothing keeps `publish` from being called.
    package func prepare(at now: Date, by configuration: Configuration) throws(DeskError) -> (held: Int, of: Int)? {
        do {
            guard let rules = configuration.live ?? configuration.editions.first else { return nil }
            isAlive()
            return try deciding.prepare(
                opened: try opening(of: rules, at: now, by: configuration), closing: now, try ledger.words(), configuration)
        } catch {
            throw DeskError(error)
        }
    }

    /// The first closing after `now` of any edition; nil when there is none to come.
    package func nextClosing(after now: Date, by configuration: Configuration) -> Date? {
        configuration.rules.compactMap { $0.schedule.nextClosing(after: now, zone: $0.zone) }.min()
    }

    /// Publishes what is due. Editions missed while the desk was off are made once, over all that arrived meanwhile.
    private func publishDue(at now: Date, by configuration: Configuration) throws -> [PublishedEdition] {
        guard let first = try archive.firstArrival() else { return [] }
        var published: [PublishedEdition] = []
        var due: [(rules: EditionRules, closing: Date)] = []
        for rules in configuration.rules {
            let opened = try archive.lastClosing(of: rules.name)
            guard let closing = rules.schedule.lastClosing(notAfter: now, zone: rules.zone), closing >= first,
                opened.map({ $0 < closing }) ?? true, nothingToTell[rules.name] != closing
            else { continue }
            due.append((rules, closing))
        }
        // In the order they should have come in, and as the settings have them where that is the same.
        let places = due.indices.sorted { (due[$0].closing, $0) < (due[$1].closing, $1) }
        for (rules, closing) in places.map({ due[$0] }) {
            let opened = try opening(of: rules, at: closing, by: configuration)
            let stem = try freeStem(rules, closing)
            let edition = try decide(
                rules, opened: opened, closing: closing, stem: stem.name, isClosed: true, by: configuration)
            // Nothing to tell: no edition, and the next one reaches back to where this one would have. Nothing can arrive
            // before it any more.
            if edition.sections.isEmpty, !rules.writesEmpty {
                nothingToTell[rules.name] = closing
                continue
            }
            let record = PublishedEdition(
                rule: rules.name, path: stem.path, title: rules.title, opened: opened, closing: closing,
                stories: edition.record)
            // The ledger first: with it, the same edition can be made again; without it, nobody was told of it yet.
            isUnsettled = true
            try ledger.append(record)
            try archive.keep(record)
            if configuration.live == nil { try refreshLatest(with: edition, by: configuration) }
            try write(edition, to: stem.path)
            isUnsettled = false
            log.notice("\(rules.title): \(counted(record.stories.count, "story", "stories")), digests/\(stem.path).html")
            published.append(record)
        }
        return published
    }

    /// Tells the archive what only the ledger has, and writes what was left unwritten of editions that were told.
    private func settle(by configuration: Configuration) throws {
        struct Told: Hashable {
            let rule: String
            let closing: Date
        }
        let known = Set(try archive.headings().map { Told(rule: $0.rule, closing: $0.closing) })
        for record in try ledger.editions(where: { !known.contains(Told(rule: $0, closing: $1)) }) { try archive.keep(record) }
        let records = try archive.headings(limit: 100)
        for (place, record) in records.enumerated() where try canBeMade(record, by: configuration) && !isWhole(record) {
            guard let rules = configuration.rules.first(where: { $0.name == record.rule }) else { continue }
            let stem = FilePath(record.path).name.description
            let edition = try decide(
                rules, opened: record.opened, closing: record.closing, stem: stem, isClosed: true, by: configuration)
            if configuration.live == nil, place == 0 { try refreshLatest(with: edition, by: configuration) }
            try write(edition, to: record.path)
            log.notice("\(record.title): written again, digests/\(record.path).html")
        }
        isUnsettled = false
    }

    private func refreshFront(at now: Date, by configuration: Configuration) throws {
        var live: Edition?
        if let rules = configuration.live {
            let edition = try decide(
                rules, opened: try opening(of: rules, at: now, by: configuration), closing: now, stem: "latest",
                isClosed: false,
                by: configuration)
            try refreshLatest(with: edition, by: configuration)
            log.debug("digests/latest.html: \(edition.record.count) stories")
            live = edition
        }
        let zones = Dictionary(configuration.rules.map { ($0.name, $0.zone) }, uniquingKeysWith: { first, _ in first })
        let earlier = try archive.headings(limit: Publisher.earlierShown).map {
            FrontEntry(
                title: $0.title, path: $0.path, closing: $0.closing, zone: zones[$0.rule] ?? "UTC", stories: $0.stories)
        }
        try dayPages.refresh(zones: zones, by: configuration)
        try refresh("index.html", with: press.front(live: live, earlier: earlier, topics: topics))
        desk.pruning.isFrontStale = false
    }

    private func opening(of rules: EditionRules, at closing: Date, by configuration: Configuration) throws -> Date? {
        try deciding.opening(of: rules, after: try archive.lastClosing(of: rules.name), at: closing, configuration)
    }

    private func decide(
        _ rules: EditionRules, opened: Date?, closing: Date, stem: String, isClosed: Bool, by configuration: Configuration
    ) throws -> Edition {
        isAlive()
        let made = try deciding.edition(
            rules, opened: opened, closing: closing, stem: stem, isClosed: isClosed, try ledger.words(), configuration)
        decided = made.standing
        copies = made.edition.counts.copies
        return made.edition
    }

    /// Where the edition goes: the folder of its day, and a name with the time where there are several a day.
    private func freeStem(_ rules: EditionRules, _ closing: Date) throws -> (name: String, path: String) {
        // A live edition closes at the midnight that ends its day.
        let moment = rules.isLive ? Date(milliseconds: closing.milliseconds - 1) : closing
        guard let local = Schedule.local(moment, zone: rules.zone) else {
            preconditionFailure("a configuration with an unknown zone is refused")
        }
        let folder = "\(padded(local.year, to: 4))/\(padded(local.month, to: 2))/\(padded(local.day, to: 2))"
        var name = rules.name
        if case .every = rules.schedule { name += "-" + padded(local.hour, to: 2) + padded(local.minute, to: 2) }
        // When clocks go back an hour comes twice, and with it the name; so it does when the settings move the hour.
        let stem = name
        var number = 1
        while try isTaken("\(folder)/\(name)", by: rules, closing) {
            number += 1
            name = stem + (number == 2 ? "-again" : "-again-\(number - 1)")
        }
        return (name, "\(folder)/\(name)")
    }

    private func isTaken(_ path: String, by rules: EditionRules, _ closing: Date) throws -> Bool {
        if let record = try archive.headings(limit: 1, path: path).first {
            return record.rule != rules.name || record.closing != closing
        }
        // Published longer ago, or by an archive that is no more: it is not ours to change.
        return try Files.facts(of: folders.digest("\(path).html")) != nil
    }

    // MARK: - Files

    /// Of a file of an edition, or the draft of one that a crash left; nil for any other.
    static func stem(of name: FilePath) -> String? {
        let text = name.description
        let isDraft = text.hasPrefix(".") && text.hasSuffix(".new")
        let parts = (isDraft ? text.dropFirst().dropLast(4) : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, EditionForm(rawValue: String(parts[1])) != nil, !parts[0].isEmpty else { return nil }
        return isDraft ? ".\(parts[0])" : String(parts[0])
    }

    private static let earlierShown = 60

    /// Writes a published edition; a form that is there already is never changed.
    private func write(_ edition: Edition, to path: String) throws(FileFault) {
        try Files.makeFolder(folders.digest(path).parent)
        for form in edition.forms.pageLast {
            let file = folders.digest("\(path).\(form)")
            if try Files.facts(of: file) == nil {
                try Files.replace(file, with: press.bytes(of: edition, as: form, root: "../../../"))
            }
        }
    }

    /// False when some of what it was made of was pruned since: it would not be the same.
    private func canBeMade(_ record: EditionHeading, by configuration: Configuration) throws -> Bool {
        guard let marks = try archive.pruning().marks, let through = marks.through, record.closing <= marks.at else {
            return true
        }
        return record.opened.map { $0 >= through } ?? false && configuration.horizon(of: record.closing) >= through
    }

    private func isWhole(_ record: EditionHeading) throws(FileFault) -> Bool {
        try Files.facts(of: folders.digest("\(record.path).\(EditionForm.html)")) != nil
    }

    /// The pages of its stories first, so that no link leads nowhere.
    private func refreshLatest(with edition: Edition, by configuration: Configuration) throws {
        if let standing = decided {
            decided = nil
            let live = edition.isClosed ? [] : Set(edition.sections.flatMap(\.told).map(\.story.id))
            let zone = (configuration.live ?? configuration.editions.first)?.zone ?? "UTC"
            let there = try pages.refresh(standing, of: deciding.book, live: live, by: configuration, zone: zone)
            topics = try topicPages.refresh(standing, by: configuration, zone: zone, pages: there)
        }
        for form in edition.forms { try refresh("latest.\(form)", with: press.bytes(of: edition, as: form, root: "")) }
        if latestForms == edition.forms { return }
        // One that the settings asked for once would tell of that day for ever.
        for form in EditionForm.allCases where !edition.forms.contains(form) {
            try Files.remove(folders.digest("latest.\(form)"))
            standing[folders.digest("latest.\(form)")] = nil
        }
        latestForms = edition.forms
    }

    private func refresh(_ name: String, with bytes: [UInt8]) throws(FileFault) {
        let path = folders.digest(name)
        let digest = SHA256.hash(data: bytes)
        if standing[path] == digest { return }
        standing[path] = nil
        try Files.replace(path, with: bytes)
        standing[path] = digest
    }
}

extension Edition {
    /// What it told, for the ledger.
    fileprivate var record: [PublishedEdition.ToldStory] {
        sections.flatMap { $0.told.map { ($0, true) } + $0.brief.map { ($0, false) } }.map { told, hasPage in
            let fresh = Set(told.fresh)
            let items = told.story.members.map(\.item.item).filter { fresh.contains($0.key) }
            // The lead first: where its headlines are listed it is the story's.
            let inOrder = items.filter { $0.key == told.lead } + items.filter { $0.key != told.lead }
            return PublishedEdition.ToldStory(
                id: told.story.id, items: inOrder.map { ($0.key, $0.hash) }, hasPage: hasPage)
        }
    }
}
