import Foundation
import News
import Testing

@testable import Press

@Test func bodyOfTheHTMLPageOfAStory() throws {
    let members = [
        member(0x11, "radio", "Tarn strike is over", at: "2026-11-21T20:05:00Z", sourceTitle: "Tarn Radio"),
        member(
            0x10, "courier", "Dockers at Tarn return to work", at: "2026-11-22T20:40:00Z",
            why: Story.Join(rule: "wording", score: 28_000, shared: ["tarn", "strike"], with: Key(bits: 0x11)),
            sourceTitle: "Nordport Courier"),
        member(
            0x12, "ledger", "Dockers at Tarn return to work", at: "2026-11-22T20:50:00Z", copyOf: 0x10,
            why: Story.Join(rule: "copy-text", score: 65536, shared: ["the", "dockers"], with: Key(bits: 0x10)),
            sourceTitle: "Daily Ledger"),
    ]
    let whole = told(members, lede: "The strike is over.", tags: [topic("labour", "labour dispute")])
    let page = StoryPage(
        told: whole, zone: "Europe/Berlin",
        revisions: [
            StoryPage.Revision(
                item: Key(bits: 0x11), arrived: at("2026-11-21T21:00:00Z"),
                changes: Changes(shown: [Change(.title, [.init(.kept, "Tarn strike"), .init(.added, "is over")])], left: 0))
        ],
        related: [
            StoryPage.Related(
                story: Key(bits: 0x30), lead: member(0x30, "blatt", "Tarn streikt", language: "de").item, shared: ["tarn"],
                hasPage: true)
        ],
        editions: [
            StoryPage.Printing(
                title: "Morning Edition", path: "2026/11/22/morning", closing: at("2026-11-22T21:30:00Z"), story: Key(bits: 0x11))
        ])
    let html = text(Press().story(page))
    let body = try #require(html.split(separator: "<body>\n").last)
    #expect(
        body == """
            <a class="skip" href="#main">Skip to the stories</a>
            <header>
            <p class="desk"><a href="../index.html">wiredesk</a></p>
            <h1>Tarn strike is over</h1>
            <p class="tags">labour dispute / Tarn Radio, Nordport Courier</p>
            </header>
            <main id="main" tabindex="-1">
            <p class="lede">The strike is over. <small>(<a href="https://radio.example/17" rel="noopener noreferrer">Tarn Radio</a>, <time datetime="2026-11-21T20:05Z">21 November 2026 21:05</time>)</small></p>
            <section aria-labelledby="who-told-it-and-when">
            <h2 id="who-told-it-and-when">Who told it, and when</h2>
            <p class="count">2 sources</p>
            <ul class="sources">
            <li id="i0000000000000011"><time datetime="2026-11-21T20:05Z">21 November 2026 21:05</time> <a href="https://radio.example/17" rel="noopener noreferrer">Tarn Radio</a></li>
            <li id="i0000000000000010"><time datetime="2026-11-22T20:40Z">22 November 2026 21:40</time> <a href="https://courier.example/16" rel="noopener noreferrer">Nordport Courier</a>: <span>Dockers at Tarn return to work</span><br><small>also in <a href="https://ledger.example/18" rel="noopener noreferrer">Daily Ledger</a>, <time datetime="2026-11-22T20:50Z">22 November 2026 21:50</time></small></li>
            </ul>
            </section>
            <section aria-labelledby="what-changed">
            <h2 id="what-changed">What changed</h2>
            <p class="count">Struck through is gone, underlined is new</p>
            <ul class="sources">
            <li><time datetime="2026-11-21T21:00Z">21 November 2026 22:00</time> <a href="https://radio.example/17" rel="noopener noreferrer">Tarn Radio</a><br><small>title</small> <span>Tarn strike <ins>is over</ins></span></li>
            </ul>
            </section>
            <section aria-labelledby="why-it-is-one-story">
            <h2 id="why-it-is-one-story">Why it is one story</h2>
            <ul class="sources">
            <li>Nordport Courier, <time datetime="2026-11-22T20:40Z">22 November 2026 21:40</time>: joined by wording, 0.42 alike, to Tarn Radio, <time datetime="2026-11-21T20:05Z">21 November 2026 21:05</time>; 24 h 35 min apart<br><small>what weighed most: tarn, strike</small></li>
            <li>Daily Ledger, <time datetime="2026-11-22T20:50Z">22 November 2026 21:50</time>: a copy, word for word, of Nordport Courier, <time datetime="2026-11-22T20:40Z">22 November 2026 21:40</time>; 10 min apart<br><small>both say: the dockers ...</small></li>
            </ul>
            <p class="count"><code>wiredesk explain 0000000000000011</code> tells more</p>
            </section>
            <section aria-labelledby="related">
            <h2 id="related">Related</h2>
            <ul class="brief">
            <li><a href="0000000000000030.html" lang="de">Tarn streikt</a> <small>blatt, <time datetime="2026-11-22T20:40Z">22 November 2026 21:40</time>; both name tarn</small></li>
            </ul>
            </section>
            <section aria-labelledby="told-in">
            <h2 id="told-in">Told in</h2>
            <ul class="editions">
            <li><a href="../2026/11/22/morning.html#s0000000000000011">Morning Edition</a> <small><time datetime="2026-11-22T21:30Z">22 November 2026 22:30</time></small></li>
            </ul>
            </section>
            </main>
            <footer>
            <p>Made by wiredesk. Times are those of Europe/Berlin.</p>
            </footer>
            </body>
            </html>

            """)
}

/// Leads there without a script, says so, and is allowed by its own policy.
@Test func theOldPageOfAStoryLeadsToTheNewOne() {
    let page = text(Press().moved(to: Key(bits: 0x10)))
    #expect(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=0000000000000010.html\">"))
    #expect(page.contains("<link rel=\"canonical\" href=\"0000000000000010.html\">"))
    #expect(page.contains("<a href=\"0000000000000010.html\">another story</a>"))
    #expect(page.contains("default-src 'none'") && !page.contains("<script"))
}
