import FoundationEssentials
import News
import Newsroom
import Testing

/// What an edition chooses, in which order it tells it, and how long that may take.
@Suite struct EditionChoiceTests {
    private let topics = ["economy", "science"].map {
        Topic(id: $0, label: $0.capitalized, kind: .topic, parent: nil, mediaTopic: nil, threshold: 1, terms: [])
    }
    private var rules = EditionRules(
        name: "morning", title: "Morning Edition", zone: "UTC",
        schedule: .daily(hour: 6, minute: 30, days: Set(1...7)), storiesPerTopic: 8, inShort: 0)

    private func tag(_ id: String) -> News.Tag { News.Tag(id: id, label: id, kind: .topic, score: 3, evidence: []) }

    /// Items of one story each, but for those in `together`.
    private func edition(
        _ items: [FiledItem], together: [UInt64] = [], copies: [UInt64: UInt64] = [:], closing: Int = 60,
        priorities: [String: Int] = [:]
    ) -> Edition {
        let places = Dictionary(items.enumerated().map { ($1.item.key.bits, $0) }, uniquingKeysWith: min)
        func member(_ place: Int) -> StoryOutline.Member {
            StoryOutline.Member(place: place, copyOf: copies[items[place].item.key.bits].flatMap { places[$0] })
        }
        let grouped = together.compactMap { places[$0] }
        var outlines = items.indices.filter { !grouped.contains($0) }.map {
            StoryOutline(id: items[$0].item.key, members: [member($0)])
        }
        if let first = grouped.first { outlines.append(StoryOutline(id: items[first].item.key, members: grouped.map(member))) }
        let chosen = rules.choice.topics
        let plan = plan(
            of: outlines, heads: items.map { ItemHead($0, print: Print(of: $0.item, source: $0.source)) },
            topics: chosen.isEmpty ? topics : chosen.compactMap { id in topics.first { $0.id == id } }, priorities: priorities,
            counts: Edition.Counts(), after: History(opened: nil), at: noon(plus: closing), by: rules, stem: "morning",
            isClosed: true)
        return plan.edition(with: items.filter { Set(plan.keys).contains($0.item.key) })
    }

    private func ids(_ edition: Edition) -> [UInt64] {
        edition.sections.flatMap { $0.told + $0.brief }.map(\.story.id.bits)
    }

    @Test mutating func onlyChosenTopicsAreToldInTheOrderChosen() {
        let items = [
            filed(1, "Rates rise", tags: [tag("economy")]), filed(2, "Comet seen", tags: [tag("science")]),
            filed(3, "Museum opens"),
        ]
        rules.choice.topics = ["science", "economy"]
        #expect(edition(items).sections.map(\.topic) == ["science", "economy"])
        rules.choice.topics = ["economy"]
        #expect(ids(edition(items)) == [1])
        rules.choice.topics = []
        rules.choice.withoutTopics = ["economy"]
        #expect(ids(edition(items)) == [2, 3])
    }

    @Test mutating func onlyWhatChosenSourcesPublishedIsToldAlsoInStoriesOfOthers() {
        let items = [
            filed(1, "Dockers return", at: 1, from: "tarn"), filed(2, "Strike ends", at: 2, from: "agencies/orla"),
            filed(3, "Comet seen", from: "agenciesplus"),
        ]
        rules.choice.sources = ["agencies"]
        let told = edition(items, together: [1, 2])
        #expect(ids(told) == [1])
        #expect(told.sections[0].told[0].story.members.map(\.item.source) == ["agencies/orla"])
        rules.choice.sources = []
        rules.choice.withoutSources = ["agencies", "tarn"]
        #expect(ids(edition(items, together: [1, 2])) == [3])
    }

    @Test mutating func aCopyOfWhatIsNotChosenStandsForItself() {
        let items = [
            filed(1, "Dockers return", at: 1, from: "tarn"), filed(2, "Dockers return", at: 2, from: "orla"),
            filed(3, "Dockers return", at: 3, from: "lund"),
        ]
        rules.choice.withoutSources = ["tarn"]
        let members = edition(items, together: [1, 2, 3], copies: [2: 1, 3: 1]).sections[0].told[0].story.members
        #expect(members.map(\.copyOf) == [nil, Key(bits: 2)])
    }

    @Test mutating func onlyChosenLanguagesAreToldAndWhatDoesNotSay() {
        let items = [
            filed(1, "Dockers return", language: "en-GB"), filed(2, "Streik beendet", language: "de"), filed(3, "Museum opens"),
        ]
        rules.choice.languages = ["en"]
        #expect(ids(edition(items)).sorted() == [1, 3])
    }

    @Test mutating func whatWeighsMoreComesFirstOrWhatIsNewer() {
        let items = [
            filed(1, "Dockers return", at: 0, from: "tarn", tags: [tag("economy")]), filed(2, "Strike ends", at: 0, from: "orla"),
            filed(3, "Comet seen", at: 50, tags: [tag("science")]),
        ]
        rules.choice.topics = []
        rules.inShort = 3
        #expect(edition(items, together: [1, 2]).inShort.map(\.bits) == [1, 3])
        #expect(edition(items, together: [1, 2], priorities: ["science": 2]).inShort.map(\.bits) == [3, 1])
        rules.order = .newest
        #expect(edition(items, together: [1, 2]).inShort.map(\.bits) == [3, 1])
    }

    /// A day takes half of what a story weighs.
    @Test func anOldStoryOfTwoIsWorthANewOneOfOne() throws {
        func ofStory(_ publishers: Int, age: Int) throws -> StoryWeight {
            let items = (1...publishers).map { filed(UInt64($0), "Dockers return", at: -1, from: "source\($0)", arrived: 0) }
            let story = StoryOutline(id: Key(bits: 1), members: items.indices.map { StoryOutline.Member(place: $0) })
            let heads = items.map { ItemHead($0, print: .none) }
            let weight = weight(of: story, heads: heads, at: noon(plus: age), priorities: [:])
            return try #require(weight)
        }
        #expect(try ofStory(1, age: 0).points == 0)
        #expect(try ofStory(2, age: 1440).points == 0)
        #expect(try ofStory(4, age: 0).publishers == 200)
        #expect(try ofStory(3, age: 0).publishers == 150)
        #expect(try ofStory(1, age: 720).recency == -50)
        #expect(try ofStory(1, age: 900_000).recency == -300)
    }

    /// Its arrival says little of that: the first file of a feed brings what is days old.
    @Test func whatSaysNotWhenItIsFromWeighsAsIfItWereHalfADayOld() throws {
        let items = [filed(1, "Dockers return", at: 0), filed(2, "Comet seen", at: -120, arrived: 0)]
        let weights = try items.map {
            try #require(
                weight(
                    of: StoryOutline(id: $0.item.key, members: [.init(place: 0)]), heads: [ItemHead($0, print: .none)],
                    at: noon(plus: 0), priorities: [:]))
        }
        #expect(weights.map(\.recency) == [-50, -8])
    }

    @Test func whatStandsAtTheTopOfItsPublishersFeedsWeighsMore() throws {
        func weightOf(_ places: [(source: String, place: Int?)]) throws -> StoryWeight {
            let items = places.enumerated().map { filed(UInt64($0 + 1), "Dockers return", at: -1, from: $1.source, arrived: 0) }
            let story = StoryOutline(id: Key(bits: 1), members: items.indices.map { StoryOutline.Member(place: $0) })
            let heads = zip(items, places).map { item, place in
                var head = ItemHead(item, print: .none)
                head.place = place.place
                return head
            }
            return try #require(weight(of: story, heads: heads, at: noon(plus: 0), priorities: [:]))
        }
        let points = try [1, 2, 3, 4, 5, 8, 9, 1000, nil].map { try weightOf([("a", $0)]).prominence }
        #expect(points == [40, 30, 20, 20, 10, 10, 0, 0, 0])
        // One says it at the top, after it had it further down; the other does not lead with it.
        let two = try weightOf([("a", 9), ("b", 12), ("a", 1)])
        #expect(two.prominence == 20 && two.publishers == 100 && two.points == 120)
    }

    @Test mutating func anEditionThatMayTakeTwoMinutesTakesNoMore() {
        let words = Array(repeating: "word", count: 60).joined(separator: " ")
        let items = (1...40).map {
            filed(UInt64($0), "Subject number \($0) of many", at: 60 - $0, from: "s\($0)", text: words + ".")
        }
        rules.storiesPerTopic = 10
        rules.inShort = 2
        let long = edition(items)
        rules.minutes = 2
        let short = edition(items)
        #expect(long.readingMinutes > 2 && short.readingMinutes <= 2)
        let section = short.sections[0]
        #expect((1..<10).contains(section.told.count) && !section.brief.isEmpty)
        #expect(section.told.count + section.brief.count + section.left == 40)
        // The best are told in full, the others follow in their order.
        #expect(ids(short) == Array(ids(long).prefix(ids(short).count)))
        #expect(Set(ids(short)).isSuperset(of: short.inShort.map(\.bits)))
        rules.minutes = 1
        rules.inShort = 30
        #expect(Set(ids(edition(items))).isSuperset(of: edition(items).inShort.map(\.bits)))
    }
}
