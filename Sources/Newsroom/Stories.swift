import FoundationEssentials
import News

/// What makes a story. Shares are in 65536ths, so that all that decides is an integer.
package struct StoryRules: Hashable, Sendable {
    package static let standard = StoryRules()

    /// Items further apart in time are never compared.
    package var reachHours = 48
    /// What of a likeness is left for each quarter of an hour between two items: after 8 hours, 1/e.
    package var fadePerQuarterHour = 63_520
    /// Each item is linked to so many of the most alike before it.
    package var neighbours = 24
    /// Likeness, faded, below which two items are not linked at all: 0.10.
    package var leastLikeness = 6554
    /// What counts of the likeness of two items of one source, of which one alone is no second opinion: 0.8.
    package var ofOneSource = 52_429
    /// Two groups join when the mean likeness over all pairs between them is at least `leastMean`, however many pairs
    /// there are, and `leastMeanOfOne / pairs^0.75` above that: 0.0075 and 0.10.
    package var leastMean = 492
    package var leastMeanOfOne = 6554

    package init() {}
}

package enum Stories {
    /// Every item is in exactly one story, copies among its members. Stories by the time of their first item, then id.
    ///
    /// A function of the set of items: their order is without effect. Each member has its `why` but the earliest of those
    /// that are no copies. Linear in the items but for sorting, whatever they hold.
    package static func grouped(_ items: [FiledItem], by rules: StoryRules) -> [Story] {
        let items = items.sorted { ($0.time, $0.item.key, $0.item.hash) < ($1.time, $1.item.key, $1.item.hash) }
        let headlines = items.map { Headline($0.item.title) }
        let recurring = recurringMasks(items, headlines)
        let copies = Copies(among: items, headlines: headlines, recurring: recurring)

        // What is shown of each article stands at the time of its earliest copy.
        var firsts = [Int](repeating: -1, count: items.count)
        for item in items.indices.reversed() { firsts[copies.shown[item]] = item }
        let articles = items.indices.filter { firsts[$0] >= 0 }.sorted { firsts[$0] < firsts[$1] }
        let words = StoryWords(items, headlines, recurring: recurring, of: articles)
        let times = articles.map { items[firsts[$0]].time.wholeSeconds }
        let links = words.links(at: times, by: rules)
        let groups = AverageLink.groups(linked: links, times: times, languages: articles.indices.map(words.language), by: rules)

        let places = Dictionary(zip(articles, articles.indices), uniquingKeysWith: { $1 })
        var members = [[Story.Member]](repeating: [], count: articles.count)
        let joins = joins(articles.indices.map { items[articles[$0]].item.key }, links, groups, words)
        for (item, filed) in items.enumerated() {
            guard let place = places[copies.shown[item]] else { continue }
            let isCopy = copies.shown[item] != item
            members[groups[place]].append(
                Story.Member(
                    item: filed, copyOf: isCopy ? items[copies.shown[item]].item.key : nil,
                    why: isCopy ? copies.why[item] : joins[place]))
        }
        return members.compactMap { members in members.first.map { Story(id: $0.item.item.key, members: members) } }
            .sorted { ($0.members[0].item.time, $0.id) < ($1.members[0].item.time, $1.id) }
    }
}

/// Masked headlines seen on three days or more (DESIGN.md, section 4).
private func recurringMasks(_ items: [FiledItem], _ headlines: [Headline]) -> Set<String> {
    var days: [String: (last: Int, count: Int)] = [:]
    // By time, so that a day's items follow each other.
    for (item, headline) in zip(items, headlines) {
        guard let mask = headline.mask else { continue }
        let day = item.time.wholeSeconds / 86_400
        let seen = days[mask] ?? (Int.min, 0)
        if seen.last != day { days[mask] = (day, seen.count + 1) }
    }
    return Set(days.lazy.filter { $1.count >= 3 }.map(\.key))
}

/// For each article that is not the first of its group: the article of its group that it is most alike, an earlier one if
/// there is any.
private func joins(_ keys: [Key], _ links: [[Link]], _ groups: [Int], _ words: StoryWords) -> [Story.Join?] {
    // Later ones count for an article that was joined only through what came after it.
    var later = [Link?](repeating: nil, count: links.count)
    var joins = [Story.Join?](repeating: nil, count: links.count)
    func join(_ article: Int, _ link: Link) -> Story.Join {
        Story.Join(rule: "wording", score: link.likeness, shared: words.heaviestShared(article, link.to), with: keys[link.to])
    }
    for article in links.indices {
        // Best first.
        if let best = links[article].first(where: { groups[$0.to] == groups[article] }) { joins[article] = join(article, best) }
        for link in links[article] where groups[link.to] == groups[article] && (later[link.to]?.likeness ?? -1) < link.likeness {
            later[link.to] = Link(to: article, likeness: link.likeness)
        }
    }
    for article in links.indices where joins[article] == nil && groups[article] != article {
        if let link = later[article] { joins[article] = join(article, link) }
    }
    return joins
}

extension Date {
    /// Seconds since 1970, rounded down and kept within the years that a feed can mean.
    var wholeSeconds: Int { Int(min(max(timeIntervalSince1970.rounded(.down), -62_135_596_800), 253_402_300_799)) }
}
