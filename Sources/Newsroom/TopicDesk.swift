import FoundationEssentials
import News

/// What is told of each topic within the horizon, whatever edition told it: for pages of their own.
package struct TopicDesk {
    private let heads: [ItemHead]
    /// The newest first, then by id.
    private let ranked: [RankedStory]
    private var byTopic: [String: [Int]] = [:]

    /// The id of what no topic claims; no topic has it.
    package static let elsewhere = "elsewhere"
    package static let elsewhereLabel = "Elsewhere"

    /// - `stories`: members are places in `heads`; `closing` is the moment they are as of.
    /// - `sections`: ids of the topics that editions have sections for, unless they choose others.
    package init(_ stories: [StoryOutline], heads: [ItemHead], sections: Set<String>, at closing: Date) {
        self.heads = heads
        let window = Window(opened: nil, closing: closing)
        ranked = stories.compactMap { RankedStory($0, of: heads, in: window) }.sorted { $0.isBefore($1, in: .newest) }
        for (place, story) in ranked.enumerated() {
            var isClaimed = false
            for tag in story.tags {
                byTopic[tag.id, default: []].append(place)
                isClaimed = isClaimed || sections.contains(tag.id)
            }
            if !isClaimed { byTopic[Self.elsewhere, default: []].append(place) }
        }
    }

    /// How many stories there are of a topic.
    package func count(of topic: String) -> Int { byTopic[topic]?.count ?? 0 }

    /// Items of the topic's stories, copies too, by the UTC day of their time: so many on each of the last `days` days, the day of
    /// `closing` last.
    package func volume(of topic: String, days: Int, to closing: Date) -> [Int] {
        let day: Int64 = 86_400_000
        let last = closing.milliseconds / day
        var volume = [Int](repeating: 0, count: days)
        for place in byTopic[topic] ?? [] {
            for member in ranked[place].members {
                let age = last - heads[member.place].time.milliseconds / day
                if 0 <= age, age < days { volume[days - 1 - Int(age)] += 1 }
            }
        }
        return volume
    }

    /// A number that changes when what is told of the topic does.
    package func signature(of topic: String) -> Int {
        var hasher = Hasher()
        for place in byTopic[topic] ?? [] {
            for member in ranked[place].members { hasher.combine(heads[member.place].hash) }
            hasher.combine(ranked[place].id)
        }
        return hasher.finalize()
    }

    /// The newest stories of the topic, at most `most`.
    package func stories(of topic: String, most: Int) -> [Key] { (byTopic[topic] ?? []).prefix(most).map { ranked[$0].id } }

    /// The newest stories of the topic as headlines, at most `most`; the rest is counted. It closes with the newest of them, so that
    /// it says the same for as long as nothing comes. `otherwise`: when nothing is told.
    package func plan(of topic: String, label: String, most: Int, zone: String, otherwise: Date) -> EditionPlan {
        let places = byTopic[topic] ?? []
        let told = places.prefix(most).map { ranked[$0].planned(heads) }
        let members = places.flatMap { ranked[$0].members }
        var counts = Edition.Counts(items: members.count, sources: Set(members.map { heads[$0.place].source }).count)
        counts.copies = members.count { $0.copyOf != nil }
        let section = EditionPlan.Section(
            topic: topic, label: "Newest first", told: [], brief: told, left: places.count - told.count)
        return EditionPlan(
            name: topic, title: label, zone: zone, opened: nil,
            closing: places.map { ranked[$0].newest }.max() ?? otherwise, isClosed: false, counts: counts, inShort: [],
            minutes: nil, forms: TopicDesk.forms, isAtLength: false, isChosen: false, elsewhere: nil, endsDay: false,
            sections: places.isEmpty ? [] : [section])
    }

    package static let forms: [EditionForm] = [.html, .md, .json, .atom]
}
