import News
import Newsroom
import Testing

/// The story at length: word for word, by angle, nothing said twice.
@Suite struct DeepLookTests {
    private func article(_ key: UInt64, from source: String, _ blocks: [Block]) -> FiledItem {
        let filed = filed(key, "Dockers at Tarn return to work", at: Int(key), from: source)
        var item = filed.item
        item.text = blocks
        return FiledItem(
            item: item, source: source, arrived: filed.arrived, time: filed.time, revised: filed.revised, revisions: 1, tags: [])
    }

    private let lead: [Block] = [
        Block(.paragraph, "Dockers at Tarn voted on Saturday to end their strike."),
        Block(.paragraph, "The vote came after eleven days in which no ship was loaded in the harbour."),
        Block(.heading, "Wages"),
        Block(.paragraph, "Pay rises by six per cent over two years, the union said in a statement."),
    ]

    @Test func theLeadComesFirstUnderItsOwnHeadingsWithoutTheLede() {
        let look = DeepLook([article(1, from: "courier", lead)], lede: "Dockers at Tarn voted on Saturday to end their strike.")
        #expect(look.angles.map(\.heading) == [nil, "Wages"])
        #expect(look.angles.map { $0.paragraphs.map(\.text) } == [[lead[1].text], [lead[3].text]])
        #expect(look.left == 0)
    }

    @Test func aDateAloneIsNoDeepLookAndABulletIsNotSaidAgain() {
        let dated = [lead[0], Block(.paragraph, "May 10, 2020 11:58 AM")]
        #expect(DeepLook([article(1, from: "courier", dated)], lede: lead[0].text).angles.isEmpty)
        let look = DeepLook([article(1, from: "courier", lead)], lede: lead[0].text, bullets: [lead[1].text])
        #expect(look.angles.flatMap(\.paragraphs).map(\.text) == [lead[3].text])
    }

    @Test func whatOthersSayBeyondItIsAddedAndWhatTheyRepeatIsNot() {
        let others = [
            Block(.paragraph, "After eleven days in which no ship was loaded in the harbour the vote came at last."),
            Block(.paragraph, "Forty-one freighters with grain and timber waited outside the breakwater on Saturday evening."),
        ]
        let look = DeepLook([article(1, from: "courier", lead), article(2, from: "radio", others)], lede: nil)
        let added = look.angles.flatMap(\.paragraphs).filter { $0.source == Key(bits: 2) }
        #expect(added.map(\.text) == [others[1].text])
    }

    @Test func whatIsAddedStandsUnderWhatSetsItApart() {
        let radio = [
            Block(.paragraph, "The mayor Ada Lindqvist called the outcome a relief for every family in the old town."),
            Block(.paragraph, "Insurers expect claims of nine million crowns for spoiled fruit and late timber deliveries."),
        ]
        let ledger = [
            Block(.paragraph, "Earlier in spring Lindqvist had offered to mediate between owners and crews without success."),
            Block(.heading, "What comes next"),
            Block(.paragraph, "A commission reports in June about cranes that should run without drivers at night."),
        ]
        let look = DeepLook(
            [article(1, from: "courier", lead), article(2, from: "radio", radio), article(3, from: "ledger", ledger)], lede: nil)
        #expect(look.angles.map(\.heading) == [nil, "Wages", "What comes next", "Ada Lindqvist", nil])
        #expect(look.angles[3].paragraphs.map(\.source) == [Key(bits: 2), Key(bits: 3)])
        #expect(look.angles[4].paragraphs.map(\.text) == [radio[1].text])
    }

    @Test func whatASourceSaysOfItselfOrSendsTheReaderToIsNoPartOfTheStory() {
        let radio = [
            Block(
                .paragraph, "Subscribe for more of this at https://radio.example and never miss what happens in your town again."),
            Block(
                .paragraph,
                "Tarn-Radio is the most trusted voice of the whole valley since nineteen hundred and twelve, surveys say."),
        ]
        let look = DeepLook([article(1, from: "courier", lead), article(2, from: "tarn radio", radio)], lede: nil)
        #expect(!look.angles.flatMap(\.paragraphs).contains { $0.source == Key(bits: 2) })
    }

    @Test func itHasAnEndHoweverLongTheTexts() {
        let long = (0..<500).map {
            Block(.paragraph, "Paragraph \($0) tells of subject\($0) thing\($0) place\($0) and day\($0) at some length.")
        }
        let articles = (1...40).map { number in
            article(
                UInt64(number), from: "s\(number)", long.map { Block(.paragraph, $0.text.replacing("ject", with: "j\(number)x")) }
            )
        }
        let look = DeepLook(articles, lede: nil)
        #expect(look.left == 500 - DeepLook.Bounds.ofLead)
        #expect(look.angles.flatMap(\.paragraphs).count <= 42)
    }
}
