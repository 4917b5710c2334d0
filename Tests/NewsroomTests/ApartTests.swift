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

    /// Each item is linked to the twelve before it that are most like it: which is nearest of those is said.
    @Test func whatHadNoRoomAmongTheNearestSaysWhatWasNearer() throws {
        let summit = (0..<12).map {
            filed(UInt64(10 + $0), "Summit on glaciers opens in Skarn \(letters($0))", at: 10 + $0, from: "source\($0)")
        }
        let strike = filed(1, "Dockers at Tarn return to work after strike", from: "tarn")
        let both = filed(2, "Summit on glaciers opens in Skarn as dockers strike", at: 40, from: "orla")
        let found = try apart(1, summit + [strike, both])
        let near = try #require(found.first)
        #expect(near.item == Key(bits: 1) && near.other == Key(bits: 2))
        guard case .crowdedOut(let likeness, 12, let nearest, let itsLikeness) = near.obstacle else {
            Issue.record("\(near.obstacle)")
            return
        }
        #expect((10...21).contains(nearest.bits) && itsLikeness > likeness && likeness > 0)
    }

    /// The item that is most like one of the story is not always of the story that was nearest to being one with it.
    @Test func theNearestItemOfALinkedStorySaysHowMuchIsAskedOfThatStory() throws {
        let march = (0..<5).map {
            filed(UInt64(30 + $0), "Teachers of Orla march for school books \(letters($0))", at: 2 + $0, from: "b\($0)")
        }
        let items = [
            filed(1, "Dockers at Tarn strike over pay", from: "tarn"),
            filed(2, "Teachers of Orla march for school books as dockers go on strike", at: 30, from: "orla"),
            filed(3, "Nurses vote over pay", at: 40, from: "skarn"),
        ]
        let found = try apart(1, items + march)
        #expect(found.count == 2)
        for near in found {
            guard case .tooUnlike(let mean, let asked, _) = near.obstacle else {
                Issue.record("\(near.obstacle)")
                continue
            }
            #expect(mean < asked)
        }
    }
}
