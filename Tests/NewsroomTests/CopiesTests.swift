import News
import Newsroom
import Testing

@Suite struct CopiesTests {
    /// For each key that of the item it is a copy of.
    private func copies(_ items: [FiledItem]) -> [UInt64: UInt64] {
        let members = Stories.grouped(items, by: .standard).flatMap(\.members)
        return Dictionary(
            uniqueKeysWithValues: members.compactMap { member in member.copyOf.map { (member.item.item.key.bits, $0.bits) } })
    }

    @Test func theSameLongTextUnderAnotherHeadlineIsACopy() throws {
        let text = longText("Harbour")
        let stories = Stories.grouped(
            [
                filed(1, "Dockers return", from: "tarn", text: text),
                filed(2, "Port opens", at: 5, from: "orla", text: text.uppercased()),
            ],
            by: .standard)
        #expect(stories.map(keys) == [[1, 2]])
        let copy = try #require(stories.first?.members.last)
        #expect(copy.copyOf == Key(bits: 1))
        #expect(
            copy.why
                == Story.Join(
                    rule: "copy-text", score: 65536, shared: ["harbour", "paragraph", "1", "continues", "harbour"],
                    with: Key(bits: 1)))
    }

    @Test func aShortTextOrTitleAloneMakesNoCopy() {
        let text = "Dockers have voted to end their strike in the port of Tarn."
        #expect(
            copies([filed(1, "Dockers return to work", text: text), filed(2, "Dockers return to work", from: "orla", text: text)])
                .isEmpty)
    }

    /// Words that no other subject has.
    private func article(_ subject: String, _ words: Int = 120) -> String {
        (0..<words).map { "\(subject)\($0 * 7919 % 1000)" }.joined(separator: " ")
    }

    @Test func anExcerptIsACopyOfTheWhole() {
        let whole = article("tarn")
        let excerpt = whole.split(separator: " ").prefix(45).joined(separator: " ")
        #expect(
            copies([filed(1, "Dockers return", text: excerpt), filed(2, "Port opens", at: 60, from: "orla", text: whole)]) == [
                1: 2
            ])
    }

    @Test func whatHoldsAnotherArticleTooIsNotTakenForThatOne() {
        let (tarn, orla, skarn) = (article("tarn", 160), article("orla", 60), article("skarn", 30))
        let items = [
            filed(1, "Dockers return", text: tarn), filed(2, "Quake hits valley", at: 5, from: "orla", text: orla),
            // The first article with the second behind it, and the second with another, of which the one before has the beginning.
            filed(3, "Harbour open", at: 60, from: "ledger", text: "\(tarn) \(orla) \(skarn.prefix(100))"),
            filed(4, "Valley shaken", at: 70, from: "skarn", text: "\(orla) \(skarn)"),
        ]
        #expect(copies(items) == [1: 3, 2: 4])
    }

    @Test func aTextWithForeignWordsBehindItIsACopy() throws {
        let text = article("tarn") + " " + article("orla", 60)
        let stories = Stories.grouped(
            [filed(1, "Dockers return", text: article("tarn")), filed(2, "Port opens", at: 60, from: "orla", text: text)],
            by: .standard)
        let why = try #require(stories.first?.members.first?.why)
        #expect(
            why
                == Story.Join(
                    rule: "copy-contained", score: 65536, shared: ["tarn0", "tarn919", "tarn838", "tarn757", "tarn676"],
                    with: Key(bits: 2)))
    }

    @Test func twoArticlesInOneTextAreNotOneArticle() {
        let both = article("tarn") + " " + article("orla")
        let found = copies([
            filed(1, "Dockers return", text: article("tarn")), filed(2, "Quake hits valley", from: "orla", text: article("orla")),
            filed(3, "News of the day", at: 60, from: "ledger", text: both),
        ])
        #expect(found.count == 1)
    }

    @Test func unlikeArticlesWithAQuotationInCommonAreNoCopies() {
        let quotation = article("minister", 40)
        #expect(
            copies([
                filed(1, "Dockers return", text: article("tarn") + " " + quotation),
                filed(2, "Budget passed", from: "orla", text: article("orla") + " " + quotation),
            ]).isEmpty)
    }

    @Test func theSameWordsAWeekLaterAreNoCopy() {
        #expect(
            copies([
                filed(1, "Dockers return", text: article("tarn")),
                filed(2, "Port opens", at: 5 * 1440, from: "orla", text: article("tarn")),
            ]).isEmpty)
    }

    @Test func reportsThatDifferInTheirNumbersAreNoCopies() {
        let report = article("quake", 60)
        #expect(
            copies([
                filed(1, "Quake of magnitude 5.1 recorded", text: report + " 5.1"),
                filed(2, "Quake of magnitude 6.4 recorded", at: 60, text: report + " 6.4"),
            ]).isEmpty)
    }

    @Test func aReportWithAHigherTollIsACopy() {
        let report = article("quake", 60)
        let copies = copies([
            filed(1, "At least 12 dead in valley quake", text: report + " 12 dead"),
            filed(2, "At least 15 dead in valley quake", at: 60, text: report + " 15 dead"),
        ])
        #expect(!copies.isEmpty)
    }

    @Test func whatASourceRepeatsUnderOtherItemsMakesNoCopy() {
        let boilerplate = longText("Subscribe")
        #expect(
            copies([
                filed(1, "Dockers return", from: "tarn", text: boilerplate),
                filed(2, "Quake hits valley", from: "tarn", text: boilerplate),
                filed(3, "Museum finds score", from: "orla", text: boilerplate),
            ]).isEmpty)
    }

    @Test func oneURLAndASharedWordOfTheTitleIsACopy() throws {
        let stories = Stories.grouped(
            [
                filed(1, "Dockers return to work", url: "http://www.tarn.example/strike?utm_source=feed"),
                filed(2, "Strike over: dockers return", at: 9, from: "orla", url: "https://tarn.example/strike/"),
            ], by: .standard)
        let copy = try #require(stories.first?.members.last)
        #expect(copy.copyOf == Key(bits: 1))
        #expect(copy.why == Story.Join(rule: "copy-url", score: 65536, shared: ["tarn.example/strike"], with: Key(bits: 1)))
    }

    @Test func oneURLWithOtherSubjectsIsAPageAndNoCopy() {
        let page = "https://tarn.example/live"
        #expect(copies([filed(1, "The dockers of Tarn", url: page), filed(2, "The quake in the valley", url: page)]).isEmpty)
    }

    @Test func aDailyHeadlineAtOneURLIsNoCopy() {
        let page = "https://tarn.example/briefing"
        let briefings = (0..<4).map { filed(UInt64($0 + 1), "Morning briefing, \($0 + 2) November", at: $0 * 1440, url: page) }
        #expect(copies(briefings).isEmpty)
    }

    @Test func theLongestThenTheEarliestIsShown() {
        let page = "https://tarn.example/strike"
        let items = [
            filed(1, "Dockers return", at: 0, url: page, text: "Short."),
            filed(2, "Dockers return", at: 20, from: "orla", url: page, text: longText("Harbour")),
            filed(3, "Port opens", at: 10, from: "ledger", text: longText("Harbour")),
        ]
        #expect(copies(items) == [1: 3, 2: 3])
        let stories = Stories.grouped(items, by: .standard)
        #expect(stories.map(\.id) == [Key(bits: 1)])
        // Found by way of the second, which has its text from the third.
        #expect(stories.first?.members.first?.why?.with == Key(bits: 2))
        #expect(stories.first?.members.filter { $0.why == nil }.map(\.item.item.key) == [Key(bits: 3)])
    }
}
