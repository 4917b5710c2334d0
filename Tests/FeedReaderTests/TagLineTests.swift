import News
import Testing

@testable import FeedReader

private let tagged =
    "Harbour strike/ Ada Lindqvist/ dock work/ U.S. ports/ Tarn Radio/ TARN/ Orla/ A. Lind/ Morning Edition/ The dockers voted."
private let spaced = "Harbour strike / dock work / Orla valley / TARN / Morning Edition"

private func item(_ description: String, _ more: String = "") throws -> Item {
    try read(rss("<item><title>Dockers vote</title>\(more)<description><![CDATA[\(description)]]></description></item>")).items[0]
}

@Suite struct TagLineTests {
    @Test func aTagLineBecomesTagsDatelineBylineAndEdition() throws {
        let item = try item("<p>\(tagged)</p><p>More.</p>", "<category>Dock work</category>")
        #expect(item.text == [Block(.paragraph, "The dockers voted."), Block(.paragraph, "More.")])
        #expect(item.summary == "The dockers voted. More.")
        #expect(item.categories == ["Dock work", "Harbour strike", "Ada Lindqvist", "U.S. ports", "Orla"])
        #expect(item.docdata == Docdata(dateline: "TARN", edition: "Morning Edition"))
        #expect(item.authors == [Author(name: "A. Lind")])
    }

    @Test func theItemsOwnAuthorIsNeitherReplacedNorATag() throws {
        let item = try item("<p>\(tagged)</p>", "<author>ada lindqvist</author>")
        #expect(item.authors == [Author(name: "ada lindqvist")])
        #expect(item.categories == ["Harbour strike", "dock work", "U.S. ports", "Orla", "A. Lind"])
    }

    @Test func aTagLineThatIsAParagraphGoesAsAWhole() throws {
        let item = try item("<p>\(spaced)</p><p>The dockers voted.</p>")
        #expect(item.text == [Block(.paragraph, "The dockers voted.")])
        #expect(item.categories == ["Harbour strike", "dock work", "Orla valley"])
        #expect(item.docdata == Docdata(dateline: "TARN", edition: "Morning Edition"))
    }

    @Test func titleAndSummaryLoseTheSameLine() throws {
        let feed = try read(
            rss(
                """
                <item><title>\(tagged)</title><description>Harbour strike/ Ada Lindqvist/ dock work/ U.S. ports/ Tarn Ra [...]</description>
                <content:encoded>&lt;p>\(tagged)&lt;/p></content:encoded></item>
                """))
        #expect(feed.items[0].title == "The dockers voted.")
        #expect(feed.items[0].summary == "Tarn Ra [...]")
        #expect(feed.items[0].text == [Block(.paragraph, "The dockers voted.")])
    }

    @Test func theHashIsThatOfWhatWasPublished() throws {
        let raw = try item("<p>\(tagged)</p>").hash
        #expect(try item("<p>The dockers voted.</p>").hash != raw)
        #expect(try item("<p>\(tagged)</p>", "<author>x</author>").hash == raw)
    }

    @Test func capitalsAloneMayBeAnAbbreviation() {
        let line = TagLine("NATO/ summit/ Orla/ defence/ Ministers met.")
        #expect(line?.parts(publisher: nil, authors: []) == .init(tags: ["NATO", "summit", "Orla", "defence"]))
        let place = TagLine("summit/ Orla/ defence/ NEW TARN/ Ministers met.")
        #expect(place?.parts(publisher: nil, authors: []).dateline == "NEW TARN")
    }

    @Test(arguments: [
        "", "/", "////", "/ / / / / ", "He and/or she and/or it and/or they met.", "10/11/2024 9/8/7 6/5/4",
        "https://a.example/b/c/d/e/ f",
        "Open 24/7 at 1/2/3/4/5", "TCP/IP/UDP/TLS/HTTP are protocols.", "1/ 2/ 3/ 4/ 5/ Ratios", "One/ two/ three/ and the text.",
        "He came. / She went. / They stayed. / It rained. / The end.",
        "Two roads diverged in a wood / and sorry I could not travel / both and be one traveller long / I stood and looked down one / as far",
        "Well, now/ then, so/ there, here/ where, what/ x", "he / she / they / it / all are pronouns",
        "A very long phrase that is no phrase at all but a sentence/ b/ c/ d/ e", "a\u{201C} b",
        "Orla / Tarn/ Berg / Tal/ Fluss / text",
    ]) func otherSlashesAreText(_ text: String) {
        #expect(TagLine(text) == nil)
    }

    @Test func aTextKeepsTheSlashesBehindTheLine() {
        #expect(TagLine("Orla/ Tarn/ ports/ docks/ Talks on and/or off.")?.rest == "Talks on and/or off.")
        #expect(TagLine("Orla/ Tarn/ ports/ docks/ Speeds in km / h rose.")?.rest == "Speeds in km / h rose.")
        #expect(TagLine("Orla/ Tarn/ ports/ docks/")?.rest == "")
    }
}
