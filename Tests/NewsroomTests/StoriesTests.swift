import News
import Newsroom
import Testing

@Suite struct StoriesTests {
    private func grouped(_ items: [FiledItem]) -> [[UInt64]] { Stories.grouped(items, by: .standard).map(keys) }

    /// Enough else for the words of a title to weigh what they weigh.
    private let elsewhere = (0..<20).map {
        filed(UInt64(1000 + $0), "Nation\($0) signs treaty\($0) with neighbour\($0)", at: $0, from: "wire\($0)")
    }

    @Test func similarWordingCloseInTimeIsOneStory() throws {
        let items = [
            filed(1, "Dockers at Tarn return to work after strike", from: "tarn"),
            filed(2, "Tarn dockers end eleven-day strike", at: 30, from: "orla"),
            filed(3, "Second quake hits the Orla valley", at: 40, from: "orla"),
        ]
        let stories = Stories.grouped(items + elsewhere, by: .standard)
        #expect(stories.map(keys).contains([1, 2]))
        #expect(stories.map(keys).contains([3]))
        let why = try #require(stories.first { $0.id == Key(bits: 1) }?.members.last?.why)
        #expect(why.rule == "wording")
        #expect(why.with == Key(bits: 1))
        #expect(why.shared.sorted() == ["dockers", "strike", "tarn"])
        #expect((5898...65536).contains(why.score))
    }

    @Test func theSameWordsThreeDaysLaterAreAnotherStory() {
        let title = "Dockers at Tarn return to work"
        #expect(grouped([filed(1, title, at: 0), filed(2, title, at: 3 * 1440, from: "orla")]) == [[1], [2]])
    }

    @Test func oneSharedWordJoinsNothing() {
        #expect(
            grouped([filed(1, "Tarn strike"), filed(2, "Tarn festival", from: "orla"), filed(3, "Tarn", from: "ledger")]) == [
                [1], [2], [3],
            ])
    }

    @Test func aHeadlineThatComesBackOnThreeDaysJoinsNothing() {
        let items = (0..<4).flatMap { day in
            ["tarn", "orla"].enumerated().map { n, source in
                filed(UInt64(10 * day + n), "Business news in brief for Monday \(day)", at: day * 1440 + n, from: source)
            }
        }
        #expect(grouped(items).count == 8)
    }

    @Test func aProgrammesNameAndADateJoinNothing() {
        var items: [FiledItem] = []
        for day in 0..<3 {
            let titles = [
                "Harbour Tonight: Livestream (May \(day + 3), 2020) | Replay",
                "Harbour Weekend: Livestream (May \(day + 3), 2020) | Replay",
                "Harbour Tonight: Livestream \(day)", "Harbour Weekend - Livestream \(day)",
            ]
            for (n, title) in titles.enumerated() {
                items.append(filed(UInt64(10 * day + n + 1), title, at: day * 1440 + n, from: n < 2 ? "tarn" : "orla"))
            }
        }
        #expect(grouped(items + elsewhere).count == items.count + elsewhere.count)
    }

    @Test func whatStandsBesideAProgrammesNameStillCounts() {
        let programme = (0..<3).map {
            filed(UInt64(10 + $0), "Harbour Tonight: Quiz\($0) round\($0)", at: $0 * 1440 - 2880, from: "radio")
        }
        let items = [
            filed(1, "Harbour Tonight: Dockers at Tarn return to work after strike", from: "radio"),
            filed(2, "Tarn dockers return to work after strike", at: 30, from: "orla"),
        ]
        #expect(grouped(items + programme + elsewhere).contains([1, 2]))
    }

    /// With an opening to go by a place and a subject in common are not enough, even in a small archive.
    @Test func twoStoriesOfOnePortStayTwo() {
        let items = [
            filed(
                1, "Dockers at Tarn return to work", from: "courier",
                summary: "After eleven days the dockers of Tarn voted on Saturday evening to end their strike over wages."),
            filed(
                2, "Tarn harbour strike is over", at: 40, from: "radio",
                summary: "Dockers voted to go back to work, ending an eleven-day strike over wages in the port of Tarn."),
            filed(
                3, "Tarn gets a new harbour museum", at: 70, from: "ledger",
                summary: "The port of Tarn opens a museum of ships in its old customs house next spring, the mayor said."),
            filed(
                4, "Ferry runs aground off Tarn", at: 90, from: "post",
                summary: "A ferry with forty people on board ran aground near the port on Saturday; nobody was hurt."),
        ]
        #expect(grouped(items) == [[1, 2], [3], [4]])
    }

    @Test func titlesThatDifferInTheirNumbersAreTwoStories() {
        let items = [
            filed(1, "Quake of magnitude 5.1 hits valley"), filed(2, "Quake of magnitude 6.4 hits valley", at: 20, from: "orla"),
        ]
        #expect(grouped(items) == [[1], [2]])
    }

    /// At eleven in the evening, and so many hours later by another publisher.
    @Test(arguments: [
        ("12 dead in valley quake", "15 dead in valley quake", 0), ("12 dead in valley quake", "15 dead in valley quake", 5),
        ("Quake in valley kills at least 9", "Quake in valley kills at least 1,204", 6),
        ("Death toll in Orla valley rises to 31", "Death toll in Orla valley rises to 40", 4),
        ("Ferry sinks off Tarn, 8 people missing", "Ferry sinks off Tarn, 6 people missing", 5),
        ("Tarn fever: 30 cases of Covid-19 confirmed", "Tarn fever: 41 cases of Covid-19 confirmed", 7),
        ("Wildfire destroys 40 homes near Tarn", "Wildfire destroys 60 homes near Tarn", 8),
        ("Erdbeben im Orlatal: 12 Tote", "Erdbeben im Orlatal: 15 Tote", 6),
        ("Séisme dans la vallée: au moins 12 morts", "Séisme dans la vallée: au moins 15 morts", 6),
        ("Terremoto deja 12 muertos en Orla", "Terremoto deja 15 muertos en Orla", 6),
    ])
    func aTollThatGrowsIsOneStory(_ one: String, _ other: String, _ hours: Int) {
        let items = [filed(1, one, at: 11 * 60), filed(2, other, at: (11 + hours) * 60, from: "orla")]
        #expect(grouped(items + elsewhere).contains([1, 2]))
    }

    @Test(arguments: [
        ("Tarn beats Orla 2-1 in final", "Tarn beats Orla 3-1 in final"), ("Tarn Gazette, issue 12", "Tarn Gazette, issue 13"),
        ("Quake of magnitude 5 kills 12", "Quake of magnitude 6 kills 12"),
        ("Ferry trial day 12: captain killed crew", "Ferry trial day 13: captain killed crew"),
        ("Orla police report 12 more deaths", "Orla police report 9 more deaths"),
        ("Another 12 cases found in Tarn", "Another 18 cases found in Tarn"),
        ("Tarn singer dies at 63", "Tarn singer dies at 71"), ("Harbour deaths fall 12%", "Harbour deaths fall 15%"),
        ("Flight 12 missing over Orla", "Flight 31 missing over Orla"), ("12 days after Orla quake", "13 days after Orla quake"),
        ("Orla murder case of 1994 reopened", "Orla murder case of 1986 reopened"),
    ])
    func whatIsNoTollKeepsApart(_ one: String, _ other: String) {
        let told = grouped([filed(1, one), filed(2, other, at: 60, from: "orla")] + elsewhere)
        #expect(told.contains([1]) && told.contains([2]))
    }

    @Test(arguments: [(24, true), (26, false)])
    func aTollIsAnotherEventsTwoDaysLater(_ hours: Int, _ isOne: Bool) {
        func lede(_ count: Int) -> String {
            "At least \(count) people died when a strong quake shook the villages of the Orla valley, rescuers said."
        }
        let items = [
            filed(1, "12 dead in Orla valley quake", at: 11 * 60, summary: lede(12)),
            filed(2, "15 dead in Orla valley quake", at: (11 + hours) * 60, from: "orla", summary: lede(15)),
        ]
        #expect(grouped(items + elsewhere).contains([1, 2]) == isOne)
    }

    /// Each day another count, with an opening much like that of the day before.
    @Test(arguments: ["UK records 315 more deaths", "UK records 315 deaths", "315 dead as virus goes on"], [1, 2])
    func whatIsCountedAnewEveryDayStaysApart(_ title: String, _ sources: Int) {
        let items = (0..<4).map { day in
            filed(
                UInt64(day + 1), title.replacing("315", with: "\(315 - 20 * day)"), at: day * 1440,
                from: day % sources == 0 ? "tarn" : "orla",
                summary:
                    "The health ministry said on Friday that \(315 - 20 * day) people had died in hospitals across the country.")
        }
        let told = grouped(items + elsewhere)
        #expect(items.allSatisfy { told.contains([$0.item.key.bits]) })
    }

    /// Before anybody knows that it comes back.
    @Test func aPublishersCountOfCasesIsOfItsDay() {
        let (one, other) = ("Tarn reports 1,302 COVID-19 cases", "Tarn reports 1,312 COVID-19 cases")
        #expect(grouped([filed(1, one), filed(2, other, at: 1440)] + elsewhere).contains([1]))
        #expect(grouped([filed(1, one), filed(2, other, at: 120, from: "orla")] + elsewhere).contains([1, 2]))
    }

    @Test func languagesAreApartWhereBothSayTheirs() {
        let title = "Dockers Tarn strike"
        let items = [
            filed(1, title, language: "en-GB"), filed(2, title, from: "orla", language: "de"),
            filed(3, title, from: "ledger", language: "en_US"),
        ]
        #expect(grouped(items) == [[1, 3], [2]])
    }

    @Test func theLedeJoinsWhatTheTitleDoesNot() {
        let lede = "Dockers in the port of Tarn have voted to end their eleven-day strike over wages and shifts."
        let items = [
            filed(1, "Back to work", summary: lede),
            filed(
                2, "Ships sail again", at: 10, from: "orla",
                summary: "Tarn dockers voted on Saturday to end the eleven-day strike over wages and shifts in the port."),
        ]
        #expect(grouped(items + elsewhere).contains([1, 2]))
    }

    /// Of equal cosines, about a third.
    @Test func whereAsGreatAPartOfTheWordsIsSharedThoseThatSayMoreAreMoreAlike() {
        func told(_ key: UInt64, _ own: String, words: Int) -> FiledItem {
            func said(_ kind: String, _ count: Int) -> String {
                (0..<count).map { $0 % 3 == 0 ? "shared\(kind)\(letters($0))" : "\(own)\(kind)\(letters($0))" }.joined(
                    separator: " ")
            }
            return filed(
                key, said("title", 6), at: Int(key), from: own,
                summary: "It is said that it was so, and that it is as it was. " + said("lede", words))
        }
        #expect(!grouped([told(1, "tarn", words: 2), told(2, "orla", words: 2)] + elsewhere).contains([1, 2]))
        #expect(grouped([told(1, "tarn", words: 24), told(2, "orla", words: 24)] + elsewhere).contains([1, 2]))
    }

    @Test func whatASourcePutsUnderAllItsItemsJoinsNothing() {
        let notice = "Tarn Radio brings you the news of the harbour every day at six."
        let items = (0..<5).map { filed(UInt64($0 + 1), "Subject\($0) something\($0)", at: $0, summary: notice) }
        #expect(grouped(items) == [[1], [2], [3], [4], [5]])
    }

    @Test(arguments: 1...8) func anyOrderOfArrivalGivesTheSameStories(_ seed: Int) {
        var dice = Dice(state: UInt64(seed))
        #expect(Stories.grouped(twoDays.shuffled(using: &dice), by: .standard) == Stories.grouped(twoDays, by: .standard))
    }

    @Test func everyItemIsInExactlyOneStoryThatSaysWhy() {
        let stories = Stories.grouped(twoDays, by: .standard)
        #expect(stories.flatMap(keys).sorted() == twoDays.map(\.item.key.bits).sorted())
        #expect(stories.count < 80)
        for story in stories {
            #expect(story.id == story.members.first?.item.item.key)
            let members = story.members.map(\.item)
            #expect(zip(members, members.dropFirst()).allSatisfy { ($0.time, $0.item.key) < ($1.time, $1.item.key) })
            let own = Set(story.members.map(\.item.item.key))
            let unexplained = story.members.filter { $0.why == nil }
            #expect(unexplained.map(\.item.item.key) == story.members.first { $0.copyOf == nil }.map { [$0.item.item.key] })
            #expect(
                story.members.allSatisfy { member in member.why.map { own.contains($0.with) && $0.shared.count <= 5 } ?? true })
        }
    }

    @Test(arguments: ["Dockers at Tarn return to work after their strike", "Tarn", ""])
    func manyItemsUnderOneHeadlineAreEachInOneStory(_ title: String) {
        let items = (0..<600).map { filed(UInt64($0), title, at: $0 % 200, from: "source\($0 % 100)") }
        #expect(Stories.grouped(items, by: .standard).reduce(0) { $0 + $1.members.count } == items.count)
    }

    @Test func nothingMakesNoStories() {
        #expect(Stories.grouped([], by: .standard).isEmpty)
        #expect(grouped([filed(1, nil)]) == [[1]])
    }
}
