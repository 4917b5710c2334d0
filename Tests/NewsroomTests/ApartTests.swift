import FoundationEssentials
import News
import Newsroom
import Testing

/// Why a story is not one with the nearest other.
@Suite struct ApartTests {
    private let elsewhere = (0..<20).map {
        filed(UInt64(1000 + $0), "Nation\($0) signs treaty\($0) with neighbour\($0)", at: $0, from: "wire\($0)")
    }

    private func apart(_ key: UInt64, _ items: [FiledItem]) throws -> [Apart] {
        let all = items + elsewhere
        var book = StoryBook()
        book.update(to: all)
        let before = book.outlines()
        let sorted = all.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        let story = try #require(before.first { $0.members.contains { sorted[$0.place].item.key == Key(bits: key) } })
        let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.item.key, $0) })
        let found = book.apart(story).map { book.withSharedWords($0, byKey) }
        // To ask changes nothing.
        #expect(book.outlines() == before)
        return found
    }

    @Test func whatIsLinkedButNotAlikeEnoughSaysHowMuchIsAsked() throws {
        let found = try apart(
            1,
            [
                filed(1, "Dockers at Tarn return to work after long strike", from: "tarn"),
                filed(2, "Orla valley teachers begin long strike over pay", at: 150, from: "orla"),
            ])
        let near = try #require(found.first)
        #expect(near.item == Key(bits: 1) && near.other == Key(bits: 2))
        #expect(near.shared.sorted() == ["long", "strike"])
        guard case .tooUnlike(let mean, let asked, 1) = near.obstacle else {
            Issue.record("\(near.obstacle)")
            return
        }
        #expect(mean > 0 && mean < asked)
    }

    @Test func anotherLanguageIsSaid() throws {
        let found = try apart(
            1, [filed(1, "Tarn Orla Skarn", language: "en"), filed(2, "Tarn Orla Skarn", from: "orla", language: "de")])
        #expect(found.map(\.obstacle) == [.language])
        #expect((58_000...65_536).contains(try #require(found.first).likeness))
    }

    @Test func headlinesThatDifferInNumbersAreSaid() throws {
        let found = try apart(
            1,
            [
                filed(1, "Quake of magnitude 5.1 hits valley"),
                filed(2, "Quake of magnitude 6.4 hits valley", at: 20, from: "orla"),
            ])
        #expect(found.map(\.obstacle) == [.numbers])
    }

    @Test func timeIsSaid() throws {
        let title = "Dockers at Tarn return to work"
        let found = try apart(1, [filed(1, title), filed(2, title, at: 60 * 60, from: "orla")])
        // Beyond it even the same words have faded under the least that links two items.
        #expect(found.map(\.obstacle) == [.time(atMostHours: 33)])
    }

    @Test func whatSharesNoTellingWordIsNear() throws {
        #expect(try apart(1, [filed(1, "Museum finds lost score")]).isEmpty)
    }

    @Test func anEarlierDaysStoryIsAskedForByTheDayItNearlyJoined() throws {
        let found = try apart(
            2,
            [
                filed(1, "Dockers at Tarn return to work after long strike", at: 11 * 60, from: "tarn"),
                filed(2, "Orla valley teachers begin long strike over pay", at: 13 * 60, from: "orla"),
            ])
        #expect(found.first?.other == Key(bits: 1))
    }
}
