import News
import Testing

@testable import Press

// What is read elsewhere than beside digests/ leads there where its address is known.

private let url = "https://news.example/d&d/"

private let strike: Edition.Told = {
    let many = (1...20).map { member(0x20 + $0, "s\($0)", "Tarn strike is over, says \($0)") }
    var told = told([member(0x10, "courier", "Dockers at Tarn return to work")] + many, lede: "The dockers voted.")
    told.hasPage = true
    return told
}()
private let alone = told([member(0x80, "arts", "Museum finds lost score")])

private let edition = morning(
    [
        Edition.Section(topic: "economy", label: "Economy", told: [strike], brief: [alone], left: 3)
    ], inShort: [0x10])

private let page = "https://news.example/d&d/stories/0000000000000010.html"

@Test func aMailLeadsToThePageOfEachStoryThatTellsMore() throws {
    let parts = try Message(Press.mail(edition, url: url)).parts
    let html = parts[1].text
    let escaped = page.replacing("&", with: "&amp;")
    #expect(html.contains("<li><a href=\"\(escaped)\">Dockers at Tarn return to work</a>"))
    #expect(html.contains("<p class=\"also\"><a href=\"\(escaped)\">Deep Look</a></p>"))
    #expect(html.contains("<a href=\"\(escaped)#\(StoryWriter.accountsAnchor)\">and 9 more items</a>"))
    #expect(html.contains("<a href=\"https://news.example/d&amp;d/topics/economy.html\">and 3 more stories</a>"))
    #expect(!html.contains("0000000000000080.html") && !html.contains("<details"))
    #expect(parts[0].bytes == Press.text(edition, url: url))
}

@Test func withoutItsAddressThereIsNoWayToItFromElsewhere() throws {
    for bytes in [Press.text(edition), Press.json(edition), Press().atom(edition)] { #expect(!text(bytes).contains("stories/")) }
    #expect(try !Message(Press.mail(edition)).parts[1].text.contains("stories/"))
}

@Test func plainTextHasTheAddressesOfPagesAmongItsFootnotes() {
    let lines = text(Press.text(edition, url: url)).split(separator: "\n").map(String.init)
    func note(_ address: String) -> String? {
        lines.first { $0.hasSuffix("] " + address) }?.split(separator: " ").first.map(String.init)
    }
    for (words, address) in [
        ("  Deep Look", page), ("  - and 9 more items", "\(page)#\(StoryWriter.accountsAnchor)"),
        ("and 3 more stories", "https://news.example/d&d/topics/economy.html"),
    ] {
        let note = note(address)
        #expect(note != nil && lines.contains("\(words) \(note ?? "")"))
    }
}

@Test func plainTextNamesFirstWhatLeadsToItsPageAsMailsDo() {
    let alone = morning(
        [Edition.Section(topic: "art", label: "Art", told: [strike, alone], brief: [])], inShort: [0x10, 0x80])
    let lines = text(Press.text(alone, url: url)).split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("1. Dockers at Tarn return to work") && $0.hasSuffix(" [1]") })
    #expect(lines.contains("[1] \(page)"))
    // One without a page leads to its source.
    #expect(lines.contains { $0.hasPrefix("2. Museum finds lost score") && $0.hasSuffix(" [2]") })
    #expect(lines.contains { $0.hasPrefix("[2] ") && !$0.hasPrefix("[2] \(url)") })
}

/// Of one that an edition tells as a headline no page is known.
@Test func aFeedLeadsToNoPageThatIsNotThere() {
    var headline = strike
    headline.hasPage = false
    for (told, isThere) in [(strike, true), (headline, false)] {
        let section = Edition.Section(topic: nil, label: "Elsewhere", told: [], brief: [told])
        let atom = text(Press(ourTemplates, url: url).atom(morning([section])))
        #expect(atom.contains("and 9 more items"))
        #expect(atom.contains("stories/") == isThere)
        #expect(atom.contains("<link rel=\"alternate\" href=\"https://"))
    }
}

@Test func feedsAndBooksLeadToThePageToo() throws {
    let atom = text(Press(ourTemplates, url: url).atom(edition))
    let href = page.replacing("&", with: "&amp;amp;")
    #expect(atom.contains("&lt;p&gt;&lt;a href=&quot;\(href)&quot;&gt;Deep Look&lt;/a&gt;&lt;/p&gt;"))
    let json = text(Press.json(edition, url: url)).replacing("\\/", with: "/")
    #expect(json.contains("\"home_page_url\":\"\(url)\"") && json.contains("\\n\\nDeep Look: \(page)\\n\\n"))
    let book = try files(ofZip: Press.book(edition, url: url)).first { $0.name == "EPUB/section-1.xhtml" }
    let chapter = text(book?.content ?? [])
    #expect(chapter.contains("<a href=\"\(page.replacing("&", with: "&amp;"))\">Deep Look</a>"))
}

@Test func aCopyUnderAnotherHeadlineIsNamedWithIt() {
    let copy = member(0x11, "ledger", "Strike at Tarn ends", copyOf: 0x10, sourceTitle: "Daily Ledger")
    let edition = morning([
        Edition.Section(topic: nil, label: "Elsewhere", told: [told([member(0x10, "a", "Dockers return"), copy])], brief: [])
    ])
    #expect(text(Press.text(edition)).contains("  - also in Daily Ledger: Strike at Tarn ends ["))
}

@Test(arguments: [
    ("https://news.example/digests/", "https://news.example/digests/"), ("http://localhost:8080", "http://localhost:8080/"),
    ("https://bücher.example/d", "https://xn--bcher-kva.example/d/"), ("news.example/digests", nil), ("file:///srv/d", nil),
    ("https://news.example/?d=1", nil), ("https://news.example/#top", nil), ("javascript:alert(1)", nil), ("", nil),
    ("https://a.example/\"><script>", "https://a.example/%22%3e%3cscript%3e/"),
]) func theAddressOfDigestsIsOneThatOthersCanBePutBehind(_ given: String, _ base: String?) {
    #expect(Press.base(given) == base)
}
