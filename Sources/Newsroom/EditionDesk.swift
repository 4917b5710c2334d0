import FoundationEssentials
import News

/// What earlier editions told: all that arrived up to `opened`.
package struct History: Hashable, Sendable {
    /// The previous closing of the same name, or for the first `EditionRules.firstOpening`; nil when there was none.
    package let opened: Date?
    package init(opened: Date?) { self.opened = opened }
}

/// Decides what one edition tells and in which order.
/// - `stories`: of the items of the horizon as they stood at `closing`; members are places in `heads`.
/// - `topics`: those that sections are made of, in the order to print them.
/// - `priorities`: steps by which stories of topics weigh more or less (`StoryWeight`).
/// - `counts`: what arrived in the window from the sources it chooses; copies are counted here.
/// - `stem`: the stem of its files' names, `morning`, `flash-0610`, `live`.
///
/// A story is told when something of it is fresh: an article that had no copy before the window, or a revision in the window
/// of one that is told on its own account. What no topic claims stands last, under "Elsewhere".
package func plan(
    of stories: [StoryOutline], heads: [ItemHead], topics: [Topic], priorities: [String: Int] = [:],
    counts: Edition.Counts, after history: History, at closing: Date, by rules: EditionRules, stem: String, isClosed: Bool
) -> EditionPlan {
    let window = Window(opened: history.opened, closing: closing)
    let ranked = rules.choice.stories(stories, of: heads).compactMap { story in
        RankedStory(story, of: heads, in: window, priorities).flatMap { rules.choice.chooses($0.tags) ? $0 : nil }
    }
    .inOrder(rules.order)
    var counts = counts
    counts.copies = stories.lazy.flatMap(\.members).count { $0.copyOf != nil && window.brought(heads[$0.place]) }

    let places = Dictionary(topics.enumerated().map { ($1.id, $0) }, uniquingKeysWith: min)
    // One more than there are topics: the last is for what none of them claims.
    var bySection = [[Int]](repeating: [], count: topics.count + 1)
    for (rank, story) in ranked.enumerated() { bySection[section(of: story.tags, among: places) ?? topics.count].append(rank) }

    // A digest has an end, whatever comes in: what is left out is counted. What stands at the top stands below too.
    let inFull = max(0, rules.storiesPerTopic)
    let inAll = inFull + max(0, rules.headlinesPerTopic)
    let inShort = max(0, rules.inShort)
    let sections = bySection.enumerated().compactMap { place, ranks -> EditionPlan.Section? in
        guard !ranks.isEmpty else { return nil }
        let topic = place < topics.count ? topics[place] : nil
        let told = room(for: ranks, of: ranked, most: inAll, always: inShort).map { ranked[$0].planned(heads, rank: $0) }
        return EditionPlan.Section(
            topic: topic?.id, label: topic?.label ?? TopicDesk.elsewhereLabel, told: Array(told.prefix(inFull)),
            brief: Array(told.dropFirst(inFull)), left: ranks.count - told.count)
    }
    return EditionPlan(
        name: stem, title: title(of: rules, at: closing), zone: rules.zone, opened: history.opened, closing: closing,
        isClosed: isClosed, counts: counts, inShort: ranked.prefix(inShort).map(\.id), minutes: rules.minutes, forms: rules.forms,
        isAtLength: rules.isAtLength, isChosen: rules.choice.choosesByContent,
        elsewhere: rules.choice.topics.isEmpty ? TopicDesk.elsewhere : nil,
        endsDay: isClosed && rules.isLive, sections: sections)
}

/// A story as its own page tells it, whatever any edition told of it. Its members are places in `heads`.
package func told(whole story: StoryOutline, of heads: [ItemHead]) -> EditionPlan.Told {
    guard let ranked = RankedStory(story, of: heads, in: Window(opened: nil, closing: .distantFuture)) else {
        preconditionFailure("everything came before the end of time")
    }
    return ranked.planned(heads)
}

/// What a story weighs at `closing`, as a whole; nil when nothing of it is there by then.
package func weight(
    of story: StoryOutline, heads: [ItemHead], at closing: Date, priorities: [String: Int]
) -> StoryWeight? {
    RankedStory(story, of: heads, in: Window(opened: nil, closing: closing), priorities)?.weight
}

/// Which of a section's stories there is room for, in their order. No source alone takes more than a quarter of it from others.
private func room(for ranks: [Int], of ranked: [RankedStory], most: Int, always: Int) -> [Int] {
    guard ranks.count > most else { return ranks }
    let share = most / 4
    var bySource: [String: Int] = [:]
    var (first, second): ([Int], [Int]) = ([], [])
    for rank in ranks {
        let source = ranked[rank].source
        bySource[source, default: 0] += 1
        let isCrowding = ranked[rank].sources == 1 && bySource[source, default: 0] > share
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
private func section(of tags: [Tag], among places: [String: Int]) -> Int? {
    var best: (place: Int, score: Int)?
    for tag in tags {
        guard let place = places[tag.id] else { continue }
        if let found = best, (tag.score, -place) <= (found.score, -found.place) { continue }
        best = (place, tag.score)
    }
    return best?.place
}
