import News
import Testing

@testable import Newsroom

/// What a publisher repeats is no evidence.
struct BoilerplateTests {
    private static let notice = "Subscribe to our channel for updates about the novel harbour fever."

    private func items(_ texts: [String], title: (Int) -> String = { "Headline \($0)" }) -> [Item] {
        texts.enumerated().map { number, text in
            Item(
                key: Key(bits: UInt64(number)), hash: TextHash(bits: 0), title: title(number),
                text: text.split(separator: "|").map { Block(.paragraph, String($0)) })
        }
    }

    /// The words of each item's passages.
    private func repeated(_ items: [Item]) -> [[String]] {
        zip(items, BoilerplateFinder.passages(in: items)).map { item, passages in
            let bytes = Array(item.text.plainText.utf8)
            return passages.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        }
    }

    @Test func aSentenceUnderThreeArticlesThatDifferIsBoilerplate() {
        let own = [
            "The ferry sails again on Monday morning.", "A bridge in the north was closed.", "Rain is expected all week here.",
        ]
        let items = items(own.map { "\($0) \(Self.notice)" } + ["Nothing of the kind stands in this one."])
        #expect(repeated(items) == [[Self.notice], [Self.notice], [Self.notice], []])
        #expect(BoilerplateFinder.passages(in: items)[0].map(\.items) == [3])
    }

    @Test func itIsFoundUnderATextThatHasNoSentenceOfItsOwn() {
        let items = items([Self.notice, Self.notice, "A bridge in the far north was closed.|" + Self.notice, Self.notice])
        #expect(repeated(items) == Array(repeating: [Self.notice], count: 4))
    }

    @Test func copiesOfOneArticleAreNoBoilerplateToEachOther() {
        let article = "The dockers of Tarn voted to end their strike. Wages rise by six per cent over two years."
        let others = [
            "A bridge in the far north was closed.", "Rain is expected for all of the week.",
            "The ferry sails again on Monday morning.",
        ]
        #expect(
            repeated(items([article, article, article] + others + others.map { $0 + " So it was said there." })).prefix(3) == [
                [], [], [],
            ])
    }

    /// A programme that says of itself the same under whatever it tells, in a file of many others.
    @Test func whatStandsUnderHeadlinesThatHaveNothingInCommonIsBoilerplate() {
        let others = ["A bridge in the far north was closed.", "Rain is expected for all of the week."].map { $0 + " So it is." }
        func found(_ titles: [String]) -> [[String]] {
            let items = items(titles.map { _ in Self.notice } + others + others + others) {
                $0 < titles.count ? titles[$0] : "Headline \($0)"
            }
            return Array(repeated(items).prefix(titles.count))
        }
        let apart = ["ER: Fire in the old mill", "ER: Choir wins a prize", "ER: Road over the dam is closed"]
        #expect(found(apart) == [[Self.notice], [Self.notice], [Self.notice]])
        // One article under three headlines.
        let one = ["Pence's aide tests positive", "Aide to vice president has the virus", "Pence staffer positive for virus"]
        #expect(found(one) == [[], [], []])
    }

    @Test func aShortLabelStays() {
        let own = [
            "The ferry sails again on Monday morning.", "A bridge in the far north was closed.",
            "Rain is expected for all of the week.",
        ]
        #expect(repeated(items(own.map { $0 + "|#Harbour #Tarn" })) == [[], [], []])
    }

    @Test func twoItemsAreTooFew() {
        #expect(repeated(items([Self.notice, Self.notice])) == [[], []])
    }

    @Test func wordsInItEarnNoTagAndTheVerdictSaysWhy() {
        let topic = Topic(
            id: "fever", label: "Fever", kind: .topic, parent: nil, mediaTopic: nil, threshold: 6,
            terms: [Topic.Term(phrase: "harbour fever", weight: 6)])
        let tagger = Tagger(topics: [topic])
        let texts = [
            "The ferry sails again on Monday morning.", "Harbour fever closes a bridge in the north.", "Rain is expected.",
        ]
        var items = items(texts.map { "\($0) \(Self.notice)" } + ["\(Self.notice) More on this here later."])
        #expect(items.map { tagger.tags(for: $0).count } == [1, 1, 1, 1])
        for (place, passages) in BoilerplateFinder.passages(in: items).enumerated() { items[place].boilerplate = passages }
        #expect(items.map { tagger.tags(for: $0).count } == [0, 1, 0, 0])
        let verdict = tagger.verdicts(on: items[0])[0]
        #expect(verdict.outcome == .short && verdict.score == 0 && verdict.evidence.isEmpty)
        #expect(verdict.leftOut.map(\.items) == [4])
        #expect(verdict.leftOut.map(\.evidence.text) == ["harbour fever"])
        #expect(verdict.leftOut.map(\.evidence.sentence) == [1])
        // Where the words stand elsewhere too, they count there, at the places they have in the whole text.
        #expect(tagger.tags(for: items[1])[0].evidence.map(\.offset) == [0])
    }

    @Test(arguments: [-5 ..< -1, 3..<900, 500..<600, 4..<5])
    func aPassageThatIsNoneCostsNoCharacter(_ range: Range<Int>) {
        var item = items(["é ü harbour fever"])[0]
        item.boilerplate = [Boilerplate(field: .text, range: range, items: 3)]
        let text = ItemText(item, without: item.boilerplate, nameClasses: [])
        #expect(text.fields.map(\.text.utf8.count) == [10, 0, 0, 19, 0])
        #expect(!text.fields[3].text.contains("\u{FFFD}"))
    }
}
