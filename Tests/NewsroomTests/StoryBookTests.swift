import FoundationEssentials
import News
import Newsroom
import Testing

/// Promise 4 for grouping: a function of the set of items and of the editor's words, whatever happened on the way.
@Suite struct StoryBookTests {
    /// Stories as one run over all items makes them.
    private func fresh(_ items: [FiledItem], editors: [EditorsWord] = []) -> [Story] {
        Stories.grouped(items, by: .standard, editors: editors)
    }

    private func stories(_ book: inout StoryBook, _ items: [FiledItem]) -> [Story] {
        book.stories(of: items).map(book.withSharedWords)
    }

    @Test(arguments: [1, 3, 50, 500], 1...3)
    func batchesOfAnySizeInAnyOrderGiveWhatOneRunGives(_ size: Int, _ seed: Int) {
        var dice = Dice(state: UInt64(seed))
        let items = Array(tenDays.shuffled(using: &dice).prefix(size == 1 ? 80 : tenDays.count))
        var book = StoryBook()
        var held: [FiledItem] = []
        for start in stride(from: 0, to: items.count, by: size) {
            held += items[start..<min(items.count, start + size)]
            held.shuffle(using: &dice)
            book.update(to: held)
        }
        #expect(stories(&book, held) == fresh(items))
    }

    /// An edition is decided by what was kept of the items' words when they came in.
    @Test func whatIsKeptOfItemsMakesTheStoriesThatTheItemsMake() {
        let items = tenDays.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        var book = StoryBook()
        var kept = StoryBook()
        book.update(to: items)
        #expect(kept.update(to: items.map { ItemHead($0, print: Print(of: $0.item, source: $0.source)) }) == items.count)
        #expect(kept.outlines() == book.outlines())
        // The same prints by either way.
        #expect(kept.update(to: items) == 0)
    }

    /// A print made later, or by another version, or of a publisher's text in another light.
    @Test(arguments: [Print.none, Print(version: Print.current, bytes: [1, 2, 3])])
    func aPrintThatIsMadeAnewMakesItsItemAnew(_ before: Print) {
        let items = [
            filed(1, "Dockers of Tarn return to work", from: "tarn"), filed(2, "Dockers of Tarn return to work", from: "orla"),
        ]
        var book = StoryBook()
        book.update(to: items.map { ItemHead($0, print: before) })
        let heads = items.map { ItemHead($0, print: Print(of: $0.item, source: $0.source)) }
        #expect(book.update(to: heads) == 2)
        #expect(book.outlines().map(\.members.count) == [2])
        #expect(book.update(to: heads) == 0)
    }

    @Test(arguments: [Print.none, Print(version: Print.current, bytes: [1, 2, 3]), Print(version: Print.current + 1, bytes: [])])
    func aPrintThatIsNotUnderstoodStandsAlone(_ print: Print) {
        let (a, b) = (
            filed(1, "Dockers of Tarn return to work", from: "tarn"), filed(2, "Dockers of Tarn return to work", from: "orla")
        )
        var book = StoryBook()
        book.update(to: [a, b].map { ItemHead($0, print: print) })
        #expect(book.outlines().map(\.members.count) == [1, 1])
    }

    @Test(arguments: 1...6) func lateItemsRevisionsAndDeletionsGiveWhatAFreshRunGives(_ seed: Int) {
        var dice = Dice(state: UInt64(seed))
        var items = tenDays
        var book = StoryBook()
        book.update(to: items)
        for _ in 0..<6 {
            let place = Int.random(in: 0..<items.count, using: &dice)
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: items.remove(at: place)
            case 1:
                // A revision: other words, the same place in time.
                items[place].item.title = (items[place].item.title ?? "") + " Corrected"
                items[place].item.hash = TextHash(bits: items[place].item.hash.bits &+ 1_000_000)
            case 2:
                // An earlier observation came late: the item moves back in time.
                items[place].time -= Double(Int.random(in: 1...200, using: &dice)) * 3600
            default:
                var late = items[place]
                late.item.key = Key(bits: late.item.key.bits &+ 1_000_000)
                late.source = "late"
                items.append(late)
            }
            book.update(to: items)
            #expect(stories(&book, items) == fresh(items))
        }
    }

    @Test func theHorizonMovesOnAndNothingOfWhatLeftIsRemembered() {
        var book = StoryBook()
        for day in 0..<6 {
            let items = tenDays.filter { $0.time >= noon(plus: (day - 1) * 1440) && $0.time < noon(plus: (day + 4) * 1440) }
            book.update(to: items)
            #expect(stories(&book, items) == fresh(items))
        }
    }

    @Test func whatComesInOrderLeavesEarlierDaysAsTheyAre() {
        let last = tenDays.map(\.time).max() ?? noon(plus: 0)
        let before = tenDays.filter { $0.time < last }
        var book = StoryBook()
        #expect(book.update(to: before) == before.count)
        let ofLastDay = tenDays.filter { $0.time.milliseconds / 86_400_000 == last.milliseconds / 86_400_000 }
        #expect(book.update(to: tenDays) == ofLastDay.count)
        #expect(book.update(to: tenDays) == 0)
    }

    @Test(arguments: [(1.0, 3), (2.0, 3), (3.0, 1)])
    func aHeadlineThatComesBackMakesNothingAnewButTheTwoDaysBefore(_ apart: Double, _ days: Int) {
        var items = tenDays.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        let last = items[items.count - 1].time
        // Every day, every other, or every third.
        let again = (0..<3).flatMap { day in
            ["tarn", "orla"].enumerated().map { n, source in
                var item = filed(UInt64(900_000 + 10 * day + n), "What Harbour Towns Talk Of", from: source)
                item.time = last + Double(day - 2) * apart * 86_400 + 1 + Double(n)
                return item
            }
        }
        items = (items + again[..<4]).sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        var book = StoryBook()
        book.update(to: items)
        func day(_ item: FiledItem) -> Int64 { item.time.milliseconds / 86_400_000 }
        let all = items + again[4...]
        let anew = all.count { day($0) > day(again[5]) - Int64(days) }
        #expect(book.update(to: all) == anew)
        #expect(anew < items.count / 2)
        let told = book.stories(of: all).map(keys)
        #expect(told == fresh(all).map(keys))
        #expect(told.contains([900_020]) && told.contains([900_021]))
    }

    /// Where three days are grouped as one, too.
    @Test(arguments: 1...4) func epochsOfThreeDaysGiveWhatAFreshRunGives(_ seed: Int) {
        var rules = StoryRules.standard
        (rules.pace, rules.fewestCounted) = (5, 30)
        var dice = Dice(state: UInt64(seed))
        let sorted = tenDays.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        // In order, of which all but what begins an epoch extends the last one; then with some late, and some gone.
        var items = Array(sorted.prefix(150))
        var book = StoryBook(rules: rules)
        book.update(to: items)
        var quick = 0
        while items.count + 7 < sorted.count {
            let added = sorted[items.count..<items.count + 7]
            items += added
            if book.update(to: items) == added.count { quick += 1 }
        }
        #expect(stories(&book, items) == Stories.grouped(items, by: rules))
        for _ in 0..<4 {
            items.remove(at: Int.random(in: 0..<items.count, using: &dice))
            var late = items[Int.random(in: 0..<items.count, using: &dice)]
            late.item.key = Key(bits: late.item.key.bits &+ 1_000_000)
            late.source = "late"
            items.append(late)
            book.update(to: items)
            #expect(stories(&book, items) == Stories.grouped(items, by: rules))
        }
        #expect(quick > 0)
    }

    /// What is added to the last day leaves what was found of it as it is, and gives what one run gives all the same.
    @Test(arguments: [1, 5], 1...2) func whatIsAddedAtTheEndCostsByItselfAndGivesWhatOneRunGives(_ size: Int, _ seed: Int) {
        // So few that words and pace are told by the days before.
        var rules = StoryRules.standard
        rules.fewestCounted = 30
        let items = tenDays.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        var book = StoryBook(rules: rules)
        var held = Array(items.prefix(120 + 7 * seed))
        book.update(to: held)
        var quick = 0
        while held.count < 170 {
            let added = items[held.count..<held.count + size]
            held += added
            if book.update(to: held) == added.count { quick += 1 }
            #expect(stories(&book, held) == Stories.grouped(held, by: rules))
        }
        #expect(quick > 0)
    }

    /// Words, copies, headlines and openings of the last day's items can be other than they were when more comes.
    @Test func whatShowsOthersInAnotherLightMakesThemAnew() {
        var rules = StoryRules.standard
        rules.fewestCounted = 10
        let before = elsewhere.map { filed in
            var filed = filed
            filed.time -= 86_400
            return filed
        }
        let notice = "Tarn Radio brings you the news of the harbour every day at six."
        let steps = [
            filed(10, "Dockers at Tarn return to work after strike", summary: notice),
            filed(11, "Tarn dockers end eleven-day strike", at: 5, from: "orla", text: longText("Strike")),
            filed(12, "Ships sail from Tarn", at: 8, summary: notice),
            // A third use of the opening; two that show two others to be one; an item of the next day.
            filed(13, "Museum finds lost score", at: 9, summary: notice),
            filed(14, "Strike of dockers over", at: 12, from: "ledger", text: longText("Strike") + " " + longText("Ships")),
            filed(15, "Museum finds score", at: 14, from: "post", url: "https://post.example/1", text: longText("Score")),
            filed(16, "Lost score of museum", at: 15, from: "mail", url: "https://mail.example/1", text: longText("Choir")),
            filed(
                17, "Museum: the lost score", at: 16, from: "wire", url: "https://mail.example/1", text: longText("Score")),
            filed(18, "Dockers of Tarn at work", at: 800, from: "orla"),
        ]
        var book = StoryBook(rules: rules)
        var held = before
        for item in steps {
            held.append(item)
            book.update(to: held)
            #expect(stories(&book, held) == Stories.grouped(held, by: rules))
        }
        while held.count > before.count {
            held.remove(at: before.count)
            book.update(to: held)
            #expect(stories(&book, held) == Stories.grouped(held, by: rules))
        }
    }

    /// What comes late within the last day, goes, or shows others in another light leaves the links of what shares no word with it, and
    /// gives what one run gives all the same.
    @Test(arguments: 1...6) func whatChangesWithinTheLastDayGivesWhatAFreshRunGives(_ seed: Int) {
        var rules = StoryRules.standard
        rules.fewestCounted = 30
        let items = tenDays.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        let lastDay = items[220].time.milliseconds / 86_400_000
        let before = items.filter { $0.time.milliseconds / 86_400_000 < lastDay }
        var dice = Dice(state: UInt64(seed))
        var coming = items.filter { $0.time.milliseconds / 86_400_000 == lastDay }.shuffled(using: &dice)
        // The first stays, by which the day begins.
        let first = coming.indices.min { coming[$0].time < coming[$1].time } ?? 0
        var held = before + [coming.remove(at: first)]
        var book = StoryBook(rules: rules)
        book.update(to: held)
        while !coming.isEmpty {
            if Int.random(in: 0..<4, using: &dice) == 0, held.count > before.count + 2 {
                coming.insert(held.remove(at: Int.random(in: before.count + 1..<held.count, using: &dice)), at: 0)
                if Int.random(in: 0..<3, using: &dice) > 0 { coming.removeFirst() }
            } else {
                for _ in 0..<min(Int.random(in: 1...3, using: &dice), coming.count) { held.append(coming.removeLast()) }
            }
            book.update(to: held)
            #expect(stories(&book, held) == Stories.grouped(held, by: rules))
        }
    }

    /// A title is put together of parts, and the one that comes back at last may be another than that which came back before.
    @Test func aPartThatComesBackShowsOlderTitlesOfItToComeBack() {
        let radio = [
            (1, "Harbour Desk: Storm off the coast", 0), (2, "Lost Scores: Skarn Choir", 10),
            (3, "Museum Hour: Skarn Choir", 1440), (4, "Harbour Desk: Skarn Choir", 1500),
            (5, "Ship News: Skarn Choir", 2880),
        ].map { filed(UInt64($0.0), $0.1, at: $0.2, from: "radio") }
        let paper = filed(6, "Harbour desk hears Skarn choir", at: 1530, from: "orla")
        var held = radio + [paper] + elsewhere
        var book = StoryBook()
        book.update(to: held)
        let before = stories(&book, held).map(keys)
        held.append(filed(7, "Harbour Desk: Fog over the valley", at: 2900, from: "radio"))
        book.update(to: held)
        #expect(stories(&book, held) == fresh(held))
        func areOne(_ stories: [[UInt64]]) -> Bool { stories.contains { $0.contains(4) && $0.contains(6) } }
        #expect(areOne(before) && !areOne(stories(&book, held).map(keys)))
    }

    /// What is looked up reaches back by time, whatever of older items is still held.
    @Test func anAddressOfDaysBeforeMakesNoCopyOnAnyWay() {
        let address = "https://museum.example/score"
        func day(_ day: Int, _ count: Int) -> [FiledItem] {
            (0..<count).map { n in
                let number = 100 * day + n
                return filed(
                    UInt64(number), "Nation\(letters(number)) signs treaty\(letters(number))", at: 1440 * day + n,
                    from: "wire\(n)")
            }
        }
        let score = filed(1, "Museum finds lost score", url: address)
        let again = filed(2, "Lost score of museum is heard", at: 4 * 1440, from: "orla", url: address)
        var held = [score] + day(3, 20) + [again] + day(8, 40)
        var book = StoryBook()
        book.update(to: held)
        #expect(stories(&book, held) == fresh(held))
        // The days from the fourth on are made anew.
        held.append(filed(3, "Bakers strike at Skarn", at: 4 * 1440 - 10, from: "late"))
        book.update(to: held)
        #expect(stories(&book, held) == fresh(held))
        #expect(stories(&book, held).map(keys).contains([2]))
    }

    /// Where nearly all headlines of a day are linked with each other, what comes changes which of those before it are one, near and far.
    @Test(arguments: 1...3) func whatIsJoinedNearWhatComesGivesWhatOneRunGives(_ seed: Int) {
        var rules = StoryRules.standard
        rules.fewestCounted = 10
        var dice = Dice(state: UInt64(seed))
        let words = (0..<90).map { "W\(letters($0))" }
        // Each of words that stand near each other, so that neighbouring events share some.
        let headlines = (0..<240).map { number in
            let event = Int.random(in: 0..<30, using: &dice) * 3
            let own = (0..<9).map { words[(event + $0) % words.count] }.shuffled(using: &dice)
            return filed(UInt64(number + 1), own.prefix(5).joined(separator: " "), at: 2 * number, from: "source\(number % 40)")
        }
        var held = elsewhere.map { filed in
            var filed = filed
            filed.time -= 86_400
            return filed
        }
        var book = StoryBook(rules: rules)
        var coming = headlines[...]
        while !coming.isEmpty {
            held += coming.prefix(8)
            coming = coming.dropFirst(8)
            book.update(to: held)
            #expect(stories(&book, held) == Stories.grouped(held, by: rules))
            // And what is gone again, late or not.
            held.remove(at: Int.random(in: elsewhere.count + 1..<held.count, using: &dice))
            book.update(to: held)
            #expect(stories(&book, held) == Stories.grouped(held, by: rules))
        }
        #expect(Set(book.stories(of: held).map(\.members.count)).count > 3)
    }

    // MARK: - Editors

    private let strike = filed(1, "Dockers at Tarn return to work after strike", from: "tarn")
    private let end = filed(2, "Tarn dockers end eleven-day strike", at: 30, from: "orla")
    private let quake = filed(3, "Second quake hits the Orla valley", at: 40, from: "orla")
    private let elsewhere = (0..<20).map {
        filed(UInt64(1000 + $0), "Nation\($0) signs treaty\($0) with neighbour\($0)", at: $0, from: "wire\($0)")
    }
    private func told(_ editors: EditorsWord...) -> [Story] { fresh([strike, end, quake] + elsewhere, editors: editors) }

    @Test func anEditorsJoinMakesOneStoryAndSaysSo() throws {
        let story = try #require(told(.join(quake.item.key, end.item.key)).first { $0.id == strike.item.key })
        #expect(keys(story) == [1, 2, 3])
        #expect(story.members.last?.why == Story.Join(rule: "editor", score: 65536, shared: [], with: end.item.key))
    }

    @Test func whatAnEditorSplitsStandsAlone() {
        #expect(told().map(keys).contains([1, 2]))
        #expect(told(.split(end.item.key)).map(keys).contains([2]))
    }

    @Test func theLastWordStands() {
        let (a, b) = (quake.item.key, end.item.key)
        #expect(told(.join(a, b), .split(a)).map(keys).contains([3]))
        #expect(told(.split(a), .join(a, b)).map(keys).contains([1, 2, 3]))
    }

    @Test func aWordIsTakenUpAndTakenBack() {
        var book = StoryBook()
        let items = [strike, end, quake] + elsewhere
        for words in [[], [.join(quake.item.key, end.item.key)], [.split(strike.item.key)], []] as [[EditorsWord]] {
            book.update(to: items, editors: words)
            #expect(stories(&book, items) == fresh(items, editors: words))
        }
    }

    // MARK: - What was told together

    @Test func whatWasToldTogetherStaysTogetherUntilAnEditorSplitsIt() throws {
        let items = [strike, end, quake] + elsewhere
        let together = [[quake.item.key, Key(bits: 77), strike.item.key], [Key(bits: 78), end.item.key]]
        var book = StoryBook()
        book.update(to: items, together: together)
        let story = try #require(stories(&book, items).first { $0.id == strike.item.key })
        #expect(keys(story) == [1, 2, 3])
        #expect(story.members.last?.why == Story.Join(rule: "told-together", score: 65536, shared: [], with: strike.item.key))
        book.update(to: items, editors: [.split(quake.item.key)], together: together)
        #expect(stories(&book, items).map(keys).contains([3]))
    }

    @Test func bondsThatComeAndGoGiveWhatAFreshBookGives() {
        var rules = StoryRules.standard
        rules.fewestCounted = 30
        let items = tenDays.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        var book = StoryBook(rules: rules)
        for (count, places) in [
            (200, []), (200, [[3, 70, 140]]), (210, [[3, 70, 140], [198, 199]]), (210, [[198, 205]]), (205, []),
        ] {
            let held = Array(items.prefix(count))
            let together = places.map { $0.map { items[$0].item.key } }
            book.update(to: held, together: together)
            var fresh = StoryBook(rules: rules)
            fresh.update(to: held, together: together)
            #expect(book.outlines() == fresh.outlines())
        }
    }

    /// Of three items that are one the first two that are joined decide of which language the story is, and why each is in it.
    @Test func inWhichOrderItIsSaidWhatIsOneChangesNothing() {
        let items = [
            filed(1, "Dockers", from: "tarn"), filed(2, "Teachers march in Orla", at: 10, from: "orla", language: "en"),
            filed(3, "Bakers of Skarn rest", at: 20, from: "skarn", language: "fr"),
            filed(4, "Museum", at: 30, from: "post", language: "fr"),
        ]
        let keys = items.map(\.item.key)
        let orders = [[(0, 1), (0, 2), (1, 2)], [(1, 2), (0, 2), (0, 1)], [(0, 2), (0, 1), (0, 2), (1, 2)]]
        var book = StoryBook()
        var told: [[Story]] = []
        for order in orders {
            let words = order.map { EditorsWord.join(keys[$0.0], keys[$0.1]) }
            book.update(to: items + elsewhere, editors: words)
            told.append(stories(&book, items + elsewhere))
            #expect(told[told.count - 1] == fresh(items + elsewhere, editors: words))
        }
        #expect(told.allSatisfy { $0 == told[0] })
    }

    @Test func aWordOfItemsThatAreNotThereChangesNothing() {
        #expect(told(.join(Key(bits: 77), end.item.key), .split(Key(bits: 78))) == told())
    }
}

/// Ten days of events that go on for up to three days, with copies, recurring headlines and boilerplate among them.
private let tenDays: [FiledItem] = {
    var dice = Dice(state: 11)
    let names = "abcdefgh".flatMap { a in "iklmnopqrs".map { b in "Ev\(a)nt\(b)" } }
    return (0..<350).map { number in
        let event = Int.random(in: 0..<80, using: &dice)
        let words = ["\(names[event])ville", "\(names[event])man", "\(names[event])deed", "\(names[event])end"].shuffled(
            using: &dice)
        let minutes = event * 180 + Int.random(in: 0..<4000, using: &dice)
        let source = "source\(number % 12)"
        let kind = Int.random(in: 0..<12, using: &dice)
        let title = kind == 0 ? "Morning briefing for day \(minutes / 1440)" : words.prefix(3).joined(separator: " ")
        let text =
            switch kind {
            case 1, 2: longText(names[event])
            case 3: longText(names[event]) + " " + longText("More") + " " + longText("Foreign\(number)")
            case 4: longText("Subscribe")
            default: nil as String?
            }
        return filed(
            UInt64(number + 1), title, at: minutes / 15 * 15, from: source,
            url: kind == 5 || kind == 1 ? "https://\(source).example/\(event)" : nil, text: text,
            summary: kind == 6 ? "\(source) brings you the news of the harbour every day at six." : nil)
    }
}()
