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
