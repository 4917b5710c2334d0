import FoundationEssentials
import News

/// What earlier editions of the same name told: all that arrived up to `opened`.
package struct History: Hashable, Sendable {
    /// The previous closing of the same name; nil when there was none.
    package let opened: Date?
    package init(opened: Date?) { self.opened = opened }
}

/// Decides what one edition tells and in which order.
/// - `stories`: over the items of the horizon as they stood at `closing`.
/// - `topics`: those that sections are made of (top ones, kind topic), in the order to print them.
/// - `counts`: what arrived in the window; copies are counted here.
/// - `stem`: the stem of its files' names, `morning`, `flash-0610`, `live`.
///
/// A story is told when something of it is fresh: an article that had no copy before the window, or a revision in the window
/// of one that is told on its own account. What no topic claims stands last, under "Elsewhere".
package func edition(
    of stories: [Story], topics: [Topic], counts: Edition.Counts, after history: History, at closing: Date,
    by rules: EditionRules, stem: String, isClosed: Bool
) -> Edition {
    let window = Window(opened: history.opened, closing: closing)
    let ranked = stories.compactMap { Ranked($0, in: window) }.sorted()
    var counts = counts
    counts.copies = stories.lazy.flatMap(\.members).count { $0.copyOf != nil && window.brought($0.item) }

    let places = Dictionary(topics.enumerated().map { ($1.id, $0) }, uniquingKeysWith: min)
    // One more than there are topics: the last is for what none of them claims.
    var bySection = [[Int]](repeating: [], count: topics.count + 1)
    for (rank, story) in ranked.enumerated() { bySection[section(of: story.told, among: places) ?? topics.count].append(rank) }

    // A digest has an end, whatever comes in: what is left out is counted. What stands at the top stands below too.
    let inFull = max(0, rules.storiesPerTopic)
    let inAll = inFull + max(0, rules.headlinesPerTopic)
    let inShort = max(0, rules.inShort)
    let sections = bySection.enumerated().compactMap { place, ranks -> Edition.Section? in
        guard !ranks.isEmpty else { return nil }
        let topic = place < topics.count ? topics[place] : nil
        let told = room(for: ranks, of: ranked, most: inAll, always: inShort).map { ranked[$0].whole }
        return Edition.Section(
            topic: topic?.id, label: topic?.label ?? "Elsewhere", told: Array(told.prefix(inFull)),
            brief: Array(told.dropFirst(inFull)), left: ranks.count - told.count)
    }
    return Edition(
        name: stem, title: title(of: rules, at: closing), zone: rules.zone, opened: history.opened, closing: closing,
        isClosed: isClosed,
        counts: counts, inShort: ranked.prefix(inShort).map(\.told.story.id), sections: sections)
}

/// Which of a section's stories there is room for, in their order. No source alone takes more than a quarter of it from others.
private func room(for ranks: [Int], of ranked: [Ranked], most: Int, always: Int) -> [Int] {
    guard ranks.count > most else { return ranks }
    let share = most / 4
    var bySource: [String: Int] = [:]
    var (first, second): ([Int], [Int]) = ([], [])
    for rank in ranks {
        let source = ranked[rank].source
        bySource[source, default: 0] += 1
        let isCrowding = ranked[rank].told.sources == 1 && bySource[source, default: 0] > share
        if rank < always || !isCrowding && first.count < most {
            first.append(rank)
        } else if isCrowding, second.count < most {
            second.append(rank)
        }
    }
    return (first + second.prefix(max(0, most - first.count))).sorted()
}

/// Of several a day, each has its time in its title.
private func title(of rules: EditionRules, at closing: Date) -> String {
    guard case .every = rules.schedule, let local = Schedule.local(closing, zone: rules.zone) else { return rules.title }
    return "\(rules.title) \(padded(local.hour, to: 2)):\(padded(local.minute, to: 2))"
}

/// The place of the topic that the story's items speak for most; nil when none of `places` is among its tags.
private func section(of told: Edition.Told, among places: [String: Int]) -> Int? {
    var best: (place: Int, score: Int)?
    for tag in told.tags {
        guard let place = places[tag.id] else { continue }
        if let found = best, (tag.score, -place) <= (found.score, -found.place) { continue }
        best = (place, tag.score)
    }
    return best?.place
}

/// What arrived in (opened, closing].
private struct Window {
    let opened: Date?
    let closing: Date

    func isBefore(_ moment: Date) -> Bool { opened.map { moment <= $0 } ?? false }
    func holds(_ moment: Date) -> Bool { !isBefore(moment) && moment <= closing }
    /// Its first or its shown text came within the window.
    func brought(_ item: FiledItem) -> Bool { holds(item.released) || holds(item.revisionReleased) }
}

/// A story with what decides its place.
private struct Ranked: Comparable {
    /// Without its lede, and with all of its members.
    let told: Edition.Told
    /// The lead's place among the members.
    private let lead: Int
    /// When its newest fresh member is from.
    let newest: Date

    /// The lead's.
    var source: String { told.story.members[lead].item.source }

    /// Nil when nothing of the story is fresh. Members are gone through by their places: a copy of one is a dozen reference counts,
    /// and a digest may have to choose among a hundred thousand.
    init?(_ story: Story, in window: Window) {
        let members = story.members
        // An article is old when one of its copies was there before, whichever of them is shown by now.
        var old: Set<Key> = []
        for place in members.indices where window.isBefore(members[place].item.released) { old.insert(members[place].article) }
        let fresh = members.indices.filter { place in
            if window.isBefore(members[place].item.released) {
                return members[place].copyOf == nil && window.holds(members[place].item.revisionReleased)
            }
            return window.holds(members[place].item.released) && !old.contains(members[place].article)
        }
        guard let first = fresh.first else { return nil }
        let isUpdate = !old.isEmpty
        let own = members.indices.filter { members[$0].copyOf == nil }
        let leads = isUpdate ? fresh.filter { members[$0].copyOf == nil } : own
        lead = leads.count == 1 ? leads[0] : Ranked.lead(among: leads, of: members) ?? first
        newest = fresh.reduce(.distantPast) { newest, place in
            let item = members[place].item
            return max(newest, window.isBefore(item.released) ? item.revisionReleased : item.time)
        }
        let sources = own.count == 1 ? 1 : Set(own.map { members[$0].item.source }).count
        told = Edition.Told(
            story: story, lead: members[lead].item.item.key, tags: tags(of: own, members), lede: nil, sources: max(1, sources),
            fresh: fresh.map { members[$0].item.item.key }, isUpdate: isUpdate)
    }

    private static func lead(among places: [Int], of members: [Story.Member]) -> Int? {
        var followers: [Key: Int] = [:]
        for why in members.lazy.compactMap(\.why) { followers[why.with, default: 0] += 1 }
        let leads = places.map { (place: $0, lead: Lead(members[$0], followers: followers[members[$0].item.item.key] ?? 0)) }
        return leads.min { $0.lead < $1.lead }?.place
    }

    /// As an edition tells it. Of a story with very many members it holds the first, the lead and the newest.
    var whole: Edition.Told {
        let most = 200
        var told = told
        let members = told.story.members
        told.lede = lede(of: members[lead].item.item)
        guard members.count > most else { return told }
        let newest = members.count - (most - 2)
        let kept = members.enumerated().filter { $0.offset == 0 || $0.offset >= newest || $0.element.item.item.key == told.lead }
        told.story = Story(id: told.story.id, members: kept.map(\.element))
        told.left = members.count - kept.count
        return told
    }

    /// Told by more sources, then newer, then by id.
    static func < (a: Ranked, b: Ranked) -> Bool {
        if a.told.sources != b.told.sources { return a.told.sources > b.told.sources }
        if a.newest != b.newest { return a.newest > b.newest }
        return a.told.story.id < b.told.story.id
    }

    static func == (a: Ranked, b: Ranked) -> Bool { !(a < b) && !(b < a) }
}

extension Story.Member {
    /// The same for all copies of an article.
    fileprivate var article: Key { copyOf ?? item.item.key }
}

/// A member that may lead: one with a headline, the one most others were joined to, the longest, the earliest.
private struct Lead: Comparable {
    let item: FiledItem
    let followers: Int
    let length: Int

    init(_ member: Story.Member, followers: Int) {
        item = member.item
        self.followers = followers
        length = member.item.item.text.reduce(0) { $0 + $1.text.utf8.count }
    }

    static func < (a: Lead, b: Lead) -> Bool {
        if (a.item.item.title == nil) != (b.item.item.title == nil) { return a.item.item.title != nil }
        if a.followers != b.followers { return a.followers > b.followers }
        if a.length != b.length { return a.length > b.length }
        return (a.item.time, a.item.item.key) < (b.item.time, b.item.item.key)
    }

    static func == (a: Lead, b: Lead) -> Bool { a.item.item.key == b.item.item.key }
}

/// The tags that at least half of a story's articles have: scores added up, so that what many say comes first, then by id.
/// Evidence stays with the items.
private func tags(of places: [Int], _ members: [Story.Member]) -> [Tag] {
    // No one article outvotes the others by repeating a word.
    let most = 1000
    if places.count == 1, let place = places.first {
        return members[place].item.tags.map {
            Tag(id: $0.id, label: $0.label, kind: $0.kind, score: min(max($0.score, 0), most), evidence: [])
        }
        .sorted { ($1.score, $0.id) < ($0.score, $1.id) }
    }
    var sums: [String: (first: Tag, score: Int, articles: Int)] = [:]
    for tag in places.lazy.flatMap({ members[$0].item.tags }) {
        sums[tag.id, default: (tag, 0, 0)].score += min(max(tag.score, 0), most)
        sums[tag.id]?.articles += 1
    }
    return sums.values.lazy.filter { $0.articles * 2 >= places.count }.map {
        Tag(id: $0.first.id, label: $0.first.label, kind: $0.first.kind, score: $0.score, evidence: [])
    }
    .sorted { ($1.score, $0.id) < ($0.score, $1.id) }
}
