import FoundationEssentials
import News
import Newsroom
import Testing

/// Stories beside each other that are never joined.
@Suite struct RelatedTests {
    private let elsewhere = (0..<20).map {
        filed(UInt64(1000 + $0), "Nation\($0) signs treaty\($0) with neighbour\($0)", at: $0, from: "wire\($0)")
    }

    private func related(_ items: [FiledItem], _ key: UInt64 = 1) -> [Relation] {
        var book = StoryBook()
        let all = items + elsewhere
        book.update(to: all)
        let outlines = book.outlines()
        let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.item.key, $0) })
        return outlines.firstIndex { $0.id == Key(bits: key) }.map { story in
            let kinships = book.kinships(of: [story], among: outlines)[story] ?? []
            return book.relations(of: story, to: kinships, among: outlines, byKey)
        } ?? []
    }

    private let english = filed(
        1, "Dockers at Tarn end their strike", summary: "Ada Lindqvist of the union told Nordport it was over on Saturday.",
        language: "en")

    @Test func namesRelateAcrossLanguages() {
        let german = filed(
            2, "Hafenarbeiter kehren zurück", at: 30, from: "orla",
            summary: "Wie Ada Lindqvist in Nordport sagte, ist der Ausstand vorbei.", language: "de")
        let names = ["ada", "lindqvist", "nordport"]
        #expect(related([english, german]) == [Relation(story: Key(bits: 2), rule: .names, shared: names)])
        #expect(related([german, english], 2).map(\.story) == [Key(bits: 1)])
    }

    @Test func whatIsWrittenSmallIsNoName() {
        let german = filed(
            2, "over union strike", at: 30, from: "orla", summary: "over over union union strike over und mehr", language: "de")
        #expect(related([english, german]) == [])
    }

    @Test func inOneLanguageItTakesThree() {
        let two = filed(
            2, "Lindqvist honoured", at: 3000, from: "orla", summary: "The town of Nordport gives its medal to one of its own.",
            language: "en")
        let three = filed(
            3, "Ada Lindqvist honoured", at: 3000, from: "orla",
            summary: "The town of Nordport gives its medal to one of its own.", language: "en")
        #expect(related([english, two]) == [])
        #expect(related([english, three]).map(\.story) == [Key(bits: 3)])
    }

    @Test func aNameThatManyStoriesHaveRelatesNone() {
        let others = (0..<8).map {
            filed(
                UInt64(10 + $0), "Hafen\($0) meldet\($0) Neues\($0)", at: 30 * $0, from: "orla\($0)",
                summary: "Ada Lindqvist sagte\($0) in Nordport etwas\($0) zu dem Thema\($0).", language: "de")
        }
        #expect(related([english] + others) == [])
    }

    @Test func oneAddressRelates() {
        let items = [
            filed(1, "Dockers vote", url: "https://a.example/x"),
            filed(2, "Museum opens", at: 5, from: "orla", url: "http://www.a.example/x/"),
        ]
        #expect(related(items) == [Relation(story: Key(bits: 2), rule: .url, shared: [])])
    }
}
