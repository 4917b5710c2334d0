import News
import Newsroom
import Testing

/// How fast likenesses fade follows the items, and what a source puts over its own weighs nothing.
@Suite struct PaceTests {
    /// Events, one each hour, that a second source tells so many minutes after the first.
    private func events(_ count: Int = 60, after lag: Int) -> [FiledItem] {
        (0..<count).flatMap { n in
            let name = letters(n)
            let words = "\(name)ville \(name)man \(name)deed \(name)day \(name)end"
            return [
                filed(UInt64(2 * n + 1), "\(words) first\(name)", at: n * 60, from: "tarn"),
                filed(UInt64(2 * n + 2), "\(words) second\(name)", at: n * 60 + lag, from: "orla"),
            ]
        }
    }

    /// What else is told of the strike a day later.
    private let strike = [
        filed(1001, "Dockers at Tarn return to work after strike vote", at: 600, from: "tarn"),
        filed(1002, "Dockers at Tarn return to work after strike ballot", at: 600 + 20 * 60, from: "orla"),
    ]

    private func isJoined(_ items: [FiledItem]) -> Bool {
        Stories.grouped(items, by: .standard).map(keys).contains([1001, 1002])
    }

    @Test func whereSourcesFollowEachOtherByADayALikenessOfADayJoins() {
        let joined = isJoined(events(after: 20 * 60) + strike)
        #expect(joined)
    }

    @Test func whereTheyFollowWithinTheHourItDoesNot() {
        let joined = isJoined(events(after: 60) + strike)
        #expect(!joined)
    }

    /// What comes late makes all of its epoch anew: that of one day, or of three where half of its headlines are to come at a day's end.
    @Test(arguments: [
        (60, nil, 3), (20 * 60, nil, 1), (20 * 60, "The harbour of the town was told of it on Sunday, said the mayor.", 3),
    ])
    func whereHeadlinesComeSlowlyThreeDaysAreOneEpoch(_ lag: Int, _ lede: String?, _ days: Int) {
        var rules = StoryRules.standard
        rules.fewestCounted = 40
        let items = events(240, after: lag).map { filed in
            var filed = filed
            filed.item.summary = lede.map { "\(filed.item.title ?? ""). \($0)" }
            return filed
        }
        func day(_ item: FiledItem) -> Int64 { item.time.milliseconds / 86_400_000 }
        let first = day(items[0]) + 5
        var ofOneDay = 0
        for late in first..<first + 3 {
            let some = items.first { day($0) == late }
            var book = StoryBook(rules: rules)
            book.update(to: items.filter { $0 != some })
            if book.update(to: items) == items.count(where: { day($0) >= late }) { ofOneDay += 1 }
        }
        #expect(ofOneDay == days)
    }

    @Test func whatASourcePutsOverMuchOfItsOwnJoinsNothing() {
        let elsewhere = (0..<200).map {
            filed(UInt64(1000 + $0), "Nation\($0) signs treaty\($0) with neighbour\($0)", at: $0, from: "wire\($0)")
        }
        func programme(from source: (Int) -> String) -> [FiledItem] {
            (0..<16).map {
                filed(UInt64($0 + 1), "Orla Evening Show guest\(letters($0)) talks\(letters($0))", at: $0 * 20, from: source($0))
            }
        }
        let ofOne = Stories.grouped(programme(from: { _ in "orla" }) + elsewhere, by: .standard)
        #expect(ofOne.filter { $0.id.bits <= 16 }.allSatisfy { $0.members.count == 1 })
        // Of many sources the same words are an event.
        let ofMany = Stories.grouped(programme(from: { "source\($0)" }) + elsewhere, by: .standard)
        #expect(ofMany.contains { $0.id.bits <= 16 && $0.members.count > 1 })
    }
}
