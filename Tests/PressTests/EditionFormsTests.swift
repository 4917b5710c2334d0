import Foundation
import News
import Testing

@testable import Press

// A small edition in every form, whole.

private let strike = told(
    [
        member(0x10, "courier", "Dockers at Tarn return to work", at: "2026-11-22T20:40:00Z", sourceTitle: "Nordport Courier"),
        member(0x11, "radio", "Tarn strike is over", at: "2026-11-21T20:05:00Z", sourceTitle: "Tarn Radio"),
        member(
            0x12, "ledger", "Dockers at Tarn return to work", at: "2026-11-22T20:50:00Z", copyOf: 0x10,
            why: Story.Join(rule: "copy-text", score: 65536, shared: ["dockers", "tarn"], with: Key(bits: 0x10)),
            sourceTitle: "Daily Ledger"),
    ], lede: "After eleven days the dockers of Tarn voted to end their strike.",
    tags: [topic("labour", "labour dispute"), topic("harbour-strike", "Harbour strike", .event)], fresh: [0x10])

private let museum = told([member(0x20, "arts", "Museum finds lost score", language: "en-GB")])

let small = morning(
    [
        Edition.Section(topic: "economy", label: "Economy", told: [strike], brief: []),
        Edition.Section(topic: nil, label: "Elsewhere", told: [], brief: [museum]),
    ], inShort: [0x10],
    counts: Edition.Counts(items: 1904, sources: 37, repeats: 1322, copies: 207, filesFailed: 2))

@Test func markdownOfASmallEdition() {
    #expect(
        text(Press.markdown(small)) == """
            # Morning Edition, Sunday 22 November 2026

            2 stories, 1 minute. From 1,904 items of 37 sources since Saturday 18:00; 1,322 were repeats, 207 copies.

            ## In short

            1. [Dockers at Tarn return to work](https://courier.example/16) - 2 sources, update

            ## Economy

            ### Dockers at Tarn return to work

            *update: 1 new / Harbour strike / labour dispute / Nordport Courier, Tarn Radio / Morning Edition*

            After eleven days the dockers of Tarn voted to end their strike. (Nordport Courier, 21:40)

            2 sources:

            - new: [Nordport Courier](https://courier.example/16), 21:40
            - [Tarn Radio](https://radio.example/17), Saturday 21:05: Tarn strike is over
            - also in [Daily Ledger](https://ledger.example/18)

            [Deep Look](stories/0000000000000010.html)

            ## Elsewhere

            - [Museum finds lost score](https://arts.example/32) - arts, 21:40

            ---

            Made by wiredesk from 37 sources. Not read: 2 files (`wiredesk status` says why). Times are those of Europe/Berlin.

            """)
}

@Test func plainTextOfASmallEdition() {
    #expect(
        text(Press.text(small)) == """
            Morning Edition, Sunday 22 November 2026
            ========================================

            2 stories, 1 minute. From 1,904 items of 37 sources since Saturday 18:00; 1,322
            were repeats, 207 copies.

            In short
            --------

            1. Dockers at Tarn return to work - 2 sources, update [1]

            Economy
            -------

            * Dockers at Tarn return to work
              update: 1 new / Harbour strike / labour dispute / Nordport Courier, Tarn Radio
              / Morning Edition

              After eleven days the dockers of Tarn voted to end their strike. (Nordport
              Courier, 21:40) [1]

              2 sources:
              - new: Nordport Courier, 21:40 [1]
              - Tarn Radio, Saturday 21:05: Tarn strike is over [2]
              - also in Daily Ledger [3]

            Elsewhere
            ---------

            - Museum finds lost score - arts, 21:40 [4]

            --
            Made by wiredesk from 37 sources. Not read: 2 files (`wiredesk status` says
            why). Times are those of Europe/Berlin.

            [1] https://courier.example/16
            [2] https://radio.example/17
            [3] https://ledger.example/18
            [4] https://arts.example/32

            """)
}

@Test func atomOfASmallEdition() {
    #expect(
        text(Press().atom(small)) == """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
            <id>tag:wiredesk,2026:edition/morning/2026-11-22T21:30:00Z</id>
            <title>Morning Edition, Sunday 22 November 2026</title>
            <subtitle>2 stories, 1 minute. From 1,904 items of 37 sources since Saturday 18:00; 1,322 were repeats, 207 copies.</subtitle>
            <updated>2026-11-22T21:30:00Z</updated>
            <author><name>wiredesk</name></author>
            <generator>wiredesk</generator>
            <entry>
            <id>tag:wiredesk,2026:story/0000000000000010</id>
            <title>Dockers at Tarn return to work</title>
            <link rel="alternate" href="https://courier.example/16"/>
            <published>2026-11-22T20:40:00Z</published>
            <updated>2026-11-22T20:50:00Z</updated>
            <author><name>Nordport Courier</name>
            </author>
            <author><name>Tarn Radio</name>
            </author>
            <category term="labour" label="labour dispute"/>
            <category term="harbour-strike" label="Harbour strike"/>
            <summary>After eleven days the dockers of Tarn voted to end their strike.</summary>
            <content type="html">&lt;p&gt;&lt;em&gt;update: 1 new / Harbour strike / labour dispute / Nordport Courier, Tarn Radio / Morning Edition&lt;/em&gt;&lt;/p&gt;&lt;p&gt;After eleven days the dockers of Tarn voted to end their strike.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;new: &lt;a href=&quot;https://courier.example/16&quot;&gt;Nordport Courier&lt;/a&gt;, 21:40&lt;/li&gt;&lt;li&gt;&lt;a href=&quot;https://radio.example/17&quot;&gt;Tarn Radio&lt;/a&gt;, Saturday 21:05: Tarn strike is over&lt;/li&gt;&lt;li&gt;also in &lt;a href=&quot;https://ledger.example/18&quot;&gt;Daily Ledger&lt;/a&gt;, 21:50&lt;/li&gt;&lt;/ul&gt;</content>
            </entry>
            <entry xml:lang="en-GB">
            <id>tag:wiredesk,2026:story/0000000000000020</id>
            <title>Museum finds lost score</title>
            <link rel="alternate" href="https://arts.example/32"/>
            <published>2026-11-22T20:40:00Z</published>
            <updated>2026-11-22T20:40:00Z</updated>
            <author><name>arts</name>
            </author>
            <content type="html">&lt;p&gt;&lt;em&gt;arts / Morning Edition&lt;/em&gt;&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;a href=&quot;https://arts.example/32&quot;&gt;arts&lt;/a&gt;, 21:40&lt;/li&gt;&lt;/ul&gt;</content>
            </entry>
            </feed>

            """)
}

@Test func aWideTextIsBrokenBetweenItsCharactersAtEightyColumns() {
    let headline = String(repeating: "港湾労働者", count: 12) + "。"
    let section = Edition.Section(topic: nil, label: "港", told: [told([member(1, "s", headline)])], brief: [])
    let page = text(Press.text(morning([section])))
    #expect(page.contains("港\n--\n"))
    let (first, rest) = (headline.prefix(39), headline.dropFirst(39))
    #expect(page.contains("* \(first)\n  \(rest)\n"))
}

@Test func bodyOfTheHTMLPageOfASmallEdition() throws {
    let page = text(Press().html(small, root: "../../../"))
    let body = try #require(page.split(separator: "<body>\n").last)
    #expect(
        body == """
            <a class="skip" href="#main">Skip to the stories</a>
            <header>
            <p class="desk"><a href="../../../index.html">wiredesk</a></p>
            <h1>Morning Edition<span class="comma">, </span><span class="date"><time datetime="2026-11-22T21:30Z">Sunday 22 November 2026</time></span></h1>
            <p class="counts">2 stories, 1 minute. From 1,904 items of 37 sources since Saturday 18:00; 1,322 were repeats, 207 copies.</p>
            <p class="forms">Times are those of Europe/Berlin. Also as <a href="morning.md">Markdown</a>, <a href="morning.txt">plain text</a>, <a href="morning.json">JSON Feed</a> and <a href="morning.atom">Atom</a>.</p>
            </header>
            <main id="main" tabindex="-1">
            <section class="first" aria-labelledby="in-short">
            <h2 id="in-short">In short</h2>
            <ol class="short">
            <li><a href="#s0000000000000010">Dockers at Tarn return to work</a> <small>2 sources, update</small></li>
            </ol>
            </section>
            <nav aria-label="Sections">
            <ul>
            <li><a href="#topic-economy">Economy</a> 1</li>
            <li><a href="#elsewhere">Elsewhere</a> 1</li>
            </ul>
            </nav>
            <section aria-labelledby="topic-economy">
            <h2 id="topic-economy">Economy</h2>
            <article>
            <h3 id="s0000000000000010"><a href="https://courier.example/16" rel="noopener noreferrer">Dockers at Tarn return to work</a></h3>
            <p class="tags"><b>update: 1 new</b> Harbour strike / labour dispute / Nordport Courier, Tarn Radio / Morning Edition</p>
            <p class="lede">After eleven days the dockers of Tarn voted to end their strike. <small>(Nordport Courier, <time datetime="2026-11-22T20:40Z">21:40</time>)</small></p>
            <p class="count">2 sources</p>
            <ul class="sources">
            <li><b>new</b> <a href="https://courier.example/16" rel="noopener noreferrer">Nordport Courier</a><small>, <time datetime="2026-11-22T20:40Z">21:40</time></small></li>
            <li><a href="https://radio.example/17" rel="noopener noreferrer">Tarn strike is over</a> <small>Tarn Radio, <time datetime="2026-11-21T20:05Z">Saturday 21:05</time></small></li>
            <li class="also">also in <a href="https://ledger.example/18" rel="noopener noreferrer">Daily Ledger</a></li>
            </ul>
            <p class="also"><a href="../../../stories/0000000000000010.html">Deep Look</a></p>
            </article>

            </section>
            <section aria-labelledby="elsewhere">
            <h2 id="elsewhere">Elsewhere</h2>
            <ul class="brief">
            <li id="s0000000000000020"><a href="https://arts.example/32" rel="noopener noreferrer">Museum finds lost score</a> <small>arts, <time datetime="2026-11-22T20:40Z">21:40</time></small></li>
            </ul>

            </section>
            </main>
            <footer>
            <p>Made by wiredesk from 37 sources. Not read: 2 files (<code>wiredesk status</code> says why).</p>
            </footer>
            </body>
            </html>

            """)
}

@Test func jsonFeedOfASmallEdition() {
    let expected = """
        {"version":"https://jsonfeed.org/version/1.1","title":"Morning Edition, Sunday 22 November 2026",
        "description":"2 stories, 1 minute. From 1,904 items of 37 sources since Saturday 18:00; 1,322 were repeats, 207 copies.",
        "items":[
        {"id":"0000000000000010","url":"https://courier.example/16","title":"Dockers at Tarn return to work",
        "summary":"After eleven days the dockers of Tarn voted to end their strike.",
        "content_text":"update: 1 new / Harbour strike / labour dispute / Nordport Courier, Tarn Radio / Morning Edition\\n\\n\
        After eleven days the dockers of Tarn voted to end their strike.\\n\\n2 sources:\\n\
        - Nordport Courier, 21:40 https://courier.example/16\\n\
        - Tarn Radio, Saturday 21:05: Tarn strike is over https://radio.example/17\\n\
        - also in Daily Ledger, 21:50 https://ledger.example/18",
        "date_published":"2026-11-22T20:40:00Z","date_modified":"2026-11-22T20:50:00Z",
        "authors":[{"name":"Nordport Courier"},{"name":"Tarn Radio"}],"tags":["labour dispute","Harbour strike"],
        "_wiredesk":{"story":"0000000000000010",
        "topics":[{"id":"labour","label":"labour dispute","type":"topic","score":12},
        {"id":"harbour-strike","label":"Harbour strike","type":"event","score":12}],"sources":2,"update":true,
        "items":[{"key":"0000000000000010","url":"https://courier.example/16","title":"Dockers at Tarn return to work",
        "source":"courier","source_title":"Nordport Courier","date_published":"2026-11-22T20:40:00Z"},
        {"key":"0000000000000011","url":"https://radio.example/17","title":"Tarn strike is over",
        "source":"radio","source_title":"Tarn Radio","date_published":"2026-11-21T20:05:00Z"},
        {"key":"0000000000000012","url":"https://ledger.example/18","title":"Dockers at Tarn return to work",
        "source":"ledger","source_title":"Daily Ledger","date_published":"2026-11-22T20:50:00Z",
        "duplicate_of":"0000000000000010",
        "why":{"rule":"copy-text","score":65536,"shared":["dockers","tarn"],"with":"0000000000000010"}}]}},
        {"id":"0000000000000020","url":"https://arts.example/32","title":"Museum finds lost score",
        "content_text":"arts / Morning Edition\\n\\n1 source:\\n- arts, 21:40 https://arts.example/32",
        "date_published":"2026-11-22T20:40:00Z","date_modified":"2026-11-22T20:40:00Z",
        "authors":[{"name":"arts"}],"language":"en-GB",
        "_wiredesk":{"story":"0000000000000020","sources":1,"update":false,
        "items":[{"key":"0000000000000020","url":"https://arts.example/32","title":"Museum finds lost score",
        "source":"arts","date_published":"2026-11-22T20:40:00Z"}]}}],
        "_wiredesk":{"edition":"morning","opened":"2026-11-21T17:00:00Z","closing":"2026-11-22T21:30:00Z","closed":true,
        "zone":"Europe/Berlin",
        "counts":{"items":1904,"sources":37,"repeats":1322,"revisions":0,"copies":207,"files_failed":2}}}
        """
    #expect(text(Press.json(small)) == expected.split(separator: "\n").joined() + "\n")
}

@Test func aLiveEditionSaysAsOfWhenAndLinksTheLatestForms() {
    let live = morning([Edition.Section(topic: nil, label: "Elsewhere", told: [museum], brief: [])], isClosed: false)
    let page = text(Press().html(live, root: ""))
    #expect(page.contains(">Sunday 22 November 2026, as of 22:30</time>"))
    #expect(page.contains(#"<a href="latest.md">Markdown</a>, <a href="latest.txt">"#))
    #expect(text(Press.markdown(live)).hasPrefix("# Morning Edition, Sunday 22 November 2026, as of 22:30\n"))
}

@Test func aClosedEditionShownAsTheLatestLinksTheLatestForms() {
    #expect(text(Press().html(small, root: "")).contains(#"<a href="latest.md">"#))
}

@Test func anEditionWithoutStoriesSaysSo() {
    let told = "What has arrived since Saturday 18:00 had all been told before. Enjoy the quiet."
    let empty = morning([])
    #expect(text(Press().html(empty, root: "")).contains(#"<p class="quiet">\#(told)</p>"#))
    #expect(text(Press.markdown(empty)).contains("\n\(told)\n"))
    var first = morning([], counts: Edition.Counts())
    first.opened = nil
    #expect(text(Press.markdown(first)).contains("Nothing has arrived so far, so there is nothing to read."))
}

@Test func aSectionWithoutStoriesIsNotShown() {
    let edition = morning([Edition.Section(topic: "sport", label: "Sport", told: [], brief: []), small.sections[1]])
    #expect(!text(Press().html(edition, root: "")).contains("Sport") && !text(Press.markdown(edition)).contains("Sport"))
}

@Test func moreThanTwelveHeadlinesAreFoldedUnderTheirNumber() {
    let many = (1...13).map { told([member($0, "q", "Headline \($0)")]) }
    func page(_ brief: [Edition.Told]) -> String {
        text(Press().html(morning([Edition.Section(topic: "sport", label: "Sport", told: [museum], brief: brief)]), root: ""))
    }
    #expect(page(many).contains(#"<details class="more"><summary><h3>More in Sport: 13 headlines</h3></summary>"#))
    #expect(page(many.dropLast()).contains("<h3 class=\"more\">More in Sport</h3><ul class=\"brief\">\n"))
    let alone = morning([Edition.Section(topic: "sport", label: "Sport", told: [], brief: many)])
    #expect(!text(Press().html(alone, root: "")).contains("<details"))
}

@Test func accountsBeyondTheSixthAreFoldedAndNoneIsLost() {
    let members = (1...9).map { member($0, "s\($0)", "Account \($0)") }
    let page = text(Press().html(morning([Edition.Section(topic: nil, label: "E", told: [told(members)], brief: [])]), root: ""))
    #expect(page.contains("<summary>and 3 more</summary>"))
    #expect((2...9).allSatisfy { page.contains(">Account \($0)</a>") })
    #expect(page.contains("s1, s2 and 7 more / Morning Edition"))
}

@Test func whatStandsForAHeadlineIsNotToldTwice() {
    func page(_ lede: String) -> String {
        text(
            Press.text(
                morning([Edition.Section(topic: nil, label: "E", told: [told([member(1, "a", nil)], lede: lede)], brief: [])])))
    }
    let short = "The dockers of Tarn strike."
    #expect(page(short).components(separatedBy: short).count == 2)
    let long =
        "The dockers of Tarn have begun a strike that may last for weeks, as their union said on Saturday evening in the port."
    #expect(page(long).contains("* The dockers of Tarn have begun a strike"))
    #expect(page(long).replacing("\n  ", with: " ").contains(long))
}

@Test func whatIsNotToldIsCountedAndLedTo() {
    func page(_ section: Edition.Section, elsewhere: String? = "elsewhere") -> String {
        var edition = morning([section])
        edition.elsewhere = elsewhere
        return text(Press().html(edition, root: "../")) + text(Press.markdown(edition, root: "../"))
    }
    let story = told([member(1, "a", "Dockers return")])
    let economy = page(Edition.Section(topic: "economy", label: "Economy", told: [story], brief: [], left: 12))
    #expect(economy.contains("<a href=\"../topics/economy.html\">and 12 more stories</a>"))
    #expect(economy.contains("[and 12 more stories](../topics/economy.html)"))
    #expect(economy.contains("1 story, 1 minute; 12 more not told here."))
    let rest = Edition.Section(topic: nil, label: "Elsewhere", told: [story], brief: [], left: 12)
    #expect(page(rest).contains("<a href=\"../topics/elsewhere.html\">and 12 more stories</a>"))
    // Of an edition with topics of its own another set is left.
    #expect(!page(rest, elsewhere: nil).contains("topics/"))
}

@Test func wordsInAnotherLanguageAreMarkedAsSuch() {
    let page = text(
        Press().html(
            morning([
                Edition.Section(
                    topic: nil, label: "E",
                    told: [
                        told([member(1, "a", "البرلمان يصوت", language: "ar")]),
                        told([member(2, "b", "港湾労働者が終了", language: "ja-JP")]),
                        told([member(3, "c", "שלום עולם")]),
                        told([member(4, "d", "Plain", language: "x\" onload=\"y")]),
                    ], brief: [])
            ]), root: ""))
    #expect(page.contains(#"<h3 id="s0000000000000001" lang="ar" dir="rtl">"#))
    #expect(page.contains(#"<h3 id="s0000000000000002" lang="ja-JP">"#))
    #expect(page.contains(#"<h3 id="s0000000000000003" dir="auto">"#))
    #expect(page.contains(#"<h3 id="s0000000000000004">"#))
}

@Test func theFrontPageShowsTheLiveEditionAndTheEarlierOnesByDay() throws {
    let earlier = [
        FrontEntry(title: "Morning", path: "2026/11/21/morning", closing: at("2026-11-21T05:30:00Z"), zone: "UTC", stories: 12),
        FrontEntry(title: "Evening", path: "2026/11/21/evening", closing: at("2026-11-21T17:00:00Z"), zone: "UTC", stories: 1),
        FrontEntry(title: "Morning", path: "2026/11/22/morning", closing: at("2026-11-22T05:30:00Z"), zone: "UTC", stories: 9),
    ]
    let page = text(Press().front(live: small, earlier: earlier))
    let body = try #require(page.split(separator: "<body>\n").last)
    #expect(
        body == """
            <a class="skip" href="#main">Skip to the stories</a>
            <header>
            <h1>wiredesk</h1>
            </header>
            <main id="main" tabindex="-1">
            <section class="first" aria-labelledby="live">
            <h2 id="live"><a href="latest.html">Morning Edition, Sunday 22 November 2026</a></h2>
            <p class="counts">2 stories, 1 minute. From 1,904 items of 37 sources since Saturday 18:00; 1,322 were repeats, 207 copies.</p>
            <ol class="short">
            <li><a href="latest.html#s0000000000000010">Dockers at Tarn return to work</a> <small>2 sources, update</small></li>
            </ol>
            <p class="forms">Also as <a href="latest.md">Markdown</a>, <a href="latest.txt">plain text</a>, <a href="latest.json">JSON Feed</a> and <a href="latest.atom">Atom</a>.</p>
            </section>
            <section aria-labelledby="earlier">
            <h2 id="earlier">Earlier editions</h2>
            <p class="count"><a href="calendar.html">Calendar of all editions</a></p>
            <h3>Sunday 22 November 2026</h3>
            <ul class="editions">
            <li><a href="2026/11/22/morning.html">Morning</a> <small><time datetime="2026-11-22T05:30Z">05:30</time>, 9 stories</small></li>
            </ul>
            <h3>Saturday 21 November 2026</h3>
            <ul class="editions">
            <li><a href="2026/11/21/evening.html">Evening</a> <small><time datetime="2026-11-21T17:00Z">17:00</time>, 1 story</small></li>
            <li><a href="2026/11/21/morning.html">Morning</a> <small><time datetime="2026-11-21T05:30Z">05:30</time>, 12 stories</small></li>
            </ul>
            </section>
            </main>
            </body>
            </html>

            """)
    #expect(text(Press().front(live: nil, earlier: [])).contains("No edition yet."))
}

@Test func aPageOf300StoriesIsUnder500KB() {
    let sections = (0..<10).map { section in
        Edition.Section(
            topic: "t\(section)", label: "Section",
            told: (0..<30).map { story in
                let first = UInt64(section * 1000 + story * 10)
                return told(
                    (0..<3).map {
                        member(
                            first + $0, "s\($0)", "Parliament of Velia votes to reopen the northern railway, account \($0)",
                            url: "https://www.nordport-courier.example/news/2026/11/22/railway-to-be-reopened-\(first + $0)")
                    }, lede: String(repeating: "The vote was close and came late. ", count: 6))
            }, brief: [])
    }
    #expect(Press().html(morning(sections), root: "").count < 500_000)
}

@Test func anEditionThatCarriesTheDeepLookTellsItInEachFormForPeople() {
    var edition = small
    edition.sections[0].told[0].deepLook = [
        Edition.Angle(
            heading: nil,
            paragraphs: [
                Edition.Paragraph(text: "No ship was *loaded*.", kind: .paragraph, source: Key(bits: 0x10)),
                Edition.Paragraph(text: "It is over.", kind: .quotation, source: Key(bits: 0x10)),
            ]),
        Edition.Angle(
            heading: "Wages", paragraphs: [Edition.Paragraph(text: "Six per cent.", kind: .paragraph, source: Key(bits: 0x11))]),
    ]
    edition.sections[0].told[0].deepLookLeft = 2
    #expect(
        text(Press().html(edition, root: "")).contains(
            """
            <h4>Deep Look</h4>
            <p>No ship was *loaded*.</p>
            <blockquote><p>It is over. <small>(<a href="https://courier.example/16" rel="noopener noreferrer">Nordport Courier</a>)</small></p></blockquote>
            <h5>Wages</h5>
            <p>Six per cent. <small>(<a href="https://radio.example/17" rel="noopener noreferrer">Tarn Radio</a>)</small></p>
            <p class="count">and 2 more paragraphs at Nordport Courier</p>
            """))
    #expect(
        text(Press.markdown(edition)).contains(
            """
            **Deep Look**

            No ship was \\*loaded\\*.

            > It is over. (Nordport Courier)

            #### Wages

            Six per cent. (Tarn Radio)

            and 2 more paragraphs at Nordport Courier

            """))
    #expect(
        text(Press.text(edition)).contains(
            """
              Deep Look:

                No ship was *loaded*.

                > It is over. (Nordport Courier)

              Wages

                Six per cent. (Tarn Radio)

                and 2 more paragraphs at Nordport Courier
            """))
    #expect(edition.readingMinutes >= small.readingMinutes)
}

@Test func theTagLineNamesWhereItWasWrittenAndByWhom() {
    func line(dateline: String?, authors: [String]) -> String {
        var docdata = Docdata()
        docdata.dateline = dateline
        let item = Item(
            key: Key(bits: 1), hash: TextHash(bits: 1), title: "Dockers strike", authors: authors.map { Author(name: $0) },
            docdata: dateline == nil ? nil : docdata)
        let filed = FiledItem(
            item: item, source: "coastwire", sourceTitle: "Coastwire", arrived: at("2026-11-22T20:40:00Z"),
            time: at("2026-11-22T20:40:00Z"), revised: at("2026-11-22T20:40:00Z"))
        let tags = [topic("labour", "Labour"), topic("tarn", "Tarn", .place), topic("orla", "Orla", .place)]
        let telling = Telling(told([Story.Member(item: filed)], tags: tags))
        return telling.tagLine(ending: "Morning Edition").map { $0.before + $0.words }.joined()
    }
    #expect(
        line(dateline: "TARN", authors: ["J. Mansour", "desk@coastwire.example", "COASTWIRE"])
            == "Labour / TARN / Orla / Coastwire / J. Mansour / Morning Edition")
    #expect(
        line(dateline: nil, authors: ["A", "B", "C", "B"])
            == "Labour / Tarn / Orla / Coastwire / A, B and 1 more / Morning Edition")
}

@Test func ofVeryManyWhoTellItAnEditionNamesSomeAndLeadsToTheRest() throws {
    let members = (1...60).map { member($0, "s\($0)", "Headline \($0)", copyOf: $0 > 55 ? 1 : nil) }
    let edition = morning([Edition.Section(topic: nil, label: "Elsewhere", told: [told(members)], brief: [])])
    let page = text(Press().html(edition, root: ""))
    #expect(page.contains("Headline 12<") && !page.contains("Headline 13<"))
    let link = "stories/\(Key(bits: 1)).html#who-told-it-and-when"
    #expect(page.contains("<p class=\"count\"><a href=\"\(link)\">and 43 more items</a></p>"))
    #expect(text(Press.markdown(edition)).contains("[and 43 more items](\(link))"))
    #expect(text(Press.text(edition)).contains("  - and 43 more items"))
    let story = text(Press().story(StoryPage(told: told(members), zone: "UTC", revisions: [], related: [], editions: [])))
    #expect(story.contains("id=\"who-told-it-and-when\"") && story.contains("Headline 55<"))
}

@Test func aPublisherThatSaysItTwiceUnderOneHeadlineIsNamedOnce() {
    let members = [
        member(1, "tarn", "Dockers strike"), member(2, "tarn", "Dockers strike"), member(3, "radio", "Dockers strike"),
        member(4, "tarn", "Dockers strike for a second day"),
    ]
    let telling = Telling(told(members))
    #expect(telling.accounts.map(\.publisher) == ["tarn", "radio", "tarn"])
    #expect(telling.accounts.last?.headline == "Dockers strike for a second day")
}
