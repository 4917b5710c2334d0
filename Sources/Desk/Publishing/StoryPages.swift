import Archive
import FoundationEssentials
import News
import Newsroom
import Press

/// digests/stories/: a page for each story that an edition tells in full, kept up to date while it is within the horizon. Used on the
/// desk's queue.
///
/// Which pages there are, and what they say, is a function of the stories, of the editions published and of the live one: a page that
/// only an earlier live edition had goes. A page whose story is told under another id leads there.
struct StoryPages {
    /// The stories as they were when an edition was decided.
    struct Standing {
        /// Members are places in `heads`.
        let outlines: [StoryOutline]
        let heads: [ItemHead]
        /// What arrived after it is in them.
        let horizon: Date
        let closing: Date
    }

    private let archive: Archive
    private let folder: PageFolder
    var press: Press { didSet { if press != oldValue { made = [:] } } }
    /// What each page was made of, so that only what changed is made again.
    private var made: [Key: Int] = [:]
    /// Pages of the live edition; nil until the folder was looked through once.
    private var ofLive: Set<Key>?

    private static let mostEditions = 20

    init(of folders: DeskFolders, archive: Archive, press: Press) {
        self.archive = archive
        self.press = press
        folder = PageFolder(path: folders.digest("stories"))
    }

    /// - `book`: as it was brought up to date for `standing`.
    /// - `live`: the ids of those that the live edition tells in full.
    /// - Returns: the ids of the stories that have a page.
    mutating func refresh(
        _ standing: Standing, of book: StoryBook, live: Set<Key>, by configuration: Configuration, zone: String
    ) throws -> Set<Key> {
        var wanted = try archive.pages(ofEditionsAfter: standing.horizon).union(live)
        let (outlines, heads, press) = (standing.outlines, standing.heads, press)
        let places = Dictionary(outlines.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var changed: [(id: Key, bytes: [UInt8])] = []
        let strangers = wanted.filter { places[$0] == nil }
        let homes = try homes(of: strangers, in: standing)
        for id in strangers.sorted() {
            wanted.remove(id)
            if let home = homes[id] {
                wanted.insert(home)
                add(id, home.hashValue, to: &changed) { press.moved(to: home) }
            } else if try isTakenBack(id) {
                add(id, 0, to: &changed) { press.withdrawn() }
            }
        }
        let shown = wanted.compactMap { places[$0] }.sorted()
        let kinships = book.kinships(of: shown, among: outlines)
        let newest = try archive.headings(limit: 1).first
        for story in shown {
            var hasher = Hasher()
            hasher.combine(outlines[story])
            for member in outlines[story].members { Self.add(heads, member.place, to: &hasher) }
            for kinship in kinships[story] ?? [] {
                hasher.combine(outlines[kinship.story])
                hasher.combine(wanted.contains(outlines[kinship.story].id))
            }
            hasher.combine(newest)
            hasher.combine(configuration.names)
            let signature = hasher.finalize()
            if made[outlines[story].id] == signature { continue }
            let page = try page(of: story, kinships[story] ?? [], standing, book, wanted, configuration, zone)
            add(outlines[story].id, signature, to: &changed) { press.story(page) }
        }
        try write(changed)
        try removeOthers(than: wanted.union(strangers), live, standing)
        return wanted
    }

    /// All of a head that a page can show: what is known of the text alone, its key and hash stand for.
    private static func add(_ heads: [ItemHead], _ place: Int, to hasher: inout Hasher) {
        hasher.combine(heads[place].key)
        hasher.combine(heads[place].hash)
        hasher.combine(heads[place].arrived)
        hasher.combine(heads[place].time)
        hasher.combine(heads[place].revised)
        hasher.combine(heads[place].revisions)
        hasher.combine(heads[place].embargo)
        hasher.combine(heads[place].status)
        hasher.combine(heads[place].tags)
    }

    /// Where stories are told by now that are not told under their ids any more: with their first item, or, where that was taken back,
    /// with the first of the others that an edition told with it.
    private func homes(of ids: Set<Key>, in standing: Standing) throws -> [Key: Key] {
        if ids.isEmpty { return [:] }
        var members: [Key: [Key]] = [:]
        for id in ids { members[id] = try archive.items(toldIn: id) }
        let sought = ids.union(members.values.joined())
        var found: [Key: Key] = [:]
        for story in standing.outlines {
            for member in story.members where sought.contains(standing.heads[member.place].key) {
                found[standing.heads[member.place].key] = story.id
            }
        }
        var homes: [Key: Key] = [:]
        for id in ids { homes[id] = found[id] ?? members[id]?.lazy.compactMap { found[$0] }.first }
        return homes
    }

    /// Whether an agency took back what the story began with; else it is only older than the horizon, and its page stays as it is.
    private func isTakenBack(_ id: Key) throws -> Bool {
        let status = try archive.history(of: id, through: .distantFuture)?.revisions.last?.item.docdata?.status
        return status == .cancelled || status == .withheld
    }

    private func page(
        of story: Int, _ kinships: [Kinship], _ standing: Standing, _ book: StoryBook, _ wanted: Set<Key>,
        _ configuration: Configuration, _ zone: String
    ) throws -> StoryPage {
        let outlines = standing.outlines
        let plan = told(whole: outlines[story], of: standing.heads)
        let others = kinships.map { told(whole: outlines[$0.story], of: standing.heads) }
        let keys = Set(
            plan.keys + others.map(\.lead) + book.namedIn(outlines[story])
                + kinships.flatMap { book.namedIn(outlines[$0.story]) })
        let items = configuration.named(try archive.items(keys.sorted(), through: standing.closing))
        let byKey = items.byKey
        // What a source says in related stories too says nothing of this one.
        let own = plan.keys.compactMap { byKey[$0] }
        let kin = kinships.map { book.namedIn(outlines[$0.story]).compactMap { byKey[$0] } }
        let refrains = Refrains(in: [own] + kin, of: Set(own.map(\.source)))
        guard var whole = plan.told(with: byKey, atLength: true, without: refrains) else {
            preconditionFailure("a head without its item")
        }
        whole.story = book.withSharedWords(whole.story)
        let leads = Dictionary(
            zip(kinships, others).map { (outlines[$0.story].id, $1.lead) }, uniquingKeysWith: { first, _ in first })
        let relations = book.relations(of: story, to: kinships, among: outlines, byKey)
        let editions = try archive.editions(telling: whole.story.members.map(\.item.item.key)).prefix(Self.mostEditions)
        return StoryPage(
            told: whole, zone: zone, revisions: try revisions(of: whole.story, through: standing.closing),
            related: relations.compactMap { relation in
                leads[relation.story].flatMap { byKey[$0] }.map {
                    StoryPage.Related(
                        story: relation.story, lead: $0, shared: Array(relation.shared.prefix(5)),
                        hasPage: wanted.contains(relation.story))
                }
            },
            editions: editions.map {
                StoryPage.Printing(
                    title: $0.edition.title, path: $0.edition.path, closing: $0.edition.closing, story: $0.story)
            })
    }

    /// By arrival, then key.
    private func revisions(of story: Story, through closing: Date) throws -> [StoryPage.Revision] {
        var revisions: [StoryPage.Revision] = []
        for member in story.members where member.item.revisions > 1 {
            let all = try archive.history(of: member.item.item.key, through: closing)?.revisions ?? []
            for (before, revision) in zip(all, all.dropFirst()) {
                revisions.append(
                    StoryPage.Revision(
                        item: member.item.item.key, arrived: revision.arrived,
                        changes: Changes(from: before.item, to: revision.item)))
            }
        }
        return revisions.sorted { ($0.arrived, $0.item) < ($1.arrived, $1.item) }
    }

    // MARK: - Files

    private mutating func add(
        _ id: Key, _ signature: Int, to changed: inout [(id: Key, bytes: [UInt8])], _ bytes: () -> [UInt8]
    ) {
        if made[id] == signature { return }
        made[id] = signature
        changed.append((id, bytes()))
    }

    private mutating func write(_ changed: [(id: Key, bytes: [UInt8])]) throws(FileFault) {
        do throws(FileFault) {
            // What a power cut leaves of them is mended at the next start: each is compared with its file then.
            try folder.write(changed.map { ("\($0.id).html", $0.bytes) }, durably: false)
        } catch {
            // What was written of it, and what not, is looked at again.
            made = [:]
            throw error
        }
    }

    private mutating func removeOthers(than wanted: Set<Key>, _ live: Set<Key>, _ standing: Standing) throws {
        var old = ofLive ?? []
        if ofLive == nil {
            let there = Set(try folder.pages().compactMap { Key($0) })
            // What has left the horizon stays as it was, whatever leads to it.
            if !there.isEmpty { for head in standing.heads where there.contains(head.key) { old.insert(head.key) } }
        }
        for id in old.subtracting(wanted).sorted() where try !archive.hasPage(id) {
            try folder.remove("\(id).html")
            made[id] = nil
        }
        ofLive = live
    }
}
