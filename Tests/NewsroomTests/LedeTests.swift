import News
import Newsroom
import Testing

@Suite struct LedeTests {
    @Test(arguments: [
        (
            "Dockers voted to end their strike. Wages rise by 6.5 percent. Ships wait.",
            "Dockers voted to end their strike. Wages rise by 6.5 percent."
        ),
        (
            "TARN (AP) - The U.S. envoy met Mr. Lind at 5 p.m. on Friday. They spoke.",
            "TARN (AP) - The U.S. envoy met Mr. Lind at 5 p.m. on Friday. They spoke."
        ),
        (
            "J. R. Lindqvist lives in St. Orla at No. 5. She left. He stayed.",
            "J. R. Lindqvist lives in St. Orla at No. 5. She left."
        ),
        ("\u{201C}We won!\u{201D} said Lind. Nobody else did. Really.", "\u{201C}We won!\u{201D} said Lind. Nobody else did."),
        (
            "\"Why now?\" he asked the assembled dockers. \"Go.\" They went.",
            "\"Why now?\" he asked the assembled dockers. \"Go.\""
        ),
        (
            "The answer of the council was no. The dockers left. Others came.",
            "The answer of the council was no. The dockers left."
        ),
        ("港湾労働者がストを終えた。賃金は上がる。船は待っている。", "港湾労働者がストを終えた。賃金は上がる。"),
        ("  White space before the first word does not count. ", "White space before the first word does not count."),
        ("A text without any full stop at its end", "A text without any full stop at its end"),
    ])
    func aLedeIsTheFirstTwoSentences(_ paragraph: String, _ expected: String) {
        #expect(lede(of: item(text: [Block(.paragraph, paragraph)])) == expected)
    }

    @Test func whatItsFileBreaksOffSaysSo() {
        func lede(_ text: [String], summary: String? = nil, code: String) -> String? {
            var item = item(text: text.map { Block(.paragraph, $0) })
            item.summary = summary
            item.repairs = [Repair(code: code, message: "")]
            return Newsroom.lede(of: item)
        }
        let cut = "The bridge over the Orla closes on Monday, because its pier has been dam"
        #expect(lede([cut], code: "truncated") == cut + " ...")
        #expect(lede([cut], code: "cut-text") == cut + " ...")
        #expect(lede([cut], code: "bad-date") == cut)
        #expect(lede([], summary: cut, code: "truncated") == cut + " ...")
        // What stands before the place is whole.
        #expect(lede([cut, "A bus goes instead, and it stops at the mill on its w"], code: "truncated") == cut)
        let whole = "The bridge over the Orla closes on Monday."
        #expect(
            lede([whole + " Its pier has been damaged by a barge. It was hit at ni"], code: "truncated") == whole
                + " Its pier has been damaged by a barge.")
    }

    @Test func ordinalsEndNoSentenceWhereTheyAreWrittenWithAStop() {
        let paragraph = "Am 3. Mai endet der Streik in Tarn. Am 4. Mai fahren Schiffe. Am 5. nicht."
        #expect(
            lede(of: item(text: [Block(.paragraph, paragraph)], language: "de-AT"))
                == "Am 3. Mai endet der Streik in Tarn. Am 4. Mai fahren Schiffe.")
    }

    @Test func charactersAreCountedAndNotTheirBytes() {
        let words = String(repeating: "слово ", count: 20)
        let two = "Ещё \(words)конец. Снова \(words)конец."
        #expect(two.unicodeScalars.count < 300 && two.utf8.count > 300)
        #expect(lede(of: item(text: [Block(.paragraph, two + " Третье.")])) == two)
        let long = String(repeating: "слово ", count: 100)
        let cut = lede(of: item(text: [Block(.paragraph, long)]))
        #expect(cut == String(repeating: "слово ", count: 83).dropLast() + " ...")
    }

    @Test(arguments: [
        ("The dockers of Tarn have ended their strike. Read more", "The dockers of Tarn have ended their strike."),
        (
            "The dockers of Tarn have ended their strike. Continue reading \u{2192}",
            "The dockers of Tarn have ended their strike."
        ),
        ("The dockers of Tarn have ended their [\u{2026}]", "The dockers of Tarn have ended their ..."),
        ("The dockers of Tarn have ended their... Read More \u{BB}", "The dockers of Tarn have ended their ..."),
        (
            "The dockers have ended their strike. The post Strike ends appeared first on Tarn Radio.",
            "The dockers have ended their strike."
        ),
        ("The minister has asked all dockers to read more", "The minister has asked all dockers to read more"),
    ])
    func whatPublishersPutAfterAShortenedTextIsLeftOut(_ summary: String, _ expected: String) {
        #expect(lede(of: item(summary: summary)) == expected)
    }

    @Test func headingsListsAndBylinesAreNoLede() {
        let text = [
            Block(.heading, "What happened in the port of Tarn"), Block(.listItem, "One of the six key points of the day"),
            Block(.paragraph, "By Ada Lind"), Block(.paragraph, "Dockers voted to end their strike."),
        ]
        #expect(
            lede(of: item(summary: "A summary is asked only after the text.", text: text)) == "Dockers voted to end their strike."
        )
    }

    /// Under some headlines there is nothing but other headlines, or a note to readers.
    @Test func whatBeginsAListIsNoLede() {
        let others = "\u{2022} Orla valley counts its dead after the quake \u{2022} Quake: what we know so far"
        #expect(lede(of: item(summary: others)) == nil)
        let text = [
            Block(.paragraph, "\u{2022} This article may be distressing for some readers."),
            Block(.paragraph, "Dockers voted to end their strike."),
        ]
        #expect(lede(of: item(summary: others, text: text)) == "Dockers voted to end their strike.")
    }

    @Test func aSecondSentenceThatIsTooLongStaysAway() {
        let long = "It " + String(repeating: "really ", count: 50) + "ended."
        #expect(lede(of: item(summary: "Dockers voted to end their strike. \(long)")) == "Dockers voted to end their strike.")
        #expect(lede(of: item(summary: long)) == long)
    }

    @Test func aSentenceWithoutEndIsCutAfterAClauseOrAWord() {
        let clause = "Dockers voted" + String(repeating: " again and again", count: 20)
        let endless = String(repeating: " and so on", count: 400_000)
        #expect(lede(of: item(summary: clause + "," + endless)) == clause + " ...")
        #expect(lede(of: item(summary: "And" + endless)) == "And" + String(repeating: " and so on", count: 49) + " and so ...")
        #expect(lede(of: item(summary: String(repeating: "船", count: 5000))) == String(repeating: "船", count: 500) + " ...")
    }

    @Test(arguments: [nil, "", " \n", "...", "Read more", "[\u{2026}]"])
    func anItemWithoutTextHasNoLede(_ summary: String?) {
        #expect(lede(of: item(summary: summary)) == nil)
    }
}

private func item(summary: String? = nil, text: [Block] = [], language: String? = nil) -> Item {
    Item(key: Key(bits: 1), hash: TextHash(bits: 1), title: "Dockers return", summary: summary, text: text, language: language)
}
