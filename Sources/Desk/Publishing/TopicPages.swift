import Archive
import FoundationEssentials
import News
import Newsroom
import Press

/// digests/topics/: the headlines of each topic within the horizon, and of what no topic claims, in all forms but plain text. What a
/// page has no room for stands on further ones, by day. Used on the desk's queue.
///
/// A topic's page stays as long as the topic is configured, so that what leads to it leads somewhere.
struct TopicPages {
    private let archive: Archive
    private let folder: PageFolder
    var press: Press { didSet { if press != oldValue { made = [:] } } }
    /// What each page was made of, so that only what changed is made again.
    private var made: [String: Int] = [:]
    /// The stems of the pages that are there; nil until the folder was looked through once.
    private var known: Set<String>?

    /// Headlines of a page.
    static let mostStories = 300
    /// Days of the picture on the front page.
    private static let days = 7

    init(of folders: DeskFolders, archive: Archive, press: Press) {
        self.archive = archive
        self.press = press
        folder = PageFolder(path: folders.digest("topics"))
    }

    /// Answers the topics that have a page and something to tell, in the order of the settings, for the front page.
    /// - `pages`: the ids of the stories that have a page of their own.
    mutating func refresh(
        _ standing: StoryPages.Standing, by configuration: Configuration, zone: String, pages: Set<Key>
    ) throws -> [FrontTopic] {
        let sections = Set(configuration.topics.lazy.filter(\.isSection).map(\.id))
        let desk = TopicDesk(standing.outlines, heads: standing.heads, sections: sections, at: standing.closing)
        let topics =
            configuration.topics.map { (id: $0.id, label: $0.label, isTop: $0.parent == nil) }
            + [(id: TopicDesk.elsewhere, label: TopicDesk.elsewhereLabel, isTop: true)]
        let there = try known ?? folder.pages()
        // After a fault half way it is looked through again.
        known = nil
        let common = Common(standing: standing, configuration: configuration, zone: zone)
        var wanted: Set<String> = []
        var entries: [FrontTopic] = []
        for topic in topics {
            let count = desk.count(of: topic.id)
            if count == 0, !there.contains(topic.id) { continue }
            wanted.insert(topic.id)
            let further = desk.furtherPages(of: topic.id, most: Self.mostStories, since: standing.horizon, zone: zone)
            let otherwise = Date(milliseconds: standing.horizon.milliseconds + 1)
            for page in further {
                wanted.insert(page.name)
                try refresh(page.name, of: desk.signature(of: page), topic.label, desk.stories(of: page), pages, in: common) {
                    desk.plan(of: page, label: topic.label, zone: zone, otherwise: otherwise)
                }
            }
            let first = desk.stories(of: topic.id, most: Self.mostStories)
            let all = desk.signature(of: topic.id, further: further)
            try refresh(topic.id, of: all, topic.label, first, pages, in: common) {
                desk.plan(
                    of: topic.id, label: topic.label, most: Self.mostStories, zone: zone, otherwise: otherwise, further: further)
            }
            if count == 0 { continue }
            entries.append(
                FrontTopic(
                    id: topic.id, label: topic.label, isTop: topic.isTop, stories: count,
                    volume: desk.volume(of: topic.id, days: Self.days, to: standing.closing)))
        }
        for name in there.subtracting(wanted).sorted() {
            for form in TopicDesk.forms { try folder.remove("\(name).\(form)") }
            made[name] = nil
        }
        known = wanted
        return entries
    }

    /// What all pages of a refreshing are made by.
    private struct Common {
        let standing: StoryPages.Standing
        let configuration: Configuration
        let zone: String
    }

    /// Makes a page anew if it would be another than it was.
    private mutating func refresh(
        _ name: String, of told: Int, _ label: String, _ stories: [Key], _ pages: Set<Key>, in common: Common,
        _ plan: () -> EditionPlan
    ) throws {
        var hasher = Hasher()
        hasher.combine(told)
        hasher.combine(label)
        hasher.combine(common.zone)
        hasher.combine(common.configuration.names)
        for story in stories { hasher.combine(pages.contains(story)) }
        let signature = hasher.finalize()
        if made[name] == signature { return }
        made[name] = nil
        let plan = plan()
        let items = common.configuration.named(try archive.headlines(plan.keys, through: common.standing.closing))
        var page = plan.headlines(with: items)
        for section in page.sections.indices { page.sections[section].tell(pages: pages) }
        try write(page)
        made[name] = signature
    }

    /// What a power cut leaves of them is mended at the next start: each is compared with its file then.
    private func write(_ page: Edition) throws(FileFault) {
        let forms = page.forms.pageLast.map { ("\(page.name).\($0)", press.bytes(of: page, as: $0, root: "../")) }
        try folder.write(forms, durably: false)
    }
}

extension Edition.Section {
    /// Lets its headlines lead to the pages that are there.
    fileprivate mutating func tell(pages: Set<Key>) {
        for place in brief.indices { brief[place].hasPage = pages.contains(brief[place].story.id) }
    }
}
