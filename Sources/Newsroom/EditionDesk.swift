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
    var bySection = [[Edition.Told]](repeating: [], count: topics.count + 1)
    for story in ranked { bySection[section(of: story.told, among: places) ?? topics.count].append(story.told) }

    let inFull = max(0, rules.storiesPerTopic)
    let sections = bySection.enumerated().compactMap { place, told -> Edition.Section? in
        guard !told.isEmpty else { return nil }
        let topic = place < topics.count ? topics[place] : nil
        return Edition.Section(
            topic: topic?.id, label: topic?.label ?? "Elsewhere",
            told: Array(told.prefix(inFull)), brief: Array(told.dropFirst(inFull)))
    }
    return Edition(
        name: stem, title: title(of: rules, at: closing), zone: rules.zone, opened: history.opened, closing: closing,
        isClosed: isClosed,
        counts: counts, inShort: ranked.prefix(max(0, rules.inShort)).map(\.told.story.id), sections: sections)
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
    let told: Edition.Told
    /// When its newest fresh member is from.
    let newest: Date

    /// Nil when nothing of the story is fresh.
    init?(_ story: Story, in window: Window) {
        // An article is old when one of its copies was there before, whichever of them is shown by now.
        var old: Set<Key> = []
        for member in story.members where window.isBefore(member.item.released) { old.insert(member.article) }
        let fresh = story.members.filter { member in
            if window.isBefore(member.item.released) { return member.copyOf == nil && window.holds(member.item.revisionReleased) }
            return window.holds(member.item.released) && !old.contains(member.article)
        }
        guard let first = fresh.first else { return nil }
        let isUpdate = !old.isEmpty
        let own = story.members.filter { $0.copyOf == nil }
        let leads = isUpdate ? fresh.filter { $0.copyOf == nil } : own
        var followers: [Key: Int] = [:]
        for why in story.members.lazy.compactMap(\.why) { followers[why.with, default: 0] += 1 }
        let lead = leads.map { Lead($0, followers: followers[$0.item.item.key] ?? 0) }.min()?.item ?? first.item
        newest = fresh.reduce(.distantPast) {
            max($0, window.isBefore($1.item.released) ? $1.item.revisionReleased : $1.item.time)
        }
        told = Edition.Told(
            story: story, lead: lead.item.key, tags: tags(of: own), lede: lede(of: lead.item),
            sources: max(1, Set(own.map(\.item.source)).count), fresh: fresh.map(\.item.item.key), isUpdate: isUpdate)
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
private func tags(of members: [Story.Member]) -> [Tag] {
    // No one article outvotes the others by repeating a word.
    let most = 1000
    var sums: [String: (first: Tag, score: Int, articles: Int)] = [:]
    for tag in members.lazy.flatMap(\.item.tags) {
        sums[tag.id, default: (tag, 0, 0)].score += min(max(tag.score, 0), most)
        sums[tag.id]?.articles += 1
    }
    return sums.values.lazy.filter { $0.articles * 2 >= members.count }.map {
        Tag(id: $0.first.id, label: $0.first.label, kind: $0.first.kind, score: $0.score, evidence: [])
    }
    .sorted { ($1.score, $0.id) < ($0.score, $1.id) }
}
