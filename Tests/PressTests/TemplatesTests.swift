import News
import Testing

@testable import Press

// Templates that somebody put in the place of ours.

private func faults(_ files: [String: String]) -> [String] {
    do throws(TemplateFaults) {
        _ = try ourTemplates.replacing(files)
        return []
    } catch {
        return error.faults.map { "\($0.line):\($0.column) \($0.message)" }
    }
}

@Test func oursAreFoundGoodByOurOwnCheck() throws {
    var files: [String: String] = [:]
    for name in Templates.fileNames { files[name] = shippedTemplate(name) }
    #expect(faults(files) == [])
    #expect(try ourTemplates.replacing(files) == ourTemplates)
}

@Test(arguments: [
    ("{{{headline}}}", "1:1 what a feed says would be written as it is"),
    ("<p>\n {{& headline}}", "2:2 what a feed says would be written as it is"),
    ("{{#told}}{{{ lede }}}{{/told}}", "1:10 what a feed says would be written as it is"),
    ("{{{.}}}", "1:1 {{{.}}} would write it as it is"),
    ("{{headlin}}", "1:1 there is no \"headlin\" here"),
    ("<h1 onclick=\"{{headline}}\">", "1:12 onclick=: pages load and run nothing"),
    ("<b Style='color:red'>", "1:9 style=: pages load and run nothing"),
    ("<a href=\"{{headline}}\">", "1:10 {{headline}} where an address belongs: words of a feed may be one that runs"),
    ("{{stories}}", "1:1 stories is markup and would be shown as text"),
    ("<a href={{root}}>x</a>", "1:9 {{root}} within a tag and outside of quotation marks"),
    ("<a title=\"{{{stories}}}\">", "1:11 markup within quotation marks"),
    ("<SCRIPT>x</SCRIPT>", "1:1 <script>: pages load and run nothing"),
    ("<b><img src=\"x\">", "1:4 <img>: pages load and run nothing"),
    ("{{% CONTENT_TYPE:TEXT}}", "1:1 {{%: delimiters, settings and other files are not for these templates"),
    ("{{=<% %>=}}", "1:1 {{=: delimiters, settings and other files are not for these templates"),
    ("{{> other}}", "1:1 {{>: delimiters, settings and other files are not for these templates"),
    ("<p>{{headline", "1:4 a tag without its end"),
    ("{{ }}", "1:1 an empty tag"),
])
func aTemplateThatWouldLetWordsOutIsRefused(_ template: String, _ fault: String) {
    #expect(faults(["edition.mustache": template]) == [fault])
}

@Test func aSectionWithoutItsEndIsNamedWhereItBegins() {
    #expect(faults(["front.mustache": "<p>\n {{#live}}\n<b>"]) == ["2:2 {{#live}}: a section without its end"])
    #expect(
        faults(["front.mustache": "{{#live}}\n{{#short}}{{/live}}{{/short}}"]) == [
            "2:1 {{#short}}: a section without its end", "2:20 {{/short}} ends no section",
        ])
    #expect(faults(["front.mustache": "{{/days}}"]) == ["1:1 {{/days}} ends no section"])
}

@Test(arguments: ["b { background: URL(x) }", "@import 'x';", "a::after { content: \"</style>\" }"])
func aStyleThatWouldLoadSomethingOrEndsTooSoonIsRefused(_ style: String) {
    #expect(faults(["style.css": style]).count == 1)
    #expect(faults(["style.css": "b { color: red }"]) == [])
}

@Test(arguments: ["{{#a}}", "{{! ", "<", "\"", "{{", "}}", "{{{", "<!--", "{{{{", "<p {{"], [1, 5000])
func noTemplateHoldsTheCheckUp(_ part: String, _ times: Int) {
    // Found wrong or not, it ends.
    for name in Templates.fileNames { _ = faults([name: String(repeating: part, count: times)]) }
}

private let tellingTemplate = """
    <main>{{#sections}}<h2>{{label}}</h2>{{#told}}<article id="{{anchor}}"><h3{{{voice}}}><a href="{{page}}">{{headline}}</a></h3>
    {{#mark}}<b>{{mark}}</b>{{/mark}}<p class="tags">{{tagLine}}</p><p>{{lede}} ({{publisher}}, <time datetime="{{when}}">{{time}}</time>)</p>
    {{#address}}<a href="{{address}}">source</a>{{/address}}<ul>{{#points}}<li{{{voice}}}>{{words}} ({{by}})</li>{{/points}}</ul>
    <ol>{{#accounts}}<li title="{{publisher}}">{{headline}}</li>{{/accounts}}</ol></article>{{/told}}
    {{#brief}}<p>{{uppercased(headline)}}</p>{{/brief}}{{/sections}}</main>
    """

@Test func aTemplateCanTellTheStoriesItself() throws {
    let press = Press(try ourTemplates.replacing(["edition.mustache": tellingTemplate, "style.css": "b{color:red}"]))
    let story = told(
        [member(1, "courier", "Dockers at Tarn strike"), member(2, "radio", "Strike at Tarn")], lede: "The dockers strike.",
        quickLook: [Edition.Bullet(text: "Cranes stand still.", source: Key(bits: 2))])
    let brief = told([member(3, "radio", "Harbour fee stays")])
    let page = text(
        press.html(morning([Edition.Section(topic: "work", label: "Work", told: [story], brief: [brief])]), root: "../"))
    for part in [
        "<h3><a href=\"../stories/\(story.story.id).html\">Dockers at Tarn strike</a></h3>", "<p>The dockers strike. (courier, ",
        "<li>Cranes stand still. (radio)</li>", "<li title=\"radio\">Strike at Tarn</li>", "<p>HARBOUR FEE STAYS</p>",
        "<style>b{color:red}</style>", "href=\"https://courier.example/1\"",
    ] { #expect(page.contains(part), "\(part)") }
    // The style is another, and so is what the policy allows.
    #expect(!page.contains(ourTemplates.styleSource))
}

@Test func aTemplateCanLeadToThePagesThatTellTheRestOfATopic() throws {
    let template = "{{#sections}}{{#further}}<a href=\"{{href}}\">{{name}}</a> {{words}};{{/further}}{{/sections}}"
    let press = Press(try ourTemplates.replacing(["edition.mustache": template]))
    var section = Edition.Section(topic: "work", label: "Work", told: [], brief: [], left: 41)
    section.further = [
        Edition.Further(name: "work_2026-11-20", kind: .day(CivilDay(daysSince1970: 20_777), part: nil), stories: 40),
        Edition.Further(name: "work_earlier", kind: .earlier(part: nil), stories: 1),
        Edition.Further(name: "work", kind: .newest),
    ]
    let page = text(press.html(morning([section]), root: "../"))
    #expect(
        page.contains(
            "<a href=\"work_2026-11-20.html\">Friday 20 November 2026</a> 40 stories;"
                + "<a href=\"work_earlier.html\">Earlier</a> 1 story;<a href=\"work.html\">The newest</a> ;"))
}

@Test(arguments: ["{{#told}}<b>{{headline}}</b>{{/told}}", "{{# told }}<b>{{ headline }}</b>{{/ told }}"])
func howATemplateWritesItsTagsMakesNoDifference(_ template: String) throws {
    let press = Press(try ourTemplates.replacing(["edition.mustache": "{{#sections}}\(template){{/sections}}"]))
    let story = told([member(1, "courier", "Dockers at Tarn strike")])
    let page = text(press.html(morning([Edition.Section(topic: nil, label: "Work", told: [story], brief: [])]), root: ""))
    #expect(page.contains("<b>Dockers at Tarn strike</b>"))
}

@Test(arguments: hostileWords) func noWordsChangeTheStructureOfAPageOfSomebodysOwnTemplate(_ payload: String) throws {
    let press = Press(try ourTemplates.replacing(["edition.mustache": tellingTemplate]))
    func page(_ words: String) -> [String] {
        structure(text(press.html(editionSaying(words, url: "https://a.example/"), root: "../")))
    }
    // What cannot be shown at all makes a section of a template none.
    #expect(page("x \(payload)") == page("x \(harmlessWords)"))
}

private let atomTemplate = """
    <feed xmlns="http://www.w3.org/2005/Atom"><id>{{id}}</id><title>{{name}}</title><updated>{{closing}}</updated>
    <author><name>Us</name></author>{{#stories}}<entry{{{voice}}}><id>{{id}}</id><title>{{#mark}}{{mark}}: {{/mark}}{{headline}}</title>
    {{#address}}<link href="{{address}}"/>{{/address}}<updated>{{updated}}</updated><published>{{published}}</published>
    {{#publishers}}<author><name>{{publisher}}</name></author>{{/publishers}}{{#tags}}<category term="{{tag}}" label="{{label}}"/>{{/tags}}
    <summary>{{lede}} {{tagLine}} {{#points}}{{words}} {{by}}{{/points}}</summary><content type="html">{{content}}</content></entry>
    {{/stories}}</feed>
    """

@Test func aTemplateCanWriteTheAtomFeedItself() throws {
    let press = Press(try ourTemplates.replacing(["atom.mustache": atomTemplate]))
    let feed = text(press.atom(small))
    #expect(feed.hasPrefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns"))
    for part in [
        "<title>update: 1 new: Dockers at Tarn return to work</title>", "<link href=\"https://courier.example/16\"/>",
        "<author><name>Tarn Radio</name></author>", "<category term=\"labour\" label=\"labour dispute\"/>",
        "<entry xml:lang=\"en-GB\">", "&lt;li&gt;new: ",
    ] { #expect(feed.contains(part), "\(part)") }
}

@Test(arguments: hostileWords) func noWordsChangeTheStructureOfAFeedOfSomebodysOwnTemplate(_ payload: String) throws {
    let press = Press(try ourTemplates.replacing(["atom.mustache": atomTemplate]))
    func feed(_ words: String) throws -> [String] {
        structure(text(press.atom(editionSaying(words, url: "https://a.example/"))))
    }
    #expect(try feed("x \(payload)") == feed("x \(harmlessWords)"))
}

@Test(arguments: [
    ("<feed>\n<entry></feed>", ["2:8 </feed> ends <entry>", "2:15 <entry> without its end"]),
    ("<feed><a/></feed></b>", ["1:18 </b> ends nothing"]),
    ("<feed>&nbsp;</feed>", ["1:7 an & that is no reference XML knows"]),
    ("<feed><id>&#160;&amp;</id><title/></feed>", ["1:42 no <updated>: Atom asks for one (RFC 4287)"]),
    ("<!DOCTYPE feed><feed></feed>", ["1:1 no place for declarations, instructions or CDATA"]),
    ("<feed><![CDATA[{{title}}]]></feed>", ["1:7 no place for declarations, instructions or CDATA"]),
    ("<feed><!-- {{title}} --></feed>", ["1:12 {{title}} in a comment, which two hyphens would end"]),
    ("<feed>1 < 2</feed>", ["1:9 a < that begins no element"]),
    ("<feed>{{{headline}}}</feed>", ["1:7 what a feed says would be written as it is"]),
])
func aTemplateThatMakesNoFeedIsRefused(_ template: String, _ said: [String]) {
    #expect(Array(faults(["atom.mustache": template]).prefix(said.count)) == said)
}

@Test func aStoryPageCanLeavePartsOut() throws {
    let press = Press(try ourTemplates.replacing(["story.mustache": "<main><h1>{{headline}}</h1>{{{accounts}}}</main>"]))
    let story = told(
        [member(1, "courier", "Dockers at Tarn strike"), member(2, "radio", "Strike at Tarn")], lede: "The dockers strike.")
    let page = text(press.story(StoryPage(told: story, zone: "UTC", revisions: [], related: [], editions: [])))
    #expect(page.contains("Who told it, and when") && !page.contains("The dockers strike."))
}
