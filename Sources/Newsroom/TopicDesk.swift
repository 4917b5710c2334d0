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
        ranked = stories.compactMap { RankedStory($0, of: heads, in: window) }.inOrder(.newest)
        for (place, story) in ranked.enumerated() {
            var isClaimed = false
            for tag in story.tags {
                byTopic[tag.id, default: []].append(place)
                isClaimed = isClaimed || sections.contains(tag.id)
            }
            if !isClaimed { byTopic[Self.elsewhere, default: []].append(place) }
        }
    }

    func places(of topic: String) -> [Int] { byTopic[topic] ?? [] }
    func newest(_ place: Int) -> Date { ranked[place].newest }

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

    /// A number that changes when what is told of the topic does, or the pages that tell the rest of it.
    package func signature(of topic: String, further: [Page] = []) -> Int {
        var hasher = Hasher()
        hasher.combine(signature(of: byTopic[topic] ?? []))
        // Not their places, which are among the stories of all topics.
        for page in further {
            hasher.combine(page.name)
            hasher.combine(page.kind)
            hasher.combine(page.places.count)
        }
        return hasher.finalize()
    }

    /// A number that changes when what a further page tells does.
    package func signature(of page: Page) -> Int {
        var hasher = Hasher()
        hasher.combine(signature(of: page.places))
        hasher.combine(page.kind)
        return hasher.finalize()
    }

    private func signature(of places: some Collection<Int>) -> Int {
        var hasher = Hasher()
        for place in places {
            for member in ranked[place].members { hasher.combine(heads[member.place].hash) }
            hasher.combine(ranked[place].id)
        }
        return hasher.finalize()
    }

    /// The newest stories of the topic, at most `most`.
    package func stories(of topic: String, most: Int) -> [Key] { (byTopic[topic] ?? []).prefix(most).map { ranked[$0].id } }

    package func stories(of page: Page) -> [Key] { page.places.map { ranked[$0].id } }

    /// The newest stories of the topic as headlines, at most `most`; the rest is counted. It closes with the newest of them, so that
    /// it says the same for as long as nothing comes. `otherwise`: when nothing is told.
    /// - `further`: the pages that tell the rest.
    package func plan(
        of topic: String, label: String, most: Int, zone: String, otherwise: Date, further: [Page] = []
    ) -> EditionPlan {
        let places = byTopic[topic] ?? []
        let pages = further.map { Edition.Further(name: $0.name, kind: $0.kind, stories: $0.places.count) }
        return plan(
            named: topic, label, topic, told: places.prefix(most), of: places, zone: zone, otherwise: otherwise, further: pages)
    }

    /// A further page of a topic.
    package func plan(of page: Page, label: String, zone: String, otherwise: Date) -> EditionPlan {
        let title =
            switch page.kind {
            case .newest: label
            case .day(_, let part): label + (part.map { ", part \($0)" } ?? "")
            case .earlier(let part): "\(label), earlier" + (part.map { ", part \($0)" } ?? "")
            }
        var plan = plan(
            named: page.name, title, page.topic, told: page.places, of: Array(page.places), zone: zone, otherwise: otherwise,
            further: [Edition.Further(name: page.topic, kind: .newest)])
        plan.further = page.kind
        return plan
    }

    private func plan(
        named name: String, _ title: String, _ topic: String, told: ArraySlice<Int>, of places: [Int], zone: String,
        otherwise: Date, further: [Edition.Further]
    ) -> EditionPlan {
        let members = places.flatMap { ranked[$0].members }
        var counts = Edition.Counts(items: members.count, sources: Set(members.map { heads[$0.place].source }).count)
        counts.copies = members.count { $0.copyOf != nil }
        let section = EditionPlan.Section(
            topic: topic, label: "Newest first", told: [], brief: told.map { ranked[$0].planned(heads) },
            left: places.count - told.count, further: further)
        return EditionPlan(
            name: name, title: title, zone: zone, opened: nil,
            closing: places.map { ranked[$0].newest }.max() ?? otherwise, isClosed: false, counts: counts, inShort: [],
            minutes: nil, forms: name == topic ? TopicDesk.forms : [.html], isAtLength: false, isChosen: false, elsewhere: nil,
            endsDay: false, sections: places.isEmpty ? [] : [section])
    }

    package static let forms: [EditionForm] = [.html, .md, .json, .atom]
}
