import FoundationEssentials
import News
import Newsroom
import Testing

@Suite struct EditionTests {
    private let rules = EditionRules(
        name: "morning", title: "Morning Edition", zone: "Europe/Berlin",
        schedule: .daily(hour: 6, minute: 30, days: [1, 2, 3, 4, 5, 6, 7]), storiesPerTopic: 2, inShort: 3)
    private let topics = ["economy", "science"].map {
        Topic(id: $0, label: $0.capitalized, kind: .topic, parent: nil, mediaTopic: nil, threshold: 1, terms: [])
    }

    private func tag(_ id: String, _ score: Int) -> News.Tag {
        News.Tag(id: id, label: id.capitalized, kind: .topic, score: score, evidence: [])
    }

    private func made(
        of stories: [Story], opened: Int? = nil, closing: Int, by rules: EditionRules? = nil, priorities: [String: Int] = [:]
    ) -> Edition {
        let items = stories.flatMap(\.members).map(\.item)
        let places = Dictionary(items.enumerated().map { ($1.item.key, $0) }, uniquingKeysWith: { first, _ in first })
        let outlines = stories.map { story in
            StoryOutline(
                id: story.id,
                members: story.members.map {
                    StoryOutline.Member(
                        place: places[$0.item.item.key] ?? -1, copyOf: $0.copyOf.flatMap { places[$0] }, why: $0.why)
                })
        }
        let plan = plan(
            of: outlines, heads: items.map { ItemHead($0, print: Print(of: $0.item, source: $0.source)) }, topics: topics,
            priorities: priorities, counts: Edition.Counts(items: 9), after: History(opened: opened.map(noon)),
            at: noon(plus: closing), by: rules ?? self.rules, stem: "morning", isClosed: true)
        let wanted = Set(plan.keys)
        return plan.edition(with: items.filter { wanted.contains($0.item.key) })
    }

    private func story(_ members: FiledItem..., copies: [UInt64: UInt64] = [:]) -> Story {
        Story(
            id: members[0].item.key,
            members: members.map { Story.Member(item: $0, copyOf: copies[$0.item.key.bits].map(Key.init(bits:))) })
    }

    private func told(_ edition: Edition) -> [Edition.Told] { edition.sections.flatMap { $0.told + $0.brief } }

    @Test func anEditionIsWholeAndInOrder() {
        let strike = story(
            filed(1, "Dockers return", at: 1, from: "tarn", tags: [tag("economy", 3)]),
            filed(
                2, "Strike ends", at: 2, from: "orla", text: "Dockers voted to end their strike.",
                tags: [tag("economy", 2), tag("science", 4)]))
        let quake = story(filed(3, "Quake hits valley", at: 9, tags: [tag("science", 5)]))
        let older = story(filed(4, "Comet seen", at: 3, tags: [tag("science", 5)]))
        let third = story(filed(5, "Moss grows", at: 2, tags: [tag("science", 5)]))
        let museum = story(filed(6, "Museum finds score", at: 4))
        let edition = made(of: [museum, third, older, quake, strike], closing: 60)

        var strikeTold = Edition.Told(
            story: strike, lead: Key(bits: 2), tags: [tag("economy", 5), tag("science", 4)],
            lede: "Dockers voted to end their strike.", sources: 2, fresh: [Key(bits: 1), Key(bits: 2)], isUpdate: false)
        strikeTold.hasPage = true
        func single(_ story: Story, _ tags: [News.Tag] = []) -> Edition.Told {
            Edition.Told(story: story, lead: story.id, tags: tags, lede: nil, sources: 1, fresh: [story.id], isUpdate: false)
        }
        let science = [tag("science", 5)]
        var expected = Edition(
            name: "morning", title: "Morning Edition", zone: "Europe/Berlin", opened: nil, closing: noon(plus: 60),
            isClosed: true,
            counts: Edition.Counts(items: 9), inShort: [Key(bits: 1), Key(bits: 3), Key(bits: 6)],
            sections: [
                Edition.Section(
                    topic: "economy", label: "Economy",
                    told: [strikeTold], brief: []),
                Edition.Section(
                    topic: "science", label: "Science", told: [single(quake, science), single(older, science)],
                    brief: [single(third, science)]),
                Edition.Section(topic: nil, label: "Elsewhere", told: [single(museum)], brief: []),
            ])
        expected.elsewhere = "elsewhere"
        #expect(edition == expected)
    }

    /// A page that says no more is not led to.
    @Test func aStoryLeadsToItsPageWhereThatTellsMore() {
        func hasPage(_ members: FiledItem...) -> Bool? {
            let story = Story(id: members[0].item.key, members: members.map { Story.Member(item: $0) })
            return told(made(of: [story], closing: 60)).first?.hasPage
        }
        let short = "The dockers of Tarn ended their strike on Saturday."
        #expect(hasPage(filed(1, "Dockers return", at: 1, text: short)) == false)
        #expect(hasPage(filed(1, "Dockers return", at: 1)) == false)
        let long =
            short + " They had been out for eleven days, and the port had been still. On Monday the cranes move again."
            + " " + String(repeating: "More was said of it in the town hall. ", count: 10)
        #expect(hasPage(filed(1, "Dockers return", at: 1, text: long)) == true)
        #expect(hasPage(filed(1, "Dockers return", at: 1, text: short), filed(2, "Strike ends", at: 2)) == true)
        #expect(hasPage(filed(1, "Dockers return", at: 1, text: short, revised: 3)) == true)
    }

    @Test func aSectionHasAnEndAndCountsWhatItLeavesOut() {
        let many = (0..<300).map { story(filed(UInt64($0 + 1), "Subject \($0)", at: $0 % 50, from: "source\($0 % 100)")) }
        let section = made(of: many, closing: 60).sections[0]
        #expect(section.told.count == 2)
        #expect(section.brief.count == EditionRules.standardHeadlines)
        #expect(section.told.count + section.brief.count + section.left == 300)
    }

    @Test func noSourceAloneCrowdsOthersOutOfASection() {
        let flood = (0..<500).map { story(filed(UInt64($0 + 100), "Flood \($0)", at: 50, from: "flood")) }
        let quiet = (0..<20).map { story(filed(UInt64($0 + 1), "Subject \($0)", at: 0, from: "source\($0)")) }
        let edition = made(of: flood + quiet, closing: 60)
        #expect(Set(told(edition).map(\.story.id)).isSuperset(of: quiet.map(\.id)))
        // What room is left is not wasted.
        #expect(told(edition).count == 2 + EditionRules.standardHeadlines)
    }

    @Test func aStoryOfVeryManyItemsHoldsItsFirstItsLeadAndItsNewest() throws {
        let members = (0..<1000).map { filed(UInt64($0 + 1), $0 == 400 ? "Dockers return" : nil, at: $0 / 20, from: "s\($0)") }
        let story = Story(id: members[0].item.key, members: members.map { Story.Member(item: $0) })
        let told = try #require(told(made(of: [story], closing: 60)).first)
        #expect(told.lead == Key(bits: 401))
        #expect(told.story.members.count + told.left == 1000)
        #expect(keys(told.story).first == 1 && keys(told.story).contains(401) && keys(told.story).last == 1000)
        #expect(told.sources == 1000)
    }

    @Test func copiesAreNoSourcesOfTheirOwn() {
        let edition = made(
            of: [story(filed(1, "Dockers return"), filed(2, "Strike ends", at: 1, from: "orla"), copies: [2: 1])], closing: 60)
        #expect(told(edition).map(\.sources) == [1])
        #expect(told(edition).map(\.fresh) == [[Key(bits: 1), Key(bits: 2)]])
        #expect(edition.counts.copies == 1)
    }

    @Test func aStoryThatWentOnComesBackAsAnUpdateLedByWhatIsNew() {
        let story = story(
            filed(1, "Dockers strike", at: 0, text: "A long text that was told before."),
            filed(2, "Strike ends", at: 90, from: "orla"))
        let update = told(made(of: [story], opened: 60, closing: 120))
        #expect(update.map(\.isUpdate) == [true])
        #expect(update.map(\.lead) == [Key(bits: 2)])
        #expect(update.map(\.fresh) == [[Key(bits: 2)]])
    }

    /// Most were joined to the first; but that was hours before what ended it.
    @Test func aStoryThatWentOnForHoursIsLedByWhatIsCentralInItsLaterHalf() throws {
        func member(_ key: UInt64, _ title: String?, at minutes: Int, with: UInt64?) -> Story.Member {
            Story.Member(
                item: filed(key, title, at: minutes, from: "s\(key)"),
                why: with.map { Story.Join(rule: "wording", score: 30_000, shared: [], with: Key(bits: $0)) })
        }
        func lead(_ hours: Int) throws -> Key {
            let members = [
                member(1, "Dockers strike", at: 0, with: nil), member(2, "Strike at Tarn", at: 10, with: 1),
                member(3, "Dockers out", at: 20, with: 1), member(4, "Port waits", at: 30, with: 1),
                member(5, nil, at: hours * 60, with: 1), member(6, "Vote ends strike", at: hours * 60 + 5, with: 1),
                member(7, "Strike ends after vote", at: hours * 60 + 9, with: 6),
                member(8, "Ships sail", at: hours * 60 + 9, with: 6),
            ]
            return try #require(told(made(of: [Story(id: Key(bits: 1), members: members)], closing: 2000)).first).lead
        }
        #expect(try lead(2) == Key(bits: 1))
        #expect(try lead(9) == Key(bits: 6))
    }

    @Test func aRevisionWithinTheWindowIsAnUpdate() {
        let update = told(made(of: [story(filed(1, "Dockers strike", at: 0, revised: 90))], opened: 60, closing: 120))
        #expect(update.map(\.fresh) == [[Key(bits: 1)]])
        #expect(update.map(\.isUpdate) == [true])
    }

    @Test(arguments: [[2: 1], [1: 2]] as [[UInt64: UInt64]])
    func aCopyOfWhatWasToldIsNoUpdate(_ copies: [UInt64: UInt64]) {
        let story = story(filed(1, "Dockers strike", at: 0), filed(2, "Port closed", at: 90, from: "orla"), copies: copies)
        #expect(told(made(of: [story], opened: 60, closing: 120)).isEmpty)
    }

    @Test func whatArrivesLateIsToldHoweverOldItsDate() {
        let late = told(made(of: [story(filed(1, "Dockers strike", at: 0, arrived: 90))], opened: 60, closing: 120))
        #expect(late.map(\.fresh) == [[Key(bits: 1)]])
        #expect(late.map(\.isUpdate) == [false])
    }

    @Test func theWindowIsOpenAtItsStartAndClosedAtItsEnd() {
        let stories = [0, 60, 61, 120, 121].map { story(filed(UInt64($0 + 1), "Subject \($0)", at: $0)) }
        #expect(told(made(of: stories, opened: 60, closing: 120)).map(\.story.id).sorted() == [Key(bits: 62), Key(bits: 121)])
    }

    @Test func noItemAppearsTwiceInAnEdition() {
        var rules = rules
        rules.headlinesPerTopic = 1000
        let edition = made(of: Stories.grouped(twoDays, by: .standard), closing: 4000, by: rules)
        let keys = told(edition).flatMap { $0.story.members.map(\.item.item.key) }
        #expect(keys.sorted() == twoDays.map(\.item.key).sorted())
    }

    @Test func noneThatAppearedUnchangedInAnEarlierEditionOfTheSameNameAppearsAgainAsNew() {
        var seen: Set<Key> = []
        for (opened, closing) in [(nil, 600), (600, 1200), (1200, 1800), (1800, 4000)] as [(Int?, Int)] {
            let arrived = twoDays.filter { $0.arrived <= noon(plus: closing) }
            let fresh = told(made(of: Stories.grouped(arrived, by: .standard), opened: opened, closing: closing)).flatMap(\.fresh)
            #expect(!fresh.isEmpty)
            #expect(Set(fresh).count == fresh.count)
            #expect(seen.isDisjoint(with: fresh))
            seen.formUnion(fresh)
        }
    }

    @Test(arguments: 1...4) func anyOrderOfArrivalGivesTheSameEdition(_ seed: Int) {
        var dice = Dice(state: UInt64(seed))
        let shuffled = Stories.grouped(twoDays.shuffled(using: &dice), by: .standard).shuffled(using: &dice)
        #expect(
            made(of: shuffled, opened: 600, closing: 4000)
                == made(of: Stories.grouped(twoDays, by: .standard), opened: 600, closing: 4000))
    }
}
