import Foundation
import News
import Testing

@testable import Press

// Whatever a feed writes stays words: nothing in it becomes markup, a link, a template or a command to a terminal.

let hostileWords = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title></style></h3><b>x",
    "]]><!--", "--><svg onload=alert(1)>", "&lt;script&gt; &#60;b&#62; &copy;",
    "{{{title}}} {{#sections}} {{/x}} {{> y}} {{=<% %>=}}",
    "\"\u{338} onfocus=alert(1) autofocus x=\"", "<\u{338}script>", "[x](javascript:alert(1)) ![y](https://evil.example/z.png)",
    "<https://evil.example> https://evil.example www.evil.example", "# heading", "- item", "+ item", "* item", "1. item",
    "2) item",
    "> quotation", "```code```", "    code", "***", "===", "*a* _b_ ~~c~~ `d`", "trailing # ##", "a\\", "\\<b>\\*",
    "two\nlines\r\n# heading\u{b}\u{c}", "\u{1b}[31mred\u{1b}]0;title\u{7}", "a\u{2028}b\u{2029}c\u{85}d",
    "\u{202e}txt.exe\u{2066}",
    "\u{0}\u{1}\u{7f}\u{9b}31m", "\u{feff}" + String(decoding: [0xef, 0xbf, 0xbe], as: UTF8.self), "\t- x", "\u{1}- x",
    "a | b\n--|--", "[ref]: https://evil.example",
    "<a href=\"javascript:alert(1)\">x</a>", "\u{e000}", "]( <x> )[", "AT&T & Co; 5 < 6 > 4",
]

let harmlessWords = "some words"

/// An edition with `words` wherever a feed's words go, and `url` for every address.
func editionSaying(_ words: String, url: String) -> Edition {
    func member(_ key: UInt64, copyOf: UInt64? = nil) -> Story.Member {
        let item = Item(
            key: Key(bits: key), hash: TextHash(bits: key), id: words, url: url, title: words, summary: words,
            text: [Block(.paragraph, words)], authors: [Author(name: words, url: url)], categories: [words], language: words)
        let filed = FiledItem(
            item: item, source: words, sourceTitle: words, arrived: at("2026-11-22T20:40:00Z"),
            time: at("2026-11-22T20:40:00Z"), revised: at("2026-11-22T20:40:00Z"))
        return Story.Member(
            item: filed, copyOf: copyOf.map(Key.init(bits:)),
            why: Story.Join(rule: words, score: 1, shared: [words], with: Key(bits: 1)))
    }
    let many = told(
        [member(1), member(2), member(3, copyOf: 1)], lede: words, tags: [topic(words, words), topic("p", words, .person)],
        fresh: [1],
        quickLook: [
            Edition.Bullet(
                text: words, source: Key(bits: 1), others: [Edition.Bullet.OtherNumber(number: words, source: Key(bits: 2))])
        ])
    var contradicted = many
    contradicted.otherNumbers = [Edition.Bullet.OtherNumber(number: words, source: Key(bits: 2))]
    return morning(
        [
            Edition.Section(topic: words, label: words, told: [contradicted], brief: [told([member(4)])]),
            Edition.Section(topic: "topic", label: words, told: [told([member(5)], lede: words)], brief: []),
        ], inShort: [1, 5], title: words, zone: words)
}

/// The tags of a page with their attributes' names, in order: `<a href rel>`.
func structure(_ page: String) -> [String] {
    var tags: [String] = []
    for part in page.split(separator: "<").dropFirst() {
        let tag = part.prefix { $0 != ">" }
        var names = ""
        for (index, piece) in tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated() where index % 2 == 0 {
            names += piece.replacing("=", with: "")
        }
        tags.append(names)
    }
    // What marks words that may run from right to left, and only that, depends on them.
    return tags.map { $0.replacing(" dir", with: "") }.filter { $0 != "bdi" && $0 != "/bdi" }
}

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfAPage(_ payload: String) {
    let page = text(Press().html(editionSaying(payload, url: "https://a.example/"), root: "../"))
    let expected = text(Press().html(editionSaying(harmlessWords, url: "https://a.example/"), root: "../"))
    #expect(structure(page) == structure(expected))
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7f...0x9f).contains($0.value) })
    #expect(!page.unicodeScalars.contains { (0x202a...0x202e).contains($0.value) || (0x2066...0x2069).contains($0.value) })
}

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfTheFrontPage(_ payload: String) {
    func page(_ words: String) -> [String] {
        let entry = FrontEntry(title: words, path: words, closing: at("2026-11-22T20:40:00Z"), zone: words, stories: 1)
        return structure(text(Press().front(live: editionSaying(words, url: "https://a.example/"), earlier: [entry])))
    }
    #expect(page(payload) == page(harmlessWords))
}

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfTheHeadlinesOfADay(_ payload: String) {
    func page(_ words: String) -> [String] {
        let told = editionSaying(words, url: "https://a.example/").sections[0].told[0]
        let headline = DayPage.Headline(story: told.story.id, lead: told.story.members[0].item)
        let printing = DayPage.Printing(
            title: words, path: words, closing: at("2026-11-22T20:40:00Z"), zone: words, headlines: [headline], left: 1)
        return structure(text(Press().day(DayPage(day: CivilDay(daysSince1970: 20_000), editions: [printing]))))
    }
    #expect(page(payload) == page(harmlessWords))
}

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfAStorysPage(_ payload: String) {
    func page(_ words: String) -> String {
        var told = editionSaying(words, url: "https://a.example/").sections[0].told[0]
        // What cannot be shown at all is left out: it stands beside something.
        told.lede = "x \(words)"
        let lead = told.story.members[0].item
        let changes = Changes(
            shown: [
                Change(.title, [Change.Piece(.kept, words), Change.Piece(.removed, words), Change.Piece(.added, words)])
            ], left: 2)
        return text(
            Press().story(
                StoryPage(
                    told: told, zone: words,
                    revisions: [StoryPage.Revision(item: Key(bits: 1), arrived: at("2026-11-22T20:40:00Z"), changes: changes)],
                    related: [
                        StoryPage.Related(story: Key(bits: 9), lead: lead, shared: [words], hasPage: true),
                        StoryPage.Related(story: Key(bits: 8), lead: lead, shared: [words], hasPage: false),
                    ],
                    editions: [
                        StoryPage.Printing(
                            title: words, path: "2026/x", closing: at("2026-11-22T20:40:00Z"), story: Key(bits: 1))
                    ])))
    }
    let (got, expected) = (page("y \(payload)"), page("y \(harmlessWords)"))
    #expect(structure(got) == structure(expected))
    #expect(!got.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7f...0x9f).contains($0.value) })
    #expect(!got.unicodeScalars.contains { (0x202a...0x202e).contains($0.value) || (0x2066...0x2069).contains($0.value) })
}

@Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", " https://a.example/", "java\nscript:alert(1)", "data:text/html,x",
    "//a.example/",
    "https://", "https:///path", "http:a.example", "ftp://a.example", "https://a.example/\u{0}x", "https://a.example/a b",
    "https://a.example/\u{202e}", "", "https://\"onload=", "vbscript:x", "https://a.example/\n",
])
func whatIsNoWebAddressBecomesNoLink(_ url: String) throws {
    let hostile = editionSaying(harmlessWords, url: url)
    let page = text(Press().html(hostile, root: "../"))
    #expect(!page.contains("noopener"))
    #expect(!text(Press.markdown(hostile)).replacing("[Deep Look](stories/", with: "").contains("]("))
    #expect(!text(Press.json(hostile)).contains("\"url\""))
    #expect(!(try mailed(Press.mail(hostile))).contains("href"))
    #expect(try files(ofZip: Press.book(hostile)).allSatisfy { !text($0.content).contains("noopener") })
}

@Test func anAddressCannotEndWhereItStands() {
    let url = "HTTPS://a.example/\"><b>'`x)(y\\|{z}é?a=1&copy;=2"
    let hostile = morning([Edition.Section(topic: nil, label: "E", told: [], brief: [told([member(1, "s", "T", url: url)])])])
    #expect(
        text(Press().html(hostile, root: "")).contains(
            "<a href=\"HTTPS://a.example/%22%3e%3cb%3e%27%60x)(y%5c%7c%7bz%7d%c3%a9?a=1&amp;copy;=2\" rel="))
    #expect(
        text(Press.markdown(hostile)).contains(
            "[T](<HTTPS://a.example/%22%3e%3cb%3e%27%60x)(y%5c%7c%7bz%7d%c3%a9?a=1&amp;copy;=2>)"))
}

@Test(arguments: [
    ("plain, words: 5 < 6; it's \"so\" (really)!", "plain, words: 5 \\< 6; it's \"so\" (really)!"), ("AT&T & Co;", "AT&T & Co;"),
    ("&copy; &#38;", "\\&copy; \\&#38;"), ("# heading", "\\# heading"), ("C#", "C\\#"), ("a # b", "a # b"),
    ("- item", "\\- item"),
    ("well-known", "well-known"), ("1986. That year", "1986\\. That year"), ("2) two", "2\\) two"), ("at 6.30", "at 6.30"),
    ("[x](y)", "\\[x\\](y)"), ("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"),
    ("<b>", "\\<b\\>".replacing("\\>", with: ">")),
    ("> q", "\\> q"), ("a > b", "a > b"), ("https://a.example", "https:\\//a.example"), ("www.a.example", "www\\.a.example"),
    ("===", "\\==="), ("a\\b", "a\\\\b"), ("  a\nb\r\n", "a b"), ("\u{1b}[31m- x", "\\[31m- x"), ("\u{1}- x", "\\- x"),
    ("1\u{1}. x", "1\\. x"), ("\u{a0}\u{3000}x\u{2003}", "x"), ("", ""), ("a\u{202e}b\u{2028}c", "ab c"),
])
func markdownEscapesWhatItsReadersActOnAndNothingElse(_ words: String, _ expected: String) {
    var bytes: [UInt8] = []
    MarkdownWriter.set(words, into: &bytes)
    #expect(text(bytes) == expected)
}

@Test(arguments: hostileWords) func noWordsOfAFeedAddALineOrACommandToMarkdown(_ payload: String) {
    let lines = text(Press.markdown(editionSaying(payload, url: "https://a.example/"))).split(
        separator: "\n", omittingEmptySubsequences: false)
    let expected = text(Press.markdown(editionSaying(harmlessWords, url: "https://a.example/"))).split(
        separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == expected.count)
    #expect(
        !lines.joined().unicodeScalars.contains {
            $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || (0x202a...0x202e).contains($0.value)
        })
}

/// The page within a mail.
private func mailed(_ bytes: [UInt8]) throws -> String { try #require(try Message(bytes).parts.last).text }

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfAMail(_ payload: String) throws {
    let bytes = Press.mail(editionSaying(payload, url: "https://a.example/"))
    let harmlessBytes = Press.mail(editionSaying(harmlessWords, url: "https://a.example/"))
    let got = try mailed(bytes)
    #expect(try structure(got) == structure(mailed(harmlessBytes)))
    #expect(!holdsCommands(got))
    #expect(try Message(bytes).parts.first?.bytes == Press.text(editionSaying(payload, url: "https://a.example/")))
    // Above the parts and around them stand the same lines as ever, but for the subject and the id.
    func frame(_ bytes: [UInt8]) throws -> [String] { try Message(bytes).fields.map(\.name) }
    #expect(try frame(bytes) == frame(harmlessBytes))
    #expect(bytes.allSatisfy { $0 == 0x0a || (0x20...0x7e).contains($0) })
}

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfABook(_ payload: String) throws {
    let book = try files(ofZip: Press.book(editionSaying(payload, url: "https://a.example/?a=1&b=<")))
    let expected = try files(ofZip: Press.book(editionSaying(harmlessWords, url: "https://a.example/?a=1&b=<")))
    #expect(book.map(\.name) == expected.map(\.name))
    for (file, harmlessWords) in zip(book, expected) where file.name.hasSuffix("ml") || file.name.hasSuffix(".opf") {
        #expect(structure(text(file.content)) == structure(text(harmlessWords.content)))
        #expect(isWellFormed(file.content) && !holdsCommands(text(file.content)))
    }
}

/// Whether a terminal, a bidirectional text or an XML parser would act on something in it.
private func holdsCommands(_ page: String) -> Bool {
    for scalar in page.unicodeScalars {
        switch scalar.value {
        case 0x0A: continue
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: return true
        default: continue
        }
    }
    return false
}

@Test(arguments: hostileWords) func noWordsOfAFeedAddACommandToPlainTextOrPassItsWidth(_ payload: String) {
    let page = text(Press.text(editionSaying(payload, url: "https://a.example/")))
    #expect(!holdsCommands(page))
    // Marks on a letter take no column of their own.
    let widths = page.split(separator: "\n").map { line in
        line.unicodeScalars.count { $0.properties.generalCategory != .nonspacingMark }
    }
    let longest = widths.max() ?? 0
    #expect(longest <= 80)
}

@Test(arguments: hostileWords) func noWordsOfAFeedChangeTheStructureOfAtom(_ payload: String) {
    let page = text(Press().atom(editionSaying(payload, url: "https://a.example/")))
    let expected = text(Press().atom(editionSaying(harmlessWords, url: "https://a.example/")))
    // A lede of which nothing can be shown has no element.
    func elements(_ page: String) -> [String] { structure(page).filter { !$0.hasSuffix("summary") } }
    #expect(elements(page) == elements(expected))
    #expect(!holdsCommands(page))
}

@Test(arguments: hostileWords) func jsonGivesBackTheSameWords(_ payload: String) throws {
    let bytes = Press.json(editionSaying(payload, url: "https://a.example/"))
    #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0a } && bytes.firstIndex(of: 0x0a) == bytes.count - 1)
    let feed = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let item = try #require((feed["items"] as? [[String: Any]])?.first)
    #expect(item["title"] as? String == payload)
    #expect(item["summary"] as? String == payload)
    #expect(item["tags"] as? [String] == [payload, payload])
    let members = try #require((item["_wiredesk"] as? [String: Any])?["items"] as? [[String: Any]])
    #expect(members.map { $0["title"] as? String } == [payload, payload, payload])
    #expect((members[0]["why"] as? [String: Any])?["shared"] as? [String] == [payload])
}

@Test func aLongHeadlineIsCutOnPagesAndWholeInJSON() {
    let words = String(repeating: "endless ", count: 500) + "end"
    let long = morning([Edition.Section(topic: nil, label: "E", told: [told([member(1, "s", words)])], brief: [])])
    #expect(text(Press().html(long, root: "")).contains("endless endless…</a>"))
    #expect(text(Press.json(long)).contains(words))
    #expect(String(repeating: "語", count: 200).cut(toBytes: 100) == String(repeating: "語", count: 33) + "…")
}
