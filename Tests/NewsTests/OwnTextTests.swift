import News
import Testing

@Suite struct OwnTextTests {
    /// Ranges of the text's plain text, by the words that stand there.
    private func item(_ text: [Block], without passages: [String], summary: String? = nil) -> Item {
        var item = Item(key: Key(bits: 1), hash: TextHash(bits: 1), summary: summary, text: text)
        func ranges(_ words: String, in whole: String) -> Range<Int>? {
            whole.firstRange(of: words).map {
                whole.utf8.distance(
                    from: whole.startIndex, to: $0.lowerBound)..<whole.utf8.distance(
                        from: whole.startIndex, to: $0.upperBound)
            }
        }
        let plain = text.plainText
        item.boilerplate =
            passages.compactMap { ranges($0, in: plain) }.map { Boilerplate(field: .text, range: $0, items: 3) }
            + passages.compactMap { ranges($0, in: summary ?? "") }.map { Boilerplate(field: .summary, range: $0, items: 3) }
        return item
    }

    @Test func blocksThatAreNothingElseAreOutAndOthersKeepTheirOwnWords() {
        let text = [
            Block(.heading, "Héading"), Block(.paragraph, "The ferry sails. Subscribe now. It rains."),
            Block(.listItem, "One"), Block(.listItem, "Follow us"), Block(.quotation, "Read more here."),
            Block(.paragraph, "The end."),
        ]
        let own = item(text, without: ["Subscribe now. ", "Follow us", "Read more here."]).ownText
        #expect(own.map(\.text) == ["Héading", "The ferry sails. It rains.", "One", "The end."])
        #expect(own.map(\.kind) == [.heading, .paragraph, .listItem, .paragraph])
    }

    @Test func aPassageOverSeveralBlocksTakesAllOfThem() {
        let text = [Block(.paragraph, "Own words."), Block(.paragraph, "Subscribe."), Block(.paragraph, "Follow us.")]
        #expect(item(text, without: ["Subscribe.\n\nFollow us."]).ownText.map(\.text) == ["Own words."])
        #expect(item(text, without: []).ownText == text)
    }

    @Test func aSummaryOfWhichNothingIsLeftIsNone() {
        #expect(item([], without: ["Subscribe now."], summary: "Subscribe now.").ownSummary == nil)
        #expect(item([], without: ["Subscribe now."], summary: "It rains. Subscribe now.").ownSummary == "It rains.")
        #expect(item([], without: [], summary: "It rains.").ownSummary == "It rains.")
    }

    @Test func manyPassagesCostNoMoreThanTheTextIsLong() {
        let sentence = "Subscribe to us now. "
        let block = Block(.paragraph, String(repeating: sentence + "It rains again. ", count: 20_000))
        var item = Item(key: Key(bits: 1), hash: TextHash(bits: 1), text: [block])
        let length = (sentence + "It rains again. ").utf8.count
        item.boilerplate = (0..<20_000).map {
            Boilerplate(field: .text, range: ($0 * length)..<($0 * length + sentence.utf8.count), items: 3)
        }
        #expect(item.ownText[0].text.utf8.count == 20_000 * "It rains again. ".utf8.count - 1)
    }
}
