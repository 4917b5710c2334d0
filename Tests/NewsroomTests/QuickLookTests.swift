import News
import Testing

@testable import Newsroom

@Suite struct QuickLookTests {
    private func article(_ key: UInt64, from source: String, _ sentences: String..., points: [String] = []) -> FiledItem {
        var filed = filed(key, "Dockers of Tarn", from: source, language: "en")
        let list = points.isEmpty ? [] : [Block(.heading, "Key points")] + points.map { Block(.listItem, $0) }
        filed.item.text = list + [Block(.paragraph, sentences.joined(separator: " "))]
        return filed
    }

    private let vote = "The dockers of Tarn voted on Saturday evening to end their long strike."
    private let wages = "Wages rise by six percent over two years, while the union had asked for nine."
    private let queue = "Some 41 ships were waiting outside the port of Tarn on Saturday morning."
    private let mayor = "The mayor of the city thanked both sides and promised help for small traders."

    private func bullets(_ articles: [FiledItem], told: String? = nil) -> [String] {
        QuickLook(articles).bullets(told: told).map(\.text)
    }

    @Test func whatTheLedeSaysIsNotSaidAgain() {
        let article = article(1, from: "tarn", vote, wages, queue, mayor)
        #expect(!bullets([article], told: vote).contains(vote))
        #expect(bullets([article], told: vote).count == 3)
        #expect(bullets([self.article(1, from: "tarn", vote)], told: vote).isEmpty)
    }

    @Test func eachIsASentenceOfASourceWordForWord() {
        let articles = [article(1, from: "tarn", vote, wages, mayor), article(2, from: "orla", queue, wages, mayor)]
        for bullet in QuickLook(articles).bullets(told: nil) {
            let source = articles.first { $0.item.key == bullet.source }
            #expect(source?.item.text.contains { $0.text.contains(bullet.text) } ?? false)
        }
    }

    @Test func aPublishersOwnKeyPointsComeFirstInItsOrder() {
        let points = [
            "Strike over after eleven days", "Ships to be unloaded from Monday", "Talks on pensions go on", "Union hails result",
        ]
        #expect(bullets([article(1, from: "tarn", vote, wages, points: points)], told: mayor).prefix(4) == points[...])
    }

    @Test func aNumberOfTheLedeThatOthersGiveOtherwiseStandsBesideIt() {
        let other = "Some 38 ships were waiting outside the port of Tarn on Saturday morning."
        let look = QuickLook([
            article(1, from: "tarn", queue, wages), article(2, from: "orla", other), article(3, from: "nord", queue),
        ])
        #expect(look.otherNumbers(than: queue) == [Edition.Bullet.OtherNumber(number: "38", source: Key(bits: 2))])
        #expect(look.otherNumbers(than: vote) == [])
    }

    @Test func ofOneSourceAmongSeveralNoMoreThanTwo() {
        let articles = [
            article(1, from: "tarn", vote, wages, mayor, "Police counted four thousand people at the gates of the old harbour."),
            article(2, from: "orla", queue),
        ]
        let sources = QuickLook(articles).bullets(told: nil).map(\.source.bits)
        #expect(sources.count { $0 == 1 } == 2 && sources.count { $0 == 2 } == 1)
    }

    @Test func whatSeveralSourcesSayComesBeforeWhatOneSays() {
        let articles = [
            article(1, from: "tarn", mayor, vote, "A brass band played songs of the sea for the men who came back."),
            article(2, from: "orla", "On Saturday evening the dockers of Tarn voted to end the strike after eleven days."),
            article(3, from: "nord", "Their long strike over, the dockers of Tarn voted on Saturday to go back to work."),
        ]
        let first = bullets(articles).first
        #expect(first?.contains("voted") == true)
        // And once.
        #expect(bullets(articles).count { $0.contains("voted") } == 1)
    }

    @Test func numbersThatContradictEachOtherStandSideBySide() throws {
        let other = "Some 38 ships were waiting outside the port of Tarn on Saturday morning."
        let look = QuickLook([article(1, from: "tarn", queue), article(2, from: "daily", other)]).bullets(told: nil)
        #expect(
            look == [
                Edition.Bullet(
                    text: queue, source: Key(bits: 1), others: [Edition.Bullet.OtherNumber(number: "38", source: Key(bits: 2))])
            ])
    }

    /// Houses here, and people there.
    @Test func numbersOfDifferentThingsContradictNothing() throws {
        let houses = "About ninety houses are damaged in Stenby and in the villages around it."
        let people = "About 230 people have left damaged houses in Stenby and in the villages."
        let look = QuickLook([article(1, from: "tarn", houses), article(2, from: "daily", people)]).bullets(told: nil)
        #expect(look.flatMap(\.others) == [])
    }

    /// In figures here and in words there.
    @Test(arguments: [
        ("Some thirty-eight ships were waiting outside the port of Tarn on Saturday morning.", "thirty-eight"),
        ("Some forty-one ships were waiting outside the port of Tarn on Saturday morning.", nil),
        ("Some twelve ships were waiting outside the port of Tarn on Saturday morning.", "twelve"),
        ("Two tugs and nine ships were waiting outside the port of Tarn on Saturday.", nil),
    ]) func numbersInWordsContradictThoseInFigures(_ other: String, _ number: String?) throws {
        let look = QuickLook([article(1, from: "tarn", queue), article(2, from: "daily", other)]).bullets(told: nil)
        #expect(look.first?.others.map(\.number) == (number.map { [$0] } ?? []))
    }

    @Test(arguments: [
        ("In Tarn warten einundvierzig Schiffe", "41"), ("Quarante navires attendent", "40"), ("Cuarenta barcos esperan", "40"),
        ("It cost 1,204 crowns", "1204"), ("Es kostet 1.204 Kronen", "1204"), ("The rate is 3.25 per cent", "3.25"),
        ("In 2026 it rained", nil), ("Nine and ten of them", nil), ("One of them came", nil), ("No number here", nil),
    ]) func theOnlyNumberOfASentenceIsReadInFiguresAndInWords(_ sentence: String, _ value: String?) {
        #expect(OnlyNumber(in: sentence)?.value == value)
    }

    @Test(arguments: [
        "What will become of the harbour of Tarn now that the strike is over?",
        "“We are glad that the harbour of Tarn is at work again, the mayor said.",
        "The dockers of Tarn voted on Saturday evening to end their long ...", "He left.",
        "They voted on Saturday evening to end the long strike in the harbour of Tarn.",
        "Subscribe to all our videos of the harbour of Tarn at https://tarn.example/videos today.",
    ])
    func whatSaysNothingByItselfIsNotTaken(_ sentence: String) {
        #expect(bullets([article(1, from: "tarn", sentence)]).isEmpty)
    }

    /// What a page has between its sentences, each a paragraph of its own.
    @Test(arguments: [
        "Dockers of Tarn wait at the gates of the old harbour on Saturday evening",
        "SIGN IN OR REGISTER, THEN SELECT THE TOP STORIES OF THE HARBOUR.",
        "• Dockers go back to work • Opinion: what the long strike in the harbour of Tarn was good for.",
        "Sign up to our newsletter for all the news of the port of Tarn every morning.",
        "Folgen Sie uns und lesen Sie alle Nachrichten aus dem Hafen von Tarn jeden Morgen.",
        "Tell @nordport what you saw at the port of Tarn on Saturday morning.",
        "To read all the news of the port of Tarn every morning of the week, click here.",
        "Radio Tarn's Ada Lind reports from the gates of the old harbour of Tarn.",
    ]) func whatStandsBetweenTheSentencesOfAnArticleIsNotTaken(_ line: String) {
        var filed = article(1, from: "nordport", vote)
        filed.item.text.append(Block(.paragraph, line))
        #expect(bullets([filed]) == [vote])
    }

    @Test(arguments: [
        "Share prices of the shipping lines in the port of Tarn fell by more than a tenth on Saturday.",
        "Tap water in the old harbour of Tarn still holds more lead than the law of Skarn allows.",
        "Lies spread on Facebook about the dockers of Tarn and what they had been paid until Saturday.",
        "The ministry confirmed earlier Reuters reports from Tarn that three dockers had been hurt.",
        "Nordport Courier reporters joined the long strike of the dockers of Tarn on Saturday evening.",
    ]) func newsThatBeginsAsACallOrACreditDoesIsNews(_ sentence: String) {
        var filed = article(1, from: "nordport", sentence)
        filed.item.text.append(Block(.paragraph, "$$"))
        filed.publisher = "Nordport Courier"
        #expect(lede(of: filed.item) == sentence)
        #expect(bullets([filed]) == [sentence])
    }

    /// Where nothing ends in a full stop, or all is in capitals, that is how it is written.
    @Test(arguments: [
        "The dockers of Tarn voted on Saturday evening to end their long strike",
        "THE DOCKERS OF TARN VOTED ON SATURDAY EVENING TO END THEIR LONG STRIKE.",
        "Wash your hands before you go to the port of Tarn, the mayor said on Saturday.",
        "The Courier of Nordport is owned by the dockers of Tarn since Saturday.",
    ]) func aTextOfItsOwnMannerIsTaken(_ line: String) {
        var filed = article(1, from: "nordport", line)
        filed.publisher = "Nordport Courier"
        #expect(bullets([filed]) == [line])
    }

    @Test func whatTheHeadlineAndTheLedeSayTogetherIsNotSaidInOtherWords() {
        let lede = "Styrene, used for making plastic, leaked from a plant that belongs to a Korean company."
        func story(_ other: String) -> [FiledItem] {
            var articles = [article(1, from: "tarn", lede), article(2, from: "orla", other)]
            articles[0].item.title = "Gas leak from chemical plant kills 11 in southern India"
            return articles
        }
        // Neither says half of it alone, and what is new in it is no name and no number.
        let same = "A leak of gas at a plant owned by a company has killed at least 11 people who were asleep close by."
        #expect(bullets(story(same), told: lede) == [])
        let new = "Gas leaked from the plant because it was left unattended for 40 days after its owners went to Busan."
        #expect(bullets(story(new), told: lede) == [new])
    }

    @Test func aTextOfAMillionWordsCostsNoMoreThanItsFirstSentences() {
        var long = article(1, from: "tarn", vote, wages)
        long.item.text.append(
            Block(.paragraph, String(repeating: "Nothing is ever said about the port at night here. ", count: 100_000)))
        #expect(bullets([long]).count == 3)
    }

    @Test func whatASourceSaysUnderEverythingIsNotSaidAgain() {
        let refrain = "The Tarn Courier has told the news of the harbour every day since 1871."
        let (strike, museum) = (article(1, from: "tarn", vote, refrain), article(2, from: "tarn", mayor, refrain))
        let quoted = article(3, from: "orla", refrain)
        let refrains = Refrains(in: [[strike, quoted], [museum]], of: ["tarn", "orla"])
        #expect(QuickLook([strike], without: refrains).bullets(told: nil).map(\.text) == [vote])
        // Another source said it once.
        #expect(QuickLook([quoted], without: refrains).bullets(told: nil).map(\.text) == [refrain])
    }
}
