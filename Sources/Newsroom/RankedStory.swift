import FoundationEssentials
import News

/// What arrived in (opened, closing].
struct Window {
    let opened: Date?
    let closing: Date

    func isBefore(_ moment: Date) -> Bool { opened.map { moment <= $0 } ?? false }
    func holds(_ moment: Date) -> Bool { !isBefore(moment) && moment <= closing }
    /// Its first or its shown text came within the window.
    func brought(_ item: ItemHead) -> Bool { holds(item.released) || holds(item.revisionReleased) }
}

/// A story with what decides its place.
struct RankedStory {
    private let outline: StoryOutline
    /// The lead's place among the members.
    private let lead: Int
    /// Places among the members.
    private let fresh: [Int]
    private let isUpdate: Bool
    /// When its newest fresh member is from.
    let newest: Date
    /// Publishers that tell it on their own account; at least 1.
    let sources: Int
    /// Its items' tags put together, best first.
    let tags: [Tag]
    /// Who published the lead.
    let source: String
    let weight: StoryWeight

    var id: Key { outline.id }
    var members: [StoryOutline.Member] { outline.members }

    /// Nil when nothing of the story is fresh. Members are gone through by their places: a copy of one is a dozen reference counts,
    /// and a digest may have to choose among a hundred thousand.
    init?(_ story: StoryOutline, of heads: [ItemHead], in window: Window, _ priorities: [String: Int] = [:]) {
        let members = story.members
        func head(_ member: Int) -> Int { members[member].place }
        // Field by field, since what a head computes it computes of a copy.
        func released(_ member: Int) -> Date {
            let place = head(member)
            return max(heads[place].arrived, heads[place].embargo ?? heads[place].arrived)
        }
        func revisionReleased(_ member: Int) -> Date {
            let place = head(member)
            return max(heads[place].revised, heads[place].embargo ?? heads[place].revised)
        }
        // The same for all copies of an article.
        func article(_ member: Int) -> Int { members[member].copyOf ?? members[member].place }
        // An article is old when one of its copies was there before, whichever of them is shown by now.
        var old: Set<Int> = []
        for member in members.indices where window.isBefore(released(member)) { old.insert(article(member)) }
        func isFresh(_ member: Int) -> Bool {
            let released = released(member)
            if window.isBefore(released) {
                return members[member].copyOf == nil && window.holds(revisionReleased(member))
            }
            return window.holds(released) && (old.isEmpty || !old.contains(article(member)))
        }
        // Most stories are one item.
        let all = members.count == 1 ? RankedStory.onlyOne : Array(members.indices)
        let fresh = all.count == 1 && isFresh(0) ? all : all.filter(isFresh)
        guard let first = fresh.first else { return nil }
        let own = all.count == 1 ? all : all.filter { members[$0].copyOf == nil }
        isUpdate = !old.isEmpty
        let leads = RankedStory.latest(isUpdate ? fresh.filter { members[$0].copyOf == nil } : own, of: members, heads)
        lead = leads.count == 1 ? leads[0] : RankedStory.lead(among: leads, of: members, heads) ?? first
        newest = fresh.reduce(.distantPast) { newest, member in
            max(newest, window.isBefore(released(member)) ? revisionReleased(member) : heads[head(member)].time)
        }
        // By when it says that it is from: when it came says little of that.
        let dated = fresh.reduce(.distantPast) { dated, member in
            let place = head(member)
            if window.isBefore(released(member)) { return max(dated, revisionReleased(member)) }
            let unknown = heads[place].time == heads[place].arrived ? StoryWeight.ageWithoutDate : 0
            return max(dated, heads[place].time.addingTimeInterval(-unknown))
        }
        let places = RankedStory.bestPlaces(of: own.lazy.map(head), heads)
        sources = max(1, places.count)
        tags = Newsroom.tags(of: own.map(head), heads)
        source = heads[head(lead)].source
        weight = StoryWeight(
            publishers: sources, places: places, newest: dated, closing: window.closing, topics: tags.lazy.map(\.id),
            priorities: priorities)
        self.fresh = fresh
        outline = story
    }

    private static let onlyOne = [0]

    /// The best place of each source in its files, in no order that tells; `.max` where none is known.
    private static func bestPlaces(of places: some Collection<Int>, _ heads: [ItemHead]) -> [Int] {
        if places.count == 1, let only = places.first { return [heads[only].place ?? .max] }
        let all = places.lazy.map { (heads[$0].source, heads[$0].place ?? .max) }
        return Array(Dictionary(all, uniquingKeysWith: min).values)
    }

    /// Of a story that went on for longer than a few hours the later half of those with a headline: what was central at first is overtaken
    /// by then.
    private static func latest(_ places: [Int], of members: [StoryOutline.Member], _ heads: [ItemHead]) -> [Int] {
        guard let first = places.first, let last = places.last,
            heads[members[last].place].time.timeIntervalSince(heads[members[first].place].time) > 6 * 3600
        else { return places }
        let titled = places.filter { heads[members[$0].place].hasTitle }
        return titled.isEmpty ? places : Array(titled.suffix((titled.count + 1) / 2))
    }

    private static func lead(among places: [Int], of members: [StoryOutline.Member], _ heads: [ItemHead]) -> Int? {
        var followers: [Key: Int] = [:]
        for why in members.lazy.compactMap(\.why) { followers[why.with, default: 0] += 1 }
        let leads = places.map { place in
            let head = members[place].place
            let key = heads[head].key
            return (
                place: place,
                lead: Lead(
                    hasTitle: heads[head].hasTitle, followers: followers[key] ?? 0, length: heads[head].length,
                    time: heads[head].time, key: key)
            )
        }
        return leads.min { $0.lead < $1.lead }?.place
    }

    /// As an edition tells it. Of a story with very many members it holds the first, the lead and the newest.
    func planned(_ heads: [ItemHead], rank: Int = 0) -> EditionPlan.Told {
        let most = 200
        let members = outline.members
        let newest = members.count > most ? members.count - (most - 2) : 0
        let kept = members.indices.filter { $0 == 0 || $0 >= newest || $0 == lead }
        func key(_ member: Int) -> Key { heads[members[member].place].key }
        return EditionPlan.Told(
            members: kept.map {
                EditionPlan.Member(key: key($0), copyOf: members[$0].copyOf.map { heads[$0].key }, why: members[$0].why)
            },
            lead: key(lead), tags: tags, sources: sources, fresh: fresh.map(key), isUpdate: isUpdate,
            left: members.count - kept.count, id: outline.id, rank: rank)
    }
}

extension [RankedStory] {
    /// What weighs more comes first, then what more sources tell, then what is newer, then by id.
    func inOrder(_ order: EditionRules.Order) -> [RankedStory] {
        indices.map { RankedStory.Rank(self[$0], at: $0, by: order) }.sorted(by: <).map { self[$0.place] }
    }
}

extension RankedStory {
    /// What decides a story's place: sorted instead of the stories, of which each takes a dozen reference counts to move.
    fileprivate struct Rank: Comparable {
        private let points: Int
        private let sources: Int
        private let newest: Date
        private let id: Key
        let place: Int

        init(_ story: RankedStory, at place: Int, by order: EditionRules.Order) {
            (points, sources) = order == .weight ? (story.weight.points, story.sources) : (0, 0)
            (newest, id, self.place) = (story.newest, story.id, place)
        }

        static func < (a: Rank, b: Rank) -> Bool {
            if a.points != b.points { return a.points > b.points }
            if a.sources != b.sources { return a.sources > b.sources }
            if a.newest != b.newest { return a.newest > b.newest }
            return a.id < b.id
        }
    }
}

/// A member that may lead: one with a headline, the one most others were joined to, the longest, the earliest.
private struct Lead: Comparable {
    let hasTitle: Bool
    let followers: Int
    let length: Int
    let time: Date
    let key: Key

    static func < (a: Lead, b: Lead) -> Bool {
        if a.hasTitle != b.hasTitle { return a.hasTitle }
        if a.followers != b.followers { return a.followers > b.followers }
        if a.length != b.length { return a.length > b.length }
        return (a.time, a.key) < (b.time, b.key)
    }
}

/// The tags that at least half of a story's articles have: scores added up, so that what many say comes first, then by id.
/// Evidence stays with the items.
private func tags(of places: [Int], _ heads: [ItemHead]) -> [Tag] {
    // No one article outvotes the others by repeating a word.
    let most = 1000
    if places.count == 1, let place = places.first {
        let tags = heads[place].tags
        let isInOrder = zip(tags, tags.dropFirst()).allSatisfy { ($1.score, $0.id) < ($0.score, $1.id) }
        if isInOrder, tags.allSatisfy({ (0...most).contains($0.score) && $0.evidence.isEmpty }) { return tags }
        return tags.map {
            Tag(id: $0.id, label: $0.label, kind: $0.kind, score: min(max($0.score, 0), most), evidence: [])
        }
        .sorted { ($1.score, $0.id) < ($0.score, $1.id) }
    }
    var sums: [String: (first: Tag, score: Int, articles: Int)] = [:]
    for tag in places.lazy.flatMap({ heads[$0].tags }) {
        sums[tag.id, default: (tag, 0, 0)].score += min(max(tag.score, 0), most)
        sums[tag.id]?.articles += 1
    }
    return sums.values.lazy.filter { $0.articles * 2 >= places.count }.map {
        Tag(id: $0.first.id, label: $0.first.label, kind: $0.first.kind, score: $0.score, evidence: [])
    }
    .sorted { ($1.score, $0.id) < ($0.score, $1.id) }
}
